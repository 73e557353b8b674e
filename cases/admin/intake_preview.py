"""The preview of an import as its page shows it: a page of rows beside the text that prints them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from cases.admin.intake_forms import RowForm
from cases.choices import ChangeAction, ChangeOutcome
from cases.fields import BY_NAME
from cases.imports.duplicates import held_numbers
from cases.models import Award, Division, Intake, Mechanism, StoredChange, Tier

PER_PAGE = 20
WHOLE_TEXT = 40_000  # characters that a page shows whole
AROUND = 600  # characters before and behind the rows of a page of a longer text
WRITTEN = (ChangeOutcome.TAKEN, ChangeOutcome.WAITING)
COMPARED = ("title", "applicant", "year", "tier", "rank")


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One thing that a row says, beside what the held award says."""

    label: str
    read: str
    held: str

    @property
    def differs(self) -> bool:
        return self.read != self.held


@dataclass(frozen=True, slots=True)
class RowCard:
    """A row with its form; `held` is the award that it may be, or that it has become."""

    change: StoredChange
    form: RowForm
    place: str
    tier: str
    held: Award | None
    comparison: Sequence[ComparedValue]
    mechanisms: Sequence[str]

    @property
    def key(self) -> str:
        return f"row-{self.change.pk}"

    @property
    def look(self) -> str:
        """The class of its badge."""
        if self.change.outcome == ChangeOutcome.DROPPED:
            return "is-dropped"
        return f"is-{self.change.action}" if self.change.needs_decision else "is-fine"

    @property
    def state(self) -> str:
        if self.change.outcome == ChangeOutcome.PENDING:
            return str(self.change.get_action_display())
        return str(self.change.get_outcome_display())

    def fields(self) -> Sequence[Any]:
        return [self.form[name] for name in ("title", "applicant", "tier", "rank", "place", "locality")]


@dataclass(frozen=True, slots=True)
class ProblemLink:
    """Something to look at, and where on which page it is."""

    message: str
    address: str


