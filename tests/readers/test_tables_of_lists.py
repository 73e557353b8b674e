"""What tables print beside their entries: columns side by side, years, remarks, cells that are missing."""

import pytest

from cases.readers.records import AwardRecord, Document
from tests.readers.layouts import read, words

PILOTS = "2016年全国社区治理和服务创新实验区名单\n"
CASES = "2016年全国基层治理创新典型案例名单\n"


def said(award: AwardRecord) -> str:
    return "".join(problem.message for problem in award.problems)


def passages(text: str, document: Document) -> list[str]:
    return [text[each.start : each.end] for each in document.problems if each.start is not None]


@pytest.mark.parametrize(
    ("headings", "rows", "ranks"),
    [
        (
            "单位\t单位\t单位",
            ("北京市东城区\t上海市徐汇区\t天津市和平区",
             "重庆市渝中区\t四川省成都市武侯区\t江苏省苏州市姑苏区"),
            [None] * 6,
        ),
        (
            "序号\t单位\t序号\t单位",
            ("1\t北京市东城区\t4\t上海市徐汇区", "2\t天津市和平区\t5\t重庆市渝中区",
             "3\t四川省成都市武侯区\t6\t江苏省苏州市姑苏区"),
            [1, 4, 2, 5, 3, 6],
        ),
        (
            "序号\t单位（一）\t单位（二）",
            ("1\t北京市东城区\t上海市徐汇区", "2\t天津市和平区\t重庆市渝中区",
             "3\t四川省成都市武侯区\t江苏省苏州市姑苏区"),
            [1, None, 2, None, 3, None],
        ),
    ],
)  # fmt: skip
def test_columns_of_units_side_by_side_are_all_read(headings, rows, ranks):
    document = read(PILOTS + "\n".join((headings, *rows)))
    assert [award.applicant.value for award in document.awards] == [
        "北京市东城区", "上海市徐汇区", "天津市和平区", "重庆市渝中区", "四川省成都市武侯区",
        "江苏省苏州市姑苏区",
    ]  # fmt: skip
    assert [award.rank.value if award.rank else None for award in document.awards] == ranks
    assert not any(award.problems for award in document.awards)


def test_pairs_side_by_side_keep_their_titles():
    rows = "微网格\t江苏省苏州市姑苏区\t板凳会\t湖北省黄冈市红安县\n邻里汇\t上海市徐汇区\n"
    document = read(f"{CASES}案例名称\t申报单位\t案例名称\t申报单位\n{rows}")
    assert [words(award) for award in document.awards] == [
        ("微网格", "江苏省苏州市姑苏区"), ("板凳会", "湖北省黄冈市红安县"), ("邻里汇", "上海市徐汇区"),
    ]  # fmt: skip


def test_a_second_column_of_units_of_another_name_is_named():
    rows = "微网格\t江苏省民政厅\t江苏省苏州市姑苏区\n邻里汇\t上海市民政局\t上海市徐汇区\n"
    text = f"{CASES}案例名称\t推荐单位\t申报单位\n{rows}"
    document = read(text)
    assert [award.applicant.value for award in document.awards] == ["江苏省苏州市姑苏区", "上海市徐汇区"]
    assert "推荐单位" in passages(text, document)


def test_a_column_of_years_counts_and_what_it_does_not_say_is_doubted():
    rows = (
        "2016\t多元共治\t北京市东城区", "2017\t邻里汇\t上海市徐汇区", "\t社区三会\t天津市和平区",
        "18年\t八字议事法\t重庆市渝中区", "2099\t板凳会\t湖北省黄冈市红安县",
    )  # fmt: skip
    awards = read("全国基层治理创新典型案例历年名单\n年度\t案例名称\t申报单位\n" + "\n".join(rows)).awards
    assert [award.year.value for award in awards[:3]] == [2016, 2017, 2017]
    assert [said(award) for award in awards[:2]] == ["", ""]
    assert "年度一格空着" in said(awards[2])
    assert "读不出年度" in said(awards[3])
    assert "晚于今年" in said(awards[4])


def test_a_year_that_looks_merged_with_the_rows_below_it_is_asked_for_in_each():
    rows = "2016\t多元共治\t北京市东城区\n\t邻里汇\t上海市徐汇区\n"
    rows += "2017\t社区三会\t天津市和平区\n\t板凳会\t重庆市渝中区\n"
    awards = read(f"全国基层治理创新典型案例历年名单\n年度\t案例名称\t申报单位\n{rows}").awards
    assert [award.year.value for award in awards] == [2016, 2016, 2017, 2017]
    assert [at for at, award in enumerate(awards) if "年度一格空着" in said(award)] == [1, 3]


