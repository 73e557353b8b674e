"""前身区划 belong to other divisions: who changes them meanwhile is noticed on the page of this one."""

import pytest

from cases.models import Division, Succession
from tests.admin.forms import errors_of, page_data
from tests.admin.tables import url
from tests.factories import make_division

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> Division:
    """铜官区, which was 铜官山区; 狮子山区 was something else."""
    province = make_division("安徽省", code="340000", region="central")
    today = make_division("铜官区", code="340705", parent=province, first_year=2015)
    former = make_division("铜官山区", code="340702", parent=province, last_year=2014)
    make_division("狮子山区", code="340703", parent=province, last_year=2014)
    Succession.objects.create(predecessor=former, successor=today)
    return today


def address(division: Division) -> str:
    return url(Division, "change", division.pk)


def predecessors(division: Division) -> set[str]:
    return {each.name for each in division.predecessors.all()}


def test_a_predecessor_that_another_added_meanwhile_is_told_and_kept(as_curator, today):
    data = page_data(as_curator, address(today)) | {"note": "核对过"}
    Succession.objects.create(predecessor=Division.objects.get(name="狮子山区"), successor=today)
    refused = as_curator.post(address(today), data)
    assert refused.status_code == 409 and "对方新增" in refused.content.decode()
    assert predecessors(today) == {"铜官山区", "狮子山区"}


def test_a_predecessor_that_another_took_away_meanwhile_does_not_come_back(as_curator, today):
    data = page_data(as_curator, address(today)) | {"note": "核对过"}
    Succession.objects.get().delete()
    refused = as_curator.post(address(today), data)
    assert refused.status_code == 409 and "对方删除" in refused.content.decode()
    assert predecessors(today) == set()


def test_other_divisions_that_lead_elsewhere_are_none_of_this_page(as_curator, today):
    data = page_data(as_curator, address(today)) | {"note": "核对过"}
    other = Division.objects.get(name="狮子山区")
    other.note = "改过"
    other.save()
    saved = as_curator.post(address(today), data)
    assert saved.status_code == 302, errors_of(saved)
    today.refresh_from_db()
    assert today.note == "核对过"
