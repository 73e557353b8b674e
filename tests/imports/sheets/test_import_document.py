"""manage.py import_document with an exported sheet: what changes, what is refused, and nothing when dry."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.choices import State
from cases.models import Award, Intake
from tests.imports.sheets.edited import csv_file, exported, row_of
from tests.origins import past_the_room
from tests.small_library import make_small_library

pytestmark = pytest.mark.django_db
FIRST = "2014-sqzl-w01"


def run(path: Path, **options: Any) -> list[str]:
    out = StringIO()
    call_command("import_document", str(path), stdout=out, stderr=StringIO(), **options)
    return out.getvalue().splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sheet whose first row has another setting; that award is a draft."""
    make_small_library()
    rows = exported()
    row_of(rows, FIRST)["setting"] = "rural"
    past_the_room(Award).filter(accession=FIRST).update(state=State.DRAFT)
    path = tmp_path / "sheet.csv"
    path.write_bytes(csv_file(rows))
    return path


def test_the_changed_values_are_listed_and_written(path):
    assert run(path) == [
        "sheet.csv：读到 3 行：改动 1，未变 2，不能接受 0。",
        "第 2 行 2014-sqzl-w01　城乡类型：城市 → 农村",
    ]
    assert Award.objects.get(accession=FIRST).setting == "rural"


def test_a_dry_run_writes_nothing(path):
    sheet, row = map(json.loads, run(path, dry_run=True, json=True))
    assert sheet["sheet"] == {
        "file": "sheet.csv", "rows": 3, "changed": 1, "unchanged": 2, "refused": 0, "problems": [],
    }  # fmt: skip
    assert (row["id"], row["changes"]) == (FIRST, {"setting": ["城市", "农村"]})
    assert Award.objects.get(accession=FIRST).setting == "urban"
    assert not Intake.objects.exists()


def test_what_is_refused_is_named_and_the_rest_is_taken(path):
    path.write_bytes(path.read_bytes().replace("民情理事会".encode(), "没有印出的话".encode(), 1))
    with pytest.raises(CommandError, match=r"第 4 行（0000-sqzl-n01）：“标题”：“没有印出的话”不是原文"):
        run(path)
    assert Award.objects.get(accession=FIRST).setting == "rural"
