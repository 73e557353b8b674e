"""The workbook, read back: three sheets, in Chinese, typed, with all that was asked for."""

import zipfile
from datetime import datetime
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest

from cases.exports.excel import workbook
from cases.exports.excel.cells import CUT
from cases.exports.excel.columns import COLUMNS, NOTE
from cases.exports.excel.excel_file import EXCEL
from cases.exports.excel.workbook import MOST_ROWS
from cases.fields import BY_NAME, FIELDS
from cases.parameters import InvalidParameters
from cases.records.json_item import item
from cases.vocabulary import Vocabulary
from tests.exports.listed import listed
from tests.factories import make_mechanism
from tests.records.made import made

pytestmark = pytest.mark.django_db
LABEL = {each.name: each.label for each in FIELDS}
NAMED = {
    field: [SimpleNamespace(slug=slug, name=name, names=()) for slug, name in pairs]
    for field, pairs in {
        "programme": [("sqzl", "中国社区治理十大创新成果")],
        "tier": [("nominee", "提名成果")],
        "issuing_body": [("mca", "民政部"), ("mca-office", "民政部办公厅")],
    }.items()
}
VOCABULARY = Vocabulary([], [], {"notice": "关于推介的通知"}, values=NAMED)


def written(*records, **values) -> bytes:
    cases = listed([[item(record) for record in records]], total=len(records), **values)
    cases.index.vocabulary = VOCABULARY
    return b"".join(EXCEL.write(cases, "https://example.org/library", {}))


def opened(*records, **values) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(written(*records, **values)))


def cell(book: openpyxl.Workbook, column: str, row: int = 2):
    headings = [each.value for each in book["案例"][1]]
    return book["案例"].cell(row, headings.index(LABEL.get(column, column)) + 1)


def test_it_has_the_cases_the_conditions_and_the_codebook():
    assert opened(made()).sheetnames == ["案例", "检索条件", "字段说明"]


@pytest.mark.slow
def test_its_headings_are_the_names_of_all_columns_in_chinese():
    headings = [each.value for each in opened()["案例"][1]]
    assert sorted(headings) == sorted([*LABEL.values(), NOTE])
    assert headings[0] == LABEL["id"] and headings[-2:] == [LABEL["text"], NOTE]


def test_values_are_labels_and_not_slugs():
    book = opened(
        made(programme="sqzl", tier="nominee", issuing_body="mca；mca-office", region="east", source="notice",
             applicant_level="county", setting="both", inferred=("setting", "applicant_level"),
             mechanisms=("三社联动", "社区协商"))
    )  # fmt: skip
    shown = {
        name: cell(book, name).value for name in ("programme", "tier", "issuing_body", "region", "source")
    }
    assert shown == {
        "programme": "中国社区治理十大创新成果",
        "tier": "提名成果",
        "issuing_body": "民政部；民政部办公厅",
        "region": BY_NAME["region"].label_of("east"),
        "source": "关于推介的通知",
    }
    assert cell(book, "setting").value == BY_NAME["setting"].label_of("both")
    assert cell(book, "inferred").value == f"{LABEL['setting']}；{LABEL['applicant_level']}"
    assert cell(book, "mechanisms").value == "三社联动；社区协商"


def test_numbers_are_numbers_and_codes_are_text():
    book = opened(made(id="2014-sqzl-w01", year=2014, rank=3, division_code_then="320585"))
    assert [cell(book, name).value for name in ("year", "rank", "id", "division_code_then")] == [
        2014,
        3,
        "2014-sqzl-w01",
        "320585",
    ]
    assert (cell(book, "division_code_then").number_format, cell(book, "id").number_format) == ("@", "@")


def test_what_is_not_recorded_is_empty():
    book = opened(made(year=None, rank=None))
    assert [cell(book, name).value for name in ("year", "rank", "city", "setting", "inferred")] == [None] * 5


