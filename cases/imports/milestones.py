"""What a document says became of an award of an earlier year: accepted, reviewed or withdrawn, and when.

The year is never guessed: a person says it, or the document prints it beside the word, or it is that of its
signature, which a person has to confirm.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cases.choices import MilestoneKind
from cases.imports.facts import SAID
from cases.language.numerals import numbers_in, printed_number
from cases.library.snapshot import Snapshot
from cases.readers.lists.reviews import Review
from cases.readers.records import Document, Printed

Facts = Mapping[str, Mapping[str, Any]]
NO_YEAR = "没有读到{kind}的年份：请在“文献和届次的信息”里写明年度，再保存。"
SIGNED = "原文没有印出{kind}的年份，按成文日期记为 {year} 年，请核对；不对的，请在文献信息里写明年度。"
OTHER_YEAR = "所印的年份是 {year} 年，成文日期是 {signed} 年，请核对；不对的，请在文献信息里写明年度。"
_HONOURED = "确认|确定|命名|授予|认定|评为|评出|入选"
# 2021年度…通过验收: no other year, and no word that says it is the year of the honour, stands between.
_YEAR_OF_REVIEW = re.compile(
    rf"(?P<year>\d{{4}}|[〇○零一二三四五六七八九]{{4}})\s*年(?:(?!\d{{4}}|{_HONOURED})[^。；;\r\n]){{0,40}}?"
    r"(?:验收|結項|结项|复核|復核|复审|復審|复查|復查|撤销|撤銷|取消|摘牌|除名|终止|終止)"
)
_SEVERAL_YEARS = re.compile(r"\d{4}\s*(?:年度?)?\s*[、和与與及至到—–-]\s*\d{4}\s*年")


def milestone_of(review: Review, text: str, facts: Facts, document: Document) -> Snapshot:
    """The milestone as snapshots of awards have it, without document and passage; `year` may be None.

    The year stands at `year_start` to `year_end`, or `year_note` says where it is from. `problems` are what
    a person has to look at, in Chinese.
    """
    milestone: Snapshot = {"kind": review.kind, **_year(review, text, facts, document)}
    doubt = [review.doubt] if review.doubt else []
    return {**milestone, "problems": [*doubt, *_problems(milestone, document)]}


def called(milestone: Mapping[str, Any]) -> str:
    """2021 年通过验收; without a year that is not known."""
    year = f"{milestone['year']} 年" if milestone["year"] is not None else ""
    return f"{year}{MilestoneKind(milestone['kind']).label}"


def _year(review: Review, text: str, facts: Facts, document: Document) -> Snapshot:
    said = facts.get("year", {})
    if said.get("said"):
        return _of_fact(said, document)
    title = document.title
    stretches = [(review.start, review.end), *([(title.start, title.end)] if title is not None else [])]
    for start, end in stretches:
        if (printed := _printed_year(text, start, end)) is not None:
            return _of_passage(printed)
    signed = document.date_signed
    is_in_body = signed is not None and document.body_start <= signed.start < signed.end <= document.body_end
    if signed is not None and is_in_body and signed.value.year in numbers_in(text, signed.start, signed.end):
        return _of_passage(Printed(signed.value.year, signed.start, signed.end))
    return {"year": None}


def _of_fact(said: Mapping[str, Any], document: Document) -> Snapshot:
    """What a person said, with the words of the body that print it, or the reason that is kept for it."""
    if "start" in said and document.body_start <= said["start"] and said["end"] <= document.body_end:
        return {"year": said["value"], "year_start": said["start"], "year_end": said["end"]}
    return {"year": said["value"], "year_note": said.get("reason", SAID)}


def _of_passage(printed: Printed[int]) -> Snapshot:
    return {"year": printed.value, "year_start": printed.start, "year_end": printed.end}


def _printed_year(text: str, start: int, end: int) -> Printed[int] | None:
    """The one year that stands beside the word of the review; of several it is not known which."""
    found = dict[int, Printed[int]]()
    if _SEVERAL_YEARS.search(text, start, end) is not None:
        return None
    for match in _YEAR_OF_REVIEW.finditer(text, start, end):
        year = printed_number(match["year"])
        if year is not None and year in numbers_in(text, *match.span("year")):
            found.setdefault(year, Printed(year, *match.span("year")))
    return next(iter(found.values())) if len(found) == 1 else None


def _problems(milestone: Snapshot, document: Document) -> Iterator[str]:
    kind, year, signed = MilestoneKind(milestone["kind"]).label, milestone["year"], document.date_signed
    if year is None:
        yield NO_YEAR.format(kind=kind)
    elif signed is None or "year_start" not in milestone:
        return
    elif (milestone["year_start"], milestone["year_end"]) == (signed.start, signed.end):
        yield SIGNED.format(kind=kind, year=year)
    elif signed.value.year != year:
        yield OTHER_YEAR.format(year=year, signed=signed.value.year)
