"""Older kinds of files are converted where LibreOffice is, and refused with what to do where it is not."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from cases.imports.files import conversion
from cases.imports.files.conversion import converted
from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.decoding import decode_file
from cases.imports.files.kinds import FileKind
from tests.imports.files import documents

LINES = ["名单", "宁海县桑洲镇南岭村", "安吉县递铺街道鲁家村"]
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
PARAGRAPHS = ("".join(f"\\u{ord(sign)}?" for sign in line) for line in LINES)
RICH_TEXT = "{\\rtf1\\ansi " + "\\par ".join(PARAGRAPHS) + "}"


def is_running(process: str) -> bool:
    """Whether it still does something; one that ended may wait to be asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def program(folder: Path, does: str) -> None:
    """A program in place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("kind", "ending"), [("doc", "docx"), ("rtf", "docx"), ("xls", "xlsx"), ("ods", "xlsx")]
)
def test_without_a_converter_the_sentence_says_what_to_do(
    kind: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(FileRefused, match=f"没有装 LibreOffice。请在 Word、Excel 或 WPS 中另存为 {ending}"):
        converted(FileKind(kind), b"x")


def test_a_converter_that_gives_nothing_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(FileRefused, match="转换不成：文件可能有密码或已损坏"):
        converted(FileKind.DOC, b"x")


@pytest.mark.slow
def test_a_converter_that_does_not_end_is_stopped_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(conversion, "MOST_CONVERTING", 1)

    with pytest.raises(FileRefused, match="还没有完成"):
        converted(FileKind.DOC, b"x")

    child = (tmp_path / "child").read_text().strip()
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


@pytest.mark.slow
@needs_office
def test_rich_text_is_read() -> None:
    decoded = decode_file(RICH_TEXT.encode(), "名单.rtf")

    assert (decoded.kind, decoded.text.splitlines()) == ("rtf", LINES)


@pytest.mark.slow
@needs_office
def test_an_older_word_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(documents.as_word(LINES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )

    decoded = decode_file((tmp_path / "a.doc").read_bytes(), "名单.doc")

    assert (decoded.kind, decoded.text.splitlines(), decoded.notes) == ("doc", LINES, ())
