"""Entries that run on, are broken or stand behind a label are read rightly, or a problem names them."""

import pytest

from tests.readers.layouts import read, words

TITLE = "2018年度中国社区治理十大创新成果名单\n"
PAIRS = "1.北京市东城区：多元参与协商共治\n2.上海市徐汇区：邻里汇\n"


def told(text: str) -> dict[str, str]:
    """Each problem with its passage."""
    return {each.message: text[each.start : each.end] for each in read(text).problems if each.end is not None}


def test_a_list_inside_a_line_behind_its_tier_is_of_that_tier() -> None:
    line = "十大创新成果提名成果：5.湖北省黄冈市红安县：板凳会。6.成都市武侯区：信托物业。\n"
    text = f"{TITLE}十大创新成果\n{PAIRS}{line}"
    tiers = {words(award)[0]: award.tier.value if award.tier else None for award in read(text).awards}

    assert tiers == {
        "多元参与协商共治": "winner",
        "邻里汇": "winner",
        "板凳会": "nominee",
        "信托物业": "nominee",
    }


def test_a_list_inside_a_line_that_is_not_read_is_named() -> None:
    line = "提名成果：湖北省黄冈市红安县：板凳会、四川省成都市武侯区：信托物业\n"
    text = f"{TITLE}十大创新成果（2个）\n{PAIRS}{line}"

    assert "湖北省黄冈市红安县：板凳会、四川省成都市武侯区" in told(text).values()


@pytest.mark.parametrize("line", ["提名：天津市和平区：社区三会", "另有重庆市渝中区的“八字议事法”入围。"])
def test_a_line_that_became_text_of_the_case_before_is_named(line: str) -> None:
    pairs = "北京市东城区：多元参与\n上海市徐汇区：邻里汇\n"
    text = f"2018年全国基层治理创新典型案例名单\n\n{pairs}{line}\n居民议事。\n"

    assert told(text)["正文里的这一行像是另一个案例的标题，请核对。"] == line


ZONES = "2016年全国社区治理和服务创新实验区名单\n"


def entries(text: str) -> list[tuple[int | None, str, str, str]]:
    """Of each award its rank, title, unit and place."""
    return [
        (award.rank.value if award.rank else None, *words(award), award.place_then)
        for award in read(text).awards
    ]


def test_entries_that_run_on_in_a_line_are_read_where_their_numbers_go_on() -> None:
    text = f"{ZONES}1.北京市东城区\n2.天津市和平区 3.重庆市渝中区\n4、上海市徐汇区；5、江苏省太仓市。\n"
    units = ["北京市东城区", "天津市和平区", "重庆市渝中区", "上海市徐汇区", "江苏省太仓市"]

    assert [(rank, unit) for rank, _, unit, _ in entries(text)] == list(enumerate(units, 1))
    assert told(text) == {}
    assert [text[award.start : award.end] for award in read(text).awards][1:3] == [
        "2.天津市和平区",
        "3.重庆市渝中区",
    ]


def test_titles_with_their_units_that_run_on_are_read() -> None:
    text = (
        f"{TITLE}1.上海市静安区：邻里汇\n2.重庆市渝中区：推行3.0版板凳会 3.成都市武侯区：信托物业\n"
        "4.老支书工作室（湖北省黄冈市红安县） 5.共用2个平台（天津市和平区）\n"
    )
    assert [each[:3] for each in entries(text)] == [
        (1, "邻里汇", "上海市静安区"),
        (2, "推行3.0版板凳会", "重庆市渝中区"),
        (3, "信托物业", "成都市武侯区"),
        (4, "老支书工作室", "湖北省黄冈市红安县"),
        (5, "共用2个平台", "天津市和平区"),
    ]


@pytest.mark.parametrize("number", [3, 7])
def test_a_second_entry_on_a_line_whose_number_does_not_go_on_is_doubtful(number: int) -> None:
    text = f"{ZONES}1.北京市东城区\n2.上海市徐汇区\n3.天津市和平区 {number}.重庆市渝中区\n5.江苏省太仓市\n"

    assert told(text)[f"天津市和平区：“{number}.重庆市渝中区”像是另一条，请核对。"].startswith(
        "3.天津市和平区"
    )


