"""The Word document as an office opens it: its parts, its measures, its fonts."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from cases.exports.word.contents import Cover
from cases.exports.word.document import compilation, first_pages
from cases.exports.word.layout import FONTS
from tests.exports.word.made import TEXT, URL, contents_list, cover, elements, entry, texts, written

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def part(name: str) -> etree._Element:
    with ZipFile(BytesIO(compilation(cover(1), [entry()]))) as file:
        return etree.fromstring(file.read(name))


def style_of(document, name: str):
    return document.styles[name].element


def font(style) -> str:
    return style.find("w:rPr/w:rFonts", W).get(qn("w:eastAsia"))


def size(style) -> float:
    return int(style.find("w:rPr/w:sz", W).get(qn("w:val"))) / 2


@pytest.mark.slow
def test_the_cover_says_what_how_much_from_where_and_when():
    document = written(entry(), entry("参与式治理"))
    cover_lines = [p.text for p in document.paragraphs[:5]]
    assert cover_lines == [
        "社区治理创新案例材料汇编",
        "（共 2 例）",
        "收录范围：年度为2014的案例",
        "社区治理创新案例库",
        "2026年11月22日",
    ]


def test_its_properties_name_it_and_its_language():
    properties = written().core_properties
    assert properties.title == "社区治理创新案例材料汇编"
    assert properties.author == "社区治理创新案例库"
    assert properties.language == "zh-CN"
    assert properties.subject == "年度为2014的案例"
    assert "python-docx" not in properties.comments


def test_conditions_that_are_too_long_for_a_property_stand_whole_on_the_cover():
    words = "年度为2014或2015，" * 40 + "的案例"
    document = Document(BytesIO(compilation(Cover(1, words, date(2026, 11, 22), "案例库"), [entry()])))
    assert document.core_properties.subject == f"{words[:254]}…"
    assert document.paragraphs[2].text == f"收录范围：{words}"


def test_the_type_area_is_that_of_the_standard():
    for section in written().sections:
        lengths = (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.left_margin,
            section.page_width - section.left_margin - section.right_margin,
            section.page_height - section.top_margin - section.bottom_margin,
        )
        assert [length / Mm(1) for length in lengths] == pytest.approx([210, 297, 37, 28, 156, 225], abs=0.1)


def test_the_binding_edge_changes_sides():
    settings = part("word/settings.xml")
    assert settings.find("w:mirrorMargins", W) is not None
    assert settings.find("w:evenAndOddHeaders", W) is not None


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Title", "方正小标宋简体", 36),
        ("Heading 1", "方正小标宋简体", 22),
        ("Heading 2", "黑体", 16),
        ("Heading 3", "楷体_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Normal", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_every_level_has_its_typeface_and_size(style, face, points):
    definition = style_of(written(), style)
    assert (font(definition), size(definition)) == (face, points)
    fonts = definition.find("w:rPr/w:rFonts", W)
    assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs")} == {face}
    assert definition.find("w:rPr/w:color", W).get(qn("w:val")) == "000000"


def test_the_third_level_differs_from_the_text_by_weight():
    document = written()
    weights = [
        style_of(document, n).find("w:rPr/w:b", W).get(qn("w:val")) for n in ("Heading 4", "Body Text")
    ]
    assert weights == ["1", "0"]


def test_twenty_two_lines_of_twenty_eight_characters_fill_the_page():
    style = style_of(written(), "Body Text")
    pitch = int(style.find("w:pPr/w:spacing", W).get(qn("w:line"))) / 20
    squeeze = int(style.find("w:rPr/w:spacing", W).get(qn("w:val"))) / 20
    assert style.find("w:pPr/w:spacing", W).get(qn("w:lineRule")) == "exact"
    height, width = 225 / 25.4 * 72, 156 / 25.4 * 72
    assert (int(height // pitch), int(width // (16 + squeeze))) == (22, 28)


def test_paragraphs_begin_two_characters_in():
    indent = style_of(written(), "Body Text").find("w:pPr/w:ind", W)
    assert int(indent.get(qn("w:firstLine"))) == 2 * 16 * 20


def test_every_font_has_a_fallback_and_every_used_font_is_listed():
    table = part("word/fontTable.xml")
    fallbacks = {f.get(qn("w:name")): f.find("w:altName", W).get(qn("w:val")) for f in table}
    assert fallbacks["方正小标宋简体"] == "宋体"
    assert fallbacks["仿宋_GB2312"] == "仿宋"
    assert fallbacks["楷体_GB2312"] == "楷体"
    document = written()
    used = {fonts.get(qn("w:eastAsia")) for fonts in document.styles.element.iter(qn("w:rFonts"))}
    assert used - {None} <= set(fallbacks) == {font.name for font in FONTS}


def test_the_text_is_printed_as_it_stands_with_its_headings_as_headings():
    document = written()
    start = next(n for n, p in enumerate(document.paragraphs) if p.style.name == "Heading 1")
    body = document.paragraphs[start + 3 : -3]
    assert "\n".join(p.text for p in body) == TEXT
    assert texts(document, "Heading 2") == ["一、搭建平台", "二、购买服务"]


def test_a_heading_that_opens_a_paragraph_stands_out_in_it():
    document = written()
    paragraph = next(p for p in document.paragraphs if p.text.startswith("1.定期议事"))
    assert paragraph.style.name == "Body Text"
    assert [(run.text, run.style.name) for run in paragraph.runs] == [
        ("1.定期议事。", "Heading in Text 2"),
        ("每月一次,居民都可以提出议题。", "Default Paragraph Font"),
    ]


def test_facts_stand_below_the_title_and_notes_at_the_end():
    document = written()
    assert texts(document, "Case Facts") + texts(document, "Case Facts Last") == [
        "所获荣誉：2014年度中国社区治理十大创新成果（序号 1）",
        "申报单位：江苏省太仓市民政局",
    ]
    assert texts(document, "Case Notes First") == ["来源文献：关于公布结果的通知，民政部"]
    assert texts(document, "Case Notes") == ["入库编号：2014-sqzl-w01", f"网址：{URL}"]


def test_the_address_can_be_followed():
    links = [link for p in written().paragraphs for link in p.hyperlinks if link.address]
    assert [(link.address, link.text) for link in links] == [(URL, URL)]


@pytest.mark.slow
def test_the_contents_are_a_field_that_already_shows_its_lines():
    document = written(entry(), entry("参与式治理", TEXT * 60), entry("民情理事会"))
    instructions = [node.text.strip() for node in elements(document, "instrText")]
    assert instructions[0] == r'TOC \o "1-1" \h \z \u'
    assert [title for title, _page in contents_list(document)] == ["“政社互动”", "参与式治理", "民情理事会"]
    pages = [page for _title, page in contents_list(document)]
    assert pages[:2] == [1, 2]
    assert pages[2] > 10


def test_every_field_that_begins_ends():
    kinds = [node.get(qn("w:fldCharType")) for node in elements(written(entry(), entry("二")), "fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 3


def test_every_line_of_the_contents_leads_to_its_case():
    document = written(entry(), entry("参与式治理"))
    marks = {node.get(qn("w:name")): node.getparent() for node in elements(document, "bookmarkStart")}
    targets = [
        "".join(t.text for t in marks[link.get(qn("w:anchor"))].iter(qn("w:t")))
        for link in elements(document, "hyperlink")
        if link.get(qn("w:anchor"))
    ]
    assert targets == ["“政社互动”", "参与式治理"]


def test_no_word_processor_asks_whether_to_update_fields():
    assert part("word/settings.xml").find("w:updateFields", W) is None


def test_page_numbers_stand_outside_with_a_dash_on_either_side():
    body = written().sections[2]
    for footer, side in ((body.footer, "right"), (body.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.find("w:pPr/w:jc", W).get(qn("w:val")) == side
        assert paragraph._p.find("w:pPr/w:ind", W).get(qn(f"w:{side}")) == str(14 * 20)
        assert paragraph._p.find(".//w:instrText", W).text.strip() == "PAGE"


def test_the_cover_has_no_number_and_the_parts_begin_at_one_on_the_right():
    front, contents, body = written().sections
    assert front.footer.is_linked_to_previous
    for section, form in ((contents, "upperRoman"), (body, "decimal")):
        numbers = section._sectPr.find("w:pgNumType", W)
        assert (numbers.get(qn("w:fmt")), numbers.get(qn("w:start"))) == (form, "1")
        assert section.start_type == WD_SECTION.ODD_PAGE


def test_every_case_begins_a_page():
    assert style_of(written(), "Heading 1").find("w:pPr/w:pageBreakBefore", W).get(qn("w:val")) == "1"


def test_nothing_of_the_library_that_wrote_it_is_left():
    with ZipFile(BytesIO(compilation(cover(1), [entry()]))) as file:
        names = file.namelist()
        assert not [name for name in names if "thumbnail" in name or "stylesWithEffects" in name]
        assert sum(len(file.read(name)) for name in names) < 150_000


def test_one_document_knows_nothing_of_another():
    written(entry("前一份"))
    assert "前一份" not in "".join(p.text for p in written(entry("后一份")).paragraphs)


def test_digits_and_latin_letters_are_not_broken_as_chinese_is():
    with ZipFile(BytesIO(compilation(cover(1), [entry()]))) as file:
        styles = file.read("word/styles.xml").decode()
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles


def test_the_place_of_a_case_stands_in_the_table_of_contents():
    file = compilation(cover(1), [replace(entry("民情理事会"), place="广东省深圳市盐田区")])
    document = Document(BytesIO(file))
    assert [title for title, _page in contents_list(document)] == ["民情理事会（广东省深圳市盐田区）"]
    assert texts(document, "Heading 1") == ["民情理事会（广东省深圳市盐田区）"], "what an update is made of"


def test_a_title_that_names_the_place_is_not_followed_by_it():
    made = replace(entry("广东省深圳市盐田区（实验区）"), place="广东省深圳市盐田区")
    assert texts(written(made), "Heading 1") == ["广东省深圳市盐田区（实验区）"]


def test_cases_can_run_on_below_each_other():
    file = compilation(cover(2), [entry("甲"), entry("乙")], runs_on=True)
    titles = [each for each in Document(BytesIO(file)).paragraphs if each.text in {"甲", "乙"}]
    assert [each.paragraph_format.page_break_before for each in titles] == [None, False]
    assert first_pages([entry("甲"), entry("乙")], runs_on=True) == [1, 1]
    assert first_pages([entry("甲"), entry("乙")], runs_on=False) == [1, 2]
