"""Where a document prints the components of an award's place: with the award, above it, or not at all."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from cases.curation.inferences import LONGER_NAME, UNIT
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.readers.dates import DATE
from cases.readers.facts import opens_with_fact
from cases.readers.numbered import is_brief
from cases.readers.passages import line_around
from cases.readers.records import AwardRecord, Inferred, Printed

INHERITED = "place-from-above"
_PARTY = "中共"
_COMMITTEES = "村委会|居委会|村民委员会|居民委员会"
_ENDS = r"(?=$|[民居党委人、（(])"  # not within 新农村建设办公室
_LOCAL = re.compile(
    rf".*?(?:(?:村|社区|街道|镇|乡|小区|新区|园区|开发区){_ENDS}|{_COMMITTEES})+(?:.*(?:村|社区|小区){_ENDS})?"
)


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """The words that name the place of an award; `passages` are those of all awards of the document."""

    record: AwardRecord
    text: str
    passages: Collection[tuple[int, int]] = ()

    def origin(self, division: Place, *, is_last: bool) -> Printed[str] | Inferred[str] | None:
        """Where the component comes from; None where only a person can say it.

        `is_last`: it is the last component, which no other tells.
        """
        own, above = self.record.place or self.record.applicant, self.record.place_above
        for words in filter(None, (own, above)):
            if found := _found(self.text, words, division.name):
                return self._quoted(found, division)
            if short := _short(words, division, is_last=is_last):
                is_own = words is own and self._is_own(words)
                by = "full-name-of-place" if is_own else INHERITED
                note = f"原文印作“{short}”" if is_own else f"承前文“{short}”"
                return Inferred(division.name, by, note)
        return Inferred(division.name, "place-from-gazetteer") if own is not None and not is_last else None

    def _quoted(self, words: Printed[str], division: Place) -> Printed[str] | Inferred[str] | None:
        """Words of the award or of a heading as printed; others above it are what it goes on from."""
        if self._is_own(words) or self._is_heading(words):
            return words
        is_above = words.end <= self.record.start
        return Inferred(division.name, INHERITED, f"承前文“{words.value}”") if is_above else None

    def _is_own(self, words: Printed[str]) -> bool:
        """Whether the words are the award's; of what no list gave they are wherever they were read."""
        record = self.record
        return record.division is None or (record.start <= words.start and words.end <= record.end)

    def _is_heading(self, words: Printed[str]) -> bool:
        """Whether the words stand in a heading above the award, and in no other award."""
        line = line_around(self.text, words.start, words.end)
        if line is None or line.end > self.record.start or not is_brief(line):
            return False
        if opens_with_fact(line.text) or DATE.search(line.text):
            return False
        return not any(start < words.end and words.start < end for start, end in self.passages)


def with_local_words(record: AwardRecord, gazetteer: Gazetteer) -> AwardRecord:
    """The record with the printed words below the last division that the gazetteer lists."""
    words = record.applicant or record.place
    if words is None or record.division is None:
        return record
    year = record.year.value if record.year else None
    at = 0
    for division in gazetteer.lineage(record.division, year):
        at = _behind(words.value, at, division)
    local = _LOCAL.match(words.value, at)
    if local is None:
        return record
    return replace(record, locality=Printed(local[0], words.start + at, words.start + local.end()))


def _behind(words: str, at: int, division: Place) -> int:
    """Behind the name of the division, if it is the next that the words name."""
    for name in sorted(division.names, key=len, reverse=True):
        found = words.find(name, at, at + len(name) + len(_PARTY))
        if found >= 0:
            return found + len(name)
    return at


def _found(text: str, words: Printed[str], name: str) -> Printed[str] | None:
    """Where the document prints the name among the words; the end of a line may break either."""
    at = words.value.find(name)
    if at < 0:
        return None
    printed = text[words.start : words.end]
    signs = [words.start + offset for offset, sign in enumerate(printed) if not sign.isspace()]
    if len(printed) > len(words.value) == len(signs):
        return Printed(name, signs[at], signs[at + len(name) - 1] + 1)
    return Printed(name, words.start + at, words.start + at + len(name))


def _short(words: Printed[str], division: Place, *, is_last: bool) -> str:
    """The short name, unless it is a part of a longer one: 淮安 of 淮安区."""
    goes_on = LONGER_NAME if is_last else UNIT
    for name in division.names:
        for found in re.finditer(re.escape(name), words.value):
            if goes_on.match(words.value, found.end()) is None:
                return name
    return ""
