"""PDF: paragraphs as printed, tables by their cells, nothing that only the page has."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from cases.imports.files.bounds import MOST_PAGES
from cases.imports.files.contents import read_content
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.kinds import FileKind
from tests.imports.files.portable_documents import (
    ABOVE,
    LEFT,
    SIZE,
    TOP,
    line,
    lines_of,
    portable,
    table_of,
    text_at,
)
from tests.readers.layouts import read as read_list
from tests.readers.layouts import words

PROSE = [  # 26 characters a line
    "　　经研究，现将杭州市上城区小营街道小营巷社区、宁",
    "海县桑洲镇南岭村等2个单位予以公布，请各地各有关部门",
    "认真学习。",
    "　　附件：名单",
]


def read(*pages: list[str]) -> FileText:
    return read_content(FileKind.PDF, portable(pages))


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    assert read(lines_of(["关于公布名单的通知", *PROSE])).text.splitlines() == [
        "关于公布名单的通知",
        "经研究，现将杭州市上城区小营街道小营巷社区、宁海县桑洲镇南岭村等2个单位予以公布，请各地各有关部门认真学习。",
        "附件：名单",
    ]


def test_a_paragraph_goes_on_over_the_end_of_a_page_without_its_number() -> None:
    first = [*lines_of(PROSE[:1], 100), text_at("— 1 —", 280, 40, 12)]
    second = [*lines_of(PROSE[1:]), text_at("第 2 页 共 2 页", 280, 40, 12)]

    assert read(first, second).text.startswith("经研究，现将杭州市上城区小营街道小营巷社区、宁海县桑洲镇")
    assert "页" not in read(first, second).text
    assert "1" not in read(first, second).text


def test_entries_a_line_stay_lines_also_the_longest() -> None:
    entries = ["宁海县南岭村", "杭州市上城区小营街道小营巷社区", "蓝田镇"]

    assert read(lines_of(entries)).text.splitlines() == entries


def test_full_lines_that_begin_with_numbers_are_not_joined() -> None:
    entries = [f"{number}.党建引领聚合力共建共治谱新篇（宁海县力洋镇海头村）" for number in (1, 2)]

    assert read(lines_of(entries)).text.splitlines() == entries


def test_tables_are_rows_and_merged_cells_stand_once() -> None:
    rows = [
        ["序号", "省份", "单位名称"],
        ["示范村（2个）", None, None],
        ["1", "浙江省", "宁海县力洋镇\n海头村"],
        ["2", ABOVE, "安吉县递铺街道鲁家村"],
        ["示范镇（1个）", None, None],
        ["3", "安徽省", "休宁县蓝田镇"],
    ]
    text = read([*lines_of(["全国农村社区建设示范单位名单"]), *table_of(rows, 700, (60, 100, 200))]).text

    assert text.splitlines() == [
        "全国农村社区建设示范单位名单",
        "序号\t省份\t单位名称",
        "示范村（2个）",
        "1\t浙江省\t宁海县力洋镇海头村",
        "2\t\t安吉县递铺街道鲁家村",
        "示范镇（1个）",
        "3\t安徽省\t休宁县蓝田镇",
    ]
    assert [(words(award)[1], award.place_then) for award in read_list(text).awards] == [
        ("宁海县力洋镇海头村", "浙江省/宁波市/宁海县/力洋镇"),
        ("安吉县递铺街道鲁家村", "浙江省/湖州市/安吉县/递铺街道"),
        ("休宁县蓝田镇", "安徽省/黄山市/休宁县/蓝田镇"),
    ]


def test_what_stands_at_the_head_of_every_page_is_left_out_and_named() -> None:
    pages = [
        [text_at("某市民政局文件", 90, 810, 9), *lines_of([name])] for name in ("南岭村", "海头村", "鲁家村")
    ]

    assert read(*pages).text == "南岭村\n海头村\n鲁家村\n"
    assert read(*pages).notes == ("页眉页脚没有读：某市民政局文件。",)


def test_digits_of_another_font_stay_in_their_line() -> None:
    large = [
        text_at("2016", 90, 700, 30, "F2"),
        text_at("年名单（共", 210, 700, 30),
        text_at("3", 360, 700, 30, "F2"),
    ]

    assert read([*large, text_at("个）", 390, 700, 30)]).text == "2016年名单（共3个）\n"


def test_a_year_at_the_edge_of_a_page_is_no_number_of_it() -> None:
    assert read([text_at("2016", 90, 810), *lines_of(["南岭村"])]).text == "2016\n南岭村\n"


def test_numbers_that_go_on_from_page_to_page_are_left_out() -> None:
    pages = [
        [*lines_of([name]), text_at(str(1200 + at), 280, 40, 12)]
        for at, name in enumerate(("南岭村", "海头村"))
    ]

    assert read(*pages).text == "南岭村\n海头村\n"


def test_radicals_become_the_characters_that_they_stand_for_and_the_note_says_so() -> None:
    pages = read(lines_of(["⻩冈市⺠政局"]))

    assert pages.text == "黄冈市民政局\n"
    assert pages.notes == ("PDF 里的部首字符已换成通用的汉字：⻩→黄、⺠→民。",)


def test_a_page_without_text_among_others_is_named() -> None:
    assert read(lines_of(["南岭村"]), []).notes == ("第 2 页没有文字，是图片或空白，没有读。",)


def test_a_scanned_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileRefused, match="扫描的图片。请用文字识别"):
        read([], [])


def test_a_document_with_a_password_is_refused() -> None:
    writer = PdfWriter(PdfReader(BytesIO(portable([lines_of(["南岭村"])]))))
    writer.encrypt("geheim", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)

    with pytest.raises(FileRefused, match="文件有密码"):
        read_content(FileKind.PDF, locked.getvalue())


@pytest.mark.slow
def test_ten_thousand_pages_are_refused_before_they_are_read() -> None:
    with pytest.raises(FileRefused, match=f"超过 {MOST_PAGES} 页"):
        read(*[lines_of(["南岭村"])] * 10_000)


def test_struck_words_are_not_read_and_named_underlined_ones_are() -> None:
    def across(from_: int, to: int, height: float) -> str:
        return line(LEFT + SIZE * from_, height, LEFT + SIZE * to, height)

    table = table_of([["序号", "单位"], ["1", "鲁家村"], ["2", "南岭村"]], 500, [60, 200])
    struck_cell = line(LEFT + 62, 500 - 30 - 14 + 4, LEFT + 100, 500 - 30 - 14 + 4)
    page = [*lines_of(["海头村鲁家村", "南岭村"]), across(3, 6, TOP + 6), across(0, 3, TOP - 28 - 2)]
    reading = read([*page, *table, struck_cell])

    assert reading.text.splitlines() == ["海头村", "南岭村", "序号\t单位", "1", "2\t南岭村"]
    assert reading.notes == ("划去的文字没有读：第 1 页“鲁家村”、第 1 页“鲁家村”。",)
