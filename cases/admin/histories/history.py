"""What revisions say, for pages: who changed what, when, through what and why, old beside new."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from cases.admin.histories.people import Authorship, said_of
from cases.choices import Through
from cases.curation.coding_rounds import blinded
from cases.curation.differences import Differences, differences
from cases.curation.known_names import KnownNames
from cases.curation.undoing import BY_NAME
from cases.models import Intake, Revision, StoredChange
from cases.models.writing import Public

PER_PAGE = 20
BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Batch:
    """The import that a revision is of, with the address of its page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A revision as pages show it."""

    revision: Revision
    said: Authorship
    batch: Batch | None
    differences: Differences

    @property
    def verb(self) -> str:
        return verb_of(self.revision)

    @property
    def kind(self) -> str:
        return kind_of(self.revision)

    @property
    def is_whole(self) -> bool:
        """Whether it tells the whole thing, for it was made or deleted."""
        return self.revision.before is None or self.revision.after is None

    @property
    def url(self) -> str:
        return reverse("admin:cases_revision_change", args=[self.revision.pk])


@dataclass(frozen=True, slots=True)
class PartOfHistory:
    """Some revisions, the newest first, and the parameters of what is older; empty where nothing is."""

    entries: Sequence[HistoryEntry]
    older: str


def kind_of(revision: Revision) -> str:
    model = BY_NAME.get(revision.table)
    return str(model._meta.verbose_name) if model is not None else revision.table


def verb_of(revision: Revision) -> str:
    if revision.before is None:
        return "记入" if revision.number == 0 else "新增"
    return "修改" if revision.after is not None else "删除"


def part_of_history(rows: QuerySet[Revision], request: HttpRequest) -> PartOfHistory:
    """The page of these revisions that `?before=` asks for; nothing is counted, so that it stays quick."""
    found = page_of(rows, request, PER_PAGE)
    shown = found[:PER_PAGE]
    older = str(shown[-1].pk) if len(found) > PER_PAGE else ""
    return PartOfHistory(entries(shown), older)


def page_of(rows: QuerySet[Revision], request: HttpRequest, size: int) -> list[Revision]:
    """So many of the revisions before the one that is asked for, and one more if there is one.

    Who codes in an open round does not see in them what others coded.
    """
    before = request.GET.get(BEFORE, "")
    if before:
        if not (before.isascii() and before.isdecimal() and len(before) < 19):
            raise Http404
        rows = rows.filter(pk__lt=int(before))
    rows, wanted = rows.order_by("-pk"), size + 1
    found: list[Revision] = []
    while len(found) < wanted:
        some = list(rows[:wanted])
        found += blinded(some, request.user)
        if len(some) < wanted:
            break
        rows = rows.filter(pk__lt=some[-1].pk)
    return found[:wanted]


def entries(revisions: Sequence[Revision]) -> list[HistoryEntry]:
    """With names, passages, people and imports, in a number of queries that does not grow with them."""
    known = [each for each in revisions if each.table in BY_NAME]
    names = KnownNames((BY_NAME[each.table], state) for each in known for state in (each.before, each.after))
    said, batches = said_of(known), batches_of(known)
    return [
        HistoryEntry(
            each,
            said[each.pk],
            batches.get(each.number),
            differences(BY_NAME[each.table], each.before, each.after, names.seen_at(each.pk)),
        )
        for each in known
    ]


def batches_of(revisions: Iterable[Revision]) -> Mapping[int, Batch]:
    """The imports whose taking or undoing wrote these, by data version."""
    wanted = {each.number for each in revisions if each.through in (Through.IMPORT, Through.UNDO)}
    return dict(_batches(wanted)) if wanted else {}


def _batches(numbers: Collection[int]) -> Iterator[tuple[int, Batch]]:
    rows = StoredChange.objects.filter(version__in=numbers, intake__isnull=False).order_by()
    for number, pk in rows.values_list("version", "intake").distinct():
        yield int(number or 0), _batch(pk or 0)
    for column in ("taken_version", "undone_version"):
        found = Intake.objects.filter(**{f"{column}__in": numbers}).order_by()
        for number, pk in found.values_list(column, "pk"):
            yield int(number or 0), _batch(pk)


def _batch(pk: int) -> Batch:
    return Batch(f"导入 {pk}", reverse("admin:cases_intake_change", args=[pk]))


def revisions_of(model: type[Public], pk: int) -> QuerySet[Revision]:
    return Revision.objects.filter(table=model._meta.model_name, thing=pk)
