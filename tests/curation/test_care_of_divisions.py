"""A division that is renamed, merged or split gets its successors; the awards' place of today follows."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, carry_out, outlook
from cases.curation.care.divisions import NewDivision, changing
from cases.curation.care.paths import changed_paths, paths_of_awards
from cases.curation.care.taking_back import take_back
from cases.curation.library import problems_of_library
from cases.curation.states import own_values, states
from cases.models import Award, Division
from tests.factories import make_award, make_division
from tests.roles import ADMINISTRATOR, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return account("manager", ADMINISTRATOR)


@pytest.fixture
def county() -> Division:
    """坪山县 of 深圳市, with an award of 2014 and a zone in it."""
    province = make_division("广东省", code="440000")
    city = make_division("深圳市", code="440300", level="prefecture", parent=province)
    county = make_division("坪山县", code="440310", parent=city, first_year=2000)
    make_division("龙岗区", code="440307", parent=city)
    make_award(place_then=county, place_now=county)
    return county


def do(act: Act, by: User) -> int:
    return carry_out(act, by, "国务院批复", outlook(act, by).digest)


def library() -> dict:
    return {
        (model, pk): own_values(model, state, state)
        for model in (Division, Award)
        for pk, state in states(model, model.objects.values_list("pk", flat=True)).items()
    }


def test_a_renamed_division_ends_and_its_awards_lie_in_the_new_one(client, county, manager):
    make_division("坪山街道", key="440310-pingshan", level="township", parent=county)
    before = library()
    act = changing(county, 2017, NewDivision("坪山区", "440310"), [])
    assert "1 个案例（其中已发布 1 个）的现行区划改为“坪山区 440310”。" in outlook(act, manager).sentences
    number = do(act, manager)
    county.refresh_from_db()
    new = Division.objects.get(name="坪山区")
    assert (county.last_year, list(county.successors.all())) == (2016, [new])
    assert (new.key, new.code, new.first_year, new.level) == ("440310-2017", "440310", 2017, "county")
    award = Award.objects.get()
    assert (award.place_then, award.place_now) == (county, new)
    assert Division.objects.get(name="坪山街道").parent == new
    listed = b"".join(client.get("/cases.csv?place=440310").streaming_content).decode()
    assert "广东省/深圳市/坪山县,440310,广东省/深圳市/坪山区,440310" in listed
    assert problems_of_library() == []
    back = take_back(number, manager, "看错了")
    assert library() == before
    take_back(back, manager, "没有看错")
    assert Award.objects.get().place_now.name == "坪山区"
    assert problems_of_library() == []


def test_a_division_that_is_merged_leads_to_the_other(county, manager):
    before, into = library(), Division.objects.get(name="龙岗区")
    number = do(changing(county, 2017, None, [into]), manager)
    assert Award.objects.get().place_now == into
    take_back(number, manager, "看错了")
    assert library() == before


def test_of_a_division_that_is_divided_nobody_knows_where_its_awards_lie(county, manager):
    before, into = library(), Division.objects.get(name="龙岗区")
    number = do(changing(county, 2017, NewDivision("坪山区", "440311"), [into]), manager)
    assert Award.objects.get().place_now is None
    assert {each.name for each in county.successors.all()} == {"坪山区", "龙岗区"}
    take_back(number, manager, "看错了")
    assert library() == before


def test_awards_below_a_renamed_city_are_counted_and_their_paths_follow(client, county, manager):
    before = library()
    act = changing(county.parent, 2017, NewDivision("鹏城市", "440300"), [])
    assert outlook(act, manager).sentences[-1] == (
        "1 个案例（其中已发布 1 个）在页面和导出里的地区随之改变（获评时区划 0 个，现行区划 1 个），"
        "如 广东省/深圳市/坪山县 → 广东省/鹏城市/坪山县：2014-sqzl-w01。"
    )
    number = do(act, manager)
    listed = b"".join(client.get("/cases.csv?place=440300").streaming_content).decode()
    assert "广东省/深圳市/坪山县,440310,广东省/鹏城市/坪山县,440310" in listed
    assert "鹏城市" in client.get("/cases/2014-sqzl-w01/").content.decode()
    assert "案例（1）" in client.get("/places/440300-2017/").content.decode()
    assert problems_of_library() == []
    take_back(number, manager, "看错了")
    assert library() == before
    assert "鹏城市" not in client.get("/cases/2014-sqzl-w01/").content.decode()


def test_paths_of_the_year_are_counted_of_awards_that_moved_too(county):
    [(pk, here)] = paths_of_awards().items()
    [said] = changed_paths({pk: replace(here, then="广东省/鹏城市/坪山县", now="")}, [pk])
    assert "（获评时区划 1 个，现行区划 0 个）" in said
    assert changed_paths({pk: replace(here, now="")}, [pk]) == []


def test_where_no_award_lies_the_outlook_says_so(county, manager):
    act = changing(Division.objects.get(name="龙岗区"), 2017, NewDivision("龙城区", "440308"), [])
    assert outlook(act, manager).sentences[-1] == "没有案例的地区随之改变。"


@pytest.mark.parametrize(
    ("year", "new", "into", "why"),
    [
        (2017, None, [], "填写新的名称"),
        (2000, NewDivision("坪山区", "440310"), [], "晚于“坪山县”的始年 2000"),
        (2017, NewDivision("坪山区", "440307"), [], "代码"),
        (2012, NewDivision("坪山区", "440310"), [], "在 2014 年末不存在"),
        (2017, None, ["坪山县"], "不能是它自己"),
    ],
)
def test_a_change_that_cannot_be_is_refused(county, manager, year, new, into, why):
    before = library()
    others = [Division.objects.get(name=name) for name in into]
    with pytest.raises(ValidationError) as refusal:
        outlook(changing(county, year, new, others), manager)
    assert why in "".join(refusal.value.messages)
    assert library() == before


def test_what_lies_in_a_division_is_changed_before_its_code_is(county, manager):
    make_division("坪山街道", key="440310-pingshan", level="township", parent=county)
    with pytest.raises(ValidationError, match="还有 1 个现行区划（坪山街道）"):
        outlook(changing(county, 2017, NewDivision("坪山区", "440311"), []), manager)
