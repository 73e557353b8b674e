"""Tables whose columns a person has named: read by that alone, in whatever order the columns stand."""

from collections.abc import Sequence

import pytest

from cases.readers.lists.column_roles import KnownColumns, TableHead, heading_names, key_of, table_heads
from cases.readers.reading import read as read_document
from cases.readers.records import AwardRecord, Document, Printed
from tests.readers.layouts import gazetteer
from tests.readers.library import NAMES

HEADINGS = ("序", "推荐地", "做法名", "报送的部门", "获得档次", "我的备注")
ROLES = {"序": "number", "推荐地": "place", "做法名": "title", "报送的部门": "unit", "获得档次": "honour"}
ROWS = (
    ("1", "浙江省宁海县", "党建引领聚合力", "宁海县民政局", "典型案例", "看过"),
    ("2", "浙江省安吉县", "议事协商解民忧", "安吉县民政局", "典型案例", ""),
    ("3", "安徽省休宁县", "物业服务进小区", "休宁县民政局", "典型案例", "再问"),
)


def known(roles: dict[str, str], headings: Sequence[str]) -> KnownColumns:
    return KnownColumns({key_of(heading_names(headings)): roles})


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], above: str = "") -> str:
    return above + "".join("\t".join(cells).rstrip("\t") + "\n" for cells in [headings, *rows])


def read(text: str, columns: KnownColumns) -> Document:
    return read_document(text, NAMES, None, gazetteer(), columns=columns)


def said_of(award: AwardRecord) -> tuple[str, ...]:
    values = (award.title, award.applicant, award.place)
    return tuple(value.value if value is not None else "" for value in values)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 3, 1, 0, 4, 2)])
@pytest.mark.parametrize("above", ["", "我收集的名单\n"])
def test_columns_are_read_as_a_person_named_them(order, above):
    headings = [HEADINGS[at] for at in order]
    text = table(headings, [[row[at] for at in order] for row in ROWS], above)
    awards = read(text, known(ROLES, HEADINGS)).awards
    assert [award.title.value for award in awards] == [row[2] for row in ROWS]
    assert [award.applicant.value for award in awards] == [row[3] for row in ROWS]
    assert [award.place_then for award in awards] == [
        "浙江省/宁波市/宁海县", "浙江省/湖州市/安吉县", "安徽省/黄山市/休宁县",
    ]  # fmt: skip
    assert [award.rank.value for award in awards] == [1, 2, 3]


def test_every_value_has_its_passage_in_the_row():
    text = table(HEADINGS, ROWS)
    for award, row in zip(read(text, known(ROLES, HEADINGS)).awards, ROWS, strict=True):
        assert text[award.start : award.end] == "\t".join(row[:5])
        for value in (award.title, award.applicant, award.place, award.tier):
            assert isinstance(value, Printed)
            assert award.start <= value.start < value.end <= award.end
            assert value is award.tier or text[value.start : value.end] == value.value


def test_places_in_columns_of_their_own_say_which_county_is_meant():
    headings = ("县区", "所在市", "省级", "我的题目")
    roles = {"县区": "county", "所在市": "city", "省级": "province", "我的题目": "title"}
    rows = [
        ("鼓楼区", "南京市", "江苏省", "议事到家门"),
        ("鼓楼区", "福州市", "福建省", "协商在身边"),
    ]
    awards = read(table(headings, rows), known(roles, headings)).awards
    assert [award.place_then for award in awards] == ["江苏省/南京市/鼓楼区", "福建省/福州市/鼓楼区"]


def test_a_merged_province_is_of_the_rows_below_it_and_no_city_outlives_it():
    headings = ("省级", "所在市", "我的题目")
    roles = {"省级": "province", "所在市": "city", "我的题目": "title"}
    rows = [("江苏省", "南京市", "甲的做法"), ("", "苏州市", "乙的做法"), ("福建省", "", "丙的做法")]
    awards = read(table(headings, rows), known(roles, headings)).awards
    assert [award.place_then for award in awards] == ["江苏省/南京市", "江苏省/苏州市", "福建省"]


def test_a_year_of_its_own_counts_for_its_row():
    headings, roles = ("哪年", "我的题目"), {"哪年": "year", "我的题目": "title"}
    text = table(headings, [("2014", "甲的做法"), ("2016年", "乙的做法"), ("往年", "丙的做法")])
    awards = read(text, known(roles, headings)).awards
    assert [award.year and award.year.value for award in awards] == [2014, 2016, None]
    assert text[awards[0].year.start : awards[0].year.end] == "2014"


def test_rows_that_repeat_the_headings_are_none():
    text = table(HEADINGS, [*ROWS[:2], HEADINGS, ROWS[2]])
    assert len(read(text, known(ROLES, HEADINGS)).awards) == 3


def test_a_row_without_title_and_unit_is_named():
    document = read(table(HEADINGS, [*ROWS, ("4", "浙江省安吉县")]), known(ROLES, HEADINGS))
    assert len(document.awards) == 3
    assert "表格的这一行没有读懂。" in [each.message for each in document.problems]


def test_a_first_column_without_a_heading_moves_no_other():
    headings = ("", "做法名", "报送的部门")
    rows = [("甲", "党建引领聚合力", "宁海县民政局"), ("", "议事协商解民忧", "安吉县民政局")]
    awards = read(table(headings, rows), known({"做法名": "title", "报送的部门": "unit"}, headings)).awards
    assert [said_of(award)[:2] for award in awards] == [row[1:] for row in rows]


@pytest.mark.parametrize(
    ("heading", "name"), [("推 荐 地", "推荐地"), ("推薦地", "推荐地"), ("ＩＤ", "id"), ("", "")]
)
def test_headings_are_told_by_their_words_alone(heading, name):
    assert heading_names([heading]) == [name]


def test_of_two_alike_each_has_its_own_name():
    assert heading_names(["备注", "题", "备注"]) == ["备注", "题", "备注#2"]


@pytest.mark.parametrize(
    ("headings", "is_understood"),
    [
        (("序号", "案例名称", "申报单位"), True),
        (("序号", "案例名称", "申报单位", "备注", "联系电话"), True),
        (HEADINGS, False),  # 推荐地 and 报送的部门 are both read as units, 获得档次 as nothing
        (("甲", "乙"), False),
        (("案例名称", "项目名称", "申报单位"), False),
    ],
)
def test_what_headings_do_not_say_is_told(headings, is_understood):
    assert TableHead(headings, [["1", "2"]]).is_understood is is_understood


def test_the_tables_of_a_text_are_found_below_their_titles():
    other = table(("甲", "乙"), [("1", "2")])
    text = "一份表\n附件1\t\t\t\n" + table(HEADINGS, ROWS) + "\n另一份\n\n\n" + other
    assert [tuple(head.headings) for head in table_heads(text)] == [HEADINGS, ("甲", "乙")]
    assert [len(head.rows) for head in table_heads(text)] == [3, 1]