def test_an_empty_tier_is_doubted_unless_its_cell_is_merged_with_those_above():
    head = "2016年中国社区治理十大创新成果名单\n案例\t单位\t奖项\n"
    units = ("北京市东城区", "上海市徐汇区", "天津市和平区", "重庆市渝中区")
    for tiers, doubtful in (
        (("十大创新成果", "提名", "", "提名"), [2]),
        (("提名", "提名", "", ""), [2, 3]),
        (("十大创新成果", "", "提名", ""), []),
    ):
        rows = "\n".join(
            f"第{at}号议事法\t{unit}\t{tier}"
            for at, (unit, tier) in enumerate(zip(units, tiers, strict=True))
        )
        awards = read(head + rows).awards
        assert [at for at, award in enumerate(awards) if "等次一格空着" in said(award)] == doubtful


@pytest.mark.parametrize("remark", ["未通过", "撤回", "暂不予认定", "候补"])
def test_a_remark_that_an_entry_is_none_is_doubted(remark):
    rows = f"北京市东城区\t多元共治\t\n上海市徐汇区\t邻里汇\t{remark}\n天津市和平区\t社区三会\t已公示"
    awards = read(f"{CASES}申报单位\t案例名称\t备注\n{rows}").awards
    assert [bool(award.problems) for award in awards] == [False, True, False]
    assert "请核对是否收录" in said(awards[1])


def test_cells_behind_the_last_heading_are_named():
    awards = read(
        f"{CASES}案例名称\t申报单位\n多元共治\t北京市东城区\n邻里汇\t上海市徐汇区\t社区三会\n"
    ).awards
    assert [bool(award.problems) for award in awards] == [False, True]


def test_a_row_without_title_is_doubted_where_the_others_have_one():
    rows = "1\t北京市东城区\t多元共治\n2\t上海市徐汇区\n3\t天津市和平区\t社区三会\n"
    awards = read(f"{CASES}序号\t申报单位\t案例名称\n{rows}").awards
    assert ["没有标题" in said(award) for award in awards] == [False, True, False]
    bare = read(f"{PILOTS}序号\t省份\t实验区\n1\t北京市\t东城区\n2\t上海市\t徐汇区\n").awards
    assert [words(award) for award in bare] == [("", "东城区"), ("", "徐汇区")]
    assert not any(award.problems for award in bare)


def test_several_units_of_one_cell_are_entries_to_be_looked_at():
    rows = "1\t北京市\t东城区、西城区\n2\t上海市\t徐汇区\n3\t重庆市\t渝中区（含大渡口区）\n"
    awards = read(f"{PILOTS}序号\t省份\t实验区\n{rows}").awards
    assert [(award.applicant.value, award.place_then) for award in awards] == [
        ("东城区", "北京市/东城区"), ("西城区", "北京市/西城区"), ("徐汇区", "上海市/徐汇区"),
        ("渝中区（含大渡口区）", "重庆市/渝中区"),
    ]  # fmt: skip
    assert ["单位" in said(award) for award in awards] == [True, True, False, True]


def test_a_cell_a_line_with_cells_missing_shifts_no_other_row():
    cells = (
        "1", "多元共治", "北京市东城区", "2", "邻里汇", "3", "社区三会", "天津市和平区",
        "4", "八字议事法", "重庆市", "渝中区",
    )  # fmt: skip
    text = f"{CASES}序号\n案例名称\n申报单位\n" + "\n".join(cells)
    document = read(text)
    assert [words(award) for award in document.awards][:2] == [
        ("多元共治", "北京市东城区"), ("社区三会", "天津市和平区"),
    ]  # fmt: skip
    assert "对不齐" in said(document.awards[2])
    assert {"2\n邻里汇", "渝中区"} <= set(passages(text, document))


def test_a_cell_a_line_without_numbers_is_doubted_where_it_does_not_come_out_even():
    cells = ("多元共治", "北京市东城区", "上海市徐汇区", "社区三会", "天津市和平区")
    awards = read(f"{CASES}案例名称\n申报单位\n" + "\n".join(cells)).awards
    assert awards
    assert all("对不齐" in said(award) for award in awards)


