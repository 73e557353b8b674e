"""One wrong character in a title is put right where it is plain what was meant, and only there."""

import pytest

from cases.search.query.parser import parse
from cases.search.suggestions.title_slips import corrected
from tests.search.memory import Case, MemoryLibrary, real_library


def meant(typed: str, library: MemoryLibrary | None = None) -> str:
    return corrected(parse(typed), (library or real_library()).searcher)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("民生大盆莱", "民生大盆菜"),
        ("居民提按", "居民提案"),
        ("民生大菜", "民生大盆菜"),
        ("民生大大盆菜", "民生大盆菜"),
        ("政社户动", "政社互动"),
        ("标题:民生大盆莱", "民生大盆菜"),
    ],
)
def test_one_wrong_missing_or_extra_character_is_put_right(typed: str, title: str) -> None:
    assert meant(typed) == title


@pytest.mark.parametrize(
    "typed",
    [
        "社区食堂",  # 社区学堂 sounds otherwise
        "居民提案会",  # another word, not 居民提案激发
        "民生小盆莱",  # two are wrong
        "加装电梯",
        "高考",
        '"民生大盆莱"',
        "民生大盆莱 深圳",
        "asdfgh",
    ],
)
def test_what_is_not_plain_is_left_as_typed(typed: str) -> None:
    assert meant(typed) == ""


def test_two_titles_that_may_be_meant_are_none() -> None:
    library = MemoryLibrary([Case(title="居民议事大厅"), Case(title="居民议事茶厅")])
    assert meant("居民议事某厅", library) == ""


def test_letters_that_stand_somewhere_are_no_slip() -> None:
    library = MemoryLibrary([Case(title="居民议事大厅"), Case(text="事某。")])
    assert meant("居民议事某厅", library) == ""
    assert meant("居民议事牟厅", library) == "居民议事大厅"
