"""A proposal opened again in the form of its thing, to be mended and sent once more.

The form is drawn as if its proposer had just sent it: what they proposed stands in its fields and rows,
merged with what others changed since, and saving it replaces the proposal.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict

from cases.admin.collisions.as_it_was import AsItWas, part_name
from cases.admin.collisions.merging import KEY, ON, Merge, SentRow, Values, rendered
from cases.admin.collisions.noticing import MOST_TOLD, Collision, FilledIn
from cases.admin.collisions.tokens import SEEN, last_revision, page_of, token
from cases.admin.histories.history import entries
from cases.admin.histories.why import answers_of
from cases.curation import proposing
from cases.curation.coding_rounds import blinded, blindness
from cases.curation.known_names import KnownNames
from cases.curation.paired_rows import paired
from cases.curation.proposal_bases import since_base
from cases.curation.reaching_readers import is_submission
from cases.curation.states import states
from cases.curators_site import is_key
from cases.models import StoredChange
from cases.models.writing import Public, State

ASKED = "proposal"  # in the address of the form
FILLED = "下面已经填入提出的改动，还没有保存：改好以后保存，就代替原来的，再次送审。"
CAME_BACK = "{by} 退回的理由：{reason}"
SINCE = "提出以后的改动"


class Filled(FilledIn):
    """The form has what was proposed; `shown` is what others changed since, if they did."""

    def __init__(self, words: str, shown: Collision | None) -> None:
        super().__init__(shown, words)


def to_mend(request: HttpRequest, model: type[Model], object_id: str | None) -> StoredChange | None:
    """The proposal of this user that the address asks for, if it is open still and changes this thing."""
    asked, pk, user = request.GET.get(ASKED, ""), unquote(object_id or ""), request.user
    if not is_key(asked) or not is_key(pk) or not issubclass(model, Public) or model.part_of:
        return None
    change = (
        proposing.open_ones(user.get_username())
        .filter(pk=asked, table=model._meta.model_name, thing=pk)
        .first()
    )
    return change if change is not None and is_mendable(change) else None


def filled_in(model_admin: admin.ModelAdmin[Any], request: HttpRequest, object_id: str) -> Filled | None:
    """Make of the request what sends the proposal that its address asks for; what the page then says."""
    change = to_mend(request, model_admin.model, object_id)
    row: Any = model_admin.get_object(request, unquote(object_id)) if change is not None else None
    if change is None or row is None or not model_admin.has_change_permission(request, row):
        return None
    sent, filled = fill(model_admin, request, row, change)
    request.method, request.POST = "POST", sent  # type: ignore[assignment]  # to be drawn as if it was sent
    return filled


def is_mendable(change: StoredChange) -> bool:
    """Whether it is a change of something; a draft that is ready is mended in its own form."""
    return bool(change.before and change.proposed) and not is_submission(change)


def fill(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, row: Public, change: StoredChange
) -> tuple[QueryDict, Filled]:
    """What a browser would send with the values that were proposed, and what the page says of it."""
    model, pk = type(row), row.pk
    blind = blindness(request.user, [pk] if change.table == "award" else [])
    then, mine, now = (
        blind.state(change.table, pk, each)
        for each in (change.before, change.proposed, states(model, [pk])[pk])
    )
    sides = _Sides(*(AsItWas(model, pk, each, KnownNames([(model, each)])) for each in (then, mine, now)))
    merge = Merge(QueryDict(mutable=True))
    form_class = model_admin.get_form(request, row, change=True)
    today: Any = form_class(instance=row)
    fields = {name: each for name, each in today.fields.items() if not each.disabled}
    before, proposed = (
        rendered(form_class(instance=each.instance(model, pk, each.state or {})), form_class.base_fields)
        for each in (sides.then, sides.mine)
    )
    _write(merge.sent, "", {name: proposed[name] for name in fields})
    merge.form("", fields, before, rendered(today, fields))
    for formset, inline in model_admin.get_formsets_with_inlines(request, row):
        _fill_inline(merge, request, row, formset, inline, sides)
    merge.sent[SEEN] = token(request.user, page_of(model, pk), last_revision(request.user))
    for name, value in answers_of(change.note).items():
        merge.sent[name] = value
    told = entries(blinded(since_base(change)[:MOST_TOLD], request.user))
    shown = Collision(told, merge.disputes, merge.taken, SINCE) if told else None
    came_back = CAME_BACK.format(by=change.decided_by, reason=change.reason) if change.reason else ""
    return merge.sent, Filled(FILLED + came_back, shown)


class _Sides:
    """The thing as it was when it was proposed to change it, as was proposed, and as it is."""

    def __init__(self, then: AsItWas, mine: AsItWas, now: AsItWas) -> None:
        self.then, self.mine, self.now = then, mine, now


def _fill_inline(
    merge: Merge,
    request: HttpRequest,
    row: Public,
    formset: Any,  # noqa: ANN401 - classes that factories made
    inline: Any,  # noqa: ANN401
    sides: _Sides,
) -> None:
    prefix = formset.get_default_prefix()
    today = formset(instance=row, prefix=prefix, queryset=inline.get_queryset(request))
    fields = {name: today.empty_form.fields[name] for name in formset.form.base_fields}
    theirs = {str(form.instance.pk): rendered(form, fields) for form in today.initial_forms}
    known: dict[str, Values] = dict(theirs)
    sent = [SentRow(key, dict(values)) for key, values in theirs.items()]
    part = part_name(type(row), inline)
    if part is not None and inline.has_change_permission(request, row):
        known, sent = {}, []
        for key, old, new in _rows(inline.model, part, sorted(map(int, theirs)), sides):
            was = sides.then.rendered(formset.form, inline.model, key, old) if old is not None else None
            if was is not None:
                known[key] = was
            if new is not None:
                sent.append(SentRow(key, sides.mine.rendered(formset.form, inline.model, key, new)))
            elif was is not None and key in theirs:
                sent.append(SentRow(key, was, is_deleted=True))
    for name, field in today.management_form.fields.items():
        merge.sent[f"{prefix}-{name}"] = str(today.management_form.get_initial_for_field(field, name) or 0)
    merge.sent[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(sent))
    merge.sent[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(theirs))
    for number, each in enumerate(sent):
        at = f"{prefix}-{number}"
        _write(merge.sent, at, {KEY: each.key, **each.values})
        if each.is_deleted:
            merge.sent[f"{at}-{DELETION_FIELD_NAME}"] = ON
    merge.rows(prefix, str(inline.model._meta.verbose_name), fields, known, theirs)


def _rows(
    model: type[Public], part: str, keys: list[int], sides: _Sides
) -> Iterator[tuple[str, State | None, State | None]]:
    """Each row that was there, with what was proposed of it, then those that would come; by today's keys.

    A row that is there no more has a key that none has.
    """
    then, mine, now = (list((each.state or {}).get(part, ())) for each in (sides.then, sides.mine, sides.now))
    if len(keys) != len(now):  # some are not shown: what was proposed stands beside what is there
        then = now = []
    key_of = {id(each): str(key) for each, key in zip(now, keys, strict=False)}
    found: Mapping[int, str] = {
        id(old): key_of[id(new)] for old, new in paired(model, then, now) if old and new
    }
    for number, (old, new) in enumerate(paired(model, then, mine)):
        yield (found.get(id(old), f"gone-{number}") if old is not None else ""), old, new


def _write(sent: QueryDict, prefix: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        sent[f"{prefix}-{name}" if prefix else name] = value
