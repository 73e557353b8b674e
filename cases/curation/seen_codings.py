"""Which codings and key figures of a recorded state readers see, or saw: accepted ones, with a released term.

Also of terms that were merged since, whose scheme their last revision tells.
"""

from collections.abc import Collection, Iterable

from cases.choices import CodingState
from cases.curation.changes import Change
from cases.curation.states import chunks
from cases.models import Award, CodingScheme, Mechanism, Revision
from cases.models.writing import State

RECORDED_BESIDE: State = {"codings": (), "figures": ()}  # of which readers see what is accepted alone


def hidden_terms(states: Iterable[State | None]) -> frozenset[int]:
    """The primary keys of the terms in these states of awards that readers know nothing of."""
    coded: set[int] = {
        row["mechanism_id"]
        for state in states
        for row in (state or {}).get("codings", ())
        if row.get("state") == CodingState.ACCEPTED
    }
    released: dict[int, bool] = {}
    for some in chunks(sorted(coded)):
        rows = Mechanism.objects.filter(pk__in=some).order_by()
        released.update(rows.values_list("pk", "scheme__is_released"))
    if gone := coded - released.keys():
        released.update(_released_before(gone))
    return frozenset(term for term in coded if not released.get(term, True))


def as_seen(state: State, hidden: Collection[int]) -> State:
    """The state with the codings alone that count, of terms that are not hidden, and figures that count."""
    codings = [
        row
        for row in state.get("codings", ())
        if row.get("state") == CodingState.ACCEPTED and row.get("mechanism_id") not in hidden
    ]
    seen = {**state, "codings": codings}
    if "figures" in state:  # not in states from before there were any
        seen["figures"] = accepted_figures(state)
    return seen


def accepted_figures(state: State) -> list[State]:
    """The key figures of a state that readers see."""
    return [row for row in state.get("figures", ()) if row["state"] == CodingState.ACCEPTED]


def changed_out_of_sight(changes: Iterable[Change]) -> set[int]:
    """The awards of which these changes change nothing but what readers do not see."""
    only: dict[int, tuple[State, State]] = {}
    for each in changes:
        if each.model is not Award or each.before is None or each.after is None:
            continue
        if {**each.before, **RECORDED_BESIDE} == {**each.after, **RECORDED_BESIDE}:
            only[each.pk] = (each.before, each.after)
    hidden = hidden_terms(state for both in only.values() for state in both)
    return {pk for pk, (one, other) in only.items() if as_seen(one, hidden) == as_seen(other, hidden)}


def _released_before(terms: set[int]) -> dict[int, bool]:
    """Of terms that are no more; those from before there were schemes were mechanisms."""
    rows = Revision.objects.filter(table="mechanism", thing__in=terms, after__isnull=True).order_by("pk")
    last = {thing: (before or {}).get("scheme_id") for thing, before in rows.values_list("thing", "before")}
    released = set(CodingScheme.objects.filter(is_released=True).values_list("pk", flat=True))
    return {thing: scheme is None or scheme in released for thing, scheme in last.items()}
