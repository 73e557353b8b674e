"""Key figures as readers see them: on the page of a case, in files, as a filter; accepted ones alone."""

import csv
import io
import json

import openpyxl
import pytest

from cases.curation.states import states
from cases.curation.versions.forms import award_form
from cases.models import Award, KeyFigure, PublicVersion
from cases.models.writing import writing
from cases.records.figure_row import NAMES
from tests.factories import FIGURES, TEXT, make_award, make_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """An award with two figures and one that waits, and an award with none."""
    award = make_award(year=2015, text=f"{TEXT}\n{FIGURES}")
    make_figure(award, evidence="投入7.1亿元", number="7.1亿", unit="元", counted="投入", subject="资金")
    make_figure(award, note="登记的", scope="全区")
    make_figure(
        award,
        evidence="居民议事平台1667个",
        number="1667",
        unit="个",
        counted="居民议事平台",
        state="proposed",
    )
    make_award(year=2014)
    return award


def rows(client, query: str = "") -> list[dict[str, str]]:
    body = b"".join(client.get(f"/figures.csv?{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body, newline="")))


def test_each_accepted_figure_is_a_row_in_the_order_of_the_text(client, counted):
    first, second = rows(client)
    assert (second["subject"], second["value"], second["number"], second["unit"]) == (
        "资金",
        "710000000",
        "7.1亿",
        "元",
    )
    assert first == {
        **dict.fromkeys(NAMES, ""),
        "award": counted.accession,
        "source": counted.source.slug,
        "subject": "社会组织",
        "counted": "社会组织",
        "value": "1010",
        "unit": "家",
        "number": "1010",
        "scope": "全区",
        "start": first["start"],
        "end": first["end"],
        "evidence": "社会组织1010家",
        "state": "accepted",
        "coder": "甲编码、乙复核",
        "note": "登记的",
    }
    assert counted.source.text[int(first["start"]) : int(first["end"])] == "社会组织1010家"


def test_the_three_files_and_the_case_say_the_same(client, counted):
    make_figure(counted, evidence="投入7.1亿元", number="7.1", unit="亿元", counted="投入")
    lines = b"".join(client.get("/figures.jsonl").streaming_content).splitlines()
    objects = [json.loads(line) for line in lines]
    assert objects == json.loads(b"".join(client.get(f"/cases/{counted.accession}.json")))["figures"]
    assert [(each["value"], each["upper"]) for each in objects] == [
        (1010, None),
        (710000000, None),
        (7.1, None),
    ]
    response = client.get("/figures.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    cells = list(book["关键数字"].iter_rows(values_only=True))
    assert [row[4] for row in cells[1:]] == [1010, 710000000, 7.1]
    assert response["X-Row-Count"] == "3"


def test_a_file_is_described_by_its_sidecar(client, counted):
    said = client.get("/figures.csv.meta.json").json()
    assert [each["name"] for each in said["columns"]] == list(NAMES)
    assert {each["type"] for each in said["columns"]} == {"string", "integer", "number"}
    assert said["rows"] == 2


def test_cases_are_found_by_what_their_figures_count(client, counted):
    assert [row["award"] for row in rows(client, "figure=社会组织")] == [counted.accession] * 2
    assert rows(client, "figure=none") == []
    for value in ("资金", "none"):
        found = b"".join(client.get(f"/cases.json?figure={value}").streaming_content)
        assert json.loads(found)["total"] == 1
    page = client.get("/cases/?figure=社会组织").content.decode()
    assert "写有社会组织数字的案例" in page
    assert "没有关键数字的案例" in client.get("/cases/?figure=none").content.decode()
    both = client.get("/cases/?figure=社会组织&figure=资金&figure=none&year=2014").content.decode()
    assert "年度为2014，写有社会组织或资金数字或没有关键数字的案例" in both


@pytest.mark.parametrize("subject", ["居民议事平台", "志愿者"])
def test_what_nobody_counts_is_refused(client, counted, subject):
    response = client.get(f"/figures.csv?figure={subject}")
    assert response.status_code == 400
    assert f"没有写到“{subject}”的关键数字（参数 figure）" in response.content.decode()


def test_the_page_leads_to_the_words_and_shows_no_figure_that_waits(client, counted):
    page = client.get(counted.get_absolute_url()).content.decode()
    assert "<b>1010家</b>" in page
    assert "<b>7.1亿元</b>" in page
    assert 'href="#n1"' in page and 'id="n1"' in page
    assert "<b>1667" not in page
    assert "关键数字" not in client.get("/cases/2014-sqzl-w01/").content.decode()


def test_an_accepted_figure_is_there_with_the_next_request(client, counted):
    assert len(rows(client)) == 2
    with writing():
        KeyFigure.objects.filter(state="proposed").update(state="accepted")
    assert [row["number"] for row in rows(client, "figure=居民议事平台")] == ["1667", "1010", "7.1亿"]


def test_a_version_is_cut_for_what_readers_see_alone(counted):
    before = PublicVersion.objects.first()
    with writing():
        KeyFigure.objects.filter(state="proposed").update(note="待核")
    assert PublicVersion.objects.first() == before
    with writing():
        KeyFigure.objects.filter(state="proposed").update(state="accepted")
    assert PublicVersion.objects.first().number == before.number + 1


def test_earlier_versions_are_filtered_by_the_figures_of_then(client, counted):
    with writing():
        KeyFigure.objects.filter(subject="资金").delete()
    number = PublicVersion.objects.first().number - 1
    assert client.get("/cases.csv?figure=资金").status_code == 400
    response = client.get(f"/cases.json?figure=资金&version={number}")
    assert json.loads(b"".join(response.streaming_content))["total"] == 1


def test_a_case_without_figures_has_the_form_that_it_had_before_there_were_any():
    award = make_award()
    state = states(Award, [award.pk])[award.pk]
    assert award_form(state, (), ()) == award_form({**state, "figures": []}, (), ())
    assert "figures" not in award_form(state, (), ())
