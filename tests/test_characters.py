import pytest

from cases.characters import is_unreadable, printable, problem_of, with_line_feeds, without_unseen

WRONG = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]


@pytest.mark.parametrize("code", WRONG)
def test_what_no_output_can_carry_is_refused_and_named(code):
    assert problem_of(f"甲{chr(code)}乙") == f"第 1 行“甲”之后有不能印出的控制字符 U+{code:04X}，请删去。"
    assert printable(f"甲{chr(code)}乙") == "甲 乙"


@pytest.mark.parametrize("text", ["", "甲\t乙\n丙", "𠀀\u3000\u2028\ufeff\u200b\xa0", "e\u0301"])
def test_everything_else_is_kept(text):
    assert problem_of(text) == ""
    assert printable(text) == text


def test_it_says_in_which_line_the_first_stands_and_how_many_there_are():
    assert problem_of("第一行\n\v第二行\v") == "第 2 行开头有不能印出的控制字符 U+000B，共 2 处，请删去。"
    assert "第 3 行“乙乙”之后" in problem_of("甲\n\n乙乙\v")
    assert problem_of("很长很长很长的一段文字\v").startswith("第 1 行“长很长很长的一段文字”之后")


def test_line_ends_of_windows_and_old_macs_become_line_feeds():
    assert with_line_feeds("甲\r\n乙\r丙\n\r丁") == "甲\n乙\n丙\n\n丁"


def test_what_comes_or_goes_unseen():
    for seen in "甲a1，。 \u3000\u0301":
        assert not is_unreadable(seen)
    for unseen in "\t\n\xa0\u2003\u2028\u2029\u200b\u202e\ufeff\xad\ud800\ue000\ufe0f":
        assert is_unreadable(unseen)
    assert without_unseen("\u202e见\u200b 原\n文\ufeff") == "见 原\n文"
