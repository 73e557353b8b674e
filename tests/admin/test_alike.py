"""Cases of several editions, programmes and documents that may be one: listed, or said to be two."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Award, Division
from tests.admin.test_desk import listed, numbers
from tests.factories import make_award, make_division

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Division:
    return make_division("太仓市", parent=make_division("江苏省", code="320000"), code="320585")


def one_case(place: Division | None, **fields: object) -> Award:
    return make_award(**{"title": "“政社互动”：太仓的实践", "place_now": place, **fields})


def test_a_like_title_of_one_place_in_another_edition_programme_or_document_is_asked(as_curator, place):
    first = one_case(place, year=2014)
    assert numbers(as_curator)["same-elsewhere"] == 0
    second = one_case(place, title="政社互动：太仓 的实践", programme="syq", tier="pilot", year=2015)
    third = one_case(place, title="政社互动：太仓的实践", year=2014)
    assert numbers(as_curator)["same-elsewhere"] == 1
    shown = listed(as_curator, "same-elsewhere")
    assert "可能是同一案例" in shown and "2015 全国社区治理和服务创新实验区" in shown
    for award in (first, second, third):
        assert award.accession in shown


def test_other_places_units_and_titles_are_others_and_what_was_withdrawn_is_not_asked(as_curator, place):
    one_case(place, year=2014)
    one_case(make_division("昆山市", parent=place.parent, code="320583"), year=2015)
    one_case(place, title="另一个案例", year=2015)
    one_case(place, year=2016).withdraw()
    for year, unit in ((2017, "甲局"), (2018, "乙局")):
        one_case(None, applicant=unit, year=year)
    assert numbers(as_curator)["same-elsewhere"] == 0
    one_case(None, applicant="乙局", year=2019)
    assert numbers(as_curator)["same-elsewhere"] == 1


def test_what_one_edition_has_twice_is_in_its_own_list_alone(as_curator, place):
    one_case(place)
    one_case(place)
    found = numbers(as_curator)
    assert (found["same-title"], found["same-elsewhere"]) == (1, 0)


def test_a_case_with_two_honours_is_settled_and_can_be_asked_again(as_curator: Client, place):
    awards = [one_case(place, year=year) for year in (2014, 2015)]
    address = reverse("admin:desk_distinct", args=["same-elsewhere"])
    sent = {"award": [each.pk for each in awards]}
    as_curator.post(address, sent | {"action": "distinct"})
    assert numbers(as_curator)["same-elsewhere"] == 0
    one_case(place, year=2016)
    assert numbers(as_curator)["same-elsewhere"] == 1
    Award.objects.get(edition__year=2016).withdraw()
    assert numbers(as_curator)["same-elsewhere"] == 0
    as_curator.post(address, sent | {"action": "undo"})
    assert numbers(as_curator)["same-elsewhere"] == 1
