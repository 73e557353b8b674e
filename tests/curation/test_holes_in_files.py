"""The files of the library made false by hand: the command loads what is in order, and names the rest."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.choices import Through
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import DataVersion, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("whole_library")]

FALSE_IN_THE_FILES = {
    "title": (lambda row: row.update(title="原文没有的标题"), "标题“原文没有的标题”与原文"),
    "rank": (lambda row: row.update(rank=2), "序号“2”与原文“1”不符"),
    "tier": (lambda row: row.update(tier="nominee"), "入库编号与年度、项目、等次、序号不符"),
    "blank": (lambda row: row.update(end=row["end"] + 1), "开头或末尾是空白"),
}


@pytest.mark.parametrize("what", FALSE_IN_THE_FILES)
def test_an_award_that_the_files_make_false_is_not_loaded(tmp_path, settings, capsys, what):
    edit, said = FALSE_IN_THE_FILES[what]
    files = Path(shutil.copytree(Path(settings.BASE_DIR) / "fixtures", tmp_path / "fixtures"))
    built = files / "built" / "awards.json"
    rows = json.loads(built.read_text(encoding="utf-8"))
    edit(next(row for row in rows if row["accession"] == "2014-sqzl-w01"))
    built.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    settings.BASE_DIR = tmp_path
    before = AwardSnapshots().dump(), DataVersion.current()
    call_command("load_library")
    [line] = [line for line in capsys.readouterr().out.splitlines() if "未能载入" in line]
    assert "2014-sqzl-w01" in line and said in line
    assert (AwardSnapshots().dump(), DataVersion.current()) == before


def test_what_the_loader_writes_is_recorded_as_its_own():
    loaded = Revision.objects.exclude(number=0)  # what a migration made
    ways = set(loaded.values_list("by", "through"))
    assert ways == {("", Through.LOADER)}
    assert {"award", "source", "edition", "division", "mechanism"} <= set(
        Revision.objects.values_list("table", flat=True)
    )
