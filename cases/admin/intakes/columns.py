"""The page where a curator says what each column of a table of their own is, and what is remembered of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from cases.admin.curated import ReadOnlyAdmin
from cases.admin.intakes.acts import lock_of
from cases.admin.intakes.work import read_named_columns
from cases.choices import ColumnRole, IntakeKind
from cases.imports.by_columns import heads_of, open_questions
from cases.imports.said_columns import ONLY_OF_HELD, mapping_of, problems_of, suggested
from cases.imports.sheets.reading import COLUMNS
from cases.models import ColumnMapping, Intake
from cases.readers.lists.column_roles import TableHead

SHOWN = 3  # rows of a table
MOST_TABLES = 5  # of one document
LEFT_OUT = "不导入"
NO_TABLE = "这次导入里没有表格。"
CLOSED = "这次导入已经收录、撤销或者放弃，不能再改。"
FOR_LISTS = (
    *(ColumnRole.TITLE, ColumnRole.UNIT, ColumnRole.NUMBER, ColumnRole.HONOUR, ColumnRole.YEAR),
    *(ColumnRole.PLACE, ColumnRole.PROVINCE, ColumnRole.CITY, ColumnRole.COUNTY),
)
FOR_HELD = tuple(role for role in ColumnRole if role in ONLY_OF_HELD)
Choices = Sequence[tuple[str, Sequence[tuple[str, str]]]]
CHOICES: Choices = (
    ("案例名单", [(role.value, str(role.label)) for role in FOR_LISTS]),
    ("修改库中的案例", [(role.value, str(role.label)) for role in FOR_HELD]),
)


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column on the page: its heading, its first cells, and what it is taken for."""

    heading: str
    cells: Sequence[str]
    name: str
    field: str
    role: str

    @property
    def groups(self) -> Choices:
        """What it may be."""
        return CHOICES


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table on the page; `said` is what is remembered of its headings."""

    head: TableHead
    columns: Sequence[ColumnChoice]
    said: ColumnMapping | None
    wrong: Sequence[str] = ()

    @property
    def numbers(self) -> range:
        """Of the rows that are shown."""
        return range(1, min(SHOWN, len(self.head.rows)) + 1)

    @property
    def roles(self) -> dict[str, str]:
        return {column.name: column.role for column in self.columns if column.name}


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """What the preview says of the columns by which its tables were read."""

    by: str
    on: str
    unknown: Sequence[str]
    address: str


def columns_page(intake: Intake) -> str:
    return reverse("admin:cases_intake_columns", args=[intake.pk])


def read_columns(intake: Intake) -> ReadColumns | None:
    """By whose word the tables of an import were read; None where it has none."""
    said = intake.facts.get(COLUMNS)
    if said is not None:
        return ReadColumns(said["by"] or "命令行", said["on"], (), columns_page(intake))
    if intake.kind == IntakeKind.SPREADSHEET:
        return ReadColumns("", "", (), columns_page(intake))
    heads = heads_of(intake) if intake.is_open else []
    if not heads:
        return None
    unknown = [words for head in open_questions(intake, heads) for words in head.unknown]
    return ReadColumns("", "", unknown, columns_page(intake))


def columns_of_import(request: HttpRequest, intake: Intake, context: dict[str, Any]) -> HttpResponse:
    """Shows the columns; keeps what is said of them and reads the import by it."""
    address = reverse("admin:cases_intake_change", args=[intake.pk])
    heads = heads_of(intake)[:MOST_TABLES] if intake.is_open else []
    if not heads:
        messages.error(request, NO_TABLE if intake.is_open else CLOSED)
        return HttpResponseRedirect(address)
    tables = [_table(number, head, request.POST or None) for number, head in enumerate(heads)]
    wrong: list[str] = []
    if request.method == "POST" and not any(table.wrong for table in tables):
        try:
            said = [(table.head, table.roles) for table in tables if any(table.roles.values())]
            read_named_columns(intake, lock_of(request), said, _user(request))
        except ValidationError as refusal:
            wrong = refusal.messages
        else:
            messages.success(request, "已记住每一列是什么，并重新读取。")
            return HttpResponseRedirect(address)
    context |= {"title": "每一列是什么", "original": intake, "tables": tables, "wrong": wrong}
    context["left_out"], context["several"] = LEFT_OUT, len(tables) > 1
    return TemplateResponse(request, "admin/cases/intake/columns.html", context)


def _table(number: int, head: TableHead, sent: QueryDict | None) -> TableChoice:
    said = mapping_of(head)
    known: Mapping[str, str] = said.roles if said is not None else suggested(head)
    columns = []
    for at, (name, heading) in enumerate(zip(head.names, head.headings, strict=True)):
        field = f"table-{number}-column-{at}"
        role = known.get(name, "") if sent is None else sent.get(field, "")
        cells = [row[at] if at < len(row) else "" for row in head.rows[:SHOWN]]
        cells += [""] * (min(SHOWN, len(head.rows)) - len(cells))
        columns.append(ColumnChoice(heading, cells, name, field, role if role in ColumnRole else ""))
    table = TableChoice(head, columns, said)
    if sent is None:
        return table
    is_needed = number == 0 or any(table.roles.values())
    return TableChoice(head, columns, said, list(problems_of(head, table.roles)) if is_needed else ())


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise ValidationError("请先登录。")
    return request.user


@admin.register(ColumnMapping)
class ColumnMappingAdmin(ReadOnlyAdmin[ColumnMapping]):
    """What is remembered; deleted, the next table with such headings is asked about again."""

    list_display = ("__str__", "called", "made_by", "made_at")
    search_fields = ("made_by",)
    search_help_text = "指明者"
    fields = ("__str__", "called", "made_by", "made_at")

    @admin.display(description="每一列是什么")
    def called(self, mapping: ColumnMapping) -> str:
        labels = dict(ColumnRole.choices)
        return "；".join(f"{name}：{labels.get(role, role)}" for name, role in mapping.roles.items())

    def has_view_permission(self, request: HttpRequest, obj: ColumnMapping | None = None) -> bool:
        return request.user.has_perm("cases.add_award") or super().has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("cases.add_award")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cases.add_award") or super().has_module_permission(request)