def test_units_above_their_titles_are_not_shifted_by_the_line_above_them():
    rows = (
        "申报单位：天津市和平区民政局", "案例名称：社区三会", "申报单位：重庆市渝中区民政局",
        "案例名称：八字议事法",
    )  # fmt: skip
    for heading in ("典型案例", "一、典型案例", "优秀案例选登"):
        awards = read(f"{CASES}\n{heading}\n\n" + "\n".join(rows)).awards
        assert [words(award) for award in awards] == [
            ("社区三会", "天津市和平区民政局"), ("八字议事法", "重庆市渝中区民政局"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        "案例名称\t申报单位\t推荐单位\n邻里汇\t上海市徐汇区\t上海市民政局\n五红\t徐州市鼓楼区民政局\t江苏省民政厅\n",
        "推荐单位\t申报单位\t案例名称\n上海市民政局\t上海市徐汇区\t邻里汇\n江苏省民政厅\t徐州市鼓楼区民政局\t五红\n",
        "案例名称：邻里汇\n申报单位：上海市徐汇区\n推荐单位：上海市民政局\n"
        "案例名称：五红\n申报单位：徐州市鼓楼区民政局\n推荐单位：江苏省民政厅\n",
        "1.案例名称：邻里汇\n推荐单位：上海市民政局\n申报单位：上海市徐汇区\n"
        "2.案例名称：五红\n推荐单位：江苏省民政厅\n申报单位：徐州市鼓楼区民政局\n",
    ],
)
def test_who_passed_an_entry_on_is_not_its_unit(rows: str):
    document = read(CASES + rows)
    assert [words(award) for award in document.awards] == [
        ("邻里汇", "上海市徐汇区"), ("五红", "徐州市鼓楼区民政局")
    ]  # fmt: skip
    assert [award.place_then for award in document.awards] == ["上海市/徐汇区", "江苏省/徐州市/鼓楼区"]
    assert [said(award) for award in document.awards] == ["", ""]


def test_who_passes_on_is_the_unit_where_no_other_is_named():
    document = read(f"{CASES}案例名称\t推荐单位\n邻里汇\t上海市徐汇区民政局\n五红\t徐州市鼓楼区民政局\n")
    assert [words(award)[1] for award in document.awards] == ["上海市徐汇区民政局", "徐州市鼓楼区民政局"]


@pytest.mark.parametrize("headings", ["省份\t实验区名单", "省（区、市）\t名单", "地市\t社区名单"])
def test_a_column_may_be_called_a_list(headings: str):
    document = read(f"{PILOTS}{headings}\n北京市\t石景山区、东城区\n江苏省\t南京市建邺区、苏州市吴江区\n")
    assert [(words(award)[1], award.place_then) for award in document.awards] == [
        ("石景山区", "北京市/石景山区"), ("东城区", "北京市/东城区"),
        ("南京市建邺区", "江苏省/南京市/建邺区"), ("苏州市吴江区", "江苏省/苏州市/吴江区"),
    ]  # fmt: skip
    assert document.title is not None and document.title.value == PILOTS.strip()


def test_the_topic_of_a_pilot_is_its_title_and_a_column_of_which_nothing_is_known_is_named():
    text = (
        f"{PILOTS}序号\t设区市\t实验区\t实验主题\t得分\t联系电话\n"
        "1\t南京市\t建邺区\t构建社区治理体系\t95\t1\n2\t苏州市\t吴江区\t完善供给机制\t93\t2\n"
    )
    document = read(text)
    assert [(words(award), award.place_then) for award in document.awards] == [
        (("构建社区治理体系", "建邺区"), "江苏省/南京市/建邺区"),
        (("完善供给机制", "吴江区"), "江苏省/苏州市/吴江区"),
    ]  # fmt: skip
    assert passages(text, document) == ["得分"]


def test_a_topic_beside_the_name_of_a_case_is_not_its_title():
    text = f"{CASES}案例名称\t申报单位\t主题\n邻里汇\t上海市徐汇区\t共治\n五红\t徐州市鼓楼区\t共建\n"
    document = read(text)
    assert [words(award)[0] for award in document.awards] == ["邻里汇", "五红"]
    assert passages(text, document) == ["主题"]


def test_a_table_has_its_tier_and_year_from_the_heading_above_it():
    rows = "1\t北京市东城区\t邻里汇\n2\t上海市徐汇区\t板凳会"
    document = read(f"民政部关于公布名单的通知\n{CASES}序号\t单位\t案例名称\n{rows}")
    assert [(each.tier.value, each.year.value) for each in document.awards] == [("typical", 2016)] * 2


