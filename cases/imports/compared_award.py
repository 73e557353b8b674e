"""What tells an award from others, read or held, evened out so that two can be compared."""

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from cases.language.folding import FoldTable, simplified
from cases.places.naming import MUNICIPALITIES, short_name


def _plain_character(character: str) -> str:
    even = "".join(map(simplified, unicodedata.normalize("NFKC", character)))
    return "".join(sign for sign in even.lower() if sign.isalnum())


_PLAIN = FoldTable(_plain_character)


_short_name = cache(short_name)


@dataclass(frozen=True)
class ComparedAward:
    """What tells an award from others, read or held; a value that is not known is empty.

    `place` is the path in its year, 江苏省/苏州市/太仓市, as far as it is known. `number` is the accession
    number of one that is held.
    """

    programme: str = ""
    year: int | None = None
    batch: str = ""
    tier: str = ""
    title: str = ""
    applicant: str = ""
    place: str = ""
    number: str = ""

    @cached_property
    def plain_title(self) -> str:
        """The title without what does not tell it from another."""
        return plain(self.title)

    @cached_property
    def honoured(self) -> str:
        """Who was honoured, in full: the path of the place and what the applicant says beyond it."""
        parts = [part for part in self.place.split("/") if part]
        rest = plain(self.applicant)
        for part in parts:
            rest = _without_opening(rest, part)
        return "".join(parts) + rest

    @cached_property
    def county(self) -> str:
        """The path down to the county, by which awards are set side by side; empty above it."""
        parts = self.place.split("/")
        depth = 2 if parts[0] in MUNICIPALITIES.values() else 3
        return "/".join(parts[:depth]) if len(parts) >= depth else ""

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of the title."""
        return frozenset(map("".join, zip(self.plain_title, self.plain_title[1:], strict=False)))


def plain(words: str) -> str:
    """Words without width, script, quotation marks, signs and blanks."""
    return words.translate(_PLAIN)


def _without_opening(words: str, place: str) -> str:
    """An applicant without the name of a place that opens it, in full or in short: 南京市, 南京."""
    for name in (place, _short_name(place)):
        if words.startswith(name):
            return words[len(name) :]
    return words
