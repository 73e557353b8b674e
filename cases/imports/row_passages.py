"""Rows are split, joined and added by choosing words of the text; each keeps what its own words print.

Each function is one transaction that claims the intake's lock, as those of `rows.py` beside it.
"""

from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from cases.choices import ChangeAction, ChangeOutcome, State
from cases.imports.reading_alone import read_alone
from cases.imports.row_values import PLACES, PRINTED, Passage, attribute, clear, origins, set_text
from cases.imports.settling import changing, intake_of, set_outcome, settle
from cases.models import Intake, StoredChange
from cases.models.intake import problem_at

ADDED = "这一条由编目人员从原文选取，请核对各项。"
WITHOUT_PLACE = "拆分后地区印在后一条里，请为这一条选定地区。"
BETWEEN = "、，,；;。 \t\r\n\u3000"  # what stands between two entries and belongs to neither


def split(change: StoredChange, at: int, *, lock: int, by: str) -> StoredChange:
    """Two rows of one; the second begins at this offset. Each keeps the values that its own words print,
    of one that is cut in two its part; the second inherits what is printed outside of the first."""
    intake = intake_of(change)
    if change.start is None or change.end is None or not change.start < at < change.end:
        raise ValidationError("请在这一条的原文里选中后一条开头的文字，再拆分。")
    if change.thing is not None:
        raise ValidationError(
            "这一条与库中的案例对应，不能拆分：请先“改回待处理”，或者用选中的文字新增一条。"
        )
    with changing(intake, lock, by):
        change.keep_as_read()
        text, whole = intake.text, deepcopy(change.proposed)
        passage = change.end - len(text[at : change.end].lstrip()), change.end
        change.end = change.start + len(text[change.start : at].rstrip(BETWEEN))
        change.proposed |= {"end": change.end}
        behind = _cut(text, change, passage[0])
        if not _is_named(change):
            _name(text, change, whole)
        set_text(text, change)
        added = _like(intake, change, passage, whole)
        _give(text, added, whole, behind)
        _add(intake, added, by)
        settle(intake, change, by)
    return added


def _cut(text: str, change: StoredChange, at: int) -> list[dict[str, Any]]:
    """Take away what is printed behind the row's end; the origins of it, of what is cut the second part."""
    behind, end = [], change.end or 0
    for row in origins(change):
        name = row["field"]
        if name not in (*PRINTED, *PLACES) or row["end"] is None or row["end"] <= end:
            continue
        behind.append({**row, "start": max(row["start"], at)})
        clear(change, [name])
        words = text[row["start"] : end].rstrip(BETWEEN)
        if name in PRINTED and name != "rank" and words:
            change.proposed[name] = words
            attribute(change, name, (row["start"], row["start"] + len(words)))
    if any(row["field"] in PLACES for row in behind):
        change.proposed |= {"place_then": None, "place_now": None}
        change.problems = [*change.problems, problem_at(WITHOUT_PLACE, change.start, change.end)]
    return behind


def _give(text: str, row: StoredChange, whole: dict[str, Any], behind: list[dict[str, Any]]) -> None:
    """Give the second half what is printed in it."""
    names = {each["field"] for each in behind}
    if names & {"title", "applicant"}:
        clear(row, ["title", "applicant"])
    for each in behind:
        name, passage = each["field"], (each["start"], each["end"])
        if name == "rank" and text[slice(*passage)] != str(whole["rank"]):
            continue
        if name in PRINTED:
            row.proposed[name] = whole["rank"] if name == "rank" else text[slice(*passage)]
        attribute(row, name, passage)
    if names & set(PLACES):
        row.proposed |= {"place_then": whole["place_then"], "place_now": whole["place_now"]}
    set_text(text, row)


def join(change: StoredChange, *, lock: int, by: str) -> StoredChange:
    """The row and the one before it as one, which keeps the values of the first; all else is its text."""
    intake = intake_of(change)
    before = intake.rows.filter(order__lt=change.order, start__isnull=False)
    first = before.exclude(outcome=ChangeOutcome.DROPPED).order_by("-order").first()
    if first is None or first.thing is not None or change.thing is not None or change.end is None:
        raise ValidationError("前面没有可以合并的一条。")
    with changing(intake, lock, by):
        first.keep_as_read()
        first.end = max(change.end, first.end or 0)
        first.proposed |= {"end": first.end}
        change.delete()
        intake.rows.filter(order__gt=change.order).update(order=F("order") - 1)
        set_text(intake.text, first)
        settle(intake, first, by)
    return first


def add(intake: Intake, passage: Passage, *, lock: int, by: str) -> StoredChange:
    """A row that was missed, at this passage; what it inherits is taken from the row before it."""
    with changing(intake, lock, by):
        refuse_overlap(intake, passage)
        before = intake.rows.filter(start__lt=passage[0]).order_by("-start").first() or intake.rows.first()
        if before is None:
            raise ValidationError("这份文献一条也没有读到，没有可以参照的：请在案例页面逐条录入。")
        row = _like(intake, before, passage, before.as_read)
        _add(intake, row, by)
    return row


def refuse_overlap(intake: Intake, passage: Passage, but: StoredChange | None = None) -> None:
    """Raise ValidationError for what is no passage of the text, or one that another row has a part of."""
    start, end = passage
    if not 0 <= start < end <= len(intake.text):
        raise ValidationError("请先在原文中选中这一条的全部文字。")
    others = intake.rows.exclude(outcome=ChangeOutcome.DROPPED).filter(start__lt=end, end__gt=start)
    beside = next((row for row in others if but is None or row.pk != but.pk), None)
    if beside is not None:
        raise ValidationError(f"选中的文字与{beside.quoted}一条重叠，请改选，或者拆分、合并。")


def _like(intake: Intake, before: StoredChange, passage: Passage, model: dict[str, Any]) -> StoredChange:
    """A new row behind another, at the passage, with what the model has from elsewhere; not saved."""
    row = StoredChange(
        intake=intake, order=before.order + 1, action=ChangeAction.DOUBTFUL, table=before.table,
        start=passage[0], end=passage[1], problems=[problem_at(ADDED, *passage)], milestone=before.milestone,
        proposed={**deepcopy(model), "accession": "", "state": State.DRAFT},
    )  # fmt: skip
    row.proposed |= {"start": passage[0], "end": passage[1], "place_then": None, "place_now": None}
    row.proposed |= {"codings": [], "figures": [], "attestations": [], "milestones": []}
    clear(row, (*PRINTED, *PLACES))
    if (read := read_alone(intake, passage)) is not None:
        read.give_all(row)
    else:
        _name(intake.text, row, model)
    set_text(intake.text, row)
    return row


def _add(intake: Intake, row: StoredChange, by: str) -> None:
    """Save a row that a person made; its values are a first guess, which somebody has to look at."""
    intake.rows.filter(order__gte=row.order).update(order=F("order") + 1)
    settle(intake, row, by)
    row.was_read = deepcopy(row.proposed)
    set_outcome(row, ChangeOutcome.PENDING, by)


def _is_named(row: StoredChange) -> bool:
    return bool(row.proposed.get("title") or row.proposed.get("applicant"))


def _name(text: str, row: StoredChange, like: dict[str, Any]) -> None:
    """Call the row by the first line of its passage: its title, where rows like it have one."""
    start = row.start or 0
    opening = text[start : row.end].split("\n")[0].strip()
    name = "title" if like.get("title") else "applicant"
    row.proposed[name] = opening
    attribute(row, name, (start, start + len(opening)))
