"""Exact matches: the documents in which a folded phrase occurs, character by character."""

from collections.abc import Iterable, Sequence

from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

from cases.accessions import WrittenAccession
from cases.search.text.document import EDGE, Field
from cases.search.text.text_index import TextIndex

Ids = AbstractBitMap  # frozen or not


class ExactMatcher:
    """The text index, with the few questions that the search asks of it; `all` are the documents loaded."""

    def __init__(self, index: TextIndex, everything: BitMap) -> None:
        self.index = index
        self.all = everything

    def documents_by_field(self, phrase: str, limit: Field | None) -> dict[Field, FrozenBitMap]:
        """The documents in whose fields a folded phrase occurs, best field first.

        Without a limit a place counts where a name of its path begins or ends so: the paths are the
        catalogue's words, not the source's, and 自治 does not mean all that lies in an 自治区.
        """
        if limit is not None:
            return {limit: self._loaded(self.index.documents_with(phrase, limit))}
        return {field: self._loaded(self._documents_with(phrase, field)) for field in Field}

    def documents_with(self, phrase: str, limit: Field | None = None) -> FrozenBitMap:
        """The documents in any of whose fields a folded phrase occurs."""
        return union(self.documents_by_field(phrase, limit).values())

    def across_quotes(self, phrase: str, limit: Field | None) -> FrozenBitMap:
        return self._loaded(self.index.phrase_across_quotes(phrase, limit))

    def title_syllables(self, parts: Sequence[str]) -> FrozenBitMap:
        return self._loaded(self.index.title_syllables(parts))

    def title_initials(self, letters: str, *, at_start: bool) -> FrozenBitMap:
        return self._loaded(self.index.title_initials(letters, at_start=at_start))

    def numbered(self, number: WrittenAccession) -> FrozenBitMap:
        """The documents with an accession number, of today or before, of which this much is written."""
        parts = map(self.index.accessions, _parts(number))
        return self._loaded(FrozenBitMap.intersection(*parts))

    def _documents_with(self, phrase: str, field: Field) -> FrozenBitMap:
        if field is Field.PLACE:
            return self.index.documents_with_place(phrase)
        return self.index.documents_with(phrase, field)

    def _loaded(self, matches: FrozenBitMap) -> FrozenBitMap:
        """The file may be a change ahead of what was loaded from it; what came since does not count."""
        return matches & self.all


def _parts(number: WrittenAccession) -> list[str]:
    """What the numbers that are meant contain, an edge at both ends: `/2014-`, `-w01/`."""
    end = "" if number.is_beginning else EDGE
    if number.code:
        return [(EDGE if number.year else "-") + str(number).removesuffix("-") + (end or _open(number))]
    return [f"{EDGE}{number.year}-", f"-{number.letter}{number.number}{end}"]


def _open(number: WrittenAccession) -> str:
    return "" if number.letter else "-"


def union(sets: Iterable[Ids]) -> FrozenBitMap:
    """All ids of the sets."""
    return FrozenBitMap.union(FrozenBitMap(), *sets)
