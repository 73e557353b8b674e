"""The one way in for what curators bring: bytes with a name, or pasted words, become a text."""

import hashlib
import re

from cases.imports.files.bounds import LONGEST_NAME, MOST_BYTES
from cases.imports.files.contents import WITH_GRIDS, read_content, read_grids, tidied
from cases.imports.files.conversion import CONVERTED, converted
from cases.imports.files.decoded_file import DecodedFile, FileGrids, FileRefused, FileText
from cases.imports.files.kinds import FileKind, kind_of
from cases.imports.files.reading_process import read_apart, read_grids_apart
from cases.imports.files.text_encodings import decode
from cases.imports.files.web_pages import is_web_page

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNNAMED = "未命名"
_SAME = {
    "htm": "html",
    "shtml": "html",
    "xhtml": "html",
    "wps": "doc",
    "et": "xls",
    "tsv": "csv",
    "text": "txt",
}
_IN_PLACE = {FileKind.TEXT, FileKind.CSV}  # takes a time that grows with the size and no more


def decode_file(content: bytes, name: str) -> DecodedFile:
    """The text of a file; FileRefused with what is wrong and what to do. Nothing else is raised.

    `name` may be a path of whatever system: its last part is kept.
    """
    name = last_part(name)
    if not content:
        raise FileRefused("文件是空的（0 字节）。请检查是否传错了文件。")
    if len(content) > MOST_BYTES:
        raise FileRefused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，没有读。请只导入需要的部分。")
    kind = kind_of(content, name)
    if kind in (FileKind.TEXT, FileKind.CSV) and is_web_page(_shown(content), name):
        kind = FileKind.HTML
    reading = _reading(kind, content)
    notes = (*_about_ending(kind, name), *reading.notes)
    digest = hashlib.sha256(content).hexdigest()
    return DecodedFile(name, digest, len(content), kind, reading.encoding, reading.text, notes)


def grids_of(content: bytes, name: str) -> FileGrids | None:
    """The sheets of a file as cells; None for what is no spreadsheet, FileRefused as `decode_file`."""
    if not 0 < len(content) <= MOST_BYTES:
        return None
    kind = kind_of(content, name)
    if CONVERTED.get(kind) in WITH_GRIDS:
        kind, content = converted(kind, content)
        kind_of(content, "")
    if kind not in WITH_GRIDS:
        return None
    return read_grids(kind, content) if kind in _IN_PLACE else read_grids_apart(kind, content)


def decode_pasted(text: str) -> DecodedFile:
    """Pasted words as a text file in UTF-8; FileRefused where there are none or too many."""
    reading = tidied(FileText(text.removeprefix("\ufeff")))
    content = reading.text.encode()
    digest = hashlib.sha256(content).hexdigest()
    return DecodedFile("", digest, len(content), FileKind.TEXT, "UTF-8", reading.text, reading.notes)


def last_part(name: str) -> str:
    """The name without folders and unseen characters, at most LONGEST_NAME long with its ending."""
    words = _UNSEEN.sub("", re.split(r"[/\\]", name.rstrip("/\\"))[-1]).strip(" .")
    return words[-LONGEST_NAME:] or _UNNAMED


def _shown(content: bytes) -> str:
    return decode(content)[0]


def _reading(kind: FileKind, content: bytes) -> FileText:
    if kind in CONVERTED:
        kind, content = converted(kind, content)
        kind_of(content, "")  # what came out is looked through like what comes in
    return read_content(kind, content) if kind in _IN_PLACE else read_apart(kind, content)


def _about_ending(kind: FileKind, name: str) -> tuple[str, ...]:
    """A note where the name says another kind than the content is."""
    _, dot, ending = name.lower().rpartition(".")
    if (
        not dot
        or _SAME.get(ending, ending) == kind
        or (kind is FileKind.TEXT and ending not in set(FileKind))
    ):
        return ()
    return (f"文件名以 .{ending} 结尾，内容却是 {kind}，按 {kind} 读。",)
