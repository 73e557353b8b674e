"""import_document --dry-run says what the import would do and how it would end, and does nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases.imports import reading
from cases.imports.taking import take
from cases.models import Award, DataVersion, Intake, Milestone, Source, StoredFile
from tests.imports.lists import ENTRIES, LIST, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REVIEW = (
    "关于2022年全国基层治理创新典型案例复核结果的通知\n"
    f"经复核，{ENTRIES[0]}、{ENTRIES[1]}等2个社区复核合格，撤销{ENTRIES[2]}典型案例称号。\n"
    "民政部\n2022年12月3日\n"
)


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def run(text: str, folder: Path, **options: Any) -> tuple[list[str], str, list[str]]:
    """What is printed, what is said beside it, and why it would be or was refused."""
    path, out, errors = folder / "notice.txt", StringIO(), StringIO()
    path.write_text(text, encoding="utf-8")
    refused: list[str] = []
    try:
        call_command("import_document", str(path), issuer=["mca"], stdout=out, stderr=errors, **options)
    except CommandError as error:
        refused = str(error).splitlines()
    return out.getvalue().splitlines(), errors.getvalue(), refused


def everything() -> list[int]:
    kinds = (Award, Intake, Milestone, Source, StoredFile)
    return [kind.objects.count() for kind in kinds] + [DataVersion.current().number]


@pytest.mark.parametrize("text", [LIST, LIST.replace("典型案例", "先进社区"), LIST.replace("2021年", "")])
def test_it_prints_and_ends_as_the_import_does_and_writes_nothing(text: str, tmp_path: Path) -> None:
    before = everything()
    planned, told, refused = run(text, tmp_path, dry_run=True)
    assert everything() == before

    done, said, kept = run(text, tmp_path)

    assert planned == done
    assert told.replace("试读，没有写入", "") == said.replace(f"导入 {Intake.objects.get().pk}", "")
    assert refused[1:] == kept[1:]
    assert bool(refused) == (Award.objects.count() == 0)


def test_new_awards_have_the_numbers_that_they_would_get(tmp_path: Path) -> None:
    lines, told, refused = run(LIST, tmp_path, dry_run=True)

    assert lines[0].endswith("读到 3：新增 3")
    assert [line.rpartition("　")[2] for line in lines[1:]] == [f"2021-jczl-t0{n}" for n in (1, 2, 3)]
    assert told == "notice.txt：试读，没有写入：新增 3，修改 0，无变化 0，待审 0。\n"
    assert refused == []


def test_a_missing_tier_or_year_is_named(tmp_path: Path) -> None:
    text = LIST.replace("2021年", "").replace("典型案例", "先进社区")
    document, *awards = map(json.loads, run(text, tmp_path, dry_run=True, json=True, programme="jczl")[0])

    assert any("没有读到年度" in each["message"] for each in document["document"]["problems"])
    assert document["document"]["actions"] == {"refused": 3}
    assert all("没有读到等次" in award["problems"][0]["message"] for award in awards)


def test_what_became_of_held_awards_is_no_new_award(tmp_path: Path) -> None:
    intake = bring_in()
    take(intake, intake.lock)

    document, *awards = map(json.loads, run(REVIEW, tmp_path, dry_run=True, json=True)[0])

    assert document["document"]["actions"] == {"changed": 3}
    assert [(award["id"], award["milestone"]) for award in awards] == [
        ("2021-jczl-t01", {"kind": "reviewed", "year": 2022}),
        ("2021-jczl-t02", {"kind": "reviewed", "year": 2022}),
        ("2021-jczl-t03", {"kind": "withdrawn", "year": 2022}),
    ]
    lines, told, _refused = run(REVIEW, tmp_path, dry_run=True)
    assert lines[3].endswith("修改　补记：2022 年撤销称号　2021-jczl-t03")
    assert "修改 3" in told
    assert not Milestone.objects.exists()


def test_what_is_held_already_is_unchanged(tmp_path: Path) -> None:
    intake = bring_in()
    take(intake, intake.lock)

    assert run(LIST, tmp_path, dry_run=True)[0][0].endswith("无变化 3")


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_document_is_read_once_before_anything_is_locked(
    dry_run: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, texts, depth = reading.read, [], len(connection.savepoint_ids)

    def counted(text: str, *args: Any) -> Any:
        texts.append((text, len(connection.savepoint_ids)))
        return read(text, *args)

    monkeypatch.setattr(reading, "read", counted)
    run(LIST, tmp_path, dry_run=dry_run)

    assert texts == [(LIST, depth)]
