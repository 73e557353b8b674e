"""Nothing of a list is lost silently: numbers are compared, and what is not read is named with its place."""

import pytest

from tests.readers.layouts import read, text_of, words


@pytest.mark.parametrize(
    ("layout", "number"),
    [
        ("inside-line-dunhao-provinces", 6),
        ("bare-lines-under-provinces", 7),
        ("chrome-behind", 3),
        ("tables-under-tiers", 3),
        ("table-with-rows-of-tiers", 3),
    ],
)
def test_a_declared_number_is_compared_with_what_was_read(layout: str, number: int) -> None:
    document = read(text_of(layout))

    assert (document.declared.value if document.declared else None) == number
    assert [problem for problem in document.problems if "读到" in problem.message] == []


def test_an_entry_that_is_missing_is_told_from_the_declared_number() -> None:
    text = text_of("inside-line-dunhao-provinces").replace("，吉林省长春市朝阳区等", "等")

    (problem,) = [each for each in read(text).problems if "读到" in each.message]

    assert problem.message == "文中说有 6 个，读到 5 个。"
    assert text[problem.start : problem.end] == "6"


def test_each_heading_with_a_number_is_compared_with_its_own_entries() -> None:
    text = text_of("bare-lines-under-provinces").replace("绵阳市安州区桑枣镇齐心村\n", "")

    assert "文中说有 3 个，读到 2 个。" in [problem.message for problem in read(text).problems]


@pytest.mark.parametrize("layout", ["tables-under-tiers", "table-with-rows-of-tiers"])
def test_a_row_that_names_a_tier_is_no_entry_and_its_number_is_compared(layout: str) -> None:
    text = text_of(layout)
    assert [each for each in read(text).problems if "没有读懂" in each.message] == []

    more = text.replace("（1个）", "（4个）")
    (problem,) = [each for each in read(more).problems if "读到" in each.message]

    assert problem.message == "文中说有 4 个，读到 1 个。"
    assert more[problem.start : problem.end] == "4"


def test_a_line_of_a_list_that_is_not_understood_is_a_problem_with_its_place() -> None:
    text = text_of("chrome-behind").replace("长沙市芙蓉区", "（原定王台）◆◆◆芙蓉\n长沙市芙蓉区")

    (problem,) = [each for each in read(text).problems if "没有读懂" in each.message]

    assert text[problem.start : problem.end] == "（原定王台）◆◆◆芙蓉"


def test_an_entry_that_is_cut_off_at_the_end_of_the_page_is_a_problem() -> None:
    text = text_of("long-titles-with-commas") + "四川省成都市武侯区晋阳"

    (problem,) = [each for each in read(text).problems if "没有读懂" in each.message]

    assert text[problem.start : problem.end] == "四川省成都市武侯区晋阳"


def test_a_list_of_lines_that_stands_again_is_named_and_not_read_twice() -> None:
    text = text_of("stands-twice")

    document = read(text)

    again = [each for each in document.problems if "重复" in each.message]
    assert [text[each.start : each.end].count("\n") + 1 for each in again] == [2, 3]
    assert document.declared is not None and document.declared.value == 5
    assert [each for each in document.problems if "读到" in each.message and "文中说" in each.message] == []


def test_a_number_that_a_short_list_does_not_reach_is_told() -> None:
    text = text_of("quoted-behind-units")

    (problem,) = [each for each in read(text).problems if "文中说" in each.message]

    assert problem.message == "文中说有 10 个，读到 4 个。"


def test_the_numbers_of_headings_are_compared_whatever_stands_before_them_in_brackets() -> None:
    text = text_of("numbers-of-a-province").replace("内江市市中区朝阳镇光明村\n", "")

    assert "文中说有 3 个，读到 2 个。" in [each.message for each in read(text).problems]


@pytest.mark.parametrize("other", ["二等奖", "二等奖（1个）"])
def test_a_number_of_one_section_is_not_that_of_all_that_follow(other: str) -> None:
    first = "2021年示范社区名单\n一等奖（3个）\n太仓市城厢镇梅园社区\n太仓市沙溪镇白云社区\n"
    text = f"{first}{other}\n太仓市浮桥镇绿化村\n"
    (problem,) = [each for each in read(text).problems if "读到" in each.message]
    assert problem.message == "文中说有 3 个，读到 2 个。"
    assert text[problem.start : problem.end] == "3"


