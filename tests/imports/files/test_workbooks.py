"""Workbooks: cells as Excel shows them, with the values that were saved."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from cases.imports.files.bounds import MOST_CELLS
from cases.imports.files.cell_values import shown
from cases.imports.files.contents import read_content
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.kinds import FileKind
from tests.imports.files.documents import saved


def read(book: Any) -> FileText:
    return read_content(FileKind.XLSX, saved(book))


def book_of(*rows: tuple[object, ...]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_rows_are_lines_and_merged_cells_stand_once() -> None:
    book = book_of(
        ("示范单位名单", None, None), ("序号", "省份", "单位"), (1, "浙江省", "海头村"), (2, None, "鲁家村")
    )
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("B3:B4")

    assert read(book).text == "示范单位名单\n序号\t省份\t单位\n1\t浙江省\t海头村\n2\t\t鲁家村\n"


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (datetime(2021, 5, 3), 'yyyy"年"m"月"d"日";@', "2021年5月3日"),
        (datetime(2021, 5, 3), "yyyy/m/d;@", "2021/5/3"),
        (datetime(2021, 5, 3), "mm-dd-yy", "2021/5/3"),
        (datetime(2021, 5, 3), "[$-804]yyyy年mm月", "2021年05月"),
        (datetime(2021, 5, 3, 14, 5), "yyyy-mm-dd hh:mm", "2021-05-03 14:05"),
        (date(2021, 5, 3), "yyyy\\-mm\\-dd", "2021-05-03"),
        (datetime(2021, 5, 3), "dddd", "星期一"),
        (time(9, 5), "h:mm AM/PM", "9:05 上午"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (7, "000", "007"),
        (3.0, "General", "3"),
        (0.85, "0%", "85%"),
        (12345.678, "#,##0.00", "12,345.68"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        ("2021年", "@", "2021年"),
    ],
)
def test_a_value_is_shown_in_its_format(value: object, form: str, said: str) -> None:
    assert shown(value, form) == said


def test_a_date_in_a_cell_is_read_as_it_is_shown() -> None:
    book = book_of(("单位", "时间"), ("南岭村", datetime(2021, 5, 3)))
    book.active["B2"].number_format = 'yyyy"年"m"月"'

    assert read(book).text == "单位\t时间\n南岭村\t2021年5月\n"


def test_sheets_stand_below_their_names_and_hidden_ones_are_named() -> None:
    book = book_of(("南岭村",))
    book.active.title = "一等奖"
    book.create_sheet("二等奖").append(["海头村"])
    book.create_sheet("空")
    book.create_sheet("底稿").append(["鲁家村"])
    book["底稿"].sheet_state = "hidden"

    assert read(book).text == "一等奖\n南岭村\n\n二等奖\n海头村\n"
    assert read(book).notes == ("隐藏的工作表“底稿”没有读。",)


def test_the_name_of_a_single_sheet_is_no_text() -> None:
    book = book_of(("南岭村",))
    book.active.title = "导出"

    assert read(book).text == "南岭村\n"


def test_a_formula_without_a_saved_value_is_named() -> None:
    book = book_of(("单位", "数"), ("南岭村", "=1+1"), ("海头村", 2))

    assert read(book).text == "单位\t数\n南岭村\n海头村\t2\n"
    assert read(book).notes == (
        "工作表“Sheet”的 B2 共 1 格是公式，没有保存结果，读作空格。请在 Excel 或 WPS 中打开，保存后再导入。",
    )


def test_the_saved_value_of_a_formula_is_read() -> None:
    content = saved(book_of(("单位", "数"), ("南岭村", "=1+1")))
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(
                name, before.read(name).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
            )

    assert read_content(FileKind.XLSX, changed.getvalue()).text == "单位\t数\n南岭村\t2\n"


def test_a_sheet_that_says_a_wrong_extent_is_read_whole() -> None:
    content = saved(book_of(("单位", "省份"), ("南岭村", "浙江省")))
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))

    assert read_content(FileKind.XLSX, changed.getvalue()).text == "单位\t省份\n南岭村\t浙江省\n"


@pytest.mark.slow
def test_a_cell_at_the_end_of_the_sheet_is_refused_or_read_in_bounds() -> None:
    book = book_of(("南岭村",))
    book.active["XFD1048576"] = "海头村"

    with pytest.raises(FileRefused, match=f"超过 {MOST_CELLS} 格或 1000 列"):
        read(book)


def test_hidden_rows_and_struck_cells_are_not_read_and_named() -> None:
    book = book_of(("序号", "单位"), (1, "海头村"), (2, "鲁家村"), (3, "南岭村"))
    book.active.title = "名单"
    book.active.row_dimensions[3].hidden = True
    book.active["B4"].font = Font(strike=True)

    reading = read(book)

    assert reading.text == "序号\t单位\n1\t海头村\n3\n"
    assert [note.split("没有读")[0] for note in reading.notes] == [
        "工作表“名单”隐藏的第 3 行共 1 行", "工作表“名单”的 B4 共 1 格有删除线，",
    ]  # fmt: skip


def test_hidden_columns_are_not_read_and_named_where_something_stands_in_them() -> None:
    book = book_of(("示范单位名单",), ("序号", "原单位", "单位", "备注"), (1, "鲁家村", "海头村", "甲"))
    book.active.title = "名单"
    book.active.merge_cells("A1:D1")
    for column in "ABF":
        book.active.column_dimensions[column].hidden = True

    assert read(book).text == "示范单位名单\n单位\t备注\n海头村\t甲\n"
    assert read(book).notes == ("工作表“名单”隐藏的第 A、B 列共 2 列没有读。要导入的请取消隐藏。",)


STRUCK = TextBlock(InlineFont(strike=True), "鲁家村")


def shared(content: bytes) -> bytes:
    """The same workbook with its words among the shared ones, as Excel and WPS write them."""
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(changed, "w") as after:
        sheet = before.read("xl/worksheets/sheet1.xml").decode()
        words = re.findall(r"<is>(.*?)</is>", sheet)
        for at, said in enumerate(words):
            sheet = sheet.replace(f't="inlineStr"><is>{said}</is>', f't="s"><v>{at}</v>', 1)
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        table = f"<sst {space}>{''.join(f'<si>{said}</si>' for said in words)}</sst>"
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        types = before.read("[Content_Types].xml").decode()
        for name in set(before.namelist()) - {"xl/worksheets/sheet1.xml", "[Content_Types].xml"}:
            after.writestr(name, before.read(name))
        after.writestr("xl/worksheets/sheet1.xml", sheet)
        after.writestr("xl/sharedStrings.xml", table)
        part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        after.writestr("[Content_Types].xml", types.replace("</Types>", part))
    return changed.getvalue()


@pytest.mark.parametrize("written", [lambda content: content, shared])
def test_words_struck_out_in_part_of_a_cell_are_not_read_and_named(written: Callable[[bytes], bytes]) -> None:
    book = book_of(("单位",), (CellRichText("海头村", STRUCK),), (CellRichText(STRUCK),), ("南岭村",))
    content = written(saved(book))

    assert read_content(FileKind.XLSX, content).text == "单位\n海头村\n\n南岭村\n"
    assert read_content(FileKind.XLSX, content).notes == (
        "工作表“Sheet”一格里划去的文字没有读：A2“鲁家村”。",
        "工作表“Sheet”的 A3 共 1 格有删除线，没有读，读作空格。",
    )


def test_a_run_of_its_own_font_stands_in_a_struck_cell() -> None:
    book = book_of((CellRichText("鲁家村", TextBlock(InlineFont(strike=False), "海头村")),))
    book.active["A1"].font = Font(strike=True)

    assert read_content(FileKind.XLSX, shared(saved(book))).text == "海头村\n"
