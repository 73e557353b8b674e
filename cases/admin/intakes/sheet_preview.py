"""The preview of a sheet as its page shows it: what each row changes, old → new, and what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Value, When

from cases.choices import ChangeAction, ChangeOutcome
from cases.imports.sheets.differences import Difference, differences
from cases.models import Award, Intake, StoredChange
from cases.readers.rules import CURATED

PER_PAGE = 50
ORIGINS = {"": "原文", CURATED: "人工改定"}
BY_RULE = "按规则推断"
REFUSED_FIRST = Case(
    When(action=ChangeAction.REFUSED, then=Value(0)), When(action=ChangeAction.DOUBTFUL, then=Value(1)),
    default=Value(2), output_field=IntegerField(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One value, old and new, and where the new one comes from, in Chinese."""

    label: str
    old: str
    new: str
    origin: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet on the page."""

    change: StoredChange
    award: Award | None
    cells: Sequence[ChangedCell]

    @property
    def accession(self) -> str:
        return str(self.change.proposed.get("accession") or "没有编号")

    @property
    def is_refused(self) -> bool:
        return self.change.action == ChangeAction.REFUSED

    @property
    def is_left_out(self) -> bool:
        """Whether a person does not want it, though it could be taken."""
        return self.change.outcome == ChangeOutcome.DROPPED and not self.is_refused

    @property
    def is_in_the_way(self) -> bool:
        """Whether it cannot be taken, and nobody has said that it is left out."""
        return bool(self.change.needs_decision)

    @property
    def state(self) -> str:
        if self.is_refused:
            return "不能接受"
        if self.change.outcome == ChangeOutcome.DROPPED:
            return "不接受"
        if self.is_in_the_way:
            return "要由人决定"
        if self.change.outcome in (ChangeOutcome.PENDING, ChangeOutcome.ACCEPTED):
            return "改动"
        return str(self.change.get_outcome_display())


class SheetPreview:
    """What the page needs of an intake of a sheet; asks the database as often for many rows as for few."""

    def __init__(self, intake: Intake, number: str | None) -> None:
        self._intake = intake
        rows = intake.rows.order_by(REFUSED_FIRST, "order", "pk")
        self.page: Page[StoredChange] = Paginator(rows, PER_PAGE).get_page(number)

    def rows(self) -> list[SheetRow]:
        changes = list(self.page.object_list)
        things = [change.thing for change in changes if change.thing is not None]
        awards = Award.objects.select_related("place_then").defer("text").in_bulk(things)
        return [
            SheetRow(change, awards.get(change.thing or 0), list(map(_cell, differences(change))))
            for change in changes
        ]

    @property
    def read(self) -> int:
        return int(self._intake.fact("rows") or 0)

    @property
    def unchanged(self) -> int:
        return int(self._intake.fact("unchanged") or 0)

    @property
    def refused(self) -> int:
        return self._intake.rows.filter(action=ChangeAction.REFUSED).count()

    @property
    def left_out(self) -> int:
        dropped = self._intake.rows.filter(outcome=ChangeOutcome.DROPPED)
        return dropped.exclude(action=ChangeAction.REFUSED).count()

    @property
    def changed(self) -> int:
        left = self._intake.rows.exclude(action=ChangeAction.REFUSED)
        return left.exclude(outcome=ChangeOutcome.DROPPED).count()

    @property
    def waiting(self) -> int:
        """Changes of published awards that a reviewer has not taken in yet."""
        return self._intake.rows.filter(outcome=ChangeOutcome.WAITING).count()


def _cell(each: Difference) -> ChangedCell:
    origin = ORIGINS.get(each.rule, BY_RULE) if each.new else ""
    return ChangedCell(each.label, each.old, each.new, origin)
