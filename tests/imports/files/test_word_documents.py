"""Word documents: what a reader of the page sees, in its order."""

from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from cases.imports.files.contents import read_content
from cases.imports.files.decoded_file import FileText
from cases.imports.files.kinds import FileKind
from cases.imports.files.word_numbers import written
from tests.imports.files.documents import saved
from tests.readers.layouts import read as read_list
from tests.readers.layouts import words


def read(document: Any) -> FileText:
    return read_content(FileKind.DOCX, saved(document))


def lines(document: Any) -> list[str]:
    return read(document).text.splitlines()


def element(xml: str) -> Any:
    spaces = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return parse_xml(f"<w:x {spaces}>{xml}</w:x>")[0]


def paragraph(document: Any, inner: str) -> Any:
    """A paragraph of the XML within it."""
    added = element(f"<w:p>{inner}</w:p>")
    document.element.body.insert_element_before(added, "w:sectPr")
    return added


def numbered(document: Any, words: str, number: int, level: int = 0) -> None:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    paragraph(document, f"{properties}<w:r><w:t>{words}</w:t></w:r>")


def add_list(document: Any, key: int, *levels: tuple[str, str], start: int = 1, suffix: str = "tab") -> int:
    """A list with a format and a text for each level; the number by which paragraphs refer to it."""
    numbering = document.part.numbering_part.element
    said = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="{key}">{said}</w:abstractNum>'))
    numbering.append(element(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    return key


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    document = docx.Document()
    document.add_paragraph("名单如下")
    table = document.add_table(2, 2)
    for at, said in enumerate(("序号", "单位", "1", "南岭村")):
        table.cell(at // 2, at % 2).text = said
    document.add_paragraph("民政部办公厅")

    assert lines(document) == ["名单如下", "序号\t单位", "1\t南岭村", "民政部办公厅"]


def test_a_merged_cell_stands_once_and_a_merged_row_is_a_line() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, said in enumerate(
        (("序号", "省份", "单位"), ("1", "浙江省", "海头村"), ("2", "", "鲁家村"), ("示范镇", "", ""))
    ):
        for column, text in enumerate(said):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1)).text = "浙江省"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "示范镇（1个）"

    assert lines(document) == ["序号\t省份\t单位", "1\t浙江省\t海头村", "2\t\t鲁家村", "示范镇（1个）"]


def test_a_table_with_categories_and_automatic_numbers_is_read_to_the_word() -> None:
    document = docx.Document()
    document.add_paragraph("全国农村社区建设示范单位名单")
    number = add_list(document, 91, ("decimal", "%1"))
    table = document.add_table(6, 3)
    rows = ["序号|省份|单位名称", "示范村（2个）||", "|浙江省|宁海县力洋镇海头村", "||安吉县递铺街道鲁家村",
            "示范镇（1个）||", "|安徽省|休宁县蓝田镇"]  # fmt: skip
    for at, row in enumerate(rows):
        for column, said in enumerate(row.split("|")):
            table.cell(at, column).text = said
        if row.startswith("|"):
            cell = table.cell(at, 0).paragraphs[0]._p.get_or_add_pPr()
            cell.append(element(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
        if row.endswith("||"):
            table.cell(at, 0).merge(table.cell(at, 2))
    table.cell(2, 1).merge(table.cell(3, 1))

    read_document = read_list(read(document).text)

    assert [
        (words(award)[1], award.place_then, award.rank and award.rank.value) for award in read_document.awards
    ] == [
        ("宁海县力洋镇海头村", "浙江省/宁波市/宁海县/力洋镇", 1),
        ("安吉县递铺街道鲁家村", "浙江省/湖州市/安吉县/递铺街道", 2),
        ("休宁县蓝田镇", "安徽省/黄山市/休宁县/蓝田镇", 3),
    ]
    assert read_document.declared is not None
    assert read_document.declared.value == 3


def test_numbers_are_written_as_word_shows_them() -> None:
    document = docx.Document()
    number = add_list(
        document, 92, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
    )
    for said, level in (
        ("一等奖", 0),
        ("南岭村", 1),
        ("海头村", 1),
        ("做法", 2),
        ("成效", 2),
        ("二等奖", 0),
        ("鲁家村", 1),
    ):
        numbered(document, said, number, level)

    assert lines(document) == [
        "一、一等奖", "（一）南岭村", "（二）海头村", "1. 做法", "2. 成效", "二、二等奖", "（一）鲁家村",
    ]  # fmt: skip


def test_numbers_of_several_levels_hold_those_above() -> None:
    document = docx.Document()
    number = add_list(document, 93, ("decimal", "%1"), ("decimal", "%1.%2"))
    for said, level in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1)):
        numbered(document, said, number, level)

    assert lines(document) == ["1 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊"]


def test_a_list_that_begins_anew_and_one_that_goes_on() -> None:
    document = docx.Document()
    number = add_list(document, 94, ("decimal", "%1、"), start=3)
    numbering = document.part.numbering_part.element
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(element(f'<w:num w:numId="95"><w:abstractNumId w:val="94"/>{anew}</w:num>'))
    numbering.append(element('<w:num w:numId="96"><w:abstractNumId w:val="94"/></w:num>'))
    for said, of in (("甲", number), ("乙", 95), ("丙", 95), ("丁", 96)):
        numbered(document, said, of)

    assert lines(document) == ["3、甲", "1、乙", "2、丙", "3、丁"]


def test_a_style_may_number_its_paragraphs() -> None:
    document = docx.Document()
    add_list(document, 97, ("japaneseCounting", "第%1章"))
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(element('<w:numPr><w:numId w:val="97"/></w:numPr>'))
    document.add_heading("评选", 1)
    document.add_heading("名单", 1)

    assert lines(document) == ["第一章评选", "第二章名单"]


def test_a_bullet_of_a_font_of_symbols_is_a_bullet() -> None:
    document = docx.Document()
    number = add_list(document, 98, ("bullet", "\uf0b7"))
    numbered(document, "南岭村", number)

    assert lines(document) == ["●南岭村"]


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (21, "chineseCountingThousand", "二十一"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (9, "upperRoman", "IX"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "lowerLetter", "b"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "a format of the future", "5"),
        (5, "none", ""),
    ],
)
def test_every_format_of_numbers_is_written(number: int, form: str, said: str) -> None:
    assert written(number, form) == said


