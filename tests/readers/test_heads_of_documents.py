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
