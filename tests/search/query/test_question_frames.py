"""What a question is about is searched; how it asks is not."""

import pytest

from cases.language.word_tables import Row, rows_of_kind
from cases.search.query import question_frames
from cases.search.query.parser import parse
from cases.search.query.question_frames import without_frames
from cases.search.query.unparsing import unparse
from tests.search.memory import Case, MemoryLibrary, make_term

ROWS = [pytest.param(row, id=row["word"]) for row in rows_of_kind("question_words", "frame", "ending")]


def about(typed: str) -> str:
    return unparse(without_frames(parse(typed)))


@pytest.mark.parametrize("row", ROWS)
def test_a_frame_is_left_out_of_a_question(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    assert about(row["example"]) == row["expected"]
    name = "FRAMES" if row["kind"] == "frame" else "ENDINGS"
    others = tuple(word for word in getattr(question_frames, name) if word != row["word"])
    monkeypatch.setattr(question_frames, name, others)
    assert about(row["example"]) == row["without"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("请问，社区怎么开展居民协商？", "社区 开展居民协商"),
        ("社区减负有哪些好的做法", "社区减负 好"),
        ("什么是三社联动 -2014", "三社联动 -2014"),
        ("社区的经验", "社区"),
        ("居民、", "居民、"),
        ("怎么办", "怎么办"),
        ('"怎么办"', '"怎么办"'),
        ("三社联动", "三社联动"),
    ],
)
def test_what_is_left_of_a_question_is_what_it_is_about(typed: str, left: str) -> None:
    assert about(typed) == left


def test_a_question_finds_what_it_is_about_and_says_so() -> None:
    library = MemoryLibrary(
        [Case(text="居民议事。"), Case(mechanisms=("ld",))], terms=[make_term("ld", "三社联动")]
    )
    assert library.ranked("什么是三社联动？") == [2]
    assert library.searcher.search("什么是三社联动？").query.of_question


def test_a_frame_that_a_case_prints_is_no_frame() -> None:
    library = MemoryLibrary([Case(title="如何议事"), Case(text="议事。")])
    assert library.ranked("如何议事") == [1]
    assert not library.searcher.search("如何议事").query.of_question
