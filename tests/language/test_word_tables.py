"""The tables of words: each is well formed, and what is not says so."""

from pathlib import Path

import pytest

from cases.language import word_tables
from cases.language.word_tables import WordTableError, any_of, any_row, read_table, rows_of_kind, words_by

TABLES = sorted(path.stem for path in word_tables.FOLDER.iterdir())
HEADER = "word,kind,example,expected,without,note\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(word_tables, "FOLDER", tmp_path)
    monkeypatch.setattr(word_tables, "read_table", read_table.__wrapped__)
    return tmp_path


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_well_formed(name: str) -> None:
    assert len(read_table(name)) > 1


@pytest.mark.parametrize("name", TABLES)
def test_every_word_makes_a_difference_or_says_why_not(name: str) -> None:
    assert [
        row["word"] for row in read_table(name) if row["expected"] == row["without"] and not row["note"]
    ] == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "郊区,bare,郊区的社区。,no place,郊区,\n郊区,bare,本市郊区。,no place,郊区,\n",
            "line 3: “郊区” stands twice",
        ),
        (",bare,郊区的社区。,no place,郊区,\n", "line 2: word, kind, example, expected must be filled"),
        ("郊区,bare,,no place,郊区,\n", "line 2: word, kind, example, expected must be filled"),
        ("郊区 ,bare,郊区的社区。,no place,郊区,\n", "line 2: a cell too many"),
        ("郊区,bare,郊区的社区。,no place,郊区\n", "line 2: a cell too many, one too few"),
        ("郊区,bare,郊区的社区。,no place,郊区,,\n", "line 2: a cell too many, one too few"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(folder: Path, lines: str, message: str) -> None:
    (folder / "nouns.csv").write_text(HEADER + lines, encoding="utf-8")

    with pytest.raises(WordTableError, match=message):
        word_tables.read_table("nouns")


def test_a_missing_column_is_named(folder: Path) -> None:
    (folder / "nouns.csv").write_text("word,kind,example,expected,without\n", encoding="utf-8")

    with pytest.raises(WordTableError, match=r"nouns\.csv: no column note"):
        word_tables.read_table("nouns")


def test_a_word_may_be_of_two_kinds(folder: Path) -> None:
    (folder / "nouns.csv").write_text(
        HEADER + "市区,bare,市区。,no place,,\n市区,behind,濮阳市区。,no place,,\n", encoding="utf-8"
    )

    assert [row["kind"] for row in rows_of_kind("nouns", "bare", "behind")] == ["bare", "behind"]


def test_a_kind_without_words_is_a_mistake(folder: Path) -> None:
    (folder / "nouns.csv").write_text(HEADER + "市区,bare,市区。,no place,,\n", encoding="utf-8")

    with pytest.raises(WordTableError, match=r"nouns\.csv has no words of the kind bear"):
        rows_of_kind("nouns", "bear")


def test_words_are_gathered_wherever_they_stand(folder: Path) -> None:
    header = "word,kind,of,example,expected,without,note\n"
    rows = "达茂旗,also,A,x,y,,\n莫旗,also,B,x,y,,\n达茂联合旗,also,A,x,y,,\n"
    (folder / "names.csv").write_text(header + rows, encoding="utf-8")

    assert words_by("names", "of", "also") == {"A": ("达茂旗", "达茂联合旗"), "B": ("莫旗",)}


def test_the_longest_word_is_tried_first() -> None:
    assert any_of(["政府", "人民政府", "政府"]) == "(?:人民政府|政府)"


def test_a_word_is_no_pattern() -> None:
    assert any_of(["1+1"]) == r"(?:1\+1)"


def test_a_row_says_what_stands_around_its_word() -> None:
    row = {"word": "大连", "before": "最强", "after": "锁环", "unless": ""}
    other = {"word": "东海", "unless": "县 区"}

    assert any_row([row, other]) == "(?:东海(?!县|区)|[最强]大连[锁环])"
