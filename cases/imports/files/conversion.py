"""Older kinds of files, converted by LibreOffice where the machine has it."""

import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from cases.imports.files.bounds import MOST_BYTES, MOST_CONVERTING
from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.kinds import FileKind

CONVERTED = {
    FileKind.DOC: FileKind.DOCX,
    FileKind.RTF: FileKind.DOCX,
    FileKind.ODT: FileKind.DOCX,
    FileKind.XLS: FileKind.XLSX,
    FileKind.ODS: FileKind.XLSX,
}
_BY_HAND = "请在 Word、Excel 或 WPS 中另存为 {ending}，再导入。"
_ABSENT = "{kind} 文件要先转换，而这台服务器没有装 LibreOffice。" + _BY_HAND
_FAILED = (
    "{kind} 文件转换不成：文件可能有密码或已损坏，或者这台服务器的 LibreOffice 没有装这一部分。" + _BY_HAND
)
_LATE = "{kind} 文件转换了 {seconds} 秒还没有完成，没有读。" + _BY_HAND
_TABLE_LOST = (
    "{kind} 文件里有表格，转换后各格的文字连成了一片，没有读。请在 Word 或 WPS 中另存为 {ending}，再导入。"
)
_ROW_END = re.compile(
    rb"[\x00-\xff][\x4e-\x9f]\x07\x00\x07\x00"
)  # of a .doc: a cell that ends in a Chinese sign
_TABLE = b"<w:tbl>"
# Of a profile made for one conversion: no macro runs, nothing that a document links to is fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def converted(kind: FileKind, content: bytes) -> tuple[FileKind, bytes]:
    """The same document as docx or xlsx; FileRefused where that cannot be had."""
    target = CONVERTED[kind]
    program = shutil.which("soffice")
    if program is None:
        raise FileRefused(_ABSENT.format(kind=kind, ending=target))
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        result = _convert(program, Path(folder), kind, content)
    if not result or len(result) > MOST_BYTES:
        raise FileRefused(_FAILED.format(kind=kind, ending=target))
    if kind is FileKind.DOC and has_lost_tables(content, result):
        raise FileRefused(_TABLE_LOST.format(kind=kind, ending=target))
    return target, result


def has_lost_tables(content: bytes, converted_content: bytes) -> bool:
    """Whether a .doc has rows of cells of which nothing is a table any longer in the docx made of it."""
    if _ROW_END.search(content) is None:
        return False
    with zipfile.ZipFile(io.BytesIO(converted_content)) as archive:
        return _TABLE not in archive.read("word/document.xml")


def _convert(program: str, folder: Path, kind: FileKind, content: bytes) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / f"document.{kind}"
    source.write_bytes(content)
    target = CONVERTED[kind]
    arguments = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", target, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 - the program of the machine, with names given here
        arguments,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(MOST_CONVERTING)
    except subprocess.TimeoutExpired as error:
        raise FileRefused(_LATE.format(kind=kind, seconds=MOST_CONVERTING, ending=target)) from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # also what it started
        process.wait()
    result = folder / "out" / f"document.{target}"
    return result.read_bytes() if result.is_file() else b""
