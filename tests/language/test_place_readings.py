"""The readings of division names: official ones, row by row of the table, and second ones beside them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cases.language import place_readings
from cases.language.pinyin import SYLLABLES
from cases.language.place_readings import place_reading, place_syllables
from cases.language.word_tables import Row, rows_of_kind
from tests.search.memory import real_places

OFFICIAL = rows_of_kind("place_readings", "official")
ALSO = rows_of_kind("place_readings", "also")


def ids(row: Row) -> str:
    return row["word"]


@contextmanager
def without(row: Row, stems: dict[str, tuple[str, ...]]) -> Iterator[None]:
    taken = stems.pop(row["word"])
    try:
        yield
    finally:
        stems[row["word"]] = taken


@pytest.mark.parametrize("row", OFFICIAL, ids=ids)
def test_a_name_is_read_as_its_row_says_and_otherwise_without_it(row: Row) -> None:
    assert " ".join(place_syllables(row["example"])) == row["expected"]
    with without(row, place_readings._OFFICIAL):
        assert " ".join(place_syllables(row["example"])) == row["without"]


@pytest.mark.parametrize("row", ALSO, ids=ids)
def test_a_second_reading_is_accepted_beside_the_official_one(row: Row) -> None:
    reading = place_reading(row["example"])
    assert " ".join(reading.usual) == row["without"]
    assert reading.is_read(row["expected"].split())
    with without(row, place_readings._ALSO):
        assert not place_reading(row["example"]).is_read(row["expected"].split())


@pytest.mark.parametrize("row", [*OFFICIAL, *ALSO], ids=ids)
def test_every_reading_was_checked_or_says_why_not(row: Row) -> None:
    assert row["checked"] or row["note"]
    assert len(row["reading"].split()) == len(row["word"])
    assert row["example"] in {place.name for place in real_places()}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("乾安县", "qian an xian"),  # folded it is 干安县
        ("乾县", "qian xian"),
        ("长子县", "zhang zi xian"),
        ("长白朝鲜族自治县", "chang bai chao xian zu zi zhi xian"),
        ("中牟县", "zhong mu xian"),
        ("重庆市", "chong qing shi"),
        ("六安市", "lu an shi"),
        ("番禺区", "pan yu qu"),
    ],
)
def test_what_the_table_does_not_have_is_read_as_it_is_written(name: str, read: str) -> None:
    assert " ".join(place_syllables(name)) == read


def test_every_division_has_a_syllable_for_each_character() -> None:
    for place in real_places():
        read = place_syllables(place.name)
        assert len(read) == len(place.name)
        assert SYLLABLES.issuperset(read), place.name
