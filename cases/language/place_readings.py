"""How the names of divisions are read: by the table of official readings, else as any word.

Many polyphones are read otherwise in place names than in words: 长宁 is chang ning, 六合 lu he. The table has
the stems that a dictionary of words reads wrongly, and a few names that are read in a second way as well.
"""

from collections.abc import Iterable

from cases.language.pinyin import Reading, reading_of, syllables
from cases.language.word_tables import Row, rows_of_kind


def _by_stem(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    return {row["word"]: tuple(row["reading"].split()) for row in rows}


_OFFICIAL = _by_stem(rows_of_kind("place_readings", "official"))
_ALSO = _by_stem(rows_of_kind("place_readings", "also"))


def place_syllables(name: str) -> tuple[str, ...]:
    """The syllables of a division's name as it is written, not folded: 乾安 folds to 干安."""
    return _read(name, _OFFICIAL) or syllables(name)


def place_reading(name: str) -> Reading:
    """The official reading, and what else is accepted at each place."""
    official, also = place_syllables(name), _read(name, _ALSO)
    return reading_of(official, also) if len(also) == len(official) else reading_of(official)


def _read(name: str, stems: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """By the longest stem with which the name begins; empty without one."""
    for length in range(len(name), 1, -1):
        if name[:length] in stems:
            return (*stems[name[:length]], *syllables(name[length:]))
    return ()
