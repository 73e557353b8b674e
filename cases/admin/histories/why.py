"""Why something public is changed: asked for in its form, kept as the note of the revision."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from cases.choices import State
from cases.curation.changes import Change, changes_of
from cases.curation.differences import is_unchanged
from cases.curation.reaching_readers import is_seen
from cases.curation.states import states
from cases.models import Award, Coder, CodingScheme, Edition, Mechanism, Source, WorkProblem
from cases.models.writing import Public, Room

CHOSEN, SAID = "_why", "_why_said"
CHOICES = ("改正录入错误", "与原文核对后更正", "补充内容", "调整机制编码", "统一用词")
OF_NEW_TERM = ("案例里有、词表里没有的做法", "从一个机制中分出来", "充实编码方案")
OF_NEW_THING = ("录入案例时要用", "补全词表", "单独公开")
ALL_CHOICES = frozenset((*CHOICES, *OF_NEW_TERM, *OF_NEW_THING))
SOMETIMES_SEEN: tuple[type[Public], ...] = (Edition, Source, Coder, CodingScheme, WorkProblem)
LONGEST = 200
NO_WHY = "改动已发布的案例，请在“为什么改”中选一项或者写明。"
NO_WHY_PUBLIC = "改动读者看到的内容，请在“为什么改”中选一项或者写明。"
NO_WHY_NEW = "新增治理机制，请在“为什么加”中选一项或者写明：审核的人要看。"
NO_WHY_NEW_THING = "新增读者看到的内容，请在“为什么加”中选一项或者写明：审核的人要看。"


@dataclass(frozen=True, slots=True)
class Why:
    """The question below a form, with what was answered before the form was refused."""

    chosen: str
    said: str
    is_required: bool
    choices: tuple[str, ...] = CHOICES

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
    return Why(request.POST.get(CHOSEN, ""), request.POST.get(SAID, ""), is_required, choices)


def _is_public(row: Model) -> bool:
    """Whether readers see the thing that the row is, or of which it is a part."""
    if not isinstance(row, Public):
        return False
    thing = row.thing()
    pk = getattr(row, f"{row.part_of}_id") if row.part_of else row.pk
    now = states(thing, [pk]).get(pk)
    return now is not None and is_seen(Change(thing, pk, now, now))


def note_of(request: HttpRequest) -> str:
    """What was answered: 改正录入错误, 补充内容：第二段."""
    chosen, said = (request.POST.get(name, "").strip()[:LONGEST] for name in (CHOSEN, SAID))
    return "：".join(filter(None, [chosen if chosen in ALL_CHOICES else "", said]))


def answers_of(note: str) -> dict[str, str]:
    """What the form sent when this was answered."""
    chosen, _colon, said = note.partition("：")
    return {CHOSEN: chosen, SAID: said} if chosen in ALL_CHOICES else {CHOSEN: "", SAID: note}


def refuse_silence(room: Room, *, is_new_term: bool = False, is_form: bool = False) -> None:
    """ValidationError where a published award is changed, or a term is new, and nobody says why.

    Where a form makes or changes something else that readers see, too.
    """
    if room.note:
        return
    if is_new_term:
        raise ValidationError(NO_WHY_NEW)
    for change in changes_of({Award: room.touched.get(Award, {})}):
        before, after = change.before, change.after
        if before is None or after is None or before["state"] != State.PUBLISHED:
            continue
        if not is_unchanged(Award, before, {**after, "state": before["state"]}):
            raise ValidationError(NO_WHY)
    for change in changes_of(room.touched) if is_form else ():
        if change.model is not Award and change.after and is_seen(change):
            raise ValidationError(NO_WHY_PUBLIC if change.before else NO_WHY_NEW_THING)
