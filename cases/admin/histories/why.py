"""Why something public is changed: asked for in its form, kept as the note of the revision."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from cases.characters import without_unseen
from cases.choices import State
from cases.curation.changes import Change, changes_of
from cases.curation.differences import is_unchanged
from cases.curation.reaching_readers import is_seen
from cases.curation.reasons import CHOICES, OF_NEW_TERM, OF_NEW_THING, joined, parted
from cases.curation.states import states
from cases.models import Award, Coder, CodingScheme, Edition, Mechanism, Source, WorkProblem
from cases.models.shown import Shown, is_shown
from cases.models.writing import Public, Room

CHOSEN, SAID = "_why", "_why_said"
SOMETIMES_SEEN: tuple[type[Public], ...] = (Edition, Source, Coder, CodingScheme, WorkProblem)
LONGEST = 200
NO_WHY = "改动已发布的案例，请在“为什么改”中选一项或者写明。"
NO_WHY_PUBLIC = "改动读者看到的内容，请在“为什么改”中选一项或者写明。"
NO_WHY_NEW = "新增治理机制，请在“为什么加”中选一项或者写明：审核的人要看。"
NO_WHY_GONE = "删除读者看到的内容，请写明原因。"
NO_WHY_WITHDRAWN = "不再公开{}，请在“说明”里写明原因：读者在原来的网址上看得到。"
NO_WHY_NEW_THING = "新增读者看到的内容，请在“为什么加”中选一项或者写明：审核的人要看。"
HINT = "取消“单独公开”的，请在“说明”里写明原因：读者在原来的网址上看得到，不要写个人信息。"


@dataclass(frozen=True, slots=True)
class Why:
    """The question below a form, with what was answered before the form was refused."""

    chosen: str
    said: str
    is_required: bool
    choices: tuple[str, ...] = CHOICES
    hint: str = ""

    longest = LONGEST

    @property
    def question(self) -> str:
        return "为什么改" if self.choices is CHOICES else "为什么加"


def why_of(request: HttpRequest, model: type[Model], obj: Model | None, *, adding: bool) -> Why | None:
    """The question for this form; None where nothing public can be changed by it."""
    if not issubclass(model, Public):
        return None
    thing = model.thing()
    choices: tuple[str, ...] = CHOICES
    if model is Award and (not isinstance(obj, Award) or obj.state != State.PUBLISHED):
        return None
    if adding:
        is_required = thing not in SOMETIMES_SEEN
        if not model.part_of:
            choices = OF_NEW_TERM if model is Mechanism else OF_NEW_THING
    else:
        is_required = thing is Award or (obj is not None and _is_public(obj))
    hint = HINT if not adding and isinstance(obj, Shown) and obj.is_published else ""
    return Why(request.POST.get(CHOSEN, ""), request.POST.get(SAID, ""), is_required, choices, hint)


def _is_public(row: Model) -> bool:
    """Whether readers see the thing that the row is, or of which it is a part."""
    if not isinstance(row, Public):
        return False
    thing = row.thing()
    pk = getattr(row, f"{row.part_of}_id") if row.part_of else row.pk
    now = states(thing, [pk]).get(pk)
    return now is not None and is_seen(Change(thing, pk, now, now))


def note_of(request: HttpRequest) -> str:
    """What was answered: 改正录入错误, 补充内容：第二段; without unseen characters."""
    chosen, said = (without_unseen(request.POST.get(name, "")).strip()[:LONGEST] for name in (CHOSEN, SAID))
    return joined(chosen, said)


def answers_of(note: str) -> dict[str, str]:
    """What the form sent when this was answered."""
    chosen, said = parted(note)
    return {CHOSEN: chosen, SAID: said}


def refuse_silence(room: Room, *, is_new_term: bool = False) -> None:
    """ValidationError where something that readers see is changed, new or gone, and nobody says why."""
    changes = changes_of(room.touched)
    _refuse_unsaid_withdrawal(changes, room.note)
    if room.note:
        return
    if is_new_term:
        raise ValidationError(NO_WHY_NEW)
    for change in changes:
        if change.model is Award and _is_of_published(change):
            raise ValidationError(NO_WHY)
        if change.model is not Award and is_seen(change):
            raise ValidationError(_unsaid(change))


def _is_of_published(change: Change) -> bool:
    """Whether it changes more of a published award than its state."""
    before, after = change.before, change.after
    if before is None or after is None or before["state"] != State.PUBLISHED:
        return False
    return not is_unchanged(Award, before, {**after, "state": before["state"]})


def _unsaid(change: Change) -> str:
    if change.after is None:
        return NO_WHY_GONE
    return NO_WHY_PUBLIC if change.before is not None else NO_WHY_NEW_THING


def _refuse_unsaid_withdrawal(changes: Iterable[Change], note: str) -> None:
    """What is taken from readers' sight tells them why, in words: a choice of the form is no reason."""
    _chosen, said = parted(note)
    for change in changes if not said else ():
        model, before, after = change.model, change.before, change.after
        if not issubclass(model, Shown) or before is None or not before.get("is_published"):
            continue
        if after is None or (not after.get("is_published") and not is_shown(model, change.pk)):
            raise ValidationError(NO_WHY_WITHDRAWN.format(model._meta.verbose_name))
