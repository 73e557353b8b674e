"""The one place where a file's content becomes text, whatever its kind; knows no names of files.

Every reader is imported when it is needed: most processes never read a file.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar

from cases.characters import UNPRINTABLE, with_line_feeds
from cases.imports.files.bounds import MOST_CHARACTERS
from cases.imports.files.decoded_file import FileGrids, FileRefused, FileText
from cases.imports.files.kinds import FileKind

_READERS = {
    FileKind.TEXT: ("text_encodings", "read_text"),
    FileKind.CSV: ("delimited_text", "read_delimited"),
    FileKind.HTML: ("web_pages", "read_web_page"),
    FileKind.PDF: ("pdf_pages", "read_pdf"),
    FileKind.DOCX: ("word_documents", "read_word"),
    FileKind.XLSX: ("workbooks", "read_workbook"),
}
_GRID_READERS = {
    FileKind.TEXT: ("delimited_text", "read_grid"),
    FileKind.CSV: ("delimited_text", "read_grid"),
    FileKind.XLSX: ("workbook_grids", "read_workbook_grids"),
}
WITH_GRIDS = frozenset(_GRID_READERS)
Content = TypeVar("Content", FileText, FileGrids)
TOO_LARGE = "内容太多，读这个文件需要的时间或内存超过了限度。请只导入需要的部分，或把文字复制出来粘贴。"
_BROKEN = "文件已损坏或不合规范，读不出来。请用原来的软件打开，另存后再导入，或把文字复制出来粘贴。"
_EMPTY = "文件里没有文字。"


def read_content(kind: FileKind, content: bytes) -> FileText:
    """The text of a content of the kind. Whatever the bytes, nothing but FileRefused is raised."""
    reader: Callable[[bytes], FileText] = _reader(_READERS, kind)
    return tidied(_refusing(reader, content))


def read_grids(kind: FileKind, content: bytes) -> FileGrids:
    """The sheets of a content of one of WITH_GRIDS. Nothing but FileRefused is raised."""
    reader: Callable[[bytes], FileGrids] = _reader(_GRID_READERS, kind)
    return _refusing(reader, content)


def _refusing(reader: Callable[[bytes], Content], content: bytes) -> Content:
    try:
        return reader(content)
    except FileRefused:
        raise
    except (MemoryError, RecursionError) as error:
        raise FileRefused(TOO_LARGE) from error
    except Exception as error:  # of damaged files the packages raise whatever they run into
        raise FileRefused(_BROKEN) from error


def _reader(readers: Mapping[FileKind, tuple[str, str]], kind: FileKind) -> Any:  # noqa: ANN401 - by its name
    module, name = readers[kind]
    return getattr(import_module(f"cases.imports.files.{module}"), name)


def tidied(reading: FileText) -> FileText:
    """With line feeds at the ends of lines and blanks for control characters, as sources are kept."""
    text = with_line_feeds(reading.text)
    if len(text) > MOST_CHARACTERS:
        raise FileRefused(f"文字超过 {MOST_CHARACTERS} 字，没有读。请只导入需要的部分。")
    text, wrong = UNPRINTABLE.subn(" ", text)
    if not text.strip():
        raise FileRefused(_EMPTY)
    notes = (*reading.notes, f"{wrong} 个不能印出的控制字符换成了空格。") if wrong else reading.notes
    return FileText(text, reading.encoding, notes)
