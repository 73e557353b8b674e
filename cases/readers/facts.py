"""Facts that a document prints about itself outside its body: 索引号, 作者, 来源, 发布时间, …"""

import re
from collections.abc import Iterable
from datetime import date

from cases.language.word_tables import any_of, words_of_kind
from cases.readers.dates import DATE, date_at
from cases.readers.passages import stretch
from cases.readers.records import Fact, Printed, Problem

_LABELS = words_of_kind("page_words", "label", "label-of-publication")
_BLANKS = "[ \u3000\xa0]"
# Sites space the labels of one width: 索 引 号, 文    号.
_LABEL = any_of(_LABELS) + "|" + "|".join(f"{_BLANKS}{{1,8}}".join(word) for word in _LABELS)
_CHROME = any_of(words_of_kind("page_words", "counter", "control"))
_STOP = rf"(?:{_LABEL}|{_CHROME})\s*[:：\[［【]"
_BRACKETED = (
    rf"[\[［【〔(（]\s*(?P<label>{_LABEL})\s*[:：](?P<value>[^\]］】〕)）\r\n]{{0,200}})[\]］】〕)）]"
)
_PLAIN = (
    rf"(?<![\u4e00-\u9fff])(?P<label>{_LABEL})\s*[:：]"
    rf"(?P<value>[^\r\n]*?)(?=\s*(?:{_STOP})|\s*[｜|│]|[\u2003\u3000]{{2}}|[\r\n]|$)"
)
_FACTS = tuple(re.compile(form) for form in (_BRACKETED, _PLAIN))
_OPENING = re.compile(rf"[-—·•*\s]*[\[［【〔(（]?\s*(?:{_LABEL})\s*[:：]")
_JOURNAL = re.compile(r"《([^》\r\n]{1,40})》\s*欢迎")
_TRAIL = re.compile(r"(?:当前|您(?:现)?在)的?位置\s*[:：]?[^\r\n]{0,200}[>＞»]([^\r\n>＞»]{1,200})")
PUBLISHED = words_of_kind("page_words", "label-of-publication")


def opens_with_fact(words: str) -> bool:
    """Whether a line opens with a label and a colon, and is no sentence."""
    return "。" not in words and _OPENING.match(words) is not None


def _fact(text: str, label: str, match: re.Match[str], group: str | int) -> Fact | None:
    value = stretch(text, match.start(group), match.end(group))
    return Fact(re.sub(_BLANKS, "", label), value.text, value.start, value.end) if value else None


def facts(text: str, gaps: Iterable[tuple[int, int]]) -> list[Fact]:
    """The labelled facts in the given stretches of a source, in the order of print."""
    by_offset: dict[int, Fact | None] = {}
    for start, end in gaps:
        for form in _FACTS:
            for match in form.finditer(text, start, end):
                by_offset.setdefault(match.start("value"), _fact(text, match["label"], match, "value"))
        for label, form in (("期刊", _JOURNAL), ("栏目", _TRAIL)):
            for match in form.finditer(text, start, end):
                by_offset.setdefault(match.start(1), _fact(text, label, match, 1))
    return sorted((fact for fact in by_offset.values() if fact is not None), key=lambda fact: fact.start)


def published(text: str, printed: Iterable[Fact]) -> tuple[Printed[date] | None, list[Problem]]:
    """The day on which the document says it was published, and what is wrong with it."""
    dates = [fact for label in PUBLISHED for fact in printed if fact.label == label]
    for fact in dates:
        match = DATE.match(text, fact.start, fact.end)
        day = date_at(match) if match else None
        if day is not None:
            return day, []
    return None, [
        Problem(f"“{fact.label}”不是一个日期：{fact.value}", fact.start, fact.end) for fact in dates[:1]
    ]
