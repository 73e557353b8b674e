"""The known words of what was typed: names, and words that occur in titles and texts.

There is no dictionary. A word is what a vocabulary names or what the cases print; where a character may
belong to one of two words, the split wins that leaves fewest characters over and has the commoner words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, takewhile
from math import log

from cases.language.pinyin import runs
from cases.language.word_tables import words_of_kind
from cases.search import thresholds
from cases.search.expansion.expansion import Strength
from cases.search.query.query import Query, QueryTerm
from cases.search.searcher import Searcher
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import QUOTE

SMALL_WORDS = frozenset(words_of_kind("question_words", "small"))
_UNIT = re.compile("[0-9a-z]+|.")  # a number or a Latin word is never split
_PAIR = 2
_LONGEST_NAME = 10  # units; longer ones are rare, and their parts are known
_LONGEST_WORD = 3  # units of a word that no vocabulary names


class _Kind(Enum):
    NAME = "name"
    ABSENT = "name without cases"
    WORD = "word"
    SMALL = "small word"
    UNKNOWN = "unknown"


# What a split is worth: per unit, less a price per piece.
_WORTH = {_Kind.NAME: 1.0, _Kind.ABSENT: 0.9, _Kind.WORD: 0.8, _Kind.SMALL: 0.75, _Kind.UNKNOWN: -1.0}
_PRICE = {_Kind.NAME: -0.6, _Kind.ABSENT: 0.0, _Kind.WORD: 0.2, _Kind.SMALL: 0.0, _Kind.UNKNOWN: 0.0}


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word of the query with its cases; an unknown one has none.

    `left_over` is the number of unknown characters beside it, on the side that has more of them.
    """

    term: QueryTerm
    ids: Ids
    named: bool = False
    left_over: int = 0

    @property
    def text(self) -> str:
        return self.term.typed

    @property
    def torn(self) -> bool:
        """Whether it may be no word: a single case has the 奥运 of 奥运会, or 下互 of 楼下互不来往."""
        return self._is_pair and len(self.ids) == 1 and self.left_over % _PAIR == 1

    @property
    def doubtful(self) -> bool:
        """Whether it is too little of a word to be offered alone: 法典 of 民法典, 年人 of 未成年人."""
        return self._is_pair and (self.left_over % _PAIR == 1 or (self.left_over > 0 and len(self.ids) == 1))

    @property
    def _is_pair(self) -> bool:
        return not self.named and len(self.term.text) == _PAIR


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    kind: _Kind


@dataclass(frozen=True, slots=True)
class _Split:
    worth: float
    pieces: tuple[_Piece, ...]

    def and_then(self, piece: _Piece, worth: float) -> "_Split":
        return _Split(self.worth + worth, (*self.pieces, piece))


def known_words(query: Query, searcher: Searcher) -> list[KnownWord]:
    """The words of all required terms, each once, in order, unknown ones too; small words are left out."""
    words: dict[QueryTerm, KnownWord] = {}
    left = thresholds.WORDS_OF_CHARACTERS.value
    for term in query.terms:
        for word in _words_of(term, searcher, left):
            words.setdefault(word.term, word)
        left = max(0, left - len(term.text))
    return list(words.values())


def _words_of(term: QueryTerm, searcher: Searcher, most: int) -> Iterator[KnownWord]:
    """The term itself where it has cases, else what it consists of."""
    ids = _cases(term, searcher)
    if ids or term.quoted or term.facet:
        yield KnownWord(term, ids, named=searcher.lexicon.names_anything(term.text))
        return
    for clause in runs(term.text.replace(QUOTE, "")[:most]):
        yield from _words_of_clause(_pieces(clause, term.field, searcher), term, searcher)


def _words_of_clause(pieces: list[_Piece], term: QueryTerm, searcher: Searcher) -> Iterator[KnownWord]:
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.kind in (_Kind.NAME, _Kind.WORD):
            own = replace(term, typed=piece.text, text=piece.text)
            left_over = max(_unknown(before), _unknown(behind))
            yield KnownWord(own, _cases(own, searcher), piece.kind is _Kind.NAME, left_over)
        elif piece.kind in (_Kind.UNKNOWN, _Kind.ABSENT):
            text = _with_neighbour(before, piece, behind)
            yield KnownWord(replace(term, typed=text, text=text), union([]))


