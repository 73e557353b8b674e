"""The things of the library as they were at a public version.

A revision has each thing whole before and after. What nothing was changed of since is as it is now; what was,
is as the first revision since then has it before: with the columns and the references of that time.
"""

from collections.abc import Collection, Iterable

from django.db.models import Min

from cases.choices import State as StateOfAward
from cases.curation.states import chunks, states
from cases.models import Award, PublicVersion, PublishedForm, Revision
from cases.models.writing import Public, State


def things_then(model: type[Public], revision: int, *, without: Collection[str] = ()) -> dict[int, State]:
    """All things of a table by primary key, in its order, as they were when that revision was the last."""
    changed = _before(model, revision, None)
    still = model._default_manager.exclude(pk__in=changed).order_by("pk").values_list("pk", flat=True)
    found = states(model, still, without=without)
    found |= {pk: state for pk, state in changed.items() if state is not None}
    return dict(sorted(found.items()))


def states_then(
    model: type[Public],
    revision: int,
    ids: Iterable[int],
    *,
    without: Collection[str] = (),
    named: bool = True,
) -> dict[int, State]:
    """The same of some things alone; unless `named` maybe without the public keys of references."""
    found: dict[int, State] = {}
    for chunk in chunks(ids):
        changed = _before(model, revision, chunk)
        found |= states(model, [pk for pk in chunk if pk not in changed], without=without, named=named)
        found |= {pk: state for pk, state in changed.items() if state is not None}
    return found


def _before(model: type[Public], revision: int, ids: Collection[int] | None) -> dict[int, State | None]:
    """What was changed since, as it was before; None: it was not there yet."""
    since = Revision.objects.filter(table=model._meta.model_name, pk__gt=revision)
    if ids is not None:
        since = since.filter(thing__in=ids)
    first = since.order_by().values("thing").annotate(first=Min("pk")).values_list("first", flat=True)
    found: dict[int, State | None] = {}
    for chunk in chunks(first):
        found |= dict(Revision.objects.filter(pk__in=chunk).order_by().values_list("thing", "before"))
    return found


def published_then(version: PublicVersion) -> dict[int, PublishedForm]:
    """What was published of each award with the version, by primary key, sealed ones too."""
    return {row.award: row for row in PublishedForm.objects.filter(PublishedForm.at(version.number))}


def names_then(revision: int, awards: Iterable[int]) -> dict[int, str]:
    """What these awards were called: by their titles, else by who was honoured."""
    found: dict[int, str] = {}
    for chunk in chunks(awards):
        rows = Award.objects.filter(pk__in=chunk).order_by().values_list("pk", "title", "applicant")
        found |= {pk: title or applicant for pk, title, applicant in rows}
        changed = _before(Award, revision, chunk)
        found |= {pk: str(state["title"] or state["applicant"]) for pk, state in changed.items() if state}
    return found


def sealed_then(version: PublicVersion) -> set[int]:
    """The awards of a version that are sealed today."""
    sealed = sealed_among(None)
    rows = PublishedForm.objects.filter(PublishedForm.at(version.number), award__in=sealed)
    return set(rows.values_list("award", flat=True)) if sealed else set()


def sealed_among(awards: Iterable[int] | None) -> set[int]:
    """Those of these awards, or of all, that are sealed today: no version has them for readers."""
    sealed = set(Award.objects.filter(state=StateOfAward.SEALED).order_by().values_list("pk", flat=True))
    return sealed if awards is None else sealed.intersection(awards)
