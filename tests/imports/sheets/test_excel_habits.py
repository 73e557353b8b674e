"""What Excel and WPS do to a sheet is met, or named: nothing of it is taken for what somebody wrote."""

from datetime import datetime

import pytest

from cases.fields import FIELDS
from cases.imports.files.cell_values import words_of
from cases.imports.sheets.exported_sheet import open_sheet
from cases.imports.sheets.returned_sheet import returned_sheet
from tests.factories import make_award
from tests.imports.sheets.edited import (
    bring_in,
    counts,
    csv_file,
    exported,
    only,
    reasons,
    row_of,
    saved,
    workbook,
)
from tests.small_library import make_small_library
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db
NAMES = [each.name for each in FIELDS]
SOME = ["id", "title", "year", "rank", "division_code_now", "setting"]
FIRST = "2014-sqzl-w01"


@pytest.fixture(autouse=True)
def library() -> None:
    make_small_library()


def is_unchanged(content: bytes, name: str = "sheet.csv") -> bool:
    intake = bring_in(content, name)
    return counts(intake) == (3, 0, 3, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_it_comes_in_any_encoding_that_offices_save(encoding):
    assert is_unchanged(csv_file(exported(), encoding=encoding))


def test_a_sign_that_the_encoding_of_an_office_lacks_is_no_change():
    make_award(title="邻里•守望", rank=9, edition=make_edition(year=2014))
    content = csv_file(exported(), encoding="gbk")
    assert "邻里?守望".encode("gbk") in content
    assert counts(bring_in(content)) == (4, 0, 4, 0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_stands_between_cells(delimiter):
    assert is_unchanged(csv_file(exported(), delimiter=delimiter))


def test_excel_may_say_the_delimiter_in_a_line_of_its_own():
    assert is_unchanged(b"sep=;\r\n" + csv_file(exported(), delimiter=";", encoding="utf-8"))


def test_headings_are_english_or_chinese_in_any_order():
    assert is_unchanged(csv_file(exported(), list(reversed(NAMES)), labels=True))
    content = csv_file(exported())
    assert is_unchanged(content.replace(b"applicant_level", b"Applicant Level", 1))


def test_a_column_that_is_not_there_is_not_emptied():
    assert is_unchanged(csv_file(exported(), ["id", "title"]))


def test_a_further_column_is_named_and_not_read():
    rows = [{**row, "联系人": "张三"} for row in exported()]
    intake = bring_in(csv_file(rows, [*NAMES, "联系人"]))
    assert counts(intake) == (3, 0, 3, 0)
    assert [each["message"] for each in intake.problems] == ["“联系人”不是案例库的列，没有读。"]


def test_rows_without_anything_and_words_above_the_headings_are_passed_over():
    content = "案例清单\r\n\r\n".encode() + csv_file(exported(), encoding="utf-8") + b",,,\r\n\r\n"
    assert is_unchanged(content)


def test_blanks_at_the_ends_of_cells_and_wide_signs_in_codes_are_no_change():
    rows = exported()
    for row in rows:
        row["id"] = f" {row['id'].upper()}　"
        row["title"] = f"{row['title']}  "
        row["year"] = row["year"].translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        row["setting"] = f"{row['setting']}\t"
    assert is_unchanged(csv_file(rows))


def test_rows_that_end_early_leave_the_rest_as_it_is():
    lines = csv_file(exported(), SOME, encoding="utf-8").split(b"\r\n")
    cut = [lines[0], *(line.rpartition(b",")[0] for line in lines[1:4])]
    assert is_unchanged(b"\r\n".join(cut))


@pytest.mark.slow
def test_numbers_and_dates_of_cells_are_read_as_what_they_were():
    rows = exported()
    for row in rows:
        row["year"] = datetime(int(row["year"]), 1, 1) if row["year"] else None
        row["rank"] = float(row["rank"]) if row["rank"] else None
        row["division_code_now"] = int(row["division_code_now"])
    assert is_unchanged(saved(workbook(rows, SOME)), "sheet.xlsx")


@pytest.mark.slow
def test_zeros_that_were_lost_before_a_number_are_no_change():
    make_award(title="0571", rank=9, edition=make_edition(year=2014))
    rows = exported()
    row = next(row for row in rows if row["title"] == "0571")
    row["title"] = 571
    intake = bring_in(saved(workbook(rows, SOME)), "sheet.xlsx")
    assert counts(intake) == (4, 0, 4, 0)


@pytest.mark.slow
def test_hidden_rows_are_read_and_hidden_sheets_are_not():
    book = workbook(exported(), SOME)
    book.active.row_dimensions[2].hidden = True
    hidden = book.create_sheet("备份")
    hidden.append(["入库编号", "标题"])
    hidden.append([FIRST, "别的标题"])
    hidden.sheet_state = "hidden"
    intake = bring_in(saved(book), "sheet.xlsx")
    assert counts(intake) == (3, 0, 3, 0)
    assert "隐藏的工作表“备份”没有读" in intake.note


@pytest.mark.slow
def test_a_second_sheet_of_awards_is_named():
    book = workbook(exported(), SOME)
    copy = book.copy_worksheet(book.active)
    copy.title = "我的修改"
    copy["B2"] = "别的标题"
    intake = bring_in(saved(book), "sheet.xlsx")
    assert counts(intake) == (3, 0, 3, 0)
    assert "工作表“我的修改”也是案例表，没有读" in intake.note


@pytest.mark.slow
def test_a_merged_cell_counts_for_all_rows_that_it_covers():
    book = workbook(exported(), SOME)
    sheet, column = book.active, SOME.index("year") + 1
    years = [sheet.cell(row, column).value for row in range(2, 5)]
    first = years.index("2014") + 2
    assert years[first - 1] == "2014"
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=column, end_column=column)
    assert is_unchanged(saved(book), "sheet.xlsx")


@pytest.mark.slow
def test_merged_numbers_make_two_rows_of_one_award_which_is_said():
    book = workbook(exported(), SOME)
    book.active.merge_cells("A2:A3")
    change = only(bring_in(saved(book), "sheet.xlsx"))
    assert reasons(change).startswith("与第 2 行是同一个案例")


@pytest.mark.slow
def test_a_formula_without_a_saved_value_is_no_empty_cell():
    book = workbook(exported(), SOME)
    book.active["B2"] = '="政社"&"互动"'
    change = only(bring_in(saved(book), "sheet.xlsx"))
    assert reasons(change) == "“标题”是公式，没有保存结果，请粘贴为值后重填。"
    name, content = returned_sheet(change.intake)
    assert "没有印出" in reasons(only(bring_in(content, name)))  # not taken for an empty cell


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("#REF!", "公式算不出结果"),
        ("3.2E+05", "科学记数"),
        ("2014/1/1", "变成了日期"),
        ("3月12日", "变成了日期"),
    ],
)
def test_what_a_program_made_of_a_title_is_named(cell, reason):
    rows = exported()
    row_of(rows, FIRST)["title"] = cell
    assert reason in reasons(only(bring_in(csv_file(rows))))


