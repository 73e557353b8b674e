"""The log of all changes: what of it an address asks for, a page of that, and all of it as CSV.

Revisions of the library, and between them what is no part of it: accounts, rounds, answers to readers.

Nothing is counted: a page is what stands before a revision, and reads as many rows as it shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Self
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from cases.admin.histories.history import (
    BEFORE,
    Batch,
    batches_of,
    kind_of,
    page_of,
    verb_of,
)
from cases.admin.histories.office_log import BEFORE as BEFORE_OFFICE
from cases.admin.histories.office_log import OfficeLine, all_office_lines, office_part
from cases.admin.histories.people import AT_DESK, DESK_WAY, PROGRAM, Authorship, made_by, said_of
from cases.choices import OfficeKind, Through
from cases.curation.changes import ORDER
from cases.curation.coding_rounds import Account, blinded
from cases.curation.differences import changed_labels
from cases.curation.undoing import BY_NAME
from cases.curation.waiting_codings import DESK
from cases.exports.csv_file import BOM
from cases.models import Intake, OfficeChange, Revision, StoredChange
from cases.records.csv_line import harmless, render

PER_PAGE = 50
CHUNK = 200  # revisions of the CSV in memory at once
PROGRAMS = "-"  # the value of 用户 that means programs and commands
PARAMETERS = ("since", "until", "by", "through", "table", "batch", "key")
COLUMNS = (
    "时间",
    "用户",
    "姓名",
    "途径",
    "导入",
    "种类",
    "标识",
    "动作",
    "改了什么",
    "为什么",
    "数据版本",
    "提出者",
)
KINDS = tuple((str(model._meta.model_name), str(model._meta.verbose_name)) for model in reversed(ORDER))
OFFICE = frozenset(OfficeKind.values)
NO_DATE = "日期“{}”不存在，请按 2026-11-27 这样填写。"
NO_BATCH = "没有导入“{}”。"
NO_CHOICE = "“{}”不是可选的条件。"


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What of the log is asked for, as it was written; `wrong` says what of it means nothing."""

    given: Mapping[str, str]
    rows: QuerySet[Revision]
    office: QuerySet[OfficeChange]
    wrong: Sequence[str]

    @classmethod
    def read(cls, parameters: QueryDict) -> Self:
        """What means nothing finds nothing, so that no wrong list is taken for the right one."""
        given = {name: parameters.get(name, "").strip() for name in PARAMETERS}
        wrong = list[str]()
        rows: QuerySet[Revision] = Revision.objects.filter(*_conditions(given, wrong))
        office = OfficeChange.objects.filter(*_office_conditions(given))
        if wrong or given["table"] in OFFICE:
            rows = rows.none()
        if wrong or given["batch"] or given["table"] in BY_NAME or given["through"] == DESK_WAY:
            office = office.none()
        return cls(given, rows, office, wrong)

    @property
    def parameters(self) -> str:
        return urlencode({name: value for name, value in self.given.items() if value})


def _conditions(given: Mapping[str, str], wrong: list[str]) -> Iterator[Q]:
    yield from _days(given, wrong)
    if by := given["by"]:
        yield Q(by="") if by == PROGRAMS else made_by(by)
    if way := given["through"]:
        yield _way(way, wrong)
    if table := given["table"]:
        if table not in BY_NAME and table not in OFFICE:
            wrong.append(NO_CHOICE.format(table))
        yield Q(table=table)
    if batch := given["batch"]:
        yield Q(number__in=_versions(batch, wrong))
    if key := given["key"]:
        yield Q(key=key)


def _office_conditions(given: Mapping[str, str]) -> Iterator[Q]:
    """What is wrong with them was said of the revisions already."""
    yield from _days(given, [])
    if by := given["by"]:
        yield Q(by="" if by == PROGRAMS else by)
    if way := given["through"]:
        yield Q(through=way)
    if given["table"] in OFFICE:
        yield Q(kind=given["table"])
    if key := given["key"]:
        yield Q(key=key)


def _days(given: Mapping[str, str], wrong: list[str]) -> Iterator[Q]:
    if since := _day(given["since"], wrong):
        yield Q(made_at__gte=_midnight(since))
    if until := _day(given["until"], wrong):
        yield Q(made_at__lt=_midnight(until + timedelta(days=1)))


def _way(given: str, wrong: list[str]) -> Q:
    if given == DESK_WAY:
        return AT_DESK
    if given not in Through.values:
        wrong.append(NO_CHOICE.format(given))
    return Q(through=given) & ~AT_DESK if given == Through.FORM else Q(through=given)


