"""Titles over two lines and titles in sentences are read whole, or what is cut is asked."""

import pytest

from tests.readers.layouts import read, words

HEAD = "2021年度全国基层治理创新典型案例名单\n"


def titled(text: str) -> list[tuple[str, str, bool]]:
    """Title, unit, and whether the award is asked."""
    return [(*words(award), bool(award.problems)) for award in read(text).awards]


@pytest.mark.parametrize("number", ["", "1."])
@pytest.mark.parametrize(
    ("first", "rest", "title"),
    [
        ("党建领航，", "共治家园", "党建领航，共治家园"),
        ("党建领航、", "社区共治", "党建领航、社区共治"),
        ("“一核", "多元”治理", "“一核多元”治理"),
    ],
)
def test_a_title_that_says_that_it_goes_on_is_joined(number: str, first: str, rest: str, title: str) -> None:
    behind = "2." if number else ""
    text = f"{HEAD}{number}扬州市邗江区：{first}\n{rest}\n{behind}镇江市京口区：板凳会\n"

    assert titled(text) == [(title, "扬州市邗江区", False), ("板凳会", "镇江市京口区", False)]


def test_a_comma_before_the_next_entry_joins_nothing() -> None:
    text = f"{HEAD}扬州市邗江区：邻里议事，\n镇江市京口区：板凳会，\n泰州市海陵区：百姓茶馆\n"

    assert [unit for _, unit, _ in titled(text)] == ["扬州市邗江区", "镇江市京口区", "泰州市海陵区"]


@pytest.mark.parametrize("rest", ["更有盼头", "共建家园"])
def test_a_title_that_may_go_on_below_is_asked(rest: str) -> None:
    text = f"{HEAD}扬州市邗江区：邻里议事让生活\n{rest}\n镇江市京口区：板凳会\n"
    asked = {unit: doubt for _, unit, doubt in titled(text)}

    assert asked["扬州市邗江区"]
    assert not asked["镇江市京口区"]
    assert asked.get(rest, True)


def test_a_title_that_may_have_begun_above_is_asked() -> None:
    text = f"{HEAD}1.党建领航邻里议事，打造\n新格局（扬州市邗江区）\n2.板凳会（镇江市京口区）\n"

    assert titled(text) == [("新格局", "扬州市邗江区", True), ("板凳会", "镇江市京口区", False)]


@pytest.mark.parametrize("behind", ["等", "等案例", "等做法"])
def test_the_word_for_others_is_not_of_the_last_title(behind: str) -> None:
    text = f"扬州市邗江区的“邻里议事”、镇江市京口区的“板凳会”{behind}入选2021年度全国基层治理创新典型案例。\n"

    assert titled(text) == [("邻里议事", "扬州市邗江区", False), ("板凳会", "镇江市京口区", False)]


def test_units_with_titles_that_are_given_an_honour_are_read() -> None:
    text = "授予扬州市邗江区“邻里议事”、镇江市京口区“板凳会”等2个案例“2021年全国基层治理创新典型案例”称号。\n"
    assert titled(text) == [("邻里议事", "扬州市邗江区", False), ("板凳会", "镇江市京口区", False)]
    given = "决定授予扬州市邗江区、镇江市京口区“2021年度全国基层治理创新典型案例”称号。\n"
    assert titled(given) == [("", "扬州市邗江区", False), ("", "镇江市京口区", False)]


@pytest.mark.parametrize("behind", ["", "民政部办公厅\n2021年12月1日\n", "（来源：民政部）\n"])
def test_the_rest_of_the_last_title_is_asked(behind: str) -> None:
    text = f"{HEAD}扬州市邗江区：邻里汇\n镇江市京口区：时间银行让养老\n更有温度\n{behind}"

    assert titled(text) == [("邻里汇", "扬州市邗江区", False), ("时间银行让养老", "镇江市京口区", True)]
    assert any("“更有温度”像是这一条题名的后半" in each.message for each in read(text).problems)


@pytest.mark.parametrize(
    "line", ["责任编辑：张三", "打印本页", "民政部办公厅", "特此通知。", "返回首页", "上一篇"]
)
def test_a_closing_line_is_no_rest_of_the_last_title(line: str) -> None:
    text = f"{HEAD}扬州市邗江区：邻里汇\n镇江市京口区：板凳会\n{line}\n"

    assert [is_asked for _, _, is_asked in titled(text)] == [False, False]


def test_what_may_be_the_end_of_a_title_whose_beginning_has_no_unit_is_asked() -> None:
    text = f"{HEAD}1.邻里汇聚力（扬州市邗江区）\n2.五社联动激活\n基层治理（镇江市京口区）\n"

    assert [is_asked for _, _, is_asked in titled(text)] == [False, True, True]


def test_others_whom_a_sentence_does_not_name_are_asked_for() -> None:
    text = "扬州市邗江区的“邻里汇”、镇江市京口区的“板凳会”等入选2021年度全国基层治理创新典型案例。\n"

    assert [is_asked for _, _, is_asked in titled(text)] == [False, False]
    (problem,) = [each for each in read(text).problems if "没有列全" in each.message]
    assert text[problem.start : problem.end] == "等"
    counted = read(text.replace("等入选", "等2个案例入选")).problems
    assert not [each for each in counted if "没有列全" in each.message]
