"""The derivation of built/divisions.csv."""

import csv
import io
import re
from pathlib import Path

import pytest

from cases.places.build import build_divisions
from cases.places.lists import Correction, Run, apply_corrections, build_runs, read_corrections


@pytest.fixture(scope="module")
def built(fixtures: Path) -> str:
    return build_divisions(fixtures)


@pytest.fixture(scope="module")
def runs(fixtures: Path) -> list[Run]:
    return build_runs(fixtures / "upstream", read_corrections(fixtures / "curated"))


@pytest.fixture
def copy(fixtures: Path, tmp_path: Path) -> Path:
    """The tables of 浙江 and 安徽 to change: those of all provinces take a second to build."""
    of_these = re.compile(r"(^|,)3[34]\d{4}[,-]")
    for path in [*fixtures.glob("upstream/*.csv"), *fixtures.glob("curated/division*.csv")]:
        header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        copied = tmp_path / path.relative_to(fixtures)
        copied.parent.mkdir(exist_ok=True)
        copied.write_text("".join([header, *filter(of_these.search, lines)]), encoding="utf-8")
    assert build_divisions(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_committed_file_is_what_the_sources_give(fixtures: Path, built: str) -> None:
    assert (fixtures / "built" / "divisions.csv").read_text(encoding="utf-8") == built


def test_keys_are_unique_and_fit_for_an_address(built: str) -> None:
    keys = [row["key"] for row in csv.DictReader(io.StringIO(built))]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[0-9a-z-]{1,40}", key) for key in keys)


def test_the_bare_code_belongs_to_the_division_of_today(built: str) -> None:
    for row in csv.DictReader(io.StringIO(built)):
        if row["code"] and not row["last_year"]:
            assert row["key"] == row["code"]


def test_years_are_in_order_and_only_former_divisions_have_successors(built: str) -> None:
    for row in csv.DictReader(io.StringIO(built)):
        if row["first_year"] and row["last_year"]:
            assert row["first_year"] <= row["last_year"], row
        assert bool(row["successors"]) <= bool(row["last_year"]), row


@pytest.mark.slow
def test_each_code_has_one_holder_at_a_time(built: str) -> None:
    held: dict[tuple[str, int], str] = {}
    for row in csv.DictReader(io.StringIO(built)):
        years = range(int(row["first_year"] or 1998), int(row["last_year"] or 2026) + 1)
        for year in years if row["code"] else ():
            assert (row["code"], year) not in held, (row["key"], held[row["code"], year])
            held[row["code"], year] = row["key"]


def test_every_curated_decision_has_a_reason(fixtures: Path) -> None:
    for name in ("division_corrections.csv", "division_successions.csv", "divisions.csv"):
        with (fixtures / "curated" / name).open(encoding="utf-8", newline="") as stream:
            assert all(row["reason"] for row in csv.DictReader(stream)), name


def test_a_division_that_was_divided_names_all_its_parts_and_says_how(built: str) -> None:
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(built))}
    divided = [row for row in rows.values() if ";" in row["successors"]]
    assert len(divided) == 54
    assert [row["name"] for row in divided if not row["note"]] == []
    assert rows["330104"]["successors"].split(";") == ["330102", "330114"]


@pytest.mark.slow
def test_every_correction_still_changes_something(fixtures: Path, runs: list[Run]) -> None:
    last = {"spelling", "recode", "drop"}
    for fix in [f for f in read_corrections(fixtures / "curated") if f.action in last]:
        assert not any(run.code == fix.code and run.name == fix.name for run in runs), fix


def test_a_former_division_without_a_successor_is_refused(copy: Path) -> None:
    path = copy / "curated" / "division_successions.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "下城区" not in line), encoding="utf-8")
    with pytest.raises(ValueError, match="330103 下城区 ended in 2020 without a successor"):
        build_divisions(copy)


def test_a_row_that_names_an_unknown_division_is_refused(copy: Path) -> None:
    with (copy / "curated" / "divisions.csv").open("a", encoding="utf-8") as stream:
        stream.write("999999-x,某区,zone,999999,,,,,test\n")
    with pytest.raises(ValueError, match="999999-x 某区 names unknown divisions"):
        build_divisions(copy)


def test_a_name_that_comes_and_goes_is_refused(copy: Path) -> None:
    path = copy / "curated" / "division_corrections.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "谯城区" not in line), encoding="utf-8")
    with pytest.raises(ValueError, match="341602 谯城区 leaves the lists and comes back"):
        build_divisions(copy)


def test_corrections_change_only_the_lists_they_name() -> None:
    lists = {2000: {("1", "甲")}, 2001: {("1", "甲"), ("2", "乙")}}
    fixes = [
        Correction("spelling", "1", "甲", "丙", "x"),
        Correction("absent", "2", "乙", "2001", "x"),
        Correction("present", "3", "丁", "1999-2000", "x"),
    ]
    apply_corrections(lists, fixes)
    assert lists == {2000: {("1", "丙"), ("3", "丁")}, 2001: {("1", "丙")}}


def test_a_run_knows_no_year_before_the_first_list(runs: list[Run]) -> None:
    assert Run("110101", "东城区", None, None) in runs
    assert Run("340702", "铜官山区", None, 2014) in runs
    assert Run("340705", "铜官区", 2015, None) in runs
