"""Places without cases say so, and lead to what is above and beside them."""

import pytest

from cases.search.query.parser import parse
from cases.search.suggestions.place_alternatives import around, places_meant, places_without_cases
from tests.search.memory import Case, MemoryLibrary, make_place, real_library


def offered(name: str) -> list[tuple[str, str, int]]:
    searcher = real_library().searcher
    [key] = places_without_cases(parse(name).terms[0], searcher)
    return [(kind, label, len(ids)) for kind, label, _parameter, _value, ids in around(key, searcher)]


def test_a_county_leads_to_its_city_and_to_its_neighbours():
    assert offered("集美区") == [
        ("above", "厦门市", 3),
        ("beside", "思明区", 2),
        ("beside", "同安区", 1),
    ]


@pytest.mark.parametrize(
    ("name", "neighbours"), [("河北", "北京市 天津市 山西省"), ("海南", "广东省 河南省 湖北省")]
)
def test_a_province_leads_to_those_of_its_part_of_the_country(name, neighbours):
    assert " ".join(label for kind, label, _count in offered(name) if kind == "beside") == neighbours


def test_a_province_leads_to_its_region():
    places = [
        make_place("65", "新疆维吾尔自治区", code="650000", level="province", region="west"),
        make_place("11", "北京市", code="110000", level="province", region="north"),
    ]
    library = MemoryLibrary([Case(then="11", now="11", facets={"region": "west"})], places)
    [(kind, _label, parameter, value, ids)] = around("65", library.searcher)
    assert (kind, parameter, value, len(ids)) == ("above", "region", "west", 1)


def test_a_name_means_the_places_of_the_highest_level():
    lexicon = real_library().lexicon
    assert [lexicon.places[key].name for key in places_meant(parse("海南").terms[0], lexicon)] == ["海南省"]
    assert places_meant(parse('"海南"').terms[0], lexicon) == ()
    assert places_meant(parse("标题:海南").terms[0], lexicon) == ()
