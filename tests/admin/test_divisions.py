"""Divisions in the admin: what a curator adds or corrects is known at once, wherever places are read."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.models import Award, Division
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award, make_division

pytestmark = pytest.mark.django_db
LIST = "/admin/cases/division/"


@pytest.fixture
def jiangsu() -> Division:
    return make_division("江苏省", code="320000")


def save(client, url: str, **changes) -> None:
    response = client.post(url, page_data(client, url) | changes)
    assert response.status_code == 302, errors_of(response)


def add_new_district(client, province: Division) -> Division:
    values = {"key": "320599", "code": "320599", "name": "娄江区", "level": "county", "parent": province.pk}
    save(client, LIST + "add/", **values, aliases="娄江口", first_year=2014)
    return Division.objects.get(key="320599")


def places_of(tmp_path: Path, words: str) -> list[str]:
    """The paths of the places that `manage.py resolve_places` reads in the words, as of 2014."""
    path, out = tmp_path / "words.txt", StringIO()
    path.write_text(words, encoding="utf-8")
    call_command("resolve_places", str(path), year="2014", stdout=out)
    return [json.loads(line)["place_then"] for line in out.getvalue().splitlines()]


def found(client, words: str) -> list[str]:
    answer = b"".join(client.get("/cases.json", {"q": words}).streaming_content)
    return [item["id"] for item in json.loads(answer)["items"]]


@pytest.mark.slow
def test_a_division_that_is_added_is_resolved_at_once(as_curator, jiangsu, tmp_path):
    assert places_of(tmp_path, "江苏省娄江区人民政府") == ["江苏省"]
    add_new_district(as_curator, jiangsu)
    assert places_of(tmp_path, "江苏省娄江区人民政府") == ["江苏省/娄江区"]


@pytest.mark.slow
def test_a_division_that_is_added_is_searched_by_all_its_names_at_once(as_curator, jiangsu):
    award = make_award(place_then=jiangsu, place_now=jiangsu)
    assert found(as_curator, "娄江口") == []
    district = add_new_district(as_curator, jiangsu)
    other = make_award(place_then=district, place_now=district)
    assert found(as_curator, "娄江口") == found(as_curator, "娄江") == [other.accession]
    assert set(found(as_curator, "江苏")) == {award.accession, other.accession}


@pytest.mark.slow
def test_a_division_that_is_corrected_is_read_by_its_new_name(as_curator, jiangsu, tmp_path):
    district = add_new_district(as_curator, jiangsu)
    make_award(place_then=district, place_now=district)
    Award.objects.get().withdraw()  # what is published must go on saying what its source prints
    save(as_curator, f"{LIST}{district.pk}/change/", name="娄水区", aliases="")
    assert places_of(tmp_path, "江苏省娄水区，江苏省娄江区") == ["江苏省/娄水区", "江苏省"]


@pytest.mark.slow
def test_a_division_that_is_added_holds_for_the_checks_of_awards(as_curator, jiangsu):
    """An award of it says where each component of its place is printed, or is refused."""
    district = add_new_district(as_curator, jiangsu)
    award = make_award(state="draft", place_then=district, place_now=district, applicant="江苏省娄江区")
    url = f"/admin/cases/award/{award.pk}/change/"
    response = as_curator.post(url, page_data(as_curator, url) | {"_publish": "1"}, follow=True)
    told = "".join(str(message) for message in response.context["messages"])
    assert "省级" in told and "县级" in told


def test_a_division_is_renamed_by_the_act_and_only_a_slip_is_mended_in_the_form(as_curator, jiangsu):
    district = make_division("娄江区", code="320599", parent=jiangsu)
    award = make_award(place_then=district, place_now=district, state="draft")
    address = f"{LIST}{district.pk}/change/"
    sent = page_data(as_curator, address) | {"name": "娄水区"}
    refused = as_curator.post(address, sent | {"_why": "统一用词"})
    assert "请用本页上方的“变更…”" in errors_of(refused)
    assert reverse("admin:cases_division_care", args=[district.pk, "change"]) in refused.content.decode()
    assert Division.objects.get(pk=district.pk).name == "娄江区"
    save(as_curator, address, name="娄水区", note="核对过", _why="改正录入错误", _why_said="字形相近")
    assert Division.objects.get(pk=district.pk).name == "娄水区"
    save(as_curator, address, note="又核对", _why="统一用词")
    act = reverse("admin:cases_division_care", args=[district.pk, "change"])
    asked = {"year": 2020, "name": "娄城区", "code": district.code, "reason": "批复"}
    shown = as_curator.post(act, asked).context["found"].digest
    as_curator.post(act, asked | {"sure": "1", "shown": shown})
    former, today = Division.objects.get(pk=district.pk), Division.objects.get(name="娄城区")
    assert former.name == "娄水区" and former.last_year == 2019 and list(former.successors.all()) == [today]
    award.refresh_from_db()
    assert (award.place_then, award.place_now) == (former, today)
