"""What a proposal was made on: whether the thing is still like that, and what became of it since."""

from django.utils import timezone

from cases.curation.states import own_values, states
from cases.curation.undoing import BY_NAME
from cases.models import Revision, StoredChange
from cases.models.writing import Public, State


def is_moved(change: StoredChange) -> bool:
    """Whether the thing is no longer as it was when the change was proposed."""
    if change.thing is None:
        return False
    model = BY_NAME[change.table]
    now = states(model, [change.thing]).get(change.thing)
    return now is None or not is_same(model, change.before or {}, now)


def who_moved(change: StoredChange) -> str:
    """Who changed the thing last, and when, in words."""
    last = Revision.objects.filter(table=change.table, thing=change.thing or 0).first()
    if last is None:
        return "内容已经变了"
    when, who = timezone.localtime(last.made_at), last.by or last.get_through_display()
    return f"“{who}”在 {when:%Y-%m-%d %H:%M} {'删除' if last.after is None else '改动'}过"


def since_base(change: StoredChange) -> list[Revision]:
    """What became of the thing since it was as the proposal has it before; the newest first."""
    model, found = BY_NAME[change.table], []
    for each in Revision.objects.filter(table=change.table, thing=change.thing or 0).iterator(chunk_size=5):
        if each.after is not None and is_same(model, change.before or {}, each.after):
            break
        found.append(each)
    return found


def is_same(model: type[Public], then: State, now: State) -> bool:
    """Whether the thing is as it was then, as far as that state tells of it."""
    return own_values(model, then, then) == own_values(model, now, then)
