"""`build_fixtures` derives the committed files again, and refuses curated rows that fit no source."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.library.build import build

pytestmark = pytest.mark.slow


def add_row(path: Path, row: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{row}\n", encoding="utf-8")


def test_the_committed_fixtures_are_what_the_sources_give(capsys):
    call_command("build_fixtures", "--check")
    assert "一致" in capsys.readouterr().out


def test_check_fails_and_names_the_file_when_a_curated_table_has_moved_on(settings, fixtures: Path):
    settings.BASE_DIR = fixtures.parent
    add_row(fixtures / "curated" / "awards.csv", "2014-sqzl-w01,setting,both,试一试")
    with pytest.raises(CommandError, match=r"built/awards\.json"):
        call_command("build_fixtures", "--check")


def test_building_writes_what_check_then_accepts(settings, fixtures: Path, capsys):
    settings.BASE_DIR = fixtures.parent
    add_row(fixtures / "curated" / "awards.csv", "2014-sqzl-w01,setting,both,试一试")
    call_command("build_fixtures")
    call_command("build_fixtures", "--check")
    assert "已更新 1 个文件" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("codings.csv", "2014-sqzl-w01,sanshe-liandong,原文没有的话,,high,", "案例原文中没有"),
        ("codings.csv", "2014-sqzl-w01,no-such-term,南京市,,high,", "词表中没有"),
        ("codings.csv", "2014-sqzl-w99,sanshe-liandong,南京市,,high,", "没有对应案例"),
        ("figures.csv", "2014-sqzl-n01,8项管理制度,,8,,项,管理制度,制度,,,", "案例原文中没有"),
        ("figures.csv", "2014-sqzl-n01,7项管理制度,,数,,项,管理制度,制度,,,", "读不出数"),
        ("figures.csv", "2014-sqzl-w99,7项管理制度,,7,,项,管理制度,制度,,,", "没有对应案例"),
        ("awards.csv", "2014-sqzl-w01,title,改标题,不许", "不能人工改定"),
        ("awards.csv", "1999-sqzl-w01,setting,both,没有这一例", "没有对应案例"),
    ],
)
def test_a_curated_row_that_fits_no_source_is_refused(fixtures: Path, table: str, row: str, message: str):
    add_row(fixtures / "curated" / table, row)
    with pytest.raises(ValueError, match=message):
        build(fixtures)


def test_a_changed_source_file_is_refused(fixtures: Path):
    path = fixtures / "sources" / "002_503a69f30a0ab13b.txt"
    path.write_bytes(path.read_bytes().replace("宁海".encode(), "临海".encode(), 1))
    with pytest.raises(ValueError, match="SHA-256"):
        build(fixtures)
