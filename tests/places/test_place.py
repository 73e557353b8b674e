"""A division or functional zone in memory."""

import pytest

from cases.places.place import Place, split_aliases


@pytest.mark.parametrize(
    ("first", "last", "year", "there"),
    [
        (2009, 2016, 2008, False),
        (2009, 2016, 2009, True),
        (2009, 2016, 2016, True),
        (2009, 2016, 2017, False),
        (2009, 2016, None, False),
        (2009, None, 2008, False),
        (2009, None, 2100, True),
        (2009, None, None, True),
        (None, 2016, 1949, True),
        (None, None, 1949, True),
    ],
)
def test_it_is_in_force_from_its_first_year_to_its_last(
    first: int | None, last: int | None, year: int | None, there: bool
) -> None:
    place = Place("440300-pingshan", "", "坪山新区", (), "zone", first_year=first, last_year=last)
    assert place.in_force(year) is there


def test_a_row_of_text_becomes_a_place() -> None:
    row = {
        "key": "420600-2009",
        "code": "420600",
        "name": "襄樊市",
        "level": "prefecture",
        "parent": "420000",
        "first_year": "",
        "last_year": "2009",
        "successors": "420600",
        "region": "central",
        "aliases": "襄樊;老襄阳",
        "note": "",
    }
    assert Place.from_row(row) == Place(
        *("420600-2009", "420600", "襄樊市", ("襄樊", "老襄阳"), "prefecture", "420000", "central"),
        first_year=None,
        last_year=2009,
        successors=("420600",),
    )


def test_aliases_are_separated_by_a_semicolon_of_either_width() -> None:
    assert split_aliases("铜官山;铜官山 区； 老区 ；") == ("铜官山", "铜官山 区", "老区")
    assert split_aliases("") == ()


@pytest.mark.parametrize(("code", "value"), [("320585", "320585"), ("", "320500-taicang")])
def test_what_stands_in_addresses_is_the_code_or_else_the_key(code: str, value: str) -> None:
    assert Place("320500-taicang", code, "太仓市", (), "county").value == value


def test_only_a_province_that_is_a_city_is_a_municipality(gazetteer) -> None:
    named = [place.name for place in gazetteer if place.is_municipality]
    assert named == ["北京市", "天津市", "上海市", "重庆市"]
