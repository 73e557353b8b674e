"""One row of the preview of an import as its page shows it: what becomes of it, and what a person can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from cases.admin.intakes.row_form import RowForm, prefix_of, seen_of
from cases.choices import ChangeAction, ChangeOutcome, Qualifier
from cases.imports.milestones import called
from cases.models import Award, StoredChange


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
class RowMessage:
    """What is said at a row of what was done to it, or could not be."""

    text: str
    tags: str


@dataclass(frozen=True, slots=True)
class RowCard:
    """A row with its form; `held` is the award that it may be, or that it has become."""

    change: StoredChange
    form: RowForm
    place: str
    tier: str
    held: Award | None
    comparison: Sequence[ComparedValue]
    messages: Sequence[RowMessage]
    passage: str
    is_open: bool
    candidates: Sequence[Award] = ()

    @property
    def key(self) -> str:
        return prefix_of(self.change.pk)

    @property
    def look(self) -> str:
        """The class of its badge."""
        if self.change.outcome in (ChangeOutcome.DROPPED, ChangeOutcome.DECLINED):
            return "is-dropped"
        return f"is-{self.change.action}" if self.change.needs_decision else "is-fine"

    @property
    def is_shown(self) -> bool:
        """Whether it is open when the page comes: something is said in it."""
        return bool(self.messages or self.form.errors or self.form.conflicts or self.form.moved_by)

    @property
    def seen(self) -> str:
        return seen_of(self.change)

    @property
    def state(self) -> str:
        """What becomes of the row, or became of it, in a few words."""
        outcome, number = self.change.outcome, self.held.accession if self.held is not None else ""
        if outcome in (ChangeOutcome.PENDING, ChangeOutcome.ACCEPTED):
            return self._will_be(number)
        if outcome == ChangeOutcome.WAITING:
            return f"待审：{self._what(number)}"
        if outcome == ChangeOutcome.TAKEN:
            return f"已{self._what(number)}" if self.change.adds_to_held else "已收录"
        return str(self.change.get_outcome_display())

    def _will_be(self, number: str) -> str:
        if self.change.action == ChangeAction.UNCHANGED:
            return "已在库，没有变化"
        if not self.is_open:
            return "没有收录"
        if self.change.needs_decision:
            lacks = self.change.action == ChangeAction.REFUSED and not self.later
            return "待处理，还缺信息" if lacks else "待处理"
        return f"将{self._what(number)}"

    def _what(self, number: str) -> str:
        if self.change.is_attestation:
            return f"记为 {number} 的其他出处"
        if self.change.is_milestone:
            return f"补记到 {number}：{self.later}"
        return "收录为新案例" if self.change.thing is None else f"修改 {number}"

    @property
    def can_be_attested(self) -> bool:
        return bool(self.comparison) and self.change.thing is None and self.change.milestone is None

    @property
    def later(self) -> str:
        """What the document says became of the award: 2021 年通过验收; empty for a new honour."""
        return called(self.change.milestone) if self.change.milestone is not None else ""

    @property
    def printed_year(self) -> str:
        """The words that print the year of that, or why it stands there."""
        said, intake = self.change.milestone or {}, self.change.intake
        if "year_start" not in said or intake is None:
            return str(said.get("year_note", ""))
        return intake.text[said["year_start"] : said["year_end"]]

    @property
    def can_be_recorded(self) -> bool:
        """Whether a person may say of which held award it is."""
        return bool(self.later) and self.change.thing is None

    @property
    def figures(self) -> list[str]:
        """Its proposed key figures: 社会组织 多于1010家."""
        if self.change.adds_to_held:
            return []
        return [
            f"{row['counted']} {Qualifier(row['qualifier']).label if row.get('qualifier') else ''}"
            f"{row['number']}{row.get('unit', '')}"
            for row in self.change.proposed.get("figures", ())
        ]

    def fields(self) -> Sequence[Any]:
        return [self.form[name] for name in ("title", "applicant", "tier", "rank", "place", "locality")]

    @property
    def mechanisms(self) -> Any:  # noqa: ANN401 - a bound field, if there is one
        """The choice of its proposed mechanisms."""
        return self.form["mechanisms"] if "mechanisms" in self.form.fields else None

    @property
    def shown_mechanisms(self) -> SafeString:
        """Those that the page shows as kept, sent along with the choice."""
        return self.form["mechanisms"].as_hidden(only_initial=True)
