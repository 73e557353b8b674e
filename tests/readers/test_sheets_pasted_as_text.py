"""A sheet that was pasted as text, its cells parted by commas: rows, or a problem for each line."""

import pytest

from tests.readers.layouts import read, words

ROWS = [
    ("红色物业进小区", "南京市鼓楼区民政局"),
    ("邻里议事", "苏州市吴江区民政局"),
    ("三治融合", "无锡市梁溪区民政局"),
]


@pytest.mark.parametrize("title", ["", "2021年度社区治理创新成果名单\n"])
@pytest.mark.parametrize("sign", [",", "，", ";"])
def test_its_rows_are_entries(title: str, sign: str) -> None:
    lines = [sign.join((str(number), *row)) for number, row in enumerate(ROWS, 1)]
    document = read(f"{title}编号{sign}题名{sign}申报单位\n" + "\n".join(lines))

    assert [words(award) for award in document.awards] == ROWS
    assert [award.rank.value for award in document.awards if award.rank] == [1, 2, 3]
    assert [award.place_then for award in document.awards][1] == "江苏省/苏州市/吴江区"
    assert (document.title.value if document.title else "") == title.strip()


def test_a_cell_in_quotation_marks_may_hold_a_comma() -> None:
    document = read('题名,申报单位\n"邻里议事,睦邻小站",苏州市吴江区民政局\n三治融合,无锡市梁溪区民政局\n')

    assert words(document.awards[0]) == ("邻里议事,睦邻小站", "苏州市吴江区民政局")


def test_a_line_of_another_number_of_cells_is_named_and_an_empty_unit_is_doubtful() -> None:
    odd = "邻里议事,睦邻小站,苏州市吴江区民政局,一等奖"
    text = f"题名,申报单位,等次\n红色物业进小区,南京市鼓楼区民政局,一等奖\n{odd}\n和事老人,,二等奖\n"

    document = read(text)

    assert [words(award) for award in document.awards] == [ROWS[0], ("和事老人", "")]
    assert document.awards[1].place_then == ""
    assert "和事老人：没有申报单位，请核对。" in [each.message for each in document.awards[1].problems]
    (problem,) = [each for each in document.problems if "没有读懂" in each.message]
    assert text[problem.start : problem.end] == odd


def test_a_sheet_of_which_no_line_was_understood_is_named_line_by_line() -> None:
    text = "题名,申报单位\n红色物业进小区,南京市,鼓楼区\n邻里议事,苏州市,吴江区\n"

    document = read(text)

    assert document.awards == ()
    named = [text[each.start : each.end] for each in document.problems if "没有读懂" in each.message]
    assert named == text.split()[1:]


def test_a_table_that_was_drawn_with_lines_is_one() -> None:
    drawn = (
        "优秀案例名单\n┌──┬────┬──────┐\n│序号│单位│项目名称│\n├──┼────┼──────┤\n"
        "│1│南昌市东湖区董家窑街道│“红色加油站”│\n│2│九江市濂溪区│邻里守望│\n└──┴────┴──────┘\n"
    )

    document = read(drawn)

    assert [words(award) for award in document.awards] == [
        ("“红色加油站”", "南昌市东湖区董家窑街道"),
        ("邻里守望", "九江市濂溪区"),
    ]
    assert document.problems == ()
