"""What a file is, told by its first bytes and never by its name alone."""

from enum import StrEnum

from cases.imports.files.archives import LOCKED, MACRO, kind_of_archive
from cases.imports.files.decoded_file import FileRefused


class FileKind(StrEnum):
    """The kinds of files that are read, those behind XLSX after LibreOffice converted them."""

    TEXT = "txt"
    CSV = "csv"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    XLS = "xls"
    ODS = "ods"


_PICTURE = "这是图片，图片中的文字读不了。请用文字识别（OCR）软件转成文字，核对后粘贴或另存为 docx。"
_ARCHIVE = "这是压缩包。请先解压，再导入其中的文件。"
_PROGRAM = "这是程序文件，不是文献。"
# The first bytes of what is refused at sight.
_REFUSED = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
)
# What opens a program of Windows, macOS or Java, each of which may open a text too: bytes behind it tell.
_OF_PROGRAMS = (b"MZ", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_NAMES_OF_PROGRAMS = (".exe", ".dll", ".scr", ".sys", ".com")
_HEAD = 64  # bytes that the header of such a program has at least, zeros among them
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_FRONT_OF_PDF = 1024  # bytes that may stand before the mark of a PDF


def kind_of(content: bytes, name: str) -> FileKind:
    """The kind of a file; FileRefused for one that is never read. What is no known binary is text."""
    for mark, message in _REFUSED:
        if content.startswith(mark):
            raise FileRefused(message)
    if _is_program(content, name):
        raise FileRefused(_PROGRAM)
    if b"%PDF-" in content[:_IN_FRONT_OF_PDF]:
        return FileKind.PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind(kind_of_archive(content))
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(b"{\\rtf"):
        return FileKind.RTF
    return FileKind.CSV if name.lower().endswith((".csv", ".tsv")) else FileKind.TEXT


def _is_program(content: bytes, name: str) -> bool:
    is_named_so = name.lower().endswith(_NAMES_OF_PROGRAMS)
    return content.startswith(_OF_PROGRAMS) and (is_named_so or b"\0" in content[:_HEAD])


def _kind_of_ole(content: bytes) -> FileKind:
    """Of the container of older Office files, by the names in its directory."""
    if _has(content, "EncryptedPackage"):
        raise FileRefused(LOCKED)
    if _has(content, "_VBA_PROJECT"):
        raise FileRefused(MACRO)
    if _has(content, "WordDocument"):
        return FileKind.DOC
    if _has(content, "Workbook") or _has(content, "Book"):
        return FileKind.XLS
    raise FileRefused("认不出是什么文件。请用原来的软件打开，另存为 docx、xlsx 或 PDF，再导入。")


def _has(content: bytes, entry: str) -> bool:
    return f"{entry}\0".encode("utf-16-le") in content
