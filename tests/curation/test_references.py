"""What awards share is read once for many, and answers as what is read for one."""

import pytest
from django.db.models import QuerySet

from cases.curation import references
from cases.curation.checks import problems_of, whole_awards
from cases.curation.references import References
from cases.models import Award, Division
from cases.places.gazetteer import Gazetteer
from cases.vocabulary import read_places
from tests.factories import make_award, make_division, make_renamed_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def awards() -> list[int]:
    """Of one edition: in a city that was renamed, in two counties of one name, and nowhere."""
    county, province = make_renamed_city(), make_division("江苏省", code="320000")
    places = [{}, {"place_now": county}]
    for code, name in (("3201", "南京市"), ("3203", "徐州市")):
        city = make_division(name, code=f"{code}00", level="prefecture", parent=province)
        places.append({"place_now": make_division("鼓楼区", code=f"{code}06", parent=city)})
    return [make_award(number=at, state="draft", **each).pk for at, each in enumerate(places, 1)]


def test_all_divisions_and_those_of_the_awards_give_the_same_names(awards):
    few, many = References(), References(Gazetteer(read_places()))
    by_few, by_many = whole_awards(awards, few), whole_awards(awards, many)
    assert [each.lineage for each in by_few] == [each.lineage for each in by_many]
    assert [each.namesakes for each in by_few] == [each.namesakes for each in by_many]
    assert [each.components for each in by_few] == [each.components for each in by_many]
    assert any(each.namesakes for each in by_many)


def test_awards_get_what_they_refer_to_and_nothing_is_read_twice(awards, django_assert_num_queries):
    shared = References(Gazetteer(read_places()))
    shared.give(list(Award.objects.filter(pk__in=awards)))
    rows = list(Award.objects.filter(pk__in=awards))
    with django_assert_num_queries(0):
        shared.give(rows)
        given = [(row.edition.programme.slug, row.tier.slug, row.place_then, row.place_now) for row in rows]
    fresh = Award.objects.filter(pk__in=awards)
    assert given == [
        (row.edition.programme.slug, row.tier.slug, row.place_then, row.place_now) for row in fresh
    ]


def test_what_came_since_is_read(awards):
    shared = References()
    shared.give(list(Award.objects.filter(pk__in=awards)))
    place = make_division("浙江省", code="330000")
    later = make_award(year=2021, tier="typical", place_now=place, state="draft")
    row = Award.objects.get(pk=later.pk)
    shared.give([row])
    assert (row.edition.year, row.tier.slug, row.place_now.code) == (2021, "typical", "330000")


def test_many_awards_are_wrong_in_what_each_is_alone(awards, monkeypatch):
    QuerySet(Division).filter(code="420602").update(last_year=2000)  # past the room
    alone = {key: wrong for pk in awards for key, wrong in problems_of([pk]).items()}
    monkeypatch.setattr(references, "CHUNK", 1)
    assert problems_of(awards) == alone
    assert any("不存在" in message for wrong in alone.values() for message in wrong)
