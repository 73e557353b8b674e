"""manage.py resolve_places: with the built table while the database has no divisions of its own."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
KEYS = ["printed", "start", "end", "place_then", "code_then", "place_now", "codes_now", "ambiguous"]


def run(path: Path, year: str = "2014") -> list[dict]:
    out = StringIO()
    call_command("resolve_places", str(path), year=year, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text("安徽省铜陵市铜官山区区委，鼓楼区", encoding="utf-8")
    return path


@pytest.mark.slow
def test_it_prints_one_object_a_line_with_the_public_keys(text: Path) -> None:
    rows = run(text)
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert rows[0] == {
        "printed": "安徽省铜陵市铜官山区",
        "start": 0,
        "end": 10,
        "place_then": "安徽省/铜陵市/铜官山区",
        "code_then": "340702",
        "place_now": ["安徽省/铜陵市/铜官区"],
        "codes_now": ["340705"],
        "ambiguous": [],
    }


@pytest.mark.slow
def test_it_lists_the_candidates_of_an_ambiguous_place(text: Path) -> None:
    row = run(text)[1]
    assert (row["place_then"], row["code_then"], row["place_now"], row["codes_now"]) == ("", "", [], [])
    assert {"path": "江苏省/南京市/鼓楼区", "code": "320106"} in row["ambiguous"]


@pytest.mark.slow
def test_it_writes_chinese_as_such(text: Path) -> None:
    out = StringIO()
    call_command("resolve_places", str(text), year="2014", stdout=out)
    assert "铜官山区" in out.getvalue()


@pytest.mark.slow
def test_it_says_nothing_of_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(tmp_path / "empty.txt") == []


@pytest.mark.slow
def test_offsets_count_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes("\ufeff江苏省太仓市".encode())
    assert (run(path)[0]["start"], run(path)[0]["printed"]) == (1, "江苏省太仓市")


@pytest.mark.parametrize("year", ["abc", "", "14", "３０００", "99999", "-1", "2014.5"])
def test_it_refuses_a_bad_year(text: Path, year: str) -> None:
    with pytest.raises(CommandError, match="年份有误"):
        run(text, year)


def test_it_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="找不到文件"):
        run(tmp_path / "none.txt")


def test_it_refuses_a_directory(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="是一个目录"):
        run(tmp_path)


def test_it_refuses_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("江苏省太仓市".encode("gbk"))
    with pytest.raises(CommandError, match="不是 UTF-8 编码"):
        run(path)
