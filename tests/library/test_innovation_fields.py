"""The example of a further scheme: 创新领域, coded for the 40 awards of 2014 and 2015."""

import csv
import json
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

CURATED = Path(settings.BASE_DIR) / "fixtures" / "curated"
BUILT = Path(settings.BASE_DIR) / "fixtures" / "built"
SCHEME = "innovation-field"


def built(name: str):
    return json.loads((BUILT / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def terms() -> dict[str, dict]:
    [scheme] = tomllib.loads((CURATED / "schemes.toml").read_text(encoding="utf-8"))["scheme"]
    return {term["slug"]: term for term in scheme["term"]}


@pytest.fixture(scope="module")
def codings() -> dict[str, list[dict]]:
    """Accession number → the rows of the table."""
    found: dict[str, list[dict]] = {}
    with (CURATED / f"{SCHEME}_codings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["accession"], []).append(row)
    return found


@pytest.fixture(scope="module")
def awards() -> list[dict]:
    """Those of 2014 and 2015 that have a paragraph of their own."""
    return [each for each in built("awards") if each["programme"] == "sqzl" and each["year"] in (2014, 2015)]


def test_each_of_the_forty_awards_has_a_field_and_no_other_award_has(awards, codings):
    assert len(awards) == 40
    assert sorted(codings) == sorted(award["accession"] for award in awards)


def test_every_passage_is_where_it_says_and_within_the_text(awards, codings, terms):
    sources = {
        entry["slug"]: (CURATED.parent / "sources" / entry["file"]).read_text(encoding="utf-8-sig")
        for entry in tomllib.loads((CURATED / "sources.toml").read_text(encoding="utf-8"))["source"]
    }
    number = 0
    for award in awards:
        rows = {(row["mechanism"], row["evidence"]) for row in codings[award["accession"]]}
        shown = {
            (coding["mechanism"], sources[award["source"]][coding["start"] : coding["end"]])
            for coding in award["codings"]
            if coding["mechanism"] in terms
        }
        assert shown == rows, award["accession"]
        assert all(evidence in award["text"] for _term, evidence in shown)
        number += len(shown)
    assert number == 104


def test_what_is_not_sure_has_a_note_and_a_narrower_term_is_not_coded_again(codings, terms):
    for accession, rows in codings.items():
        assert all(bool(row["note"]) == (row["confidence"] != "high") for row in rows), accession
        clauses = {(row["mechanism"], row["evidence"]) for row in rows}
        assert len(clauses) == len(rows)
        for row in rows:
            below = {
                each["evidence"]
                for each in rows
                if terms[each["mechanism"]].get("broader") == row["mechanism"]
            }
            assert row["evidence"] not in below


def test_the_three_fields_have_the_names_of_the_literature_which_the_scheme_tells(terms):
    top = [term["name"] for term in terms.values() if "broader" not in term]
    assert top == ["社区治理体制创新", "社区公众参与创新", "社区公共服务创新"]
    [scheme] = built("schemes")
    assert "王江伟" in scheme["source_note"] and "不是该文的结果" in scheme["source_note"]
    assert scheme["is_released"]


def test_mechanisms_stand_in_the_fixtures_as_before_there_were_schemes(terms):
    for term in built("mechanisms"):
        assert term.get("scheme", "") == (SCHEME if term["slug"] in terms else "")


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("whole_library")
def test_facets_statistics_and_codings_agree_on_the_whole_library(client, terms):
    listed = {}
    for slug in terms:
        answer = client.get(f"/cases.json?coding={SCHEME}:{slug}")
        listed[slug] = json.loads(b"".join(answer))["total"]
    long = b"".join(client.get(f"/statistics.csv?form=long&rows=coding:{SCHEME}")).decode("utf-8-sig")
    counted = {row["coding_innovation_field"]: int(row["n"]) for row in csv.DictReader(long.splitlines())}
    assert counted == {**listed, "none": 6}
    lines = b"".join(client.get(f"/codings.jsonl?scheme={SCHEME}")).splitlines()
    told: dict[str, set[str]] = {slug: set() for slug in terms}
    for coding in map(json.loads, lines):
        for slug in (coding["term_slug"], *coding["broader_slugs"]):
            told[slug].add(coding["award"])
    assert {slug: len(cases) for slug, cases in told.items()} == listed
    assert len(lines) == 104
