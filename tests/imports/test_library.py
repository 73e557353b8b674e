"""The five documents of the library, read through the door for all documents, give the same 46 awards."""

import json
from dataclasses import fields
from typing import Any

import pytest

from cases.choices import State
from cases.curation.library import problems_of_library
from cases.fields import WITH_ORIGIN
from cases.imports.facts import Said
from cases.imports.reading import read_file
from cases.imports.taking import take
from cases.imports.undoing import undo_intake
from cases.library.snapshots.awards import AwardSnapshots
from cases.library.snapshots.editions import EditionSnapshots
from cases.library.snapshots.sources import SourceSnapshots
from cases.models import Award, Source
from cases.readers.records import SourceEntry
from cases.readers.registry import load_registry
from tests.imports.conftest import FIXTURES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REGISTERED = load_registry(FIXTURES / "curated" / "sources.toml")
DECIDED_BY_PEOPLE = {"state", "codings", "figures"}  # beside what awards.csv overrules


def said(entry: SourceEntry) -> Said:
    """What the register says of a document, as a person says it of one that comes in."""
    values = {
        name: getattr(entry, name) for name in (each.name for each in fields(Said)) if hasattr(entry, name)
    }
    dates = {name: str(values[name]) if values[name] else "" for name in ("date_signed", "date_published")}
    return Said(**{**values, **dates, "file_name": entry.file, "url": entry.url_original, "no_year": True})


def built(name: str) -> list[dict[str, Any]]:
    return json.loads((FIXTURES / "built" / f"{name}.json").read_text(encoding="utf-8"))


def bring_in(entry: SourceEntry) -> None:
    intake = read_file(entry.file, (FIXTURES / "sources" / entry.file).read_bytes(), said(entry))
    assert intake.problems == [], entry.slug
    take(intake, intake.lock)


@pytest.fixture
def brought_in(vocabularies) -> None:
    for entry in REGISTERED:
        bring_in(entry)


def overruled(award: dict[str, Any]) -> set[str]:
    return {row["field"] for row in award["attributions"] if row["rule"] == "curated"}


def test_they_give_the_same_awards_in_every_column(brought_in):
    there, expected = AwardSnapshots().dump(), {row["accession"]: row for row in built("awards")}
    assert there.keys() == expected.keys()
    assert len(expected) == 46
    for accession, award in expected.items():
        left_out = DECIDED_BY_PEOPLE | overruled(award)
        assert {**_told(there[accession], left_out)} == _told(award, left_out), accession


def _told(award: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    told = {name: value for name, value in award.items() if name not in left_out}
    rows = [row for row in award["attributions"] if row["field"] not in left_out]
    return told | {"attributions": sorted(rows, key=lambda row: row["field"])}


def test_they_give_the_same_documents_and_editions(brought_in):
    for kind in (SourceSnapshots(), EditionSnapshots()):
        assert kind.dump() == kind.read(FIXTURES)


def test_they_are_drafts_that_break_no_rule(brought_in):
    assert set(Award.objects.values_list("state", flat=True)) == {State.DRAFT}
    assert problems_of_library() == []


def test_read_again_they_change_nothing(brought_in):
    for entry in REGISTERED:
        intake = read_file(entry.file, (FIXTURES / "sources" / entry.file).read_bytes(), said(entry))
        assert set(intake.rows.values_list("action", flat=True)) == {"unchanged"}
        assert take(intake, intake.lock).version == 0


def test_a_whole_intake_is_taken_back(vocabularies):
    entry = REGISTERED[0]
    bring_in(entry)
    intake = Source.objects.get().intakes.get()
    undo_intake(intake, intake.lock, reason="读错了")
    assert not Award.objects.exists()
    assert not Source.objects.exists()
    assert problems_of_library() == []


def test_every_field_of_an_award_is_compared():
    assert {each.name for each in WITH_ORIGIN if each.column_of_award} <= set(built("awards")[0])
