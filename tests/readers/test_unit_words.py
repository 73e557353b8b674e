"""Every word by which lists tell units and honours does to its example what its row says."""

from types import ModuleType

import pytest

from cases.language.word_tables import Row, read_table
from cases.places.resolver import resolve
from cases.readers.lists import items, names
from tests.quick import first_quick
from tests.readers.layouts import gazetteer
from tests.word_tables import without_row

OF_VERBS = ("given-as", "won")
ROWS = [pytest.param(row, id=f"{row['word']}-{row['kind']}") for row in read_table("unit_words")]


def module_of(row: Row) -> ModuleType:
    return items if row["kind"] in OF_VERBS else names


def told(row: Row) -> str:
    """The words that say that something is honoured; whether the example is a name."""
    if row["kind"] not in OF_VERBS:
        return whether_name(row["example"])
    match = items.VERB.match(row["example"])
    return match[0] if match is not None else "nothing"


def whether_name(text: str) -> str:
    places = names.NamedPlaces(text, resolve(text, None, gazetteer()))
    return "name" if names.is_name(places, 0, len(text)) else "no name"


@pytest.mark.parametrize("row", first_quick(ROWS, 5))
def test_a_word_of_units_and_honours_does_what_its_row_says(row: Row) -> None:
    assert told(row) == row["expected"]
    with without_row("unit_words", row, module_of(row)):
        assert told(row) == row["without"]


@pytest.mark.parametrize(
    "text", ["滨湖区建设新村社区", "滨湖区建设路社区", "滨湖区组织部", "滨湖区五家渠社区"]
)
def test_a_word_of_a_sentence_may_be_part_of_a_name(text: str) -> None:
    assert whether_name(text) == "name"
