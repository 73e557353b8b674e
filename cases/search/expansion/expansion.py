"""What an expansion is: a set of cases, how strongly they are tied to the term, and the reason to show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pyroaring import BitMap, FrozenBitMap

from cases.search.query.lexicon import QueryLexicon
from cases.search.query.query import QueryTerm
from cases.search.text.document import Field
from cases.search.text.exact_match import ExactMatcher, Ids


class Strength(IntEnum):
    """How a case is tied to a term; the smaller, the stronger. Cases are listed in this order."""

    EXACT = 0
    SPELLING = 1  # the same words written otherwise: numerals, quotation marks, punctuation
    MEANING = 2  # another name of the mechanism or place; what the catalogue says: year, tier
    NARROWER = 3  # a narrower mechanism
    COMPOUND = 4  # all segments of a compound
    LOOSE = 5  # beginnings of names, short names of former places, the programme for its tier, halves
    PINYIN = 6
    PINYIN_PREFIX = 7  # of a longer name
    INITIALS = 8


class Level(IntEnum):
    """Where a case matches; within one strength the greater comes first."""

    INSIDE = -1  # but a part of longer words: the 民政 of 人民政府
    TEXT = 0
    MECHANISM = 1
    PLACE = 2
    APPLICANT = 3
    TITLE = 4
    FIRST = 5  # the awards of a year, where nothing but the year was typed


LEVEL_OF = {
    Field.TITLE: Level.TITLE,
    Field.APPLICANT: Level.APPLICANT,
    Field.PLACE: Level.PLACE,
    Field.TEXT: Level.TEXT,
}


@dataclass(frozen=True, slots=True)
class Expansion:
    """One way to match beside the exact one.

    `reason` says in Chinese why a case of `ids` matches although the term does not occur in it; `highlights`
    are folded texts.
    """

    ids: Ids
    strength: Strength
    level: Level
    reason: Callable[[int], str]
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What expansions are drawn from: the vocabularies, the text index, the facet values of the cases."""

    lexicon: QueryLexicon
    matcher: ExactMatcher
    bitmaps: Mapping[str, Mapping[str, BitMap]]

    def documents_with_value(self, facet: str, value: str) -> Ids:
        """The ids with a value of a facet; empty for a value that no case has."""
        return self.bitmaps.get(facet, {}).get(value, _NOTHING)


Expander = Callable[[QueryTerm, SearchContext], Iterator[Expansion]]


def same_reason(label: str) -> Callable[[int], str]:
    """The same reason for every case."""
    return lambda number: label


_NOTHING = FrozenBitMap()
