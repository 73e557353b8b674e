"""What the search needs of the index and of the curators' vocabularies, whoever provides them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from pyroaring import BitMap

from cases.search.text.text_index import TextIndex

Labels = Mapping[str, Mapping[str, str]]  # facet name → value → Chinese label


class Place(Protocol):
    """A division or zone; `parent` and `successors` are keys, an open `last_year` means: in force."""

    @property
    def key(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def level(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def last_year(self) -> int | None: ...
    @property
    def successors(self) -> tuple[str, ...]: ...


class Mechanism(Protocol):
    """A term; `names` are its other names, `broader` is a slug or empty."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def broader(self) -> str: ...


class Vocabulary(Protocol):
    """Places by key and mechanisms by slug."""

    @property
    def places(self) -> Mapping[str, Place]: ...
    @property
    def terms(self) -> Mapping[str, Mechanism]: ...


class Library(Protocol):
    """One state of the published cases.

    `bitmaps[facet][value]` has the ids with a value: `mechanism` by slug and `place` (today) and
    `place_then` by code or key, each with all that lies below it; `programme`, `tier`, `issuer`,
    `region` and `year`. `orders["newest"]` has all ids in the order that a list has without ranking.
    """

    all: BitMap
    bitmaps: Mapping[str, Mapping[str, BitMap]]
    orders: Mapping[str, np.ndarray]

    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def text(self) -> TextIndex: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case is found although the word does not stand in it: a kind for the page, a label in Chinese."""

    kind: str
    label: str