def test_a_number_above_sections_is_that_of_all() -> None:
    text = (
        "示范单位名单（3个）\n一、示范社区\n太仓市城厢镇梅园社区\n太仓市沙溪镇白云社区\n"
        "二、示范村\n太仓市浮桥镇绿化村\n"
    )
    assert [each for each in read(text).problems if "读到" in each.message] == []


COUNTED_PLACES = (
    "2016年示范社区名单\n四川省（{}个）\n绵阳市安州区桑枣镇齐心村\n成都市武侯区晋阳街道吉福社区\n"
    "重庆市（2个）\n渝中区大坪街道大黄路社区\n江北区观音桥街道建新社区\n"
)
NESTED_PLACES = (
    "2016年示范社区名单\n四川省\n绵阳市（1个）\n安州区桑枣镇齐心村\n成都市（{}个）\n"
    "武侯区晋阳街道吉福社区\n锦江区春熙路街道总府路社区\n重庆市\n渝中区大坪街道大黄路社区\n"
)
PLACES_IN_LINES = (
    "2016年示范区名单\n四川省（{}个）：绵阳市安州区、成都市武侯区\n江苏省（2个）：太仓市、昆山市\n"
)


@pytest.mark.parametrize("text", [COUNTED_PLACES, NESTED_PLACES, PLACES_IN_LINES])
def test_the_number_of_a_place_is_compared_with_what_stands_below_it(text: str) -> None:
    assert [each for each in read(text.format(2)).problems if "读到" in each.message] == []
    wrong = text.format(3)
    (problem,) = [each for each in read(wrong).problems if "读到" in each.message]
    assert problem.message == "文中说有 3 个，读到 2 个。"
    assert wrong[problem.start : problem.end] == "3"


def test_a_step_of_the_choice_is_no_review_of_older_honours() -> None:
    messages = [each.message for each in read(text_of("numbers-of-a-province")).problems]

    assert messages == ["这里只举了名单中的例子，没有收录。"]


def test_a_list_of_what_was_accepted_says_so_with_its_sentence() -> None:
    text = "　　近日，北京市东城区、江苏省太仓市等2个实验区通过结项验收。\n"

    (problem,) = read(text).problems

    assert problem.message.startswith("文中说的是验收、复核或撤销")
    assert text[problem.start : problem.end] == "近日，北京市东城区、江苏省太仓市等2个实验区通过结项验收"


def test_a_number_that_one_of_several_sentences_declares_is_its_own() -> None:
    document = read(text_of("submitted-by-several"))

    assert [each for each in document.problems if "文中说" in each.message] == []
    fewer = text_of("submitted-by-several").replace("等3个", "等4个")
    assert "文中说有 4 个，读到 3 个。" in [each.message for each in read(fewer).problems]


def test_every_line_right_behind_a_list_that_begins_with_a_place_is_a_problem() -> None:
    text = text_of("names-on-a-line") + "南京市玄武区后宰门◆\n无锡市滨湖区蠡湖◆\n"

    unread = [each for each in read(text).problems if "没有读懂" in each.message]

    assert [text[each.start : each.end] for each in unread] == ["南京市玄武区后宰门◆", "无锡市滨湖区蠡湖◆"]


def test_names_beside_a_list_that_nothing_says_to_be_honoured_are_named() -> None:
    text = (
        "同意将浙江省宁海县、安吉县等单位确认为实验区，已通过验收的江苏省太仓市、昆山市等以新的主题开展工作。"
    )

    document = read(text)

    assert len(document.awards) == 2
    (problem,) = [each for each in document.problems if "没有写明" in each.message]
    assert text[problem.start : problem.end] == "江苏省太仓市、昆山市"


def test_an_example_of_a_list_that_is_not_there_is_named() -> None:
    text = "司法部、民政部命名信阳市浉河区董家河镇凤柳村等1136个村为示范村。\n"

    document = read(text)

    assert document.awards == ()
    assert any("例子" in problem.message for problem in document.problems)


def test_a_line_of_two_parts_behind_a_list_of_such_is_named_where_neither_is_a_unit() -> None:
    text = "2021年案例名单\n三张清单理权责　　太仓市\n微心愿牵起邻里　　昆山市\n楼门里的议事会　　市局\n"
    document = read(text)
    assert [words(award) for award in document.awards] == [
        ("三张清单理权责", "太仓市"),
        ("微心愿牵起邻里", "昆山市"),
    ]
    (problem,) = [each for each in document.problems if "没有读懂" in each.message]
    assert text[problem.start : problem.end] == "楼门里的议事会　　市局"
