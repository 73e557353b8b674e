"""Why a case is in a list, as a reader is told: the search's own short notes made sentences.

The search writes `机制:三社联动(近义:三社协作)`; `manage.py explain_search` and the tests read that.
A page says 因机制“三社联动”列入（又称“三社协作”）.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_NOTE = re.compile(r"(?P<kind>[^:：()]+):(?P<what>.*)", re.DOTALL)
_WITH_NOTE = re.compile(r"(?P<what>[^()]+)\((?P<note>.*)\)", re.DOTALL)
_IGNORED = {"不计引号": "忽略引号后匹配", "不计标点": "忽略标点后匹配"}
_FULL_WIDTH = str.maketrans({":": "：", "(": "（", ")": "）", ",": "，", ";": "；"})


@lru_cache(maxsize=1024)
def sentence(reason: str) -> str:
    """One reason in plain words; what has no known form keeps its words, with full-width signs."""
    if reason in _IGNORED:
        return _IGNORED[reason]
    noted = _NOTE.fullmatch(reason)
    said = _SENTENCES.get(noted["kind"]) if noted else None
    return said(noted["what"]) if noted and said else reason.translate(_FULL_WIDTH)


def _of_mechanism(what: str) -> str:
    name, note = _parted(what)
    return f"因机制“{name}”列入{_in_brackets(note)}"


def _of_segments(what: str) -> str:
    return "分别匹配" + "".join(_segment(each) for each in what.split(" + "))


def _segment(what: str) -> str:
    name, note = _parted(what)
    return f"“{name}”{_in_brackets(note)}"


def _of_pinyin(how: str) -> Callable[[str], str]:
    def said(what: str) -> str:
        name, note = _parted(what.rpartition(" → ")[2])
        return f"按拼音{how}匹配“{name.replace('/', '')}”{_in_brackets(note)}"

    return said


def _of_place(what: str) -> str:
    before, arrow, after = what.partition(" → ")
    name, note = _parted(after or before)
    then = f"{before.replace('/', '')}，" if arrow else ""
    return f"地区：{then}{name.replace('/', '')}{_in_brackets(note)}"


def _parted(what: str) -> tuple[str, str]:
    """A name, and the note that follows it in brackets."""
    noted = _WITH_NOTE.fullmatch(what)
    return (noted["what"], noted["note"]) if noted else (what, "")


def _in_brackets(note: str) -> str:
    return f"（{_note(note)}）" if note else ""


def _note(note: str) -> str:
    kind, colon, name = note.partition(":")
    if note.endswith("的下位词"):
        return f"“{note.removesuffix('的下位词')}”的下级机制"
    if kind == "机制":
        own, inner = _parted(name)
        return f"机制“{own}”" + (f"，{_note(inner)}" if inner else "")
    words = {"近义": "又称", "下位词": "下级机制"}.get(kind)
    if words:
        return f"{words}“{name}”"
    return sentence(note) if colon or note in _IGNORED else note


_SENTENCES: dict[str, Callable[[str], str]] = {
    "机制": _of_mechanism,
    "拆词": _of_segments,
    "拼音": _of_pinyin(""),
    "首字母": _of_pinyin("首字母"),
    "地区": _of_place,
}