def _day(given: str, wrong: list[str]) -> date | None:
    try:
        found = date.fromisoformat(given) if given else None
        return found if found is None or 1900 < found.year < 9000 else date.fromisoformat("")
    except ValueError:
        wrong.append(NO_DATE.format(given))
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _versions(batch: str, wrong: list[str]) -> list[int]:
    """The data versions in which an import was taken in, accepted and undone."""
    number = batch.removeprefix("导入").strip()
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    intake = Intake.objects.filter(pk=pk).values_list("taken_version", "undone_version").first()
    if intake is None:
        wrong.append(NO_BATCH.format(batch))
        return []
    of_rows = StoredChange.objects.filter(intake=pk, version__isnull=False).order_by()
    return [each for each in {*intake, *of_rows.values_list("version", flat=True).distinct()} if each]


# --- A page --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogLine:
    """A revision in a line."""

    revision: Revision
    said: Authorship
    batch: Batch | None

    @property
    def pk(self) -> int:
        return self.revision.pk

    @property
    def made_at(self) -> datetime:
        return self.revision.made_at

    @property
    def url(self) -> str:
        return reverse("admin:cases_revision_change", args=[self.revision.pk])

    @property
    def day(self) -> date:
        return timezone.localtime(self.made_at).date()

    @property
    def kind(self) -> str:
        return kind_of(self.revision)

    @property
    def verb(self) -> str:
        return verb_of(self.revision)

    @property
    def called(self) -> str:
        """2014-sqzl-w01 and its title; the name of a term."""
        state = self.revision.after or self.revision.before or {}
        name = next((state[column] for column in ("title", "name", "words") if state.get(column)), "")
        return f"{self.revision.key} {name}" if name and name != self.revision.key else self.revision.key

    @property
    def labels(self) -> str:
        """标题、机制编码; empty where the whole thing came or went."""
        revision = self.revision
        if revision.before is None or revision.after is None or revision.table not in BY_NAME:
            return ""
        return "、".join(changed_labels(BY_NAME[revision.table], revision.before, revision.after))

    @property
    def cells(self) -> Iterator[str]:
        """In the order of the columns of the file."""
        revision = self.revision
        yield f"{timezone.localtime(revision.made_at):%Y-%m-%d %H:%M:%S}"
        yield revision.by
        yield self.said.by if self.said.by != revision.by else ""
        yield self.said.way
        yield self.batch.label if self.batch else ""
        yield self.kind
        yield revision.key
        yield self.verb
        yield self.labels
        yield self.said.note
        yield str(revision.number)
        yield self.said.proposer


Line = LogLine | OfficeLine


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, the newest first, and the parameters of the older ones; empty where there are none."""

    lines: Sequence[Line]
    older: str
    people: Sequence[tuple[str, str]]

    kinds = (*KINDS, *OfficeKind.choices)
    ways = (*Through.choices, (DESK_WAY, DESK))


def log_page(query: LogQuery, request: HttpRequest) -> LogPage:
    revisions = log_lines(page_of(query.rows, request, PER_PAGE))
    found = list(_merged(revisions, office_part(query.office, request, PER_PAGE)))
    shown = found[:PER_PAGE]
    given = {name: value for name, value in query.given.items() if value}
    older = urlencode({**given, **_behind(shown, request)}) if len(found) > PER_PAGE else ""
    names = [(name, f"{last}{first}（{name}）" if last or first else name) for name, last, first in _users()]
    return LogPage(shown, older, [*names, (PROGRAMS, PROGRAM)])


def _merged(revisions: Iterable[LogLine], office: Iterable[OfficeLine]) -> Iterator[Line]:
    """The newest first; those of each table in their own order."""
    return merge(revisions, office, key=lambda line: line.made_at, reverse=True)


def _behind(shown: Sequence[Line], request: HttpRequest) -> Mapping[str, str]:
    """After which revision, and after which line of the office, the next page begins."""
    last = {name: request.GET[name] for name in (BEFORE, BEFORE_OFFICE) if request.GET.get(name)}
    for line in shown:
        last[BEFORE if isinstance(line, LogLine) else BEFORE_OFFICE] = str(line.pk)
    return last


def _users() -> QuerySet[User, tuple[str, str, str]]:
    return User.objects.order_by("username").values_list("username", "last_name", "first_name")


def log_lines(revisions: Sequence[Revision]) -> list[LogLine]:
    said, batches = said_of(revisions), batches_of(revisions)
    return [LogLine(each, said[each.pk], batches.get(each.number)) for each in revisions]


# --- The file ------------------------------------------------------------------------------------


def csv_of(query: LogQuery, user: Account) -> Iterator[bytes]:
    """All that the user may see, the newest first, as UTF-8 with BOM and CRLF; cells are harmless to
    spreadsheets.
    """
    yield BOM + render(list(COLUMNS))
    lines = _merged(_all_lines(query.rows, user), all_office_lines(query.office, CHUNK))
    while some := list(islice(lines, CHUNK)):
        yield b"".join(render(list(map(harmless, line.cells))) for line in some)


def _all_lines(rows: QuerySet[Revision], user: Account) -> Iterator[LogLine]:
    found = rows.order_by("-pk").iterator(CHUNK)
    while some := list(islice(found, CHUNK)):
        yield from log_lines(blinded(some, user))
