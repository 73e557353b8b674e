"""What the page of an import sends: an action, with all rows and facts that a person edited on the page.

Every button of the page sends all of it, so that nothing typed is lost by pressing another.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import QueryDict

from cases.admin.intakes.forms import FactsForm
from cases.admin.intakes.row_form import RowForm, edited_rows, seen_of, tiers_of
from cases.imports.carrying import ReadAgain
from cases.imports.facts import Said, said_in
from cases.imports.reading import ReadAhead, read_again, read_ahead
from cases.imports.rows import GONE, RowsRefused, correct_all
from cases.models import Intake, Mechanism, StoredChange

NOT_SAVED = "没有保存：{count} 条有误，改好后再保存；所填的都还在。"


class SentPage:
    """The edited rows of a page, each as a form, and the facts of its document."""

    def __init__(self, intake: Intake, data: QueryDict, *, with_facts: bool = False) -> None:
        self.intake, self._data = intake, data
        self.lost = dict[int, str]()  # what was typed in rows that are no longer there
        self.facts: FactsForm | None = None
        self._ahead: ReadAhead | None = None
        if with_facts or "initial-title" in data:
            self.facts = FactsForm.of(intake, data)
        self._says_facts = with_facts
        self.rows = self._forms(edited_rows(data), data)

    def _forms(self, edited: list[int], data: QueryDict) -> dict[int, RowForm]:
        if not edited:
            return {}
        there = {row.pk: row for row in self.intake.rows.filter(pk__in=edited)}
        tiers = tiers_of(self.intake)
        names = dict(Mechanism.objects.values_list("slug", "name"))
        forms = dict[int, RowForm]()
        for pk in edited:
            if pk in there:
                forms[pk] = RowForm.sent(_of(self.intake, there[pk]), tiers, data, names)
            else:
                typed = (data.get(f"row-{pk}-{name}", "") for name in ("title", "applicant", "locality"))
                self.lost[pk] = "；".join(filter(None, typed))
        return forms

    def is_current(self, row: int | None) -> bool:
        """Whether the edited rows, and this one, are still as the page showed them."""
        return not self.lost and not self._moved(self.rows if row is None else {*self.rows, row})

    def moved_by(self, row: int) -> str:
        """Who changed the row since the page was shown; empty where nobody did."""
        found = self.intake.rows.filter(pk=row).first() if self._moved([row]) else None
        return found.decided_by or self.intake.changed_by if found is not None else ""

    def _moved(self, rows: Iterable[int]) -> set[int]:
        """Those of the rows that are not as the page showed them."""
        now = {row.pk: row for row in self.intake.rows.filter(pk__in=rows)}
        return {
            pk
            for pk in rows
            if pk not in now
            or self._data.get(f"seen-{pk}") != seen_of(now[pk])
            or (pk in self.rows and self.rows[pk].is_moved)
        }

    def save_rows(self, lock: int, by: str) -> list[str]:
        """Save the edited rows, all or none; what they are called. ValidationError where it cannot be."""
        if self.lost:
            raise ValidationError([f"{GONE}您填的是：{typed}" for typed in self.lost.values()])
        if not self.rows:
            return []
        if wrong := [form for form in self.rows.values() if not form.is_valid()]:
            raise ValidationError(NOT_SAVED.format(count=len(wrong)))
        corrections = {pk: form.correction() for pk, form in self.rows.items()}
        try:
            correct_all(self.intake, corrections, lock=lock, by=by)
        except RowsRefused as refusal:
            for pk, messages in refusal.by_row.items():
                self.rows[pk].add_error(None, messages)
            raise ValidationError(NOT_SAVED.format(count=len(refusal.by_row))) from refusal
        saved = self.intake.rows.filter(pk__in=corrections)
        return [row.called for row in saved]

    def save_facts(self, lock: int, by: str) -> ReadAgain | None:
        """Read the document again by what was said of it; None where nothing was."""
        said = self.said()
        return None if said is None else read_again(self.intake, lock, said, by=by, ahead=self._ahead)

    def read_ahead(self) -> None:
        """Read the document by what was said of it, where all is in order, before a transaction begins."""
        facts = self.facts if self.asks_to_read and self.intake.is_open else None
        if facts is not None and facts.is_valid() and all(form.is_valid() for form in self.rows.values()):
            self._ahead = read_ahead(self.intake, facts.said(said_in(self.intake.facts)))

    @property
    def asks_to_read(self) -> bool:
        """Whether the document is to be read again by what was said of it."""
        return self.facts is not None and (self._says_facts or self.facts.has_changed())

    def said(self) -> Said | None:
        """What a person says of the document, None where nothing; ValidationError for what cannot be."""
        if self.facts is None or not self.asks_to_read:
            return None
        if not self.facts.is_valid():
            raise ValidationError("文献和届次的信息没有保存：请先改正。")
        return self.facts.said(said_in(self.intake.facts))

    @property
    def changed_facts(self) -> FactsForm | None:
        """The form of the facts, if a person changed any."""
        return self.facts if self.facts is not None and self.facts.has_changed() else None

    def rebase(self) -> None:
        """Set what was typed on top of what the rows are now: somebody else changed them meanwhile."""
        rebased = {pk: form.rebased() for pk, form in self.rows.items()}
        for pk, form in rebased.items():
            form.moved_by = self.moved_by(pk)
        self.rows = rebased


def _of(intake: Intake, row: StoredChange) -> StoredChange:
    """The row, which knows its intake without asking for it."""
    row.intake = intake
    return row
