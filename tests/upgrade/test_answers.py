"""An upgraded library answers what the earlier release did; what differs is told here."""

import json
from typing import Any

import pytest

from tests.upgrade.asked import CASE, answers
from tests.upgrade.conftest import Upgraded
from tests.upgrade.test_upgrade import CORRECTED, NEW_COLUMNS, SLUGS

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("upgraded")]

REORDERED = {"q=2015年", "q=居民"}  # by relevance, which weighs otherwise now
OF_ONE_CASE = ("codings", "figures", "origins", "witnesses")  # which the JSON of a case has besides now
RENAMED = {"年度未载": "年度不详", "四大地区": "四大区域"}
REFUSED = {"/cases.csv?foo=1": [400, ""]}  # an unknown parameter of an export was ignored
MOVED = CORRECTED["applicant_kind"]  # by loading, from no kind of applicant to another


@pytest.fixture
def before(upgraded: Upgraded) -> dict[str, Any]:
    return upgraded.before


@pytest.fixture
def after(client, upgraded: Upgraded) -> dict[str, Any]:
    if not upgraded.after:
        upgraded.after.update(json.loads(json.dumps(answers(client))))
    return upgraded.after


def test_searches_and_facet_values_list_the_same_cases_in_the_same_order(before, after, stage):
    expected = dict(before["lists"])
    if stage != "migrated":
        expected["applicant=none"] = [each for each in expected["applicant=none"] if each not in MOVED]
        expected["applicant=other"] = sorted({*expected["applicant=other"], *MOVED})
    order = sorted if stage != "migrated" else list
    for query, cases in expected.items():
        same_order = sorted if query in REORDERED or query == "applicant=other" else order
        assert same_order(after["lists"][query]) == same_order(cases), query
    assert any(len(cases) == 0 for cases in expected.values())
    assert sum(len(cases) > 0 for cases in expected.values()) > 50


def test_the_statistics_count_the_same(before, after):
    for query, table in before["statistics"].items():
        for word, today in RENAMED.items():
            table = table.replace(word, today)
        assert after["statistics"][query] == table, query


def test_the_items_of_all_cases_say_the_same(before, after, stage):
    assert list(after["items"]) == list(before["items"]) and len(before["items"]) == 45
    loaded = stage != "migrated"
    corrected = {(case, name) for name, cases in CORRECTED.items() for case in cases} if loaded else set()
    for case, item in before["items"].items():
        today = after["items"][case]
        differing = {name for name, value in item.items() if today[name] != value}
        known = {name for number, name in corrected if number == case}
        assert differing - {"inferred"} == known, case
        assert loaded or "inferred" not in differing
        assert today.keys() - item.keys() == {*NEW_COLUMNS, *SLUGS, *OF_ONE_CASE}


def test_feed_site_map_and_documents_are_the_same(before, after, stage):
    order = list if stage == "migrated" else sorted  # what was loaded is newer
    assert order(after["feed"]) == order(before["feed"]) and len(before["feed"]) > 40
    assert after["sitemap"] == before["sitemap"]
    assert after["sources"] == before["sources"]


def test_what_was_suggested_still_is(before, after):
    for query, answer in before["suggestions"].items():
        suggested = [(each["text"], each["url"]) for each in after["suggestions"][query]["suggestions"]]
        assert {(each["text"], each["url"]) for each in answer["suggestions"]} <= set(suggested), query


def test_each_address_answers_as_before(before, after):
    assert after["statuses"] == before["statuses"] | REFUSED
    assert {status for status, _location in before["statuses"].values()} == {200, 301, 400, 404, 410}


def test_pages_of_places_mechanisms_and_lists_lead_to_the_same_cases(before, after):
    pages = [address for address in before["pages"] if not CASE.match(f'href="{address}')]
    assert len(pages) == 14
    assert {page: after["pages"][page]["cases"] for page in pages} == {
        page: before["pages"][page]["cases"] for page in pages
    }


def test_pages_of_cases_and_documents_have_the_same_words(before, after):
    said = {
        f"/cases/{case}/": [item["title"], item["applicant"], *item["text"].split("\n")]
        for case, item in before["items"].items()
    }
    said |= {f"/sources/{slug}/": text.split("\n") for slug, text in before["sources"].items()}
    asked = said.keys() & before["pages"].keys()
    assert len(asked) == 8
    for address in asked:
        for words in map("".join, map(str.split, said[address])):
            assert words in before["pages"][address]["words"] and words in after["pages"][address]["words"]
