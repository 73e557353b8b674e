"""A database of an earlier release keeps what was in it, and the site answers from it as before."""

import csv
import io
import re
from typing import Any

import pytest
from django.apps import apps
from django.conf import global_settings
from django.contrib.admin.models import LogEntry
from django.core.management import call_command

from cases.curation.library import problems_of_library
from tests.upgrade.curate import NAME, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("upgraded")]

CHANGED = {
    *("320585", "sanshe-liandong", "0000-sqzl-w01", "2014-sqzl-n05", "2014-sqzl-w01", "2014-sqzl-w02"),
    *("2014-sqzl-w03", "2015-sqzl-w01"),
}
NEW_COLUMNS = ["applicant_organ", "locality", "other_readings"]  # added empty; loading fills the first
SLUGS = ["mechanism_slugs", "mechanism_broader_slugs"]  # what `mechanisms` names
# What loading corrects in awards that the curator left alone; `inferred` differs with the new column in all.
CORRECTED = {
    "mechanisms": {
        *("2014-sqzl-w08", "2014-sqzl-w10", "2014-sqzl-n02", "2014-syq-p01", "2015-sqzl-w08"),
        *("2015-sqzl-w10", "2015-sqzl-n06", "2021-jczl-t01"),
    },
    "applicant_kind": {
        *("2014-syq-p01", "2021-jczl-t01", "2021-jczl-t02", "2021-jczl-t03", "2021-jczl-t04"),
    },
}
PAGES = (
    "/", "/cases/", "/cases/?q=社区协商", "/cases/?place=320585", "/cases/advanced/", "/cases.json",
    "/cases/2014-sqzl-w01.json", "/places/320585/", "/mechanisms/", "/mechanisms/fuwu-xiachen/", "/sources/",
    "/sources/mca-2014-notice/", "/sources/mca-2014-notice.txt", "/codebook/", "/codebook.csv",
    "/compare/?id=2014-sqzl-w01&id=2014-sqzl-w02", "/selection/?id=2014-sqzl-w01",
    "/selection.csv?id=2014-sqzl-w01", "/help/", "/statistics/", "/statistics.csv", "/suggest/?q=三社",
    "/compilation.docx?year=2021", "/report/?case=2014-sqzl-w01", "/feed.atom", "/sitemap.xml",
    "/sitemap-cases.xml", "/robots.txt", "/healthz", "/cases/0000-sqzl-w02/", "/cases/2014-sqzl-w01/",
    "/cases/2014-sqzl-w02/", "/cases/2014-sqzl-w03/", "/cases/2015-sqzl-w01/", "/cases/2021-jczl-t01/",
)  # fmt: skip


def row(model: str, **which: Any) -> Any:
    return apps.get_model("cases", model).objects.get(**which)


def cases_csv(client, query: str = "") -> bytes:
    return b"".join(client.get(f"/cases.csv?{query}").streaming_content)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def by_id(rows: list[list[str]]) -> dict[str, dict[str, str]]:
    header, *cases = rows
    return {case[0]: dict(zip(header, case, strict=True)) for case in cases}


def listed(client, query: str = "") -> set[str]:
    """The accession numbers of the cases that a list has as CSV."""
    return {case["id"] for case in csv.DictReader(io.StringIO(cases_csv(client, query).decode("utf-8-sig")))}