def _unknown(piece: _Piece | None) -> int:
    return len(piece.text) if piece is not None and piece.kind is _Kind.UNKNOWN else 0


def _with_neighbour(before: _Piece | None, piece: _Piece, behind: _Piece | None) -> str:
    """An unknown word; a single character with the word that it belongs to: 物业费."""
    known = (_Kind.NAME, _Kind.WORD)
    if len(piece.text) == 1 and before is not None and before.kind in known:
        return before.text + piece.text
    if len(piece.text) == 1 and behind is not None and behind.kind in known:
        return piece.text + behind.text
    return piece.text


def _cases(term: QueryTerm, searcher: Searcher) -> Ids:
    """The cases that print a word or that the vocabulary ties to it closely."""
    tiers = searcher.match(term).tiers
    return union(ids for (strength, _level), ids in tiers if strength <= Strength.NARROWER)


# --- The best split of a clause ---


def _pieces(clause: str, field: Field | None, searcher: Searcher) -> list[_Piece]:
    """The split of a clause that is worth most; unknown characters in a row are one unknown word."""
    split = _best_split(_UNIT.findall(clause), field, searcher)
    merged: list[_Piece] = []
    for kind, pieces in groupby(_with_small_characters(split), lambda piece: piece.kind):
        if kind is _Kind.UNKNOWN:
            merged.append(_Piece("".join(piece.text for piece in pieces), kind))
        else:
            merged += pieces
    return merged


def _with_small_characters(pieces: tuple[_Piece, ...]) -> list[_Piece]:
    """A small word of one character beside a single unknown one belongs to it: 高考 is not 高 and 考."""
    return [
        _Piece(piece.text, _Kind.UNKNOWN) if _is_small(piece) and _beside_one(pieces, at) else piece
        for at, piece in enumerate(pieces)
    ]


def _is_small(piece: _Piece) -> bool:
    return piece.kind is _Kind.SMALL and len(piece.text) == 1


def _beside_one(pieces: tuple[_Piece, ...], at: int) -> bool:
    """Whether exactly one unknown character stands on one side."""
    before, behind = pieces[:at][::-1], pieces[at + 1 :]
    unknown = (list(takewhile(lambda piece: piece.kind is _Kind.UNKNOWN, side)) for side in (before, behind))
    return any(len(side) == 1 for side in unknown)


def _best_split(units: list[str], field: Field | None, searcher: Searcher) -> tuple[_Piece, ...]:
    best = [_Split(0.0, ())]
    for end in range(1, len(units) + 1):
        starts = range(max(0, end - _LONGEST_NAME), end)
        splits = [
            best[start].and_then(*valued)
            for start in starts
            if (valued := _valued(units[start:end], field, searcher))
        ]
        best.append(max(splits, key=lambda split: split.worth))
    return best[-1].pieces


def _valued(units: list[str], field: Field | None, searcher: Searcher) -> tuple[_Piece, float] | None:
    """A stretch as a piece of a split, and what it is worth there; None where it can be none."""
    text, length = "".join(units), len(units)
    kind, cases = _kind(text, length, field, searcher)
    if kind is None:
        return None
    common = log(1 + cases) / log(1 + len(searcher.library.all)) if cases else 0.0
    return _Piece(text, kind), length * _WORTH[kind] - _PRICE[kind] * (1 if length < 3 else 2) + common


def _kind(text: str, length: int, field: Field | None, searcher: Searcher) -> tuple[_Kind | None, int]:
    """What a stretch can be, and in how many cases it occurs."""
    if text in SMALL_WORDS:
        return _Kind.SMALL, 0
    is_name = len(text) > 1 and searcher.lexicon.names_anything(text)
    if is_name and (ids := _cases(QueryTerm(text, text, field), searcher)):
        return _Kind.NAME, len(ids)
    if len(text) > 1 and length <= _LONGEST_WORD and (count := _printed(text, field, searcher)):
        return _Kind.WORD, count
    if is_name:
        return _Kind.ABSENT, 0
    return (_Kind.UNKNOWN, 0) if length == 1 else (None, 0)


def _printed(text: str, field: Field | None, searcher: Searcher) -> int:
    """In how many texts a word is printed, else in how many titles: few are in a title alone."""
    fields = (Field.TEXT, Field.TITLE) if field is None else (field,)
    counts = (len(searcher.matcher.documents_with(text, each)) for each in fields)
    return next(filter(None, counts), 0)