def test_a_table_of_units_that_a_sentence_names_too_is_read_once_with_its_titles():
    units = ("北京市东城区", "上海市徐汇区", "天津市和平区")
    lead = f"同意将{'、'.join(units)}等3个单位确认为全国社区治理和服务创新实验区。\n"
    rows = "".join(f"{unit}\t社区治理之{at}\n" for at, unit in enumerate(units))
    document = read(f"{PILOTS}{lead}附件\n{PILOTS}单位\t实验主题\n{rows}")
    assert [words(award) for award in document.awards] == [
        (f"社区治理之{at}", unit) for at, unit in enumerate(units)
    ]
    assert not any(said(award) for award in document.awards)
    assert not [each.message for each in document.problems if "没有收录" in each.message]


def test_rows_of_totals_are_no_entries_and_a_wrong_number_is_named():
    rows = (
        "1\t北京市东城区\t邻里汇\n2\t上海市徐汇区\t板凳会\n小 计\t2个\t\n"
        "3\t天津市和平区\t微网格\n小计\t\t1\n合计\t{}\t\n备注：排名不分先后\n"
    )
    for total, named in (("3个", []), ("4个", ["合计\t4个"])):
        text = f"{CASES}序号\t单位\t案例名称\n{rows.format(total)}"
        document = read(text)
        assert len(document.awards) == 3
        assert [each for each in passages(text, document) if "计" in each] == named


def test_headings_of_other_columns_begin_a_table_of_their_own():
    first = "序号\t案例名称\t申报单位\n1\t楼门长\t北京市东城区\n2\t小板凳\t昆明市盘龙区\n"
    rows = "1\t湖南省\t常德市石门县\t屋场会\n2\t上海市\t徐汇区\t“弄堂110”联防\n"
    second = f"序号\t省份\t报送单位\t案例名称\n{rows}"
    document = read(f"{CASES}{first}{second}")
    assert [words(award) for award in document.awards] == [
        ("楼门长", "北京市东城区"), ("小板凳", "昆明市盘龙区"), ("屋场会", "常德市石门县"),
        ("“弄堂110”联防", "徐汇区"),
    ]  # fmt: skip
    assert not any(said(award) for award in document.awards)


def test_rows_whose_words_are_like_headings_begin_no_table():
    rows = "北京市东城区\t楼门长\n邻里项目\t幸福村\n上海市徐汇区\t小板凳"
    assert len(read(f"{CASES}申报单位\t案例名称\n{rows}").awards) == 3


def test_a_number_inside_the_words_of_a_cell_is_not_that_of_the_row():
    rows = "1\t楼门长\t北京市东城区\n“草原110”联防\t小板凳\t上海市徐汇区\n第3号\t屋场会\t天津市和平区"
    document = read(f"{CASES}序号\t案例名称\t申报单位\n{rows}")
    assert [award.rank.value if award.rank else None for award in document.awards] == [1, None, 3]


@pytest.mark.parametrize("heading", ["所属街道", "所属街道（镇）", "所在街道（镇）", "所在社区"])
def test_the_street_of_a_title_is_its_unit_where_no_other_column_has_one(heading):
    document = read(f"{CASES}县（市、区）\t项目\t{heading}\n滨州市滨城区\t梧桐苑小区\t市西街道\n")
    assert [words(award) for award in document.awards] == [("梧桐苑小区", "市西街道")]
    assert "滨城区" in document.awards[0].place_then


def test_the_street_beside_a_unit_is_its_place():
    document = read(f"{CASES}项目\t所属街道\t申报单位\n梧桐苑小区\t市西街道\t滨州市滨城区民政局\n")
    assert [words(award) for award in document.awards] == [("梧桐苑小区", "滨州市滨城区民政局")]


def test_a_row_that_could_be_headings_and_is_not_those_of_the_table_is_named():
    rows = "单位\t案例名称\n北京市东城区\t邻里汇\n{}\n上海市徐汇区\t板凳会\n"
    for row, named in (("单位\t案例名称", []), ("申报单位\t项目名称", ["申报单位\t项目名称"])):
        text = CASES + rows.format(row)
        document = read(text)
        assert len(document.awards) == 2
        assert [each for each in passages(text, document) if "名称" in each] == named