def test_the_guard_of_a_cell_that_looks_like_a_formula_is_no_part_of_it():
    make_award(title="+1 工作法", rank=9, edition=make_edition(year=2014))
    rows = exported()
    assert any(row["title"] == "'+1 工作法" for row in rows)
    intake = bring_in(csv_file(rows))
    assert counts(intake) == (4, 0, 4, 0)
    for row in rows:
        row["title"] = row["title"].removeprefix("'")
    assert counts(bring_in(csv_file(rows), "other.csv")) == (4, 0, 4, 0)


# --- Not every table is one of ours ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "序号,申报单位,案例名称\n1,江苏省太仓市,政社互动\n",
        "编号,标题\n1,政社互动\n2,参与式治理\n",
        "入库编号\n2014-sqzl-w01\n",
        "关于公布结果的通知\n2014-sqzl-w01 一等奖\n",
        "",
    ],
)
def test_other_tables_and_texts_are_documents(text):
    assert open_sheet("list.csv", text.encode()) is None


def test_what_cannot_be_read_as_a_sheet_is_left_to_the_reader_of_documents():
    for content in (b"PK\x03\x04broken", b"\x89PNG", b"%PDF-1.7", b"\xff\xfe\x00"):
        assert open_sheet("list.xlsx", content) is None


def test_two_columns_of_one_field_are_named():
    intake = bring_in(csv_file(exported(), ["id", "title", "title"]))
    assert [each["message"] for each in intake.problems] == ["“title”与“title”是同一项，只读了前一列。"]


def test_the_column_that_the_exports_write_counts_before_one_called_alike():
    rows = [{"编号": "1", **row, "标题（旧）": "别的"} for row in exported()]
    intake = bring_in(csv_file(rows, ["编号", "标题（旧）", "id", "title"]))
    assert counts(intake) == (3, 0, 3, 0)
    assert [each["message"] for each in intake.problems] == [
        "“id”与“编号”是同一项，只读了“id”。",
        "“title”与“标题（旧）”是同一项，只读了“title”。",
    ]


def test_what_xml_cannot_have_is_read_as_the_file_means_it():
    assert [words_of(each) for each in ("甲_x000D_\n乙", "_x005F_x000B_", "_xD83D_", "a_x1_")] == [
        "甲\r\n乙", "_x000B_", "_xD83D_", "a_x1_",
    ]  # fmt: skip
    rows = exported()
    row_of(rows, "2014-sqzl-w01")["title"] += "_x000D_"
    assert counts(bring_in(saved(workbook(rows, ["id", "title"])), "a.xlsx")) == (3, 0, 3, 0)
