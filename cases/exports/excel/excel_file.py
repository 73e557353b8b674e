"""Excel as a format of lists: the cases, by which conditions they were found, what the columns mean."""

from collections.abc import Iterator

from django.conf import settings

from cases.exports.case_list import CaseList
from cases.exports.codebook import SECTIONS, CodebookEntry, entries
from cases.exports.csv_file import columns
from cases.exports.delivery import WholeFile
from cases.exports.excel.cells import Value, for_cell
from cases.exports.excel.columns import COLUMNS, CaseRows
from cases.exports.excel.workbook import MOST_ROWS, MainSheet, SmallSheet, TooLarge, write_workbook
from cases.exports.file_format import Format, Options
from cases.fields import BY_NAME
from cases.models import DataVersion, PublicVersion
from cases.parameters import InvalidParameters
from cases.vocabulary import Vocabulary

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODEBOOK = ("类别", "列名", "代码", "名称", "含义", "又称", "上级机制", "辨析")
CONDITIONS, VERSION = "检索条件", "数据版本"  # a sheet, and its row that says which data it is of
OF_CASES = MainSheet("案例", COLUMNS)
ELSEWHERE = "请增加条件缩小范围，或者改用 CSV。"


def write(cases: CaseList, origin: str, options: Options) -> WholeFile:
    """The whole workbook; InvalidParameters when the texts are more than one can hold."""
    rows, small = CaseRows(cases.index.vocabulary, origin), (conditions(cases, origin), codebook(cases))

    def chunks() -> Iterator[Iterator[list[Value]]]:
        for items in cases.prepared("item"):
            yield map(rows.values, items)

    try:
        return WholeFile(write_workbook(chunks(), cases.total, small, OF_CASES, cases.index.day), cases.total)
    except TooLarge:
        raise InvalidParameters([f"这些案例的正文一份 Excel 放不下。{ELSEWHERE}"]) from None


def conditions(cases: CaseList, origin: str) -> SmallSheet:
    """Which cases these are, where the list stands, of which day and which data."""
    rows = (
        ("检索条件", for_cell(cases.words)),
        ("案例数", cases.total),
        ("网址", origin + cases.path),
        ("数据日期", cases.index.day),
        (VERSION, cases.index.version.number),
        ("公布版本", _public(cases.public)),
        ("来源", settings.SITE_NAME),
        (
            "说明",
            "空白单元格表示原文未注明，也无从推断；“推断列”写明哪些信息不是原文所印。各列含义见“字段说明”。",
        ),
    )
    return SmallSheet(CONDITIONS, (14, 90), rows)


def _public(version: PublicVersion | None) -> str:
    """By which papers cite; of data that are no public version exactly, that they are none."""
    if version is None:
        return "与最新的公布版本有出入，不属于任何一版"
    return f"第 {version.number} 版（{version.day.isoformat()}），SHA-256：{version.sha256}"


def codebook(cases: CaseList) -> SmallSheet:
    """The codebook, with the headings of the sheet of cases for its columns."""
    vocabulary = cases.index.vocabulary
    rows = tuple(tuple(map(for_cell, _codebook_row(row, vocabulary))) for row in entries(vocabulary))
    return SmallSheet("字段说明", (10, 18, 22, 22, 70, 30, 20, 50), rows, CODEBOOK)


def _codebook_row(row: CodebookEntry, vocabulary: Vocabulary) -> tuple[str, ...]:
    field, broader = BY_NAME.get(row.column), vocabulary.all_terms.get(row.broader)
    return (
        SECTIONS[row.section],
        field.label if field else row.column if row.section == "term" else "",
        row.value or row.column,
        row.label,
        row.description,
        row.other_names,
        broader.name if broader else row.broader,
        row.contrasts,
    )


def check_size(total: int) -> None:
    """Raise InvalidParameters for more cases than a worksheet has rows."""
    if total > MOST_ROWS:
        raise InvalidParameters([f"一张工作表最多 {MOST_ROWS} 行，这里有 {total} 例。{ELSEWHERE}"])


def depends_on() -> tuple[object, ...]:
    """The codebook is read from the database, which may be ahead of the index."""
    return (DataVersion.current().token,)


EXCEL = Format(
    extension="xlsx",
    label="Excel",
    meaning="电子表格可直接打开",
    content_type=CONTENT_TYPE,
    write=write,
    check_size=check_size,
    depends_on=depends_on,
    columns=columns,
)
