"""Documents, editions and terms that readers saw and see no longer: since when, and why.

Awards have a state that says so (`cases/pages/case_history.py`); of these the revisions tell: without one
that took them from readers they were never public.
"""

from collections.abc import Collection

from cases.choices import Through
from cases.curation.reasons import parted
from cases.models import CodingScheme, Edition, Mechanism, Revision, Source, StoredChange
from cases.models.scheme import MECHANISMS
from cases.models.shown import SEEN
from cases.models.writing import State
from cases.pages.case_history import TakingBack

DELETED, WITHDRAWN, NO_LONGER = "删除", "撤回", "不再公开"
DRAWN_ON = {Source: "source_id", Edition: "edition_id"}  # by an award that brings it before readers


def document_taken_back(slug: str) -> TakingBack | None:
    """Of the document that had this slug; None where readers never saw one, or see it."""
    return _last(Source, _called("source", slug))


def edition_taken_back(editions: Collection[int]) -> TakingBack | None:
    """The same of the last of these editions, by primary key."""
    return _last(Edition, editions)


def term_taken_back(slug: str, scheme: str = MECHANISMS) -> TakingBack | None:
    """Of a term of the scheme that had this slug and was deleted; others have a page, retired ones too."""
    gone = Revision.objects.filter(table="mechanism", thing__in=_called("mechanism", slug))
    gone = gone.exclude(thing__in=Mechanism.objects.values("pk"))
    for each in gone.filter(after__isnull=True)[:1]:
        kept = (each.before or {}).get("scheme_id")
        if kept is None and scheme != MECHANISMS:
            continue
        if kept is None or CodingScheme.objects.filter(pk=kept, slug=scheme).exists():
            return _taking_back(each, DELETED)
    return None


def _called(table: str, slug: str) -> set[int]:
    """The things of this table that were ever called so."""
    things = Revision.objects.filter(table=table, key=slug).order_by()
    return set(things.values_list("thing", flat=True))


def _last(model: type[Source] | type[Edition], things: Collection[int]) -> TakingBack | None:
    shown = model._default_manager.filter(pk__in=things)
    hidden = set(things) - set(shown.shown().values_list("pk", flat=True))
    found = [each for thing in hidden if (each := _left(model, thing)) is not None]
    return max(found, key=lambda pair: pair[0].pk)[1] if found else None


def _left(model: type[Source] | type[Edition], thing: int) -> tuple[Revision, TakingBack] | None:
    """The revision with which it left the readers' sight: by itself, else the last award that drew on it."""
    own = Revision.objects.filter(table=model._meta.model_name, thing=thing)
    for each in own.iterator(chunk_size=5):
        if _is_public(each.before) and not _is_public(each.after):
            return each, _taking_back(each, DELETED if each.after is None else WITHDRAWN)
    column = DRAWN_ON[model]
    by_award = {"table": "award", f"before__{column}": thing, "before__state__in": list(SEEN)}
    for each in Revision.objects.filter(**by_award).iterator(chunk_size=5):
        if each.after is None or each.after[column] != thing:
            return each, TakingBack(NO_LONGER, each.made_at if each.number else None, "")
    return None


def _is_public(state: State | None) -> bool:
    return bool(state and state.get("is_published"))


def _taking_back(revision: Revision, verb: str) -> TakingBack:
    """With the reason where a form asked for it, which says that readers see it."""
    reason = ""
    if revision.through == Through.FORM:
        accepted = StoredChange.objects.filter(
            intake=None, table=revision.table, thing=revision.thing, version=revision.number
        )
        note = accepted.values_list("note", flat=True).first()
        _chosen, reason = parted(revision.note if note is None else note)
    return TakingBack(verb, revision.made_at if revision.number else None, reason)
