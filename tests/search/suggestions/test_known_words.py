"""What was typed is split into names and words that occur, and never within one."""

import pytest

from cases.language.word_tables import Row, rows_of_kind
from cases.search.query.parser import parse
from cases.search.suggestions import known_words as module
from cases.search.suggestions.known_words import known_words
from tests.search.memory import Case, MemoryLibrary, make_term, real_library

SMALL = [pytest.param(row, id=row["word"]) for row in rows_of_kind("question_words", "small")]


def split(typed: str, library: MemoryLibrary) -> str:
    """The known words, and the unknown ones in brackets."""
    words = known_words(parse(typed), library.searcher)
    return " ".join(word.text if word.ids else f"[{word.text}]" for word in words)


@pytest.mark.parametrize("row", SMALL)
def test_a_small_word_separates_and_says_nothing(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    library = MemoryLibrary([Case(text="物业，矛盾。"), Case()])
    assert split(row["example"], library) == row["expected"]
    monkeypatch.setattr(module, "SMALL_WORDS", module.SMALL_WORDS - {row["word"]})
    assert split(row["example"], library) == row["without"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("业主和物业公司闹矛盾", "业主 物业 公司 矛盾"),
        ("社区居民自我管理", "社区 居民 自我 管理"),
        ("社区工作者待遇低留不住人", "社区工作者 待遇"),
        ("村干部乱花钱", "村干部 乱花钱"),
        ("物业费", "物业费"),
        ("物业房", "物业 [物业房]"),
        ("12345热线", "12345 [热线]"),
        ("高考", "[高考]"),
        ("新疆", "[新疆]"),
    ],
)
def test_the_words_of_a_query_over_the_real_library(typed: str, words: str) -> None:
    assert split(typed, real_library()) == words


def test_a_name_is_one_word_and_a_phrase_is_not_split() -> None:
    library = MemoryLibrary([Case(mechanisms=("ld",), text="红旗。")], terms=[make_term("ld", "三社联动")])
    assert split("红旗三社联动", library) == "红旗 三社联动"
    assert split('"红旗联动"', library) == "[红旗联动]"


def test_a_word_of_one_case_beside_a_character_that_is_left_over_is_torn() -> None:
    library = MemoryLibrary([Case(text="划分区块。"), Case(text="停车。"), Case(text="停车。")])
    assert [word.torn for word in known_words(parse("区块链"), library.searcher)] == [True, False]
    assert [word.torn for word in known_words(parse("区块协商"), library.searcher)] == [False, False]
    assert [word.torn for word in known_words(parse("停车场"), library.searcher)] == [False, False]