class Preview:
    """What the page needs of an intake; asks the database as often for many rows as for few."""

    def __init__(self, intake: Intake, number: str | None, refused: RowForm | None = None) -> None:
        self.intake = intake
        self._refused = refused
        self._rows = list(intake.changes.filter(table="award").defer("before").order_by("order", "pk"))
        self.page: Page[StoredChange] = Paginator(self._rows, PER_PAGE).get_page(number)
        self._divisions = self._in_bulk()
        self._tiers = list(Tier.objects.values_list("slug", "name"))
        held = Award.objects.select_related("edition__programme", "tier", "place_then")
        self._held = held.in_bulk([row.thing for row in self.page if row.thing])
        alike = {number for row in self.page for number in held_numbers(row)[:1]}
        self._alike = {award.accession: award for award in held.filter(accession__in=alike)}
        self._mechanisms = dict(Mechanism.objects.values_list("slug", "name"))

    def _in_bulk(self) -> Mapping[str, Division]:
        keys = {row.proposed.get("place_then") for row in self.page} - {None, ""}
        rows = Division.objects.select_related("parent__parent__parent").filter(key__in=keys)
        return {division.key: division for division in rows}

    # --- The sum ----------------------------------------------------------------------------------

    @property
    def read(self) -> int:
        """All rows, those included that a person left out: they were read."""
        return len(self._rows)

    @property
    def doubtful(self) -> int:
        return sum(row.needs_decision for row in self._rows)

    @property
    def dropped(self) -> int:
        return sum(row.outcome == ChangeOutcome.DROPPED for row in self._rows)

    @property
    def unchanged(self) -> int:
        return sum(row.action == ChangeAction.UNCHANGED for row in self._rows)

    @property
    def waiting(self) -> int:
        """Changes of published awards that a reviewer has not taken in yet."""
        return sum(row.outcome == ChangeOutcome.WAITING for row in self._rows)

    @property
    def differs(self) -> bool:
        """Whether the document declares another number than was read."""
        return self.intake.declared is not None and self.intake.declared != self.read

    @property
    def problems(self) -> list[ProblemLink]:
        """Of the document, and of the rows that wait for a decision, in their order."""
        of_rows = [
            ProblemLink(
                f"第 {row.order} 条“{row.called}”：{problem['message']}", f"{self._page_of(at)}#row-{row.pk}"
            )
            for at, row in enumerate(self._rows, 1)
            if row.needs_decision
            for problem in row.problems or [{"message": "请核对。"}]
        ]
        of_document = [
            ProblemLink(problem["message"], f"{self._page_at(problem.get('start'))}#problem-{number}")
            for number, problem in enumerate(self.intake.problems)
        ]
        return [*of_document, *of_rows]

    @staticmethod
    def _page_of(at: int) -> str:
        return f"?page={(at - 1) // PER_PAGE + 1}"

    def _page_at(self, offset: int | None) -> str:
        before = sum(1 for row in self._rows if row.start is not None and row.start <= (offset or 0))
        return self._page_of(max(before, 1))

    @property
    def edition(self) -> int | None:
        """The edition of the awards that the rows of the page have become."""
        return next((award.edition_id for award in self._held.values()), None)

    # --- The text ---------------------------------------------------------------------------------

    def passages(self) -> dict[str, Any]:
        """The text of the page with what is lit in it, for the script."""
        low, high = self._window()
        lit = [
            {"key": f"row-{row.pk}", "kind": "row", "start": row.start, "end": row.end}
            for row in self.page
            if row.start is not None and row.outcome != ChangeOutcome.DROPPED
        ]
        doubts = [
            {"key": f"problem-{number}", "kind": "problem", "start": each["start"], "end": each["end"]}
            for number, each in enumerate(self.intake.problems)
            if each.get("start") is not None and each.get("end") is not None
        ]
        return {"text": self.intake.text[low:high], "base": low, "passages": [*lit, *doubts]}

    def _window(self) -> tuple[int, int]:
        whole = len(self.intake.text)
        if whole <= WHOLE_TEXT:
            return 0, whole
        starts = [row.start for row in self.page if row.start is not None]
        ends = [row.end for row in self.page if row.end is not None]
        low = max(0, min(starts) - AROUND) if starts and self.page.has_previous() else 0
        return low, min(whole, max(ends) + AROUND if ends else WHOLE_TEXT)

    # --- The rows ---------------------------------------------------------------------------------

    def cards(self) -> list[RowCard]:
        return [self._card(row) for row in self.page]

    def _card(self, row: StoredChange) -> RowCard:
        division = self._divisions.get(row.proposed.get("place_then") or "")
        is_refused = self._refused is not None and self._refused.change.pk == row.pk
        form = self._refused if is_refused and self._refused else RowForm(row, self._tiers)
        form.set_place(division)
        held = self._held.get(row.thing or 0) or self._alike.get(next(iter(held_numbers(row)), ""))
        names = dict(self._tiers)
        return RowCard(
            row,
            form,
            division.full_name if division else "",
            names.get(row.proposed.get("tier") or "", ""),
            held,
            self._compared(row, held, names) if held is not None and row.outcome not in WRITTEN else (),
            [self._mechanisms.get(each["mechanism"], "") for each in row.proposed.get("codings", [])],
        )

    def _compared(self, row: StoredChange, held: Award, tiers: Mapping[str, str]) -> list[ComparedValue]:
        read = {**row.proposed, "tier": tiers.get(row.proposed.get("tier") or "", "")}
        read["year"] = read.get("year") or self.intake.fact("year")
        of_held = {
            "title": held.title, "applicant": held.applicant, "year": held.edition.year,
            "tier": held.tier.name, "rank": held.rank,
        }  # fmt: skip
        return [
            ComparedValue(BY_NAME[name].label, _text(read.get(name)), _text(of_held[name]))
            for name in COMPARED
        ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
