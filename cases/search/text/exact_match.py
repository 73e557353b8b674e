"""Where words stand, literally."""

from collections.abc import Iterable, Sequence

from pyroaring import BitMap, FrozenBitMap

from cases.search.text.document import Field
from cases.search.text.text_index import TextIndex

Ids = BitMap | FrozenBitMap


class Letters:
    """The text index, with the few questions that the search asks of it."""

    def __init__(self, text: TextIndex, everything: BitMap) -> None:
        self.text = text
        self.everything = everything

    def by_field(self, phrase: str, limit: Field | None) -> dict[Field, FrozenBitMap]:
        """The documents in whose fields a folded phrase stands, best field first.

        Without a limit a place counts where a name of its path begins or ends so: the paths are the
        catalogue's words, not the source's, and 自治 does not mean all that lies in an 自治区.
        """
        if limit is not None:
            return {limit: self._known(self.text.phrase(phrase, limit))}
        found = {field: self.text.phrase(phrase, field) for field in Field if field is not Field.PLACE}
        found[Field.PLACE] = self.text.place_named(phrase)
        return {field: self._known(found[field]) for field in Field}

    def standing(self, phrase: str, limit: Field | None = None) -> FrozenBitMap:
        """The documents in any of whose fields a folded phrase stands."""
        return union(self.by_field(phrase, limit).values())

    def across_quotes(self, phrase: str, limit: Field | None) -> FrozenBitMap:
        return self._known(self.text.phrase_across_quotes(phrase, limit))

    def title_syllables(self, parts: Sequence[str]) -> FrozenBitMap:
        return self._known(self.text.title_syllables(parts))

    def title_initials(self, letters: str, *, at_start: bool) -> FrozenBitMap:
        return self._known(self.text.title_initials(letters, at_start=at_start))

    def accessions(self, part: str) -> FrozenBitMap:
        return self._known(self.text.accessions(part))

    def _known(self, found: FrozenBitMap) -> FrozenBitMap:
        """The file may be a change ahead of what was loaded from it; what came since does not count."""
        return found & self.everything


def union(sets: Iterable[Ids]) -> FrozenBitMap:
    """All ids of the sets."""
    return FrozenBitMap.union(FrozenBitMap(), *sets)
