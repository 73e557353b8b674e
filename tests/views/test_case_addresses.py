"""The addresses of a case: its page and its JSON, former and otherwise written numbers, what is gone."""

import json

import pytest
from django.urls import reverse

from cases.choices import State
from cases.index import current
from cases.models import Award, FormerAccession
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_it_gives_the_columns_of_the_csv_as_json(client, library):
    response = client.get("/cases/2014-sqzl-w01.json")
    data = json.loads(response.content)
    assert data["title"] == "“政社互动”"
    assert data["mechanisms"] == ["居民议事会", "社区协商"]
    assert data["url"] == "http://testserver/cases/2014-sqzl-w01/"
    assert library.first.source.text[data["source_start"] : data["source_end"]] == library.first.passage


def test_it_gives_codings_origins_and_documents_behind_them(client, library):
    source = library.first.source
    data = client.get("/cases/2014-sqzl-w01.json").json()
    assert {each["term"] for each in data["codings"]} == {"居民议事会", "社区协商"}
    assert all(source.text[each["start"] : each["end"]] == each["evidence"] for each in data["codings"])
    origins = {each["field"]: each for each in data["origins"]}
    title, level = origins["title"], origins["applicant_level"]
    assert (title["kind"], title["adopted"], title["words"]) == ("printed", True, data["title"])
    assert source.text[title["start"] : title["end"]] == title["words"]
    assert (level["kind"], level["rule"]) == ("inferred", "level-from-place") and level["reason"]
    assert data["witnesses"][0] == {
        "source": source.slug,
        "start": data["source_start"],
        "end": data["source_end"],
        "main": True,
    }


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["/", ".json"])
def test_it_answers_for_a_case_that_the_index_does_not_know_yet(client, library, ending):
    current.current_index()
    term = make_mechanism("网格化管理")
    place = make_division("新县", parent=library.province)
    award = make_award(title="新案", programme="syq", year=2015, place_then=place, place_now=place)
    make_coding(award, term)
    with current.holder.mutex:  # as if another thread were bringing the index up to date
        answer = client.get(f"/cases/{award.accession}{ending}")
        assert award.pk not in current.current_index().all
    assert answer.status_code == 200
    assert "新案" in answer.content.decode() and "网格化管理" in answer.content.decode()


@pytest.mark.parametrize("ending", ["/", ".json"])
def test_it_answers_410_for_a_withdrawn_case(client, library, ending):
    library.first.state = State.WITHDRAWN
    library.first.save()
    response = client.get(f"/cases/2014-sqzl-w01{ending}")
    assert response.status_code == 410
    assert "撤回" in response.content.decode()


@pytest.mark.parametrize("ending", ["/", ".json"])
def test_it_hides_a_draft(client, library, ending):
    past_the_room(Award).filter(pk=library.first.pk).update(state=State.DRAFT)
    assert client.get(f"/cases/2014-sqzl-w01{ending}").status_code == 404


@pytest.mark.parametrize(("name", "ending"), [("case", "/"), ("case-json", ".json")])
def test_it_redirects_a_former_accession_for_good(client, library, name, ending):
    FormerAccession.objects.create(accession="2014-sqzl-n77", award=library.first)
    response = client.get(f"/cases/2014-sqzl-n77{ending}")
    assert response.status_code == 301
    assert response.url == reverse(name, args=["2014-sqzl-w01"])


def test_the_sidecar_of_a_former_accession_leads_to_that_of_the_proper_one(client, library):
    FormerAccession.objects.create(accession="2014-sqzl-n77", award=library.first)
    response = client.get("/cases/2014-sqzl-n77.json.meta.json")
    assert (response.status_code, response.url) == (301, "/cases/2014-sqzl-w01.json.meta.json")


@pytest.mark.parametrize("written", ["2014-SQZL-w01", "2014sqzlw1", "W01 2014", "２０１４-sqzl-w01"])
def test_it_redirects_a_number_in_another_form(client, library, written):
    assert client.get(f"/cases/{written}/").url == "/cases/2014-sqzl-w01/"
    assert client.get(f"/cases/{written}.json").url == "/cases/2014-sqzl-w01.json"


@pytest.mark.parametrize(
    "accession", ["2014-sqzl-w99", "nonsense", "2014-sqzlw99", "2014-sqzl-w01%00", "2014-sqzl-w01%0A", "%FF"]
)
def test_it_answers_404_for_what_never_was(client, library, accession):
    assert client.get(f"/cases/{accession}/").status_code == 404


@pytest.mark.parametrize("query", ["version=1", "verison=1"])
def test_the_data_of_a_case_are_those_of_today_and_refuse_what_asks_for_others(client, query):
    address = f"/cases/{make_award().accession}.json"
    refused = client.get(f"{address}?{query}")
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert refused.json()["parameters"] == [query.partition("=")[0]]
    assert client.get(f"{address}?utm_source=list").status_code == 200
