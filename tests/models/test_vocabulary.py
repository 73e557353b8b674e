"""Terms lead to one meaning, and terms and divisions never to themselves."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import MechanismName, Succession
from tests.factories import make_division, make_mechanism

pytestmark = pytest.mark.django_db


def test_a_name_does_not_lead_to_two_terms():
    make_mechanism("社区协商")
    other = make_mechanism("议事会")
    with pytest.raises(ValidationError, match="本身就是治理机制"):
        MechanismName.objects.create(mechanism=other, name="社区协商")


def test_a_term_is_not_called_what_leads_to_another():
    make_mechanism("社区协商", names=("协商民主",))
    with pytest.raises(ValidationError, match="已是某个治理机制的其他名称"):
        make_mechanism("协商民主")


def test_a_term_may_keep_its_names_when_it_is_saved_again():
    term = make_mechanism("社区协商", names=("协商民主",))
    term.definition = "居民议事。"
    term.save()
    term.names.get().save()
    assert [name.name for name in term.names.all()] == ["协商民主"]


def test_broader_terms_form_no_circle():
    wide = make_mechanism("参与式治理")
    middle = make_mechanism("社区协商", broader=wide)
    narrow = make_mechanism("居民提案", broader=middle)
    wide.broader = narrow
    with pytest.raises(ValidationError, match="上级机制不能形成循环"):
        wide.save()


def test_divisions_do_not_contain_themselves():
    province = make_division("江苏省")
    city = make_division("苏州市", level="prefecture", parent=province)
    county = make_division("太仓市", parent=city)
    city.parent = county
    with pytest.raises(ValidationError, match="上级不能形成循环"):
        city.save()


def test_divisions_do_not_succeed_themselves():
    first, second, third = (make_division(name, code=code) for name, code in NAMES)
    Succession.objects.create(predecessor=first, successor=second)
    Succession.objects.create(predecessor=second, successor=third)
    with pytest.raises(ValidationError, match="区划沿革不能形成循环"):
        Succession.objects.create(predecessor=third, successor=first)


NAMES = [("甲省", "110000"), ("乙省", "120000"), ("丙省", "130000")]


def test_a_succession_may_be_saved_again():
    first, second = (make_division(name, code=code) for name, code in NAMES[:2])
    link = Succession.objects.create(predecessor=first, successor=second)
    link.save()
    assert Succession.objects.get() == link


def test_several_divisions_may_become_one():
    first, second, third = (make_division(name, code=code) for name, code in NAMES)
    Succession.objects.create(predecessor=first, successor=third)
    Succession.objects.create(predecessor=second, successor=third)
    assert third.predecessors.count() == 2


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"code": "110105"}, "朝阳区 110105"),
        ({"code": "110105", "last_year": 2009}, "朝阳区 110105（–2009）"),
        ({"first_year": 2009, "last_year": 2016}, "朝阳区（2009–2016）"),
        ({"first_year": 2009}, "朝阳区"),
    ],
)
def test_a_division_is_told_from_its_namesakes(fields, shown):
    assert str(make_division("朝阳区", parent=make_division("北京市"), **fields)) == shown


@pytest.mark.parametrize(("year", "there"), [(2008, False), (2009, True), (2016, True), (2017, False)])
def test_a_division_is_in_force_in_its_years(year, there):
    assert make_division("坪山新区", first_year=2009, last_year=2016).in_force(year) is there