@pytest.fixture
def as_curator(client, settings):
    """Somebody who logs in with the password of back then."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    response = client.post("/admin/login/", {"username": NAME, "password": PASSWORD})
    assert response.status_code == 302
    return client


# --- What readers see ---------------------------------------------------------------------------


def test_its_cases_as_csv_are_to_the_byte_what_that_release_answered(client, upgraded, stage):
    """But for the new columns; what loading corrects is told by the next test."""
    assert as_csv(table(upgraded.cases_csv)) == upgraded.cases_csv
    header, *cases = table(upgraded.cases_csv)
    if stage == "migrated":
        there, empty = table(cases_csv(client)), [""] * len(NEW_COLUMNS)
        assert there[0][-len(SLUGS) :] == SLUGS
        without = [row[: -len(SLUGS)] for row in there]
        assert without == [header + NEW_COLUMNS, *(case + empty for case in cases)]


def test_loading_corrects_what_nobody_changed_and_nothing_else(client, upgraded, stage):
    before, after = by_id(table(upgraded.cases_csv)), by_id(table(cases_csv(client)))
    loaded = before.keys() - CHANGED - {"0000-sqzl-w02"} if stage != "migrated" else set()
    differing = {
        (case, name) for case, cells in before.items() for name in cells if after[case][name] != cells[name]
    }

    corrected = {(case, name) for name, cases in CORRECTED.items() for case in cases}
    assert list(before) == list(after)
    assert differing == {(case, name) for case, name in corrected if case in loaded} | {
        (case, "inferred") for case in loaded
    }
    assert {case for case, cells in after.items() if cells["applicant_organ"]} == loaded


def test_everything_has_its_first_revision_and_is_in_order(stage):
    wrong = [problem for problem in problems_of_library() if "修订" in problem or "版本" in problem]
    assert wrong == []
    assert problems_of_library() == [] or stage == "migrated"


def test_all_but_the_withdrawn_case_are_published(client):
    assert len(listed(client)) == 45
    assert apps.get_model("cases", "award").objects.count() == 47


def test_its_pages_answer(client):
    answers = {address: client.get(address).status_code for address in PAGES}
    assert answers == dict.fromkeys(PAGES, 200)


def test_the_withdrawn_case_is_gone_and_the_draft_is_nowhere(client):
    assert client.get("/cases/2014-sqzl-n05/").status_code == 410
    assert client.get("/cases/2014-sqzl-n10/").status_code == 404


def test_the_old_number_of_a_case_leads_to_the_new_one(client):
    response = client.get("/cases/0000-sqzl-w01/")
    assert (response.status_code, response["Location"]) == (301, "/cases/0000-sqzl-w02/")


def test_its_search_index_is_built_and_agrees_with_the_database(capsys):
    call_command("reindex")
    call_command("reindex", "--check")
    assert "检索索引与数据库一致" in capsys.readouterr().out


# --- What the curator changed -------------------------------------------------------------------


def test_the_coding_that_was_added_shows_its_evidence(client):
    coding = row("coding", mechanism__slug="fuwu-xiachen")
    assert (coding.award.accession, coding.evidence) == ("2014-sqzl-w01", "推动街道服务前移")
    assert (coding.coder.name, coding.confidence, coding.state) == ("编目员甲", "medium", "accepted")
    assert listed(client, "mechanism=fuwu-xiachen") == {"2014-sqzl-w01"}


def test_the_coding_that_was_rejected_does_not_count(client):
    coding = row("coding", award__accession="2014-sqzl-w03", mechanism__slug="duoyuan-gongzhi")
    assert (coding.state, coding.note) == ("rejected", "只列在成效之中，没有写做法。")
    assert "多元共治" not in client.get("/cases/2014-sqzl-w03.json").json()["mechanisms"]


def test_the_term_that_was_added_stands_below_its_broader_term():
    term = row("mechanism", slug="fuwu-xiachen")
    assert (term.name, term.definition) == ("服务下沉", "街道的服务前移到社区。")
    assert term.broader.slug == "jiedao-tizhi-gaige"


def test_the_other_name_of_a_term_still_finds_its_cases(client):
    assert row("mechanismname", name="三社协同").mechanism.slug == "sanshe-liandong"
    cases = listed(client, "mechanism=sanshe-liandong")
    assert cases and cases <= listed(client, "q=三社协同")


def test_the_division_stays_corrected(client):
    taicang = row("division", key="320585")
    assert (taicang.aliases, taicang.first_year, taicang.note) == ("娄东", 1993, "1993 年撤县设市。")
    assert "2015-sqzl-w01" in listed(client, "q=娄东")


def test_the_note_on_an_origin_is_kept():
    origin = row("attribution", award__accession="2014-sqzl-w02", field="setting")
    assert (origin.note, origin.rule) == ("与申报单位核对过。", "setting-from-words")


def test_the_value_that_was_filled_in_counts_as_inferred(client):
    case = client.get("/cases/2015-sqzl-w01.json").json()
    assert case["setting"] == "both" and "setting" in case["inferred"]
    origin = row("attribution", award__accession="2015-sqzl-w01", field="setting")
    assert (origin.rule, origin.note) == ("curated", "编目时所填规则：setting-by-curator")


def test_the_draft_is_as_it_was_entered():
    draft = row("award", accession="2014-sqzl-n10")
    assert (draft.state, draft.title, draft.rank) == ("draft", "提高思想认识", None)
    assert draft.passage.endswith(draft.text) and draft.text.startswith("“2014年度中国社区治理")


def test_the_reports_are_kept_with_their_answers():
    reports = apps.get_model("cases", "report").objects.order_by("created_at")
    assert list(reports.values_list("award__accession", "page", "state", "note")) == [
        ("2014-sqzl-w04", "", "done", "查过原文，照录无误。"),
        (None, "/help/", "new", ""),
    ]


def test_the_curator_gets_in_and_every_list_of_the_admin_answers(as_curator):
    models = {model._meta.model_name for model in apps.get_app_config("cases").get_models()}
    of_no_page = {"formdraft", "formvisit", "frozenlist", "officechange", "publicversion", "publishedform"}
    addresses = [f"/admin/cases/{name}/" for name in sorted(models - of_no_page)]
    addresses.append(f"/admin/cases/award/{row('award', accession='2014-sqzl-w01').pk}/change/")
    answers = {address: as_curator.get(address).status_code for address in addresses}
    assert answers == dict.fromkeys(addresses, 200)


def test_the_log_of_the_admin_says_who_changed_what():
    entries = LogEntry.objects.order_by("pk")
    assert {entry.user.username for entry in entries} == {NAME}
    assert [entry.content_type.model for entry in entries] == [
        *("mechanism", "mechanismname", "division", "coding", "attribution", "coding", "award"),
        *("attribution", "award", "award", "award", "report"),
    ]
    assert entries[9].get_change_message() == "撤回"


def test_loading_the_library_names_what_the_curator_changed(capsys):
    call_command("load_library")
    assert set(re.findall(r"未覆盖：([^（]+)", capsys.readouterr().out)) == CHANGED


def test_what_is_saved_next_gets_a_number_of_its_own():
    """A dump that did not bring its counters along would give a number twice."""
    make = apps.get_model("cases", "report").objects.create
    assert make(message="又有一处错字。").pk == 3
