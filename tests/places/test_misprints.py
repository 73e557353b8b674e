"""A name that no division bears leads to the only one that it may be a misprint of."""

import pytest

from cases.language.word_tables import Row, read_table
from cases.places import misprints
from cases.places.gazetteer import Gazetteer
from tests.word_tables import without_row


def meant(gazetteer: Gazetteer, example: str, year: int | None = None) -> str:
    """The division for `安徽省：毫州市`."""
    area, name = example.split("：")
    division = misprints.meant_division(name, gazetteer.named(area)[0], year, gazetteer)
    return division.name if division is not None else "no place"


@pytest.mark.parametrize("row", read_table("similar_characters"), ids=lambda row: row["word"])
def test_a_character_that_looks_alike_is_read_as_the_one_of_the_name(gazetteer: Gazetteer, row: Row) -> None:
    assert meant(gazetteer, row["example"]) == row["expected"]
    with without_row("similar_characters", row, misprints):
        assert meant(gazetteer, row["example"]) == row["without"]


@pytest.mark.parametrize(
    ("example", "division"),
    [
        ("黑龙江省：瑷珲区", "爱辉区"),
        ("江苏省：馀姚市", "no place"),
        ("浙江省：馀姚市", "余姚市"),
        ("湖北省：桥口区", "硚口区"),
        ("浙江省：余姚市", "no place"),  # bears its name
        ("浙江省：东天县", "no place"),
    ],
)
def test_a_name_that_sounds_the_same_is_meant(gazetteer: Gazetteer, example: str, division: str) -> None:
    assert meant(gazetteer, example) == division


def test_of_several_none_is_meant(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.children(gazetteer.named("河北省")[0])]

    assert "邢台市" in names
    assert meant(gazetteer, "河北省：形台县", 2010) == "邢台县"
    assert meant(gazetteer, "江西省：吉安县") == "no place"


def test_the_division_of_the_year_is_meant(gazetteer: Gazetteer) -> None:
    assert meant(gazetteer, "重庆市：壁山县", 2010) == "璧山县"
    assert meant(gazetteer, "重庆市：壁山区", 2020) == "璧山区"
