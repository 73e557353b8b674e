"""The way in: any file becomes a text or a sentence, in bounded time and memory, and nothing else."""

import hashlib
import tracemalloc
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.imports.files import reading_process
from cases.imports.files.bounds import LONGEST_NAME, MOST_BYTES, MOST_MEMBERS
from cases.imports.files.contents import read_content
from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.decoding import decode_file, decode_pasted, last_part
from cases.imports.files.kinds import FileKind, kind_of
from tests.imports.files import documents
from tests.imports.files.portable_documents import lines_of, portable

LINES = ["全国农村社区建设示范单位名单", "宁海县桑洲镇南岭村", "安吉县递铺街道鲁家村"]
TEXT = "".join(f"{line}\n" for line in LINES)


@cache
def made(kind: str) -> bytes:
    """A document of the kind with LINES."""
    makers: dict[str, Callable[[], bytes]] = {
        "txt": lambda: TEXT.encode("gb18030"),
        "csv": lambda: documents.as_delimited(LINES),
        "html": lambda: documents.as_broken_lines(LINES),
        "docx": lambda: documents.as_word(LINES),
        "xlsx": lambda: documents.as_workbook(LINES),
        "pdf": lambda: portable([lines_of(LINES)]),
    }
    return makers[kind]()


def changed(content: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """An archive with each member changed and others added."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
        for name, data in added.items():
            after.writestr(name, data)
    return file.getvalue()


def same(_: str, data: bytes) -> bytes:
    return data


@pytest.mark.parametrize(
    "kind",
    ["txt", "csv", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("html", "docx", "xlsx", "pdf"))],
)
def test_every_kind_gives_the_same_lines(kind: str) -> None:
    decoded = decode_file(made(kind), f"名单.{kind}")

    assert decoded.text == TEXT
    assert (decoded.name, decoded.kind, decoded.size) == (f"名单.{kind}", kind, len(made(kind)))
    assert decoded.sha256 == hashlib.sha256(made(kind)).hexdigest()


def test_pasted_words_are_a_text() -> None:
    decoded = decode_pasted(f"\ufeff{LINES[0]}\r\n{LINES[1]}\x0b\r")

    assert decoded.text == f"{LINES[0]}\n{LINES[1]} \n"
    assert decoded.notes == ("1 个不能印出的控制字符换成了空格。",)
    assert decoded.sha256 == hashlib.sha256(decoded.text.encode()).hexdigest()


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_pasted_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="没有文字"):
        decode_pasted(text)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\名单.docx", "名单.docx"),
        ("/tmp/名单.txt/", "名单.txt"),
        ("名单\x00\n\u202excod.txt", "名单xcod.txt"),
        ("..", "未命名"),
        ("", "未命名"),
        ("长" * 300 + ".docx", "长" * (LONGEST_NAME - 5) + ".docx"),
    ],
)
def test_of_a_path_in_a_name_the_last_part_is_kept(name: str, kept: str) -> None:
    assert last_part(name) == kept


@pytest.mark.slow
def test_a_file_with_a_wrong_ending_is_read_as_what_it_is() -> None:
    decoded = decode_file(made("pdf"), "名单.docx")

    assert (decoded.kind, decoded.text) == ("pdf", TEXT)
    assert decoded.notes == ("文件名以 .docx 结尾，内容却是 pdf，按 pdf 读。",)


@pytest.mark.slow
def test_a_page_that_calls_itself_a_workbook_is_read_as_a_page() -> None:
    assert decode_file(made("html"), "导出.xls").kind == "html"


def locked() -> bytes:
    """An archive whose members say that they are encrypted."""
    content = bytearray(made("docx"))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def bomb() -> bytes:
    return changed(made("docx"), same, **{"word/media/a.xml": b" " * (50 * 1024 * 1024)})


def many_members() -> bytes:
    return changed(made("docx"), same, **{f"word/{at}": b"" for at in range(MOST_MEMBERS)})


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'.encode()

    def spoil(name: str, data: bytes) -> bytes:
        laughing = head + data.partition(b"?>")[2].replace(b"<w:t>", b"<w:t>&l9;")
        return laughing if name == "word/document.xml" else data

    return changed(made("docx"), spoil)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(member: str, kind: str, target: str) -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    content = made("docx") if member.startswith("word") else made("xlsx")
    return changed(content, same, **{member: relation.encode()})


def macro() -> bytes:
    return changed(made("docx"), same, **{"word/vbaProject.bin": b"\xd0\xcf"})


def enabled() -> bytes:
    return changed(
        made("xlsx"), lambda _, data: data.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = "xl/externalLinks/_rels/1.xml.rels"
TEMPLATE = "word/_rels/settings.xml.rels"


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(bomb, "a.docx", "解压后过大", marks=pytest.mark.slow),
        (many_members, "a.docx", "解压后过大"),
        (laughs, "a.docx", "实体声明"),
        (macro, "a.docm", "含有宏"),
        (enabled, "a.xlsm", "含有宏"),
        (lambda: OLE + "_VBA_PROJECT\0WordDocument\0".encode("utf-16-le"), "a.doc", "含有宏"),
        (lambda: b"MZ This program", "x.exe", "这是程序文件"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a.docx", "这是图片"),
        (lambda: b"MZ\x90\0\x03\0\0\0" * 50, "a.txt", "这是程序文件"),
        (lambda: b"\x90\0\x03\0\0\0" * 50, "a.txt", "认不出文字的编码"),
        (lambda: b"", "a.txt", "文件是空的"),
        (lambda: b"a" * (MOST_BYTES + 1), "a.txt", "超过 20 MB"),
        (lambda: b"\0" * (100 * 1024 * 1024), "a.docx", "超过 20 MB"),
        (locked, "a.docx", "文件有密码"),
        (lambda: OLE + "EncryptedPackage\0".encode("utf-16-le"), "a.docx", "文件有密码"),
        (lambda: linked(TEMPLATE, "attachedTemplate", "http://x.example/a.dotm"), "a.docx", "外部的模板"),
        (lambda: linked(TEMPLATE, "attachedTemplate", "file://x.example/a.dotm"), "a.docx", "外部的模板"),
        (lambda: linked(WORKBOOK, "externalLinkPath", "b.xlsx"), "a.xlsx", "外部的工作簿"),
        (lambda: made("docx")[:-30], "a.docx", "已损坏"),
        (lambda: changed(made("docx"), same, **{"ppt/presentation.xml": b"<x/>"}), "a.pptx", "演示文稿"),
        (lambda: b"Rar!\x1a\x07\0", "a.rar", "压缩包"),
        (lambda: b" \r\n", "a.txt", "没有文字"),
        pytest.param(lambda: b"%PDF-1.7\n" + b"x" * 1000, "a.pdf", "已损坏", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_what_is_dangerous_or_no_document_is_refused_with_a_sentence(
    content: Callable[[], bytes], name: str, message: str
) -> None:
    with pytest.raises(FileRefused, match=message) as refusal:
        decode_file(content(), name)

    assert str(refusal.value).endswith("。")


@pytest.mark.slow
@pytest.mark.parametrize("content", [bomb, many_members, laughs], ids=["bomb", "members", "laughs"])
def test_looking_through_an_archive_takes_little_memory(content: Callable[[], bytes]) -> None:
    given_content = content()
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused):
            kind_of(given_content, "a.docx")
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "target", ["file:///C:\\Users\\wang\\Normal.dotm", "Normal.dotm", "C:/Program Files/Normal.dotm"]
)
def test_a_template_of_the_machine_of_its_writer_is_no_reason_to_refuse(target: str) -> None:
    assert kind_of(linked(TEMPLATE, "attachedTemplate", target), "a.docx") is FileKind.DOCX


def test_links_that_a_reader_may_click_are_no_reason_to_refuse() -> None:
    assert kind_of(linked(TEMPLATE, "hyperlink", "http://x.example/"), "a.docx") is FileKind.DOCX


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "MOST_WAITING", 0.001)

    with pytest.raises(FileRefused, match="超过了限度"):
        decode_file(made("docx"), "a.docx")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["txt", "csv", "html", "docx", "xlsx", "pdf"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_garbled_and_truncated_files_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(made(kind))
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert_read_or_refused(kind, bytes(content[: data.draw(st.integers(1, len(content)))]))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@given(data=st.data())
def test_members_with_wrong_words_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    with ZipFile(BytesIO(made(kind))) as archive:
        name = data.draw(st.sampled_from(archive.namelist()))
        member = archive.read(name)
    at = data.draw(st.integers(0, max(0, len(member) - 1)))
    length = data.draw(st.integers(0, 40))
    wrong = data.draw(st.sampled_from([b"", b"<w:p>", b"-1", b"999999999", b"\xff", b"<", b'"/>']))
    spoiled = changed(
        made(kind), lambda each, said: said[:at] + wrong + said[at + length :] if each == name else said
    )
    assert_read_or_refused(kind, spoiled)


def assert_read_or_refused(kind: str, content: bytes) -> None:
    try:
        reading = read_content(kind_of(content, f"a.{kind}"), content)
    except FileRefused as error:
        assert str(error).endswith("。")
        return
    assert reading.text.strip()


@pytest.mark.slow
@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_small_file_of_any_name_is_a_text_or_a_sentence(content: bytes, name: str) -> None:
    try:
        kind = kind_of(content, name)
        reading = read_content(kind, content) if kind in ("txt", "csv") else None
    except FileRefused as error:
        assert str(error).endswith("。")
        return
    assert reading is None or reading.text.strip()