def _run(words: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            f'{_run("宁海县")}<w:del w:id="1">{_run("旧")}</w:del><w:ins w:id="2">{_run("桑洲镇")}</w:ins>',
            "宁海县桑洲镇",
        ),
        (f"<w:hyperlink>{_run('南岭村')}</w:hyperlink>", "南岭村"),
        (f"{_run('南岭')}{_run('秘密', '<w:rPr><w:vanish/></w:rPr>')}{_run('村')}", "南岭村"),
        (f"{_run('甲')}<w:r><w:br/></w:r>{_run('乙')}", "甲\n乙"),
        (f"{_run('甲')}<w:r><w:tab/></w:r>{_run('乙')}", "甲\t乙"),
        (f"<w:sdt><w:sdtContent>{_run('南岭村')}</w:sdtContent></w:sdt>", "南岭村"),
        ("<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>" + _run("3"), "3"),
        (
            f"<w:r><w:ruby><w:rt>{_run('nán')}</w:rt><w:rubyBase>{_run('南')}</w:rubyBase></w:ruby></w:r>",
            "南",
        ),
    ],
)
def test_of_a_paragraph_what_is_printed_is_read(inner: str, said: str) -> None:
    document = docx.Document()
    paragraph(document, inner)

    assert read(document).text == f"{said}\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = docx.Document()
    paragraph(document, f'<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{_run("宁海县")}')
    paragraph(document, _run("南岭村"))

    assert lines(document) == ["宁海县南岭村"]


def test_a_deleted_row_is_no_row() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for at, said in enumerate(("1", "南岭村", "2", "海头村")):
        table.cell(at // 2, at % 2).text = said
    table.rows[1]._tr.get_or_add_trPr().append(element('<w:del w:id="3"/>'))

    assert lines(document) == ["1\t南岭村"]


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    document = docx.Document()
    box = f"<w:txbxContent><w:p>{_run('名单')}</w:p></w:txbxContent>"
    forms = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent>{forms}</mc:AlternateContent>"
    paragraph(document, f"{_run('附件')}<w:r>{both}</w:r>")
    paragraph(document, _run("南岭村"))

    assert lines(document) == ["附件", "名单", "南岭村"]


def test_a_table_of_one_column_is_a_frame_around_its_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "甲"
    cell.add_paragraph("乙")

    assert lines(document) == ["甲", "乙"]


def test_headers_and_footers_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某市民政局文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("南岭村")

    assert lines(document) == ["南岭村"]


def test_what_is_not_read_is_named() -> None:
    document = docx.Document()
    paragraph(document, f'{_run("南岭村")}<w:del w:id="1">{_run("旧")}</w:del>')
    paragraph(document, "<w:r><w:footnoteReference/></w:r>" + _run("秘", "<w:rPr><w:vanish/></w:rPr>"))

    assert read(document).notes == (
        "脚注和尾注没有读。",
        "修订中删去的文字没有读，插入的文字算在正文里。",
        "隐藏的文字没有读。",
    )


def test_struck_words_are_not_read_and_named() -> None:
    document = docx.Document()
    struck = _run("海头村", "<w:rPr><w:strike/></w:rPr>")
    kept = _run("镇", "<w:rPr><w:strike w:val='0'/></w:rPr>")
    paragraph(document, _run("南岭村") + struck + kept)

    assert read(document).text == "南岭村镇\n"
    assert read(document).notes == ("划去的文字没有读：海头村。",)


def test_words_that_a_style_strikes_out_are_not_read_and_named() -> None:
    document = docx.Document()
    style = document.styles.add_style("划去", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.strike = True
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text = "1"
    row.cells[1].paragraphs[0].add_run("海头村")
    row.cells[1].paragraphs[0].add_run("、鲁家村", style=style)
    kept = row.cells[1].paragraphs[0].add_run("镇", style=style)
    kept.font.strike = False

    assert read(document).text == "1\t海头村镇\n"
    assert read(document).notes == ("划去的文字没有读：、鲁家村。",)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.append(
            element('<w:p><w:pPr><w:numPr><w:numId w:val="x"/></w:numPr></w:pPr></w:p>')
        ),
        lambda body: body.append(element("<w:tbl><w:tr/><w:tr><w:tc/></w:tr></w:tbl>")),
        lambda body: body.append(element('<w:p><w:pPr><w:pStyle w:val="nowhere"/></w:pPr></w:p>')),
    ],
)
def test_odd_xml_is_read_as_far_as_it_says_something(spoil: Callable[[Any], None]) -> None:
    document = docx.Document()
    document.add_paragraph("南岭村")
    spoil(document.element.body)

    assert lines(document) == ["南岭村"]


def test_a_style_that_is_based_on_itself_does_no_harm() -> None:
    document = docx.Document()
    style = document.styles["Heading 1"].element
    style.find(qn("w:basedOn")).set(qn("w:val"), "Heading1")
    document.add_heading("南岭村", 1)

    assert lines(document) == ["南岭村"]
