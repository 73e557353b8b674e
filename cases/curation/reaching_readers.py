"""What of a change readers would see, and what else it brings before them: another person looks first."""

from cases.choices import State as StateOfAward
from cases.curation.along import Along, with_scheme, with_state
from cases.curation.changes import Change
from cases.curation.proposal_bases import is_same
from cases.curation.seen_codings import as_seen, hidden_terms
from cases.curation.undoing import BY_NAME
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Edition,
    Mechanism,
    Source,
    StoredChange,
    WorkProblem,
)
from cases.models.shown import is_shown


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
        if any(state is not None and state.get("is_published") for state in (before, after)):
            return True
        return before is not None and is_shown(change.model, change.pk)
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


def is_submission(change: StoredChange) -> bool:
    """Whether it asks for a draft, or what was withdrawn, to be published."""
    if change.table != "award" or not change.before or not change.proposed:
        return False
    published = StateOfAward.PUBLISHED
    return bool(change.before["state"] != published and change.proposed["state"] == published)


def reaches_readers(change: StoredChange) -> bool:
    """Whether readers see what an accepted proposal did: not of an award or a document that is shut away."""
    model, states = BY_NAME[change.table], [each for each in (change.before, change.proposed) if each]
    if model is Award:
        return any(each["state"] == StateOfAward.PUBLISHED for each in states)
    if model in (Edition, Source):
        is_public = any(each.get("is_published") for each in states)
        return is_public or (change.thing is not None and is_shown(model, change.thing))
    return True


def along_with_change(change: StoredChange) -> list[Along]:
    """What readers would see for the first time besides the thing itself; of a draft to be published, too."""
    if change.table == "codingscheme" and change.thing is not None:
        before, after = change.before or {}, change.proposed or {}
        is_release = after.get("is_released") and not before.get("is_released")
        return with_scheme(change.thing) if is_release else []
    is_public = change.table == "award" or bool(change.proposed and change.proposed.get("is_published"))
    if not change.proposed or BY_NAME[change.table] not in (Award, Edition) or not is_public:
        return []
    return with_state(change.proposed)
