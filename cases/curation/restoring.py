"""One thing is as a revision has it again: of an award all that hangs on it, of others nothing."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import Model, ProtectedError

from cases.choices import State as StateOfAward
from cases.choices import Through
from cases.curation.clashes import clashes
from cases.curation.led_on import led_on
from cases.curation.putting_back import put_back
from cases.curation.states import PARTS, own_values, states
from cases.curation.undoing import BY_NAME
from cases.models import Award, Revision
from cases.models.writing import Public, State, writing

NOTHING_TO_RESTORE = "这条修订没有可以恢复的内容。"
AS_IT_IS = "现在的内容与这一版相同，没有需要恢复的。"
TWICE = "这一版里有的值与现在的其他内容重复，恢复不了：请先把重复的那一项改开。"
IN_USE = "这一版里没有的内容现在正被别处使用，不能去掉：{}。"


def state_of(revision: Revision) -> State | None:
    """What can be restored of it: the thing as it was after it; where it was deleted, as it was before."""
    state: State | None = revision.after if revision.after is not None else revision.before
    return state


def restore(revision: Revision, *, by: AbstractBaseUser | None = None, note: str = "") -> int:
    """Give the thing the values that it had after the revision; the data version in which that was done.

    Whether readers see an award stays as it is: only publishing and withdrawing change that. Addresses that
    lead on stay too. What is gone is made again, an award as a draft. It is a revision like any other change.
    ValidationError, and nothing is written, where the library does not allow it.
    """
    model, recorded = BY_NAME[revision.table], state_of(revision)
    if recorded is None:
        raise ValidationError(NOTHING_TO_RESTORE)
    try:
        with writing(Through.UNDO, by=by, note=note) as room:
            room.advance(everything=model.changes_everything)  # others wait: what is found stays
            _restore(model, revision.thing, led_on(model, recorded))
    except ProtectedError as error:
        names = "、".join(sorted({str(row) for row in error.protected_objects})[:5])
        raise ValidationError(IN_USE.format(names)) from error
    except (DataError, IntegrityError) as error:
        raise ValidationError(TWICE) from error
    return room.number


def _restore(model: type[Public], pk: int, wanted: State) -> None:
    if gone := list(_gone(model, wanted)):
        raise ValidationError([f"恢复不了：这一版用到的{each}已经删除。" for each in gone])
    now = states(model, [pk]).get(pk)
    if now is not None and is_as(model, wanted, now):
        raise ValidationError(AS_IT_IS)
    if said := list(clashes(model, pk, wanted)):
        raise ValidationError(said)
    put_back(model, pk, wanted, _state_of_award)


def is_as(model: type[Public], then: State, now: State) -> bool:
    """Whether the thing has the values of then; whether readers see an award is none of them."""
    there, here = (own_values(model, state, then) for state in (then, now))
    if model is Award:
        there, here = ({**state, "state": "", "former_accessions": []} for state in (there, here))
    return there == {**here, **({"former_slugs": there["former_slugs"]} if "former_slugs" in there else {})}


def _state_of_award(award: Award, *, is_gone: bool) -> str:
    """As it is now; only drafts can be gone."""
    now = None if is_gone else Award.objects.filter(pk=award.pk).values_list("state", flat=True).first()
    return str(now or StateOfAward.DRAFT)


def _gone(model: type[Public], wanted: State) -> Iterator[str]:
    """What the state refers to and what is no more, by its name of then: a database may ask it only later."""
    rows = [(model, wanted)]
    for name, part in PARTS[model].items():
        rows += [(part, row) for row in wanted.get(name, ())]
    referred: dict[type[Model], dict[int, str]] = {}
    for table, row in rows:
        for column in table._meta.concrete_fields:
            pk = row.get(column.attname) if column.is_relation else None
            if pk is not None:
                called = f"{column.verbose_name}“{row.get(column.name, pk)}”"
                referred.setdefault(column.related_model, {})[pk] = called  # type: ignore[arg-type]  # a model
    for other, names in referred.items():
        known = set(other._default_manager.filter(pk__in=names).values_list("pk", flat=True))
        yield from sorted(name for pk, name in names.items() if pk not in known)
