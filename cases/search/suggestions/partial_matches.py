"""Cases that match a part of a query which none matches whole: the best few, each with what it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import log
from operator import and_

import numpy as np

from cases.search import thresholds
from cases.search.query.query import Query
from cases.search.ranking.matches import HighlightTerm, reason_of_group
from cases.search.searcher import Searcher
from cases.search.suggestions.known_words import KnownWord, known_words
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union

_CANDIDATES = 200  # cases whose texts are read: bounds the time, the best ten are far in front
_SHOWN = 8  # words that a case is said to fit, or to lack
_SATURATION = 1.2  # BM25's k1: how soon a word that is repeated adds nothing any more
_LENGTH = 0.75  # BM25's b: how much a long text must repeat it
_OF_TITLE, _OF_MECHANISM = 3, 2  # occurrences in the text that one in the title, or a coding, is worth


@dataclass(frozen=True, slots=True)
class PartialMatch:
    """A case with the words of the query that it fits, and those that it does not.

    A word that the case does not print has the reason behind it: `老人（机制：为老服务）`.
    """

    number: int
    fits: tuple[str, ...]
    lacks: tuple[str, ...]

    @property
    def reasons(self) -> list[str]:
        """What the case fits and what not, in words."""
        said = [f"符合：{_listed(self.fits)}"]
        return [*said, f"未提到：{_listed(self.lacks)}"] if self.lacks else said


@dataclass(frozen=True, slots=True)
class PartialMatches:
    """The best first; `highlights` are what to highlight in them."""

    matches: tuple[PartialMatch, ...] = ()
    highlights: tuple[HighlightTerm, ...] = ()


def partial_matches(searcher: Searcher, query: Query, within: Ids) -> PartialMatches:
    """The cases of `within` that match enough of the query, by BM25 over its known words."""
    words = known_words(query, searcher)
    if not any(word.ids for word in words):
        return PartialMatches()
    weights = _weights(words, searcher)
    left = (within & _worth_listing(words, searcher)) - union(map(searcher.excluding, query.excluded))
    candidates = _candidates(weights, left, searcher)
    best = _by_score(candidates, words, weights, searcher)[: thresholds.PARTIAL_MATCHES.value]
    return PartialMatches(
        tuple(_match(number, words, searcher) for number in best), _highlights(words, searcher)
    )


def _worth_listing(words: Sequence[KnownWord], searcher: Searcher) -> Ids:
    """The cases that fit a word that not half of all have, or every word."""
    most = thresholds.PARTIAL_FREQUENCY.value * len(searcher.library.all)
    telling = union(word.ids for word in words if len(word.ids) <= most and not word.torn)
    return telling | reduce(and_, (word.ids for word in words))


def _weights(words: Sequence[KnownWord], searcher: Searcher) -> dict[KnownWord, float]:
    """BM25's inverse document frequency of each word; an unknown one weighs like the rarest known one."""
    total = len(searcher.library.all)
    known = {word: _rarity(len(word.ids), total) for word in words if word.ids}
    known = {word: weight / 2 if word.torn else weight for word, weight in known.items()}
    return {word: known.get(word, max(known.values())) for word in words}


def _rarity(cases: int, total: int) -> float:
    return log(1 + (total - cases + 0.5) / (cases + 0.5))


def _candidates(weights: dict[KnownWord, float], within: Ids, searcher: Searcher) -> list[int]:
    """The cases that fit words of enough weight, the heaviest first, as many as can be read."""
    ids = searcher.default_order.arranged(within)
    sums = np.zeros(int(ids.max()) + 1 if len(ids) else 1)
    for word, weight in weights.items():
        sums[np.frombuffer((word.ids & within).to_array(), dtype=np.uint32)] += weight
    enough = thresholds.PARTIAL_SHARE.value * sum(weights.values())
    heaviest = ids[np.argsort(-sums[ids], kind="stable")][:_CANDIDATES]
    return [int(number) for number in heaviest if sums[number] >= enough]


def _by_score(
    candidates: list[int], words: Sequence[KnownWord], weights: dict[KnownWord, float], searcher: Searcher
) -> list[int]:
    titles, texts = (searcher.matcher.index.texts(candidates, field) for field in (Field.TITLE, Field.TEXT))
    average = sum(map(len, texts.values())) / len(texts) if texts else 1.0

    def score(number: int) -> float:
        title, text = titles[number], texts[number]
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * len(text) / max(1.0, average))
        return sum(
            weights[word] * (often * (_SATURATION + 1) / (often + norm))
            for word in words
            if number in word.ids and (often := _occurrences(word, title, text))
        )

    return sorted(candidates, key=lambda number: -score(number))


def _occurrences(word: KnownWord, title: str, text: str) -> int:
    """How often a word occurs; what fits by the vocabulary alone counts like one that is repeated."""
    printed = text.count(word.term.text) + _OF_TITLE * title.count(word.term.text)
    return max(printed, _OF_MECHANISM)


def _match(number: int, words: Sequence[KnownWord], searcher: Searcher) -> PartialMatch:
    fits = tuple(_fit(word, number, searcher) for word in words if number in word.ids)
    return PartialMatch(number, fits, tuple(word.text for word in words if number not in word.ids))


def _fit(word: KnownWord, number: int, searcher: Searcher) -> str:
    reason = reason_of_group([searcher.match(word.term)], number, searcher.matcher)
    return f"{word.text}（{reason}）" if reason else word.text


def _listed(words: Sequence[str]) -> str:
    """The first few words; a pasted passage has dozens."""
    shown = "、".join(words[:_SHOWN])
    return f"{shown}等 {len(words)} 处" if len(words) > _SHOWN else shown


def _highlights(words: Sequence[KnownWord], searcher: Searcher) -> tuple[HighlightTerm, ...]:
    known = (searcher.match(word.term) for word in words if word.ids)
    marks = [mark for match in known for mark in match.highlights()]
    return tuple(dict.fromkeys(marks))
