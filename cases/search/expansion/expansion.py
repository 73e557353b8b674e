"""What a word finds beyond its letters: a set of cases, how strong the tie is, and the reason to show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pyroaring import BitMap, FrozenBitMap

from cases.search.protocols import Reason
from cases.search.query.lexicon import Lexicon
from cases.search.query.parser import Term
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, Letters


class Strength(IntEnum):
    """How a case is tied to a word; the smaller, the stronger. Cases are listed in this order."""

    LETTER = 0
    SPELLING = 1  # the same words written otherwise: numerals, quotation marks, punctuation
    MEANING = 2  # another name of the mechanism or place; what the catalogue says: year, tier
    NARROWER = 3  # a narrower mechanism
    PARTS = 4  # the parts of a word that was typed in one
    LOOSE = 5  # beginnings of names, short names of former places, the programme for its tier, halves
    PINYIN = 6
    PINYIN_BEGUN = 7  # of a longer name
    INITIALS = 8


class Level(IntEnum):
    """Where a case matches; within one strength the greater comes first."""

    TEXT = 0
    MECHANISM = 1
    PLACE = 2
    APPLICANT = 3
    TITLE = 4


LEVEL_OF = {
    Field.TITLE: Level.TITLE,
    Field.APPLICANT: Level.APPLICANT,
    Field.PLACE: Level.PLACE,
    Field.TEXT: Level.TEXT,
}


@dataclass(frozen=True, slots=True)
class Expansion:
    """One way beyond the letter. `reason` is for an id of `ids`; `marks` are folded words to light up."""

    ids: Ids
    strength: Strength
    level: Level
    reason: Callable[[int], Reason]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What expansions are drawn from."""

    lexicon: Lexicon
    letters: Letters
    bitmaps: Mapping[str, Mapping[str, BitMap]]

    def having(self, facet: str, value: str) -> Ids:
        """The ids with a value of a facet; empty for a value that no case has."""
        return self.bitmaps.get(facet, {}).get(value, _NOTHING)


Expander = Callable[[Term, Sources], Iterator[Expansion]]


def always(kind: str, label: str) -> Callable[[int], Reason]:
    """The same reason for every case."""
    reason = Reason(kind, label)
    return lambda number: reason


_NOTHING = FrozenBitMap()
