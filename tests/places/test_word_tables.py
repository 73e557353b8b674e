"""Every word that the resolver is told: its example is read so, and otherwise if the word were not there."""

from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from cases.language.word_tables import Row, read_table
from cases.places import naming, patterns
from cases.places.gazetteer import Gazetteer
from cases.places.resolver import Mention, resolve
from tests.quick import first_quick
from tests.word_tables import without_row

OF_TEXTS = (
    "common_nouns",
    "named_after_places",
    "neighbours",
    "no_places",
    "surnames",
    "township_and_zone_stops",
    "wordlike_places",
    "zone_kinds",
)
NOTHING = "no place"


def rows(*tables: str, kinds: tuple[str, ...] = ()) -> list:
    return [
        pytest.param(table, row, id=f"{row['word']}-{row['kind']}")
        for table in tables
        for row in read_table(table)
        if row["kind"] != "queries" and (not kinds or row["kind"] in kinds)
    ]


def without(table: str, row: Row) -> AbstractContextManager[None]:
    """The modules that know words as they would be without one row of a table."""
    return without_row(table, row, naming if table in ("ethnic_groups", "customary_names") else patterns)


def places(text: str, year: str, gazetteer: Gazetteer) -> str:
    """The places of a text in the form of the tables: 太仓市 320585; 朝阳区 ? 110105 220104."""
    mentions = resolve(text, int(year) if year else None, gazetteer)
    return "; ".join(map(written, mentions)) or NOTHING


def written(mention: Mention) -> str:
    if mention.ambiguous:
        return f"{mention.printed} ? {' '.join(candidate['code'] for candidate in mention.ambiguous)}"
    return f"{mention.printed} {' '.join(mention.codes_now) or mention.place_then}"


@pytest.mark.slow
@pytest.mark.parametrize("table", first_quick(OF_TEXTS))
def test_each_example_is_read_as_its_row_says_with_the_word_and_without(
    gazetteer: Gazetteer, table: str
) -> None:
    """All rows of a table in one test: a test of its own for each would take longer than reading does."""
    read = {}
    for _, row in (param.values for param in rows(table)):
        text, year = row["example"], row["year"]
        assert row["word"] in text
        with_it = places(text, year, gazetteer)
        with without(table, row):
            read[row["word"], row["kind"], text] = (with_it, places(text, year, gazetteer))

    assert read == {
        (row["word"], row["kind"], row["example"]): (row["expected"], row["without"])
        for _, row in (param.values for param in rows(table))
    }


SURROUNDED = [param for param in rows("no_places") if param.values[1]["before"] + param.values[1]["after"]]
EXCEPTED = [
    param
    for param in rows("no_places", "named_after_places", "township_and_zone_stops")
    if param.values[1]["unless"]
]


@pytest.mark.parametrize(("table", "row"), SURROUNDED)
def test_each_character_that_may_stand_around_a_word_does_the_same(
    gazetteer: Gazetteer, table: str, row: Row
) -> None:
    left, right = row["example"].split(row["word"])
    texts = [left[:-1] + before + row["word"] + right for before in row["before"]]
    texts += [left + row["word"] + after + right[1:] for after in row["after"]]

    assert {text: places(text, row["year"], gazetteer) for text in texts} == dict.fromkeys(
        texts, row["expected"]
    )


@pytest.mark.parametrize(("table", "row"), EXCEPTED)
def test_before_each_word_that_is_excepted_it_is_read_otherwise(
    gazetteer: Gazetteer, table: str, row: Row
) -> None:
    texts = [row["example"].replace(row["word"], row["word"] + unless) for unless in row["unless"].split()]

    assert [text for text in texts if places(text, row["year"], gazetteer) == row["expected"]] == []


@pytest.mark.parametrize(
    ("table", "row"), rows("ethnic_groups", "customary_names", kinds=("group", "in-short"))
)
def test_a_division_is_called_in_short_as_its_row_says(table: str, row: Row) -> None:
    assert naming.short_name(row["example"]) == row["expected"]
    with without(table, row):
        assert naming.short_name(row["example"]) == row["without"]


def test_every_people_stands_in_the_name_of_a_division(gazetteer: Gazetteer) -> None:
    names = {place.name for place in gazetteer}

    assert [row["word"] for row in read_table("ethnic_groups") if row["example"] not in names] == []


@pytest.mark.parametrize(("table", "row"), first_quick(rows("customary_names", kinds=("also",)), 3))
def test_a_customary_name_is_read_as_its_division(gazetteer: Gazetteer, table: str, row: Row) -> None:
    assert row["word"] in naming.derived_aliases(row["division"])
    assert places(row["example"], "", gazetteer) == row["expected"]
    assert places(row["example"], "", without_alias(gazetteer, row)) == row["without"]


def without_alias(gazetteer: Gazetteer, row: Row) -> Gazetteer:
    """What the example may name, as `build_fixtures` would make it without the customary name."""
    named = [place for place in gazetteer if any(name in row["example"] for name in place.names)]
    above = [other for place in named for other in gazetteer.ancestors(place)]
    return Gazetteer(
        replace(place, aliases=tuple(alias for alias in place.aliases if alias != row["word"]))
        for place in dict.fromkeys([*above, *named])
    )


@pytest.mark.parametrize("table", ["common_nouns", "wordlike_places"])
def test_every_name_that_is_a_word_is_the_name_of_a_division(gazetteer: Gazetteer, table: str) -> None:
    names = {name for place in gazetteer for name in place.names}

    assert [row["word"] for row in read_table(table) if row["word"] not in names and not row["note"]] == []