@pytest.mark.slow
def test_a_formula_is_text():
    titles = ["=1+1", "@SUM(A1)", "＝1"]
    cells = [cell(opened(made(title=title)), "title") for title in titles]
    assert [each.value for each in cells] == titles
    assert {each.data_type for each in cells} == {"s"}


def test_addresses_lead_to_the_host_that_was_asked():
    assert cell(opened(made()), "url").value == "https://example.org/library/cases/2014-sqzl-w01/"


def test_a_text_that_no_cell_holds_is_cut_and_the_row_says_so():
    book = opened(made(text="社" * 40_000), made(text="社" * 32_767))
    assert cell(book, "text").value.endswith(CUT) and len(cell(book, "text").value) == 32_767
    assert cell(book, NOTE).value == f"“{LABEL['text']}”过长，已截断，全文见网址"
    assert (len(cell(book, "text", 3).value), cell(book, NOTE, 3).value) == (32_767, None)


@pytest.mark.slow
def test_its_headings_stay_and_filter_all_rows():
    sheet = opened(made(), made(), made())["案例"]
    last = sheet.cell(1, len(COLUMNS)).column_letter
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", f"A1:{last}4")
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["B"].width != sheet.column_dimensions["H"].width


@pytest.mark.slow
def test_the_conditions_say_what_was_asked_when_and_of_which_data():
    book = opened(made(), words="年度为2014的案例", query="year=2014", version=7)
    rows = {row[0].value: row[1].value for row in book["检索条件"].iter_rows()}
    assert (rows["检索条件"], rows["案例数"], rows["数据版本"]) == ("年度为2014的案例", 1, 7)
    assert rows["网址"] == "https://example.org/library/cases/?year=2014"
    assert rows["数据日期"] == datetime(2026, 11, 28)  # `listed`


def test_the_basket_leads_back_to_the_basket():
    book = opened(made(), query="id=2014-sqzl-w01", page="basket")
    assert "https://example.org/library/selection/?id=2014-sqzl-w01" in [
        row[1].value for row in book["检索条件"].iter_rows()
    ]


def test_the_codebook_says_every_column_value_and_mechanism():
    make_mechanism(name="三社联动", definition="社区、社会组织、社会工作者协作。")
    rows = [[each.value for each in row] for row in opened()["字段说明"].iter_rows()]
    assert {row[3]: row[4] for row in rows if row[0] == "列"} == {each.label: each.meaning for each in FIELDS}
    assert ["取值", LABEL["tier"], "nominee", "提名成果"] in [row[:4] for row in rows]
    assert ["三社联动", "社区、社会组织、社会工作者协作。"] in [row[3:5] for row in rows]


def test_rows_come_in_order_whatever_the_pieces():
    chunks = [[item(made(id=str(n))) for n in range(first, first + 2)] for first in (0, 2, 4)]
    cases = listed(chunks, total=6)
    cases.index.vocabulary = VOCABULARY
    sheet = openpyxl.load_workbook(BytesIO(b"".join(EXCEL.write(cases, "", {}))))["案例"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list("012345")


def test_who_believes_what_the_sheet_says_of_its_size_reads_all_rows():
    content = written(*(made(id=str(number)) for number in range(3)))
    sheet = openpyxl.load_workbook(BytesIO(content), read_only=True)["案例"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == list("012")


def test_every_part_of_the_file_is_whole_and_the_length_is_known():
    cases = listed([[item(made())]], total=1)
    cases.index.vocabulary = VOCABULARY
    file = EXCEL.write(cases, "", {})
    content = b"".join(file)
    assert file.length == len(content)
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None
    file.close()


def test_more_than_a_worksheet_holds_is_refused(monkeypatch):
    EXCEL.check_size(MOST_ROWS)
    with pytest.raises(InvalidParameters, match="最多 1048575 行"):
        EXCEL.check_size(MOST_ROWS + 1)
    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)
    with pytest.raises(InvalidParameters, match="放不下"):
        written(made(text="社" * 1000))
