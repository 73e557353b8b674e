"""What of a change readers would see: that decides whether another person has to look first."""

from typing import Any

from cases.choices import State as StateOfAward
from cases.curation.changes import Change
from cases.curation.proposal_bases import is_same
from cases.curation.seen_codings import as_seen, hidden_terms
from cases.models import Award, Coder, CodingScheme, Edition, Mechanism, Source, WorkProblem
from cases.models.shown import ShownQuerySet


def is_edit(change: Change) -> bool:
    """Whether more changes than whether readers see an award, which has permissions of its own."""
    if change.model is not Award or change.before is None or change.after is None:
        return True
    return not is_same(Award, {**change.before, "state": ""}, {**change.after, "state": ""})


def is_seen(change: Change) -> bool:
    """Whether readers see the thing, saw it, or would see it with this change."""
    before, after = change.before, change.after
    if change.model is Award:
        return before is not None and before["state"] != StateOfAward.DRAFT and _reaches_readers(change)
    if change.model in (Edition, Source):
        rows: Any = change.model._default_manager.all()
        return before is not None and isinstance(rows, ShownQuerySet) and _is_shown(rows, change.pk)
    if change.model is Coder:
        return before is not None
    if change.model is WorkProblem:
        return any(state is not None and state["is_published"] for state in (before, after))
    if change.model is CodingScheme:
        return any(state is not None and state["is_released"] for state in (before, after))
    if change.model is Mechanism:
        schemes = [state.get("scheme_id") for state in (before, after) if state is not None]
        known = [scheme for scheme in schemes if scheme is not None]  # before there were others, mechanisms
        released = CodingScheme.objects.filter(pk__in=known, is_released=True)
        return len(known) < len(schemes) or released.exists()
    return True


def _reaches_readers(change: Change) -> bool:
    """Whether more changes than codings that wait for somebody, were refused, or are of a hidden scheme."""
    before, after = change.before, change.after
    if before is None or after is None:
        return True
    hidden = hidden_terms([before, after])
    return not is_same(Award, as_seen(before, hidden), as_seen(after, hidden))


def _is_shown(rows: ShownQuerySet[Any], pk: int) -> bool:
    return rows.filter(pk=pk).shown().exists()
