"""The preview of an import as its page shows it: a page of rows beside the text that prints them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse

from cases.admin.intakes.problems import (
    AlikeRows,
    ProblemLink,
    alike,
    problems_of_document,
    problems_of_rows,
)
from cases.admin.intakes.row_card import ComparedValue, RowCard, RowMessage
from cases.admin.intakes.row_form import RowForm, prefix_of, tiers_of
from cases.choices import ChangeAction, ChangeOutcome, State
from cases.fields import BY_NAME
from cases.imports.duplicates import held_numbers
from cases.imports.row_values import coding_key, proposed_mechanisms
from cases.models import Award, Division, Intake, Mechanism, StoredChange

PER_PAGE = 20
WHOLE_TEXT = 40_000  # characters that a page shows whole
AROUND = 600  # characters before and behind the rows of a page of a longer text
WRITTEN = (ChangeOutcome.TAKEN, ChangeOutcome.WAITING)
COMPARED = ("title", "applicant", "year", "tier", "rank")


class Preview:
    """What the page needs of an intake; asks the database as often for many rows as for few."""

    def __init__(
        self,
        intake: Intake,
        number: str | None,
        sent: Mapping[int, RowForm] | None = None,
        messages: Mapping[int, list[RowMessage]] | None = None,
    ) -> None:
        self.intake = intake
        self._sent, self._messages = sent or {}, messages or {}
        self._rows = list(intake.changes.filter(table="award").defer("before").order_by("order", "pk"))
        for row in self._rows:
            row.intake = intake
        self.page: Page[StoredChange] = Paginator(self._rows, PER_PAGE).get_page(number)
        self._divisions = self._in_bulk()
        self._tiers = tiers_of(intake)
        held = Award.objects.select_related("edition__programme", "tier", "place_then")
        self._held = held.in_bulk([row.thing for row in self.page if row.thing])
        alike = {number for row in self.page for number in held_numbers(row)}
        self._alike = {award.accession: award for award in held.filter(accession__in=alike)}
        self._names = dict(Mechanism.objects.values_list("slug", "name"))

    def unseen(self, messages: Mapping[int, list[RowMessage]]) -> list[RowMessage]:
        """What is said of rows that are not on this page."""
        here = {row.pk for row in self.page}
        return [each for row, said in messages.items() if row not in here for each in said]

    def returned(self) -> list[ProblemLink]:
        """The rows whose form came back, with the way to each."""
        return [
            ProblemLink(row.called, f"#{prefix_of(row.pk)}")
            for row in self.page
            if (form := self._sent.get(row.pk)) and (form.errors or form.conflicts or form.moved_by)
        ]

    def _in_bulk(self) -> Mapping[str, Division]:
        keys = {row.proposed.get("place_then") for row in self.page} - {None, ""}
        rows = Division.objects.select_related("parent__parent__parent").filter(key__in=keys)
        return {division.key: division for division in rows}

    @property
    def number_text(self) -> str:
        """The number of the page, as templates put it into addresses."""
        return str(self.page.number)

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
        of_document = problems_of_document(self.intake, self._rows, self._page_at)
        return [*of_document, *problems_of_rows(self._rows, self._page_of)]

    @property
    def asks_for_facts(self) -> bool:
        """Whether something is known of the document too little to take anything in."""
        return any(each.get("fact") for each in self.intake.problems)

    @property
    def alike(self) -> list[AlikeRows]:
        """Rows that wait for the same reason."""
        return alike(self._rows)

    @property
    def address(self) -> str:
        """Of the page: what was refused is shown under the address of the act."""
        return reverse("admin:cases_intake_change", args=[self.intake.pk])

    def _page_of(self, at: int) -> str:
        return f"{self.address}?page={(at - 1) // PER_PAGE + 1}"

    def _page_at(self, offset: int | None) -> str:
        before = sum(1 for row in self._rows if row.start is not None and row.start <= (offset or 0))
        return self._page_of(max(before, 1))

    @property
    def drafts(self) -> bool:
        """Whether any award that the intake made is still to be published."""
        made = [row.thing for row in self._rows if row.outcome == ChangeOutcome.TAKEN and row.thing]
        return Award.objects.filter(pk__in=made, state=State.DRAFT).exists()

    @property
    def edition(self) -> int | None:
        """The edition of the awards that the rows of the page have become."""
        made = (self._held.get(row.thing or 0) for row in self.page if not row.adds_to_held)
        return next((award.edition_id for award in made if award is not None), None)

    # --- The text ---------------------------------------------------------------------------------

    def passages(self) -> dict[str, Any]:
        """The text of the page with what is lit in it, for the script."""
        low, high = self._window()
        open_problems = {each.number for each in self.problems}
        lit = [
            {"key": prefix_of(row.pk), "kind": "row", "start": row.start, "end": row.end}
            for row in self._rows
            if row.start is not None and row.end is not None and low < row.end and row.start < high
            if row.outcome != ChangeOutcome.DROPPED
        ]
        doubts = [
            {"key": f"problem-{number}", "kind": "problem", "start": each["start"], "end": each["end"]}
            for number, each in enumerate(self.intake.problems)
            if number in open_problems and each.get("start") is not None and each.get("end") is not None
        ]
        evidence = [
            {
                "key": f"coding-{row.pk}-{coding_key(each)}",
                "kind": "coding",
                "start": each["start"],
                "end": each["end"],
            }
            for row in self.page
            if not row.adds_to_held and row.outcome != ChangeOutcome.DROPPED
            for each in proposed_mechanisms(row)
        ]
        lit += [*evidence, *doubts]
        return {"text": self.intake.text[low:high], "base": low, "passages": lit}

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
        form = self._sent.get(row.pk) or RowForm(row, self._tiers, mechanisms=self._names)
        form.set_place(division)
        held = self._held.get(row.thing or 0) or self._alike.get(next(iter(held_numbers(row)), ""))
        tiers = dict(self._tiers)
        return RowCard(
            row,
            form,
            division.full_name if division else "",
            tiers.get(row.proposed.get("tier") or "", ""),
            held,
            self._compared(row, held, tiers) if held is not None and row.outcome not in WRITTEN else (),
            self._messages.get(row.pk, ()),
            self.intake.text[row.start or 0 : row.end or 0],
            self.intake.is_open,
            [self._alike[number] for number in held_numbers(row) if number in self._alike],
        )

    def _compared(self, row: StoredChange, held: Award, tiers: Mapping[str, str]) -> list[ComparedValue]:
        state = row.as_read if row.adds_to_held else row.proposed
        read = {**state, "tier": tiers.get(state.get("tier") or "", "")}
        read["year"] = read.get("year") or self.intake.fact("year")
        of_held = {
            "title": held.title, "applicant": held.applicant, "year": held.edition.year,
            "tier": held.tier.name, "rank": held.rank,
        }  # fmt: skip
        return [
            ComparedValue(BY_NAME[name].label, _text(read.get(name)), _text(of_held[name]))
            for name in COMPARED
        ]


def page_of_row(intake: Intake, row: int) -> str:
    """The number of the page that the row, by its primary key, is on."""
    keys = list(intake.rows.order_by("order", "pk").values_list("pk", flat=True))
    return str(keys.index(row) // PER_PAGE + 1) if row in keys else ""


def said_at_rows(request: HttpRequest) -> tuple[dict[int, list[RowMessage]], list[RowMessage]]:
    """The messages of the page by the row that each is about, and those that are about none."""
    at_rows, others = dict[int, list[RowMessage]](), list[RowMessage]()
    for message in get_messages(request):
        said = RowMessage(str(message), str(message.level_tag))
        row = (message.extra_tags or "").removeprefix("row-")
        if row.isdecimal():
            at_rows.setdefault(int(row), []).append(said)
        else:
            others.append(said)
    return at_rows, others


def _text(value: object) -> str:
    return "" if value is None else str(value)
