"""What heads a document is neither its first entry nor, where a menu or offices stand above it, its title."""

import pytest

from tests.readers.layouts import read

TITLE = "关于公布2020年度江苏省和谐街道名单的通知"
UNITS = ("南京市鼓楼区华侨路街道", "苏州市姑苏区平江街道")
LIST = "\n".join([*UNITS, ""])


def units_of(text: str) -> tuple[str, ...]:
    return tuple(award.applicant.value for award in read(text).awards if award.applicant is not None)


@pytest.mark.parametrize(
    "above",
    [
        "网站首页 | 政务公开 | 党建",
        "首页 | 新闻",
        "首页　新闻中心　政务公开",
        "政务公开｜办事服务｜互动",
        "民政部 中央文明办",
        "江苏省民政厅 江苏省财政厅",
        "江苏省民政厅\n江苏省财政厅",
        "江苏省民政厅、江苏省委组织部",
    ],
)
def test_menus_and_offices_above_the_title_are_neither_title_nor_entries(above: str) -> None:
    document = read(f"{above}\n{TITLE}\n{LIST}")

    assert document.title is not None
    assert document.title.value == TITLE
    assert units_of(f"{above}\n{TITLE}\n{LIST}") == UNITS


@pytest.mark.parametrize(
    "above",
    [
        "江苏省民政厅文件\n苏民发〔2021〕5号",
        "民 政 部 文 件",
        "中共泗洪县委办公室文件",
        "特急\n江苏省民政厅\n江苏省财政厅\n文  件\n苏民发〔2021〕5号",
        "苏民发〔2021〕5号\n签发人：某某",
        "索 引 号：008282882/2022-00147\n发 布 机 构：江苏省民政厅\n成文日期：2021-01-30",
        "某某+客户端\n打开App",
        "首页\n要闻\n县市区\n专题",
        "某某民政\n政务公开\n基层政权建设",
        "通知公告",
        "题目内容",
    ],
)
def test_letterheads_and_what_a_site_prints_above_the_title_are_neither(above: str) -> None:
    document = read(f"{above}\n{TITLE}\n{LIST}")

    assert document.title is not None
    assert document.title.value == TITLE
    assert units_of(f"{above}\n{TITLE}\n{LIST}") == UNITS


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("典型案例\n2020年度江苏省和谐街道名单", "2020年度江苏省和谐街道名单"),  # the name of a sheet
        ("首页\n要闻\n专题\n两个街道入选江苏省和谐街道", "两个街道入选江苏省和谐街道"),
        ("喜报！两个街道入选江苏省和谐街道！", "喜报！两个街道入选江苏省和谐街道！"),
        (
            "江苏省民政厅关于公布2020年度江苏省\n和谐街道名单的通知",
            "江苏省民政厅关于公布2020年度江苏省和谐街道名单的通知",
        ),
        ("2020年度江苏省\n“和谐街道”名单", "2020年度江苏省“和谐街道”名单"),
        ("两个街道入选和谐街道\n江苏省民政厅关于公布和谐街道名单的通知", "两个街道入选和谐街道"),
    ],
)
def test_the_title_is_that_of_the_document(lines: str, title: str) -> None:
    document = read(f"{lines}\n{LIST}")

    assert document.title is not None
    assert document.title.value == title
    assert units_of(f"{lines}\n{LIST}") == UNITS


def test_the_headings_of_a_table_are_no_title() -> None:
    document = read("省份\t实验区名单\n江苏省\t鼓楼区、姑苏区\n")

    assert document.title is None


@pytest.mark.parametrize(
    "title",
    [
        "江苏省民政厅 江苏省财政厅 关于2022年度和谐街道复核结果的通知",
        "江苏省“十佳街道”评选候选单位公示",
        "江苏省社区建设协会 关于和谐街道的决定",
    ],
)
def test_a_title_that_begins_with_a_place_is_no_entry(title: str) -> None:
    assert units_of(f"{title}\n入选名单\n{LIST}") == UNITS
    document = read(f"{title}\n入选名单\n{LIST}")
    assert document.title is not None
    assert document.title.value == title


def test_offices_that_a_list_honours_stay_entries() -> None:
    text = "先进单位名单\n江苏省民政厅\n江苏省财政厅\n"

    assert units_of(text) == ("江苏省民政厅", "江苏省财政厅")


def test_a_dateline_is_no_entry() -> None:
    text = "某社区网南京6月3日电 记者从江苏省民政厅获悉，南京市鼓楼区、苏州市姑苏区等2个区被确认为实验区。\n"

    assert units_of(text) == ("南京市鼓楼区", "苏州市姑苏区")


def test_a_label_with_blanks_between_its_signs_is_a_fact() -> None:
    document = read(f"索 引 号：008282882/2022-00147\n文    号：苏民发〔2021〕5号\n{TITLE}\n{LIST}")

    assert [(fact.label, fact.value) for fact in document.facts[:2]] == [
        ("索引号", "008282882/2022-00147"),
        ("文号", "苏民发〔2021〕5号"),
    ]


def test_facts_that_bars_part_end_before_them_and_a_date_with_its_last_sign():
    line = "信息来源：民政部网站 ｜ 发布时间：2023-02-17 ｜ 点击数：1024\n"
    rows = "北京市东城区“三联三治”\n上海市徐汇区“邻里汇”\n"
    text = f"民政部办公厅关于公布2022年度全国基层治理创新典型案例的通知\n{line}{rows}"
    document = read(text)
    assert [(each.label, each.value) for each in document.facts if each.label == "发布时间"] == [
        ("发布时间", "2023-02-17")
    ]
    day = document.date_published
    assert text[day.start : day.end] == "2023-02-17"


LISTED = "1.“老友”议事长廊（南宁市西乡塘区）\n2.侗寨“款约”新编（柳州市三江侗族自治县林溪镇）\n"


@pytest.mark.parametrize("above", ["点击蓝字 关注我们", "绵阳日报", "社会治理 2021年第6期", "广西民政"])
def test_what_an_account_or_a_paper_prints_above_the_news_is_no_title(above: str) -> None:
    title = read(f"{above}\n喜讯！广西2个案例入选全国基层治理创新典型案例\n{LISTED}").title

    assert title is not None and title.value == "喜讯！广西2个案例入选全国基层治理创新典型案例"