@pytest.mark.parametrize(
    ("broken", "name", "place"),
    [
        ("北京市东\n城区", "北京市东城区", "北京市/东城区"),
        ("湖北省黄冈市\n红安县", "湖北省黄冈市红安县", "湖北省/黄冈市/红安县"),
        ("浙江省杭\n　州市上城区", "浙江省杭州市上城区", "浙江省/杭州市/上城区"),
    ],
)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_name_that_a_line_breaks_is_read_where_it_is_a_division(
    broken: str, name: str, place: str, at: int
) -> None:
    printed = ["上海市徐汇区", "天津市和平区"]
    printed.insert(at, broken)
    text = (
        ZONES + "".join(f"{rank}.{unit}\n" for rank, unit in enumerate(printed, 1)) + "民政部\n2016年3月5日\n"
    )
    award = read(text).awards[at]

    assert entries(text)[at] == (at + 1, "", name, place)
    assert award.applicant and text[award.applicant.start : award.applicant.end] == broken
    assert not any("没有读懂" in message or "序号" in message for message in told(text))


@pytest.mark.parametrize(
    "lines",
    [
        "1.湖北省黄冈市\n红安县\n团风县\n2.江苏省太仓市\n3.天津市和平区\n",
        "1.湖北省黄冈市\n红安县\n2.江苏省苏州市\n姑苏区\n3.江苏省南京市\n玄武区\n",
    ],
)
def test_a_city_with_counties_below_it_is_no_broken_name(lines: str) -> None:
    assert entries(ZONES + lines)[0] == (None, "", "红安县", "湖北省/黄冈市/红安县")


def test_a_line_that_goes_on_counting_behind_the_last_entry_is_named() -> None:
    text = f"{TITLE}提名成果\n{PAIRS}3.红安县：板凳会 4.武侯区：信托物业\n5.江苏省苏州市姑苏区：\n微网格\n"

    assert "5.江苏省苏州市姑苏区：\n微网格" in told(text).values()


def test_a_county_behind_a_hyphen_is_asked_for() -> None:
    text = "2018年全国基层治理创新典型案例名单\n湖北省黄冈市-红安县：板凳会\n湖北省黄冈市—团风县：联合治理\n"

    assert list(told(text)) == [
        "湖北省黄冈市-红安县：地区只读到黄冈市，后面的红安县没有读作地名，请核对。",
        "湖北省黄冈市：题名开头的“团风县”像是单位的一部分，请核对。",
    ]


def test_a_sign_between_blanks_parts_unit_and_title() -> None:
    text = f"{TITLE}绍兴市越城区府山街道 · 府山邻里里\n绍兴市柯桥区华舍街道 · 蜀阜一家亲\n"

    assert [words(award)[0] for award in read(text).awards] == ["府山邻里里", "蜀阜一家亲"]


def test_a_second_pair_behind_a_semicolon_is_doubted() -> None:
    text = f"{TITLE}绍兴市越城区府山街道：府山邻里里\n嵊州市鹿山街道 · 越韵小屋；三江街道 · 剡溪客厅\n"

    assert "嵊州市鹿山街道：“三江街道 · 剡溪客厅”像是另一条，请核对。" in told(text)


def test_a_card_of_three_lines_is_one_entry() -> None:
    cards = (
        "01\n“老友”议事长廊\n南宁市西乡塘区北湖街道万秀村\n02\n侗寨“款约”新编\n柳州市三江侗族自治县林溪镇\n"
    )
    awards = read(f"2023年度全国基层治理创新典型案例名单\n{cards}").awards

    assert [words(award) for award in awards] == [
        ("“老友”议事长廊", "南宁市西乡塘区北湖街道万秀村"),
        ("侗寨“款约”新编", "柳州市三江侗族自治县林溪镇"),
    ]
    assert [award.rank.value for award in awards if award.rank is not None] == [1, 2]


@pytest.mark.parametrize("joined", ["及", "以及", "和", "与"])
def test_units_of_two_counties_that_a_word_joins_are_two(joined: str) -> None:
    units = f"景德镇市珠山区新厂街道为民社区{joined}乐平市塔前镇下徐村，赣州市瑞金市叶坪乡华屋村"
    text = f"南昌市东湖区百花洲街道桃花巷社区，{units}榜上有名，共4个。"
    document = read(f"第三批全国民主协商示范点名单公布\n{text}\n")

    assert [award.applicant.value for award in document.awards if award.applicant] == [
        "南昌市东湖区百花洲街道桃花巷社区", "景德镇市珠山区新厂街道为民社区", "乐平市塔前镇下徐村",
        "赣州市瑞金市叶坪乡华屋村",
    ]  # fmt: skip


def test_a_name_that_holds_a_joining_word_stays_one() -> None:
    document = read(f"{ZONES}1.北京市东城区和平里街道\n2.天津市和平区\n3.上海市徐汇区\n")

    assert [award.applicant.value for award in document.awards if award.applicant] == [
        "北京市东城区和平里街道", "天津市和平区", "上海市徐汇区",
    ]  # fmt: skip
