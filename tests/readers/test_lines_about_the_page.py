"""Lines that a web site prints around a document are neither its title nor entries of its list."""

import pytest

from tests.readers.layouts import read, words

TITLE = "2021年度江苏省社区治理创新成果名单"
ENTRIES = "江苏省：\n南京市鼓楼区\n苏州市吴江区\n浙江省：\n杭州市上城区\n宁波市北仑区\n"


@pytest.mark.parametrize(
    "line",
    [
        "字号：[大] [中] [小]　打印本页　分享：",
        "字体大小：【大】【中】【小】 打印 关闭",
        "字号 大 中 小",
        "分享：微信 微博",
        "打印　关闭",
        "来源 江苏省民政厅 2021-11-02 09:30",
        "2021-11-02 浏览次数：233次",
        "阅读：233",
        "2021年11月2日",
    ],
)
def test_no_line_about_the_page_is_the_title(line: str) -> None:
    document = read(f"{line}\n{TITLE}\n{ENTRIES}")

    assert document.title is not None
    assert document.title.value == TITLE
    assert len(document.awards) == 4


@pytest.mark.parametrize(
    "before",
    [
        "来源：江苏省民政厅　",
        "信息来源：江苏省民政厅 发布日期：2021-11-02 ",
        "首页 > 通知公告 > ",
        "打印 关闭 ",
        "发布时间：2021-11-02 浏览次数：233次",
    ],
)
def test_a_title_behind_other_words_on_its_line_is_found(before: str) -> None:
    text = f"字号：[大] [中] [小]　打印本页\n{before}{TITLE}\n{ENTRIES}"
    document = read(text)

    assert document.title is not None
    assert document.title.value == TITLE
    assert text[document.title.start : document.title.end] == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "地址：北京市东城区北河沿大街147号　邮编：100721",
        "联系电话：010-58123114",
        "邮编：100721",
        "主办：北京市民政局",
        "承办单位：北京市民政局信息中心",
        "版权所有：北京市民政局　京ICP备13012430号",
        "京公网安备11010102000001号",
        "网站标识码：bm14000001",
    ],
)
def test_the_foot_of_a_page_is_no_entry_that_was_not_understood(line: str) -> None:
    document = read(f"{TITLE}\n{ENTRIES}{line}\n")

    assert [words(award)[1] for award in document.awards][-1] == "宁波市北仑区"
    assert [each.message for each in document.problems if "没有读懂" in each.message] == []


@pytest.mark.parametrize("office", ["江苏省民政厅办公室", "中共长兴县委办公室"])
@pytest.mark.parametrize("blank", ["        ", " ", "　　"])
def test_the_line_of_who_printed_the_document_is_no_entry(office: str, blank: str) -> None:
    printed = f"{office}{blank}2021年6月13日印发\n"
    document = read(f"{TITLE}\n1.南京市鼓楼区：时间银行\n2.徐州市鼓楼区：五红\n{printed}")

    found = [words(award) for award in document.awards]
    assert found == [("时间银行", "南京市鼓楼区"), ("五红", "徐州市鼓楼区")]
