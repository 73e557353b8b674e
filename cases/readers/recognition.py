"""Sentences of articles and reports that state a recognition: `…被民政部评为“…”`."""

import re
from dataclasses import dataclass

from cases.readers.printed_vocabulary import PrintedVocabulary, printed_year
from cases.readers.records import MilestoneRecord, Printed

_PASSIVE = re.compile(r"(?:(?P<year>\d{4})年\s*)?(?:被(?:国家)?\s*)?$")
_ACCEPTANCE = re.compile(r"(?P<year>\d{4})年[^，,。；;\r\n]{0,12}通过[^，,。；;\r\n]{0,8}验收")
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|州|盟|地区))?(?:[\u4e00-\u9fff]{1,7}?(?:市|州|盟))?"
    r"[\u4e00-\u9fff]{1,6}?(?:(?<![社小园辖地])区|县|市|旗)"
)
_CLAUSE = re.compile(r"[^，,。；;！？\r\n]+")


@dataclass(frozen=True, slots=True)
class Recognition:
    """A stated recognition. `subject` is the clause's subject, where it prints one (a project, say)."""

    start: int
    end: int
    issuing_body: Printed[str] | None
    programme: Printed[str]
    tier: Printed[str]
    name: Printed[str]
    year: Printed[int] | None
    subject: Printed[str] | None


def _before(text: str, at: int) -> tuple[Printed[int] | None, Printed[str] | None]:
    """The year and the subject that stand in the clause before it says `被民政部` or `荣获`."""
    start = max(text.rfind(sign, 0, at) for sign in "，,。；;！？\n\r") + 1
    passive = _PASSIVE.search(text, start, at)
    if passive is None:
        return None, None
    printed = passive["year"]
    year = Printed(int(printed), *passive.span("year")) if printed else None
    words = text[start : passive.start()].strip()
    if not words:
        return year, None
    begin = text.index(words, start)
    return year, Printed(words, begin, begin + len(words))


def recognitions(text: str, start: int, end: int, vocabulary: PrintedVocabulary) -> list[Recognition]:
    """The recognitions under a known programme that `text[start:end]` states."""
    recognised = []
    for match in vocabulary.statement.finditer(text, start, end):
        programme = vocabulary.programmes.first_in(text, *match.span("name"))
        tier = vocabulary.tiers.last_in(text, match.start("name"), match.end())
        issuer = vocabulary.issuers.run_in(text, match.start(), match.start("name"))
        if programme is None or tier is None:
            continue
        year, subject = _before(text, match.start())
        name = Printed(match["name"], *match.span("name"))
        year = year or printed_year(text, *match.span("name"))
        recognised.append(
            Recognition(match.start(), match.end(), issuer, programme, tier, name, year, subject)
        )
    return recognised


def acceptances(text: str, start: int, end: int) -> tuple[MilestoneRecord, ...]:
    """`2016年顺利通过国家验收`: later acceptances in a stretch of text."""
    return tuple(
        MilestoneRecord("accepted", int(match["year"]), match.start(), match.end())
        for match in _ACCEPTANCE.finditer(text, start, end)
    )


def place_that_opens_a_clause(text: str, start: int, end: int) -> Printed[str] | None:
    """The first clause of `text[start:end]` that opens with a place: the place's words."""
    for clause in _CLAUSE.finditer(text, start, end):
        match = _PLACE.match(text, clause.start(), clause.end())
        if match:
            return Printed(match[0], match.start(), match.end())
    return None
