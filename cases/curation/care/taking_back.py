"""Acts of care that were done, and what takes one back: an act itself, so that it can be taken back, too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from cases.choices import Through
from cases.curation.care.acts import MOST_AT_ONCE, WHY, Account, Act, Foreseen, Sentences, carry_out
from cases.curation.care.leading_back import lead_back, seen_slugs
from cases.curation.changes import Change
from cases.curation.undoing import Looked, Undoing, edited_later, look, undo, undoings, written
from cases.models import (
    Award,
    Division,
    IssuingBody,
    Mechanism,
    Programme,
    Revision,
    Tier,
)

CARED_FOR = (Mechanism, Programme, Tier, IssuingBody, Division)
REMEMBERED = 300  # revisions of the vocabulary among which the latest acts are looked for
NO_SUCH_ACT = "没有这次整理。"


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An act that was done under a data version; `things` are those of the vocabulary that it touched."""

    number: int
    title: str
    by: str
    made_at: datetime
    things: list[str]
    is_undone: bool = False


def done_acts() -> list[DoneAct]:
    """The latest acts, the newest first."""
    tables = [str(model._meta.model_name) for model in CARED_FOR]
    rows = Revision.objects.filter(table__in=tables, through=Through.VOCABULARY).order_by("-pk")
    columns = ("number", "note", "by", "made_at", "key")
    found: dict[int, DoneAct] = {}
    for number, note, by, made_at, key in rows.values_list(*columns)[:REMEMBERED]:
        found.setdefault(number, DoneAct(number, note, by, made_at, [])).things.append(key)
    undone = {each.title.partition("，")[0] for each in found.values()}
    return [
        DoneAct(each.number, each.title, each.by, each.made_at, each.things, _undoing(each.number) in undone)
        for each in found.values()
    ]


def done_act(number: int) -> DoneAct | None:
    """The act that was done under this data version."""
    rows = Revision.objects.filter(number=number, through=Through.VOCABULARY).order_by("-pk")
    first = rows.first()
    if first is None:
        return None
    keys = rows.exclude(table="award").values_list("key", flat=True)
    return DoneAct(number, first.note, first.by, first.made_at, list(keys))


@dataclass(frozen=True, slots=True)
class Back:
    """What taking an act back would do, for its page: to the vocabulary and to how many awards.

    `edited` is what was changed since and is in the way.
    """

    things: Sequence[Undoing]
    awards: Sequence[str]
    count: int
    edited: Sequence[str]


def looked_back(number: int, listed: int) -> Back:
    """That, with so many of the awards by their numbers; of many awards only those are compared that have
    later revisions."""
    awards = _awards_of(number)
    if len(awards) <= MOST_AT_ONCE:
        looked = look([number], beside_edits=True)
        things = [each for each in looked.things if each.model is not Award]
        numbers = [each.key for each in looked.things if each.model is Award]
        return Back(things, numbers[:listed], len(numbers), looked.edited)
    rows = Revision.objects.filter(number=number, table="award").order_by("thing")
    numbers = list(rows.values_list("key", flat=True)[:listed])
    edited = edited_later([number], beside_edits=True)
    return Back(_things_of(number), numbers, len(awards), edited)


def looked_for_the_worker(number: int) -> Looked:
    """The whole look, before anything is locked."""
    return look([number], beside_edits=True)


def taking_back(number: int, looked: Looked | None = None) -> Act:
    """Everything as it was before the act; ValidationError where there was none.

    What was `looked` for counts, unless anybody wrote since.
    """
    act = done_act(number)
    if act is None:
        raise ValidationError(NO_SUCH_ACT)
    title = f"{_undoing(number)}，{act.title.partition(WHY)[0]}"
    return Act(title, lambda: _take_back(number, looked), lambda: _foreseen(number))


def take_back(number: int, by: Account, reason: str) -> int:
    """Do that; the data version in which it was done. Raises as `carry_out`, and where anything was edited
    since, by name."""
    return carry_out(taking_back(number), by, reason, None)


def line_of(each: Undoing) -> str:
    """治理机制 yishi：重新建立."""
    verb = "删除" if each.before is None else "重新建立" if each.left is None else "恢复"
    return f"{each.model._meta.verbose_name} {each.key}：{verb}"


def _awards_of(number: int) -> set[int]:
    return {thing for table, thing in written([number]) if table == "award"}


def _things_of(number: int) -> list[Undoing]:
    """Those of the vocabulary."""
    return undoings([number], [where for where in written([number]) if where[0] != "award"])


def _foreseen(number: int) -> Foreseen | None:
    """What it would do where that is long, told by the revisions."""
    awards = _awards_of(number)
    if len(awards) <= MOST_AT_ONCE:
        return None
    things = _things_of(number)
    left = dict(Revision.objects.filter(pk__in=[each.last for each in things]).values_list("pk", "after"))
    changes = [Change(each.model, each.pk, left[each.last], each.before) for each in things]
    return Foreseen(_said(things, len(awards)), changes, sorted(awards))


def _take_back(number: int, looked: Looked | None) -> Sentences:
    things = looked.things if looked is not None else undoings([number])
    seen = seen_slugs(things)
    undo([number], beside_edits=True, looked=looked)
    lead_back(seen)
    others = [each for each in things if each.model is not Award]
    return _said(others, len(things) - len(others))


def _said(things: Sequence[Undoing], awards: int) -> Sentences:
    said = [f"{line_of(each)}。" for each in things]
    return [*said, f"{awards} 个案例恢复到整理以前的编码和取值。"] if awards else said


def _undoing(number: int) -> str:
    return f"撤销第 {number} 版的整理"
