"""Decision records have one form, so that a reader finds status, date and reasons where they are expected."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Consequence"]
STATUS = r"- Status: (?:proposed|accepted|superseded by \d{4})"
DATE = r"- Date: (\d{4}-\d\d-\d\d)(?:, changed (\d{4}-\d\d-\d\d))?"

each_record = pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)


def test_every_file_is_a_record_or_the_template():
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in RECORDS} | {"template.md"}


def test_no_number_stands_twice():
    assert max(Counter(path.name[:4] for path in RECORDS).values()) == 1


@each_record
def test_a_record_begins_with_its_number_status_and_date(path):
    title, blank, status, dates = path.read_text(encoding="utf-8").splitlines()[:4]

    assert re.fullmatch(rf"# {path.name[:4]} \S.*", title)
    assert blank == ""
    assert re.fullmatch(STATUS, status)
    days = [date.fromisoformat(day) for day in re.fullmatch(DATE, dates).groups() if day]
    assert days == sorted(days)


@pytest.mark.parametrize("path", [*RECORDS, FOLDER / "template.md"], ids=lambda path: path.stem)
def test_a_record_says_context_decision_and_consequence(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall("^## (.*)$", text, re.MULTILINE) == HEADINGS
    assert len(text.splitlines()) <= 60


@each_record
def test_the_files_and_records_that_it_names_exist(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"`((?:casebook|cases|docs|fixtures|templates|tests)/[^` ]*)`", text)
    related = re.search("^- See also: (.*)$", text, re.MULTILINE)
    numbers = re.findall(r"\b\d{4}\b", related[1]) if related else []

    assert [name for name in named if not list(ROOT.glob(name))] == []
    assert [number for number in numbers if not list(FOLDER.glob(f"{number}-*.md"))] == []
