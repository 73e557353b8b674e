"""The sentences of the library that are nearest in meaning to what a reader describes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cases.embeddings import model, vector_store
from cases.embeddings.builder import sentences_of
from cases.embeddings.model import Vectors
from cases.index.current import start_builder
from cases.index.index import Index
from cases.index.orders import Ids
from cases.search.text.exact_match import Ids as IdSet


@dataclass(frozen=True, slots=True)
class NearSentence:
    """A sentence, folded, and the id of the case in which it stands."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The sentences of one state of the library that have vectors: three columns of the same length."""

    numbers: Ids
    sentences: Sequence[str]
    vectors: Vectors


def nearest(index: Index, described: str, within: IdSet, count: int) -> list[NearSentence]:
    """The nearest sentence of each of the `count` nearest cases of `within`, the nearest first.

    By the cosine of the vectors, which says what is nearer than what, and not what is near. One pass over all
    vectors: a few milliseconds for the tens of thousands of sentences that can be computed in an hour.
    """
    if not model.is_available():
        return []
    library = _vectors_of(index, vector_store.stamp())
    if not len(library.numbers):
        return []
    scores = library.vectors @ model.of_query(described)
    return [
        NearSentence(int(library.numbers[at]), library.sentences[at])
        for at in _best_of_each(scores, library.numbers, within, count)
    ]


def _best_of_each(scores: NDArray[np.float32], numbers: Ids, within: IdSet, count: int) -> list[int]:
    """The positions of the best sentence of each case, at most `count`."""
    best: dict[int, int] = {}
    for at in np.argsort(-scores, kind="stable"):
        number = int(numbers[at])
        if number in within and number not in best:
            best[number] = int(at)
            if len(best) == count:
                break
    return list(best.values())


@lru_cache(maxsize=1)
def _vectors_of(index: Index, stamp: tuple[int, int]) -> SentenceVectors:
    """What the file holds for this state; what it lacks, a process of its own computes from now on."""
    pairs = list(sentences_of(index))
    positions, vectors = vector_store.load([sentence for _number, sentence in pairs])
    if len(positions) < len(pairs):
        start_builder()
    numbers = np.array([pairs[at][0] for at in positions], dtype="<u4")
    return SentenceVectors(numbers, [pairs[at][1] for at in positions], vectors)
