"""The log of all changes: which revisions an address asks for, a page of them, and all of them as CSV.

Nothing is counted: a page is what stands before a revision, and reads as many rows as it shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Self
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from cases.admin.histories.history import (
    BEFORE,
    Batch,
    batches_of,
    kind_of,
    page_of,
    verb_of,
)
from cases.admin.histories.people import AT_DESK, DESK_WAY, PROGRAM, Authorship, made_by, said_of
from cases.choices import Through
from cases.curation.changes import ORDER
from cases.curation.coding_rounds import Account, blinded
from cases.curation.differences import changed_labels
from cases.curation.undoing import BY_NAME
from cases.curation.waiting_codings import DESK
from cases.exports.csv_file import BOM
from cases.models import Intake, Revision, StoredChange
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
NO_DATE = "日期“{}”不存在，请按 2026-11-27 这样填写。"
NO_BATCH = "没有导入“{}”。"
NO_CHOICE = "“{}”不是可选的条件。"


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What of the log is asked for, as it was written; `wrong` says what of it means nothing."""

    given: Mapping[str, str]
    rows: QuerySet[Revision]
    wrong: Sequence[str]

    @classmethod
    def read(cls, parameters: QueryDict) -> Self:
        """What means nothing finds nothing, so that no wrong list is taken for the right one."""
        given = {name: parameters.get(name, "").strip() for name in PARAMETERS}
        wrong = list[str]()
        rows: QuerySet[Revision] = Revision.objects.filter(*_conditions(given, wrong))
        return cls(given, rows.none() if wrong else rows, wrong)

    @property
    def parameters(self) -> str:
        return urlencode({name: value for name, value in self.given.items() if value})


def _conditions(given: Mapping[str, str], wrong: list[str]) -> Iterator[Q]:
    if since := _day(given["since"], wrong):
        yield Q(made_at__gte=_midnight(since))
    if until := _day(given["until"], wrong):
        yield Q(made_at__lt=_midnight(until + timedelta(days=1)))
    if by := given["by"]:
        yield Q(by="") if by == PROGRAMS else made_by(by)
    if way := given["through"]:
        yield _way(way, wrong)
    if table := given["table"]:
        if table not in BY_NAME:
            wrong.append(NO_CHOICE.format(table))
        yield Q(table=table)
    if batch := given["batch"]:
        yield Q(number__in=_versions(batch, wrong))
    if key := given["key"]:
        yield Q(key=key)


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
    def day(self) -> date:
        return timezone.localtime(self.revision.made_at).date()

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


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, the newest first, and the parameters of the older ones; empty where there are none."""

    lines: Sequence[LogLine]
    older: str
    people: Sequence[tuple[str, str]]

    kinds = KINDS
    ways = (*Through.choices, (DESK_WAY, DESK))


def log_page(query: LogQuery, request: HttpRequest) -> LogPage:
    found = page_of(query.rows, request, PER_PAGE)
    shown = found[:PER_PAGE]
    given = {name: value for name, value in query.given.items() if value}
    older = urlencode(given | {BEFORE: shown[-1].pk}) if len(found) > PER_PAGE else ""
    names = [(name, f"{last}{first}（{name}）" if last or first else name) for name, last, first in _users()]
    return LogPage(log_lines(shown), older, [*names, (PROGRAMS, PROGRAM)])


def _users() -> QuerySet[User, tuple[str, str, str]]:
    return User.objects.order_by("username").values_list("username", "last_name", "first_name")


def log_lines(revisions: Sequence[Revision]) -> list[LogLine]:
    said, batches = said_of(revisions), batches_of(revisions)
    return [LogLine(each, said[each.pk], batches.get(each.number)) for each in revisions]


# --- The file ------------------------------------------------------------------------------------


def csv_of(rows: QuerySet[Revision], user: Account) -> Iterator[bytes]:
    """All that the user may see, the newest first, as UTF-8 with BOM and CRLF; cells are harmless to
    spreadsheets.
    """
    yield BOM + render(list(COLUMNS))
    found = rows.order_by("-pk").iterator(CHUNK)
    while some := list(islice(found, CHUNK)):
        lines = log_lines(blinded(some, user))
        yield b"".join(render(list(map(harmless, _cells(line)))) for line in lines)


def _cells(line: LogLine) -> Iterable[str]:
    revision = line.revision
    yield f"{timezone.localtime(revision.made_at):%Y-%m-%d %H:%M:%S}"
    yield revision.by
    yield line.said.by if line.said.by != revision.by else ""
    yield line.said.way
    yield line.batch.label if line.batch else ""
    yield line.kind
    yield revision.key
    yield line.verb
    yield line.labels
    yield line.said.note
    yield str(revision.number)
    yield line.said.proposer
