"""What a curator said of the columns of a table is remembered by `import_document` too."""

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from cases.imports.said_columns import known_columns, remember, suggested
from cases.models import Award, ColumnMapping
from cases.readers.lists.column_roles import TableHead, table_heads
from tests.imports.lists import make_readers_library
from tests.small_library import make_small_library

pytestmark = pytest.mark.django_db
HEADINGS = ["推荐地", "做法名", "报送的部门", "我的备注"]
ROWS = [
    ["浙江省杭州市上城区", "议事到家门", "上城区民政局", "好"],
    ["浙江省杭州市上城区", "协商在身边", "上城区小营街道办事处", ""],
]
ROLES = {"推荐地": "place", "做法名": "title", "报送的部门": "unit"}


def run(path: Path) -> tuple[list[str], str]:
    out, err = StringIO(), StringIO()
    with suppress(CommandError):  # it says what stands in the way as well
        call_command("import_document", str(path), dry_run=True, json=True, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with a title above its headings, the columns in another order than they were named in."""
    book = Workbook()
    book.active.append(["我收集的名单"])
    book.active.append([])
    for row in [HEADINGS, *ROWS]:
        book.active.append(row[::-1])
    path = tmp_path / "own.xlsx"
    book.save(path)
    return path


def test_the_command_reads_by_what_was_said(path):
    make_readers_library()
    remember(TableHead(HEADINGS, ROWS), ROLES, by="张三")
    lines, told = run(path)
    _document, *awards = map(json.loads, lines)
    assert [(award["title"], award["applicant"]) for award in awards] == [(row[1], row[2]) for row in ROWS]
    today = timezone.localdate().isoformat()
    assert f"表格的列按 {today} 张三的对应读取。" in told


def test_the_command_takes_a_sheet_with_headings_of_ones_own(tmp_path):
    make_small_library()
    text = "我的号,叫什么\n2014-sqzl-w01,政社互动\n"
    (head,) = table_heads(text.replace(",", "\t"))
    remember(head, {"我的号": "id", "叫什么": "title"}, by="张三")
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    lines, _told = run(path)
    assert json.loads(lines[0])["sheet"]["changed"] == 1
    assert Award.objects.get(accession="2014-sqzl-w01").title == "“政社互动”"
    assert known_columns().roles == {}  # of lists nothing is known by it


def test_what_is_said_again_counts_from_then_on():
    head = TableHead(HEADINGS, ROWS)
    remember(head, ROLES, by="张三")
    remember(TableHead(HEADINGS[::-1], ROWS), {"做法名": "unit"}, by="李四")
    mapping = ColumnMapping.objects.get()
    assert (mapping.roles, mapping.made_by) == ({"做法名": "unit"}, "李四")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("省份", "province"),
        ("市（州）", "city"),
        ("所在市", "city"),
        ("县（市、区）", "county"),
        ("县市区", "county"),
        ("年度", "year"),
        ("来自何地", "place"),
        ("所获档次", "honour"),
        ("感想", None),
    ],
)
def test_headings_propose_what_their_columns_are(heading, role):
    head = TableHead(["做法名", heading], [["议事", "某"]])
    assert (suggested(head).get(head.names[1]) or None) == role
