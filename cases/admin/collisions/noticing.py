"""Two hands on one thing: who saves second is told what the first did, and nothing that either typed is lost.

A form carries the last revision of its thing when it was rendered, signed. Where there is a newer one,
nothing is written: the form comes back with what only others changed, with what only this form changed, and
with both where both did, to be chosen field by field. So does a form without such a token, or with that of
another page or person, wherever it differs from what is there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from cases.admin.collisions.as_it_was import AsItWas, part_name
from cases.admin.collisions.gone import answer_gone
from cases.admin.collisions.merging import Dispute, Merge, Values, rendered, sent_values, take_theirs
from cases.admin.collisions.predecessors import newer_revisions, predecessors_at
from cases.admin.collisions.tokens import OPENED, SEEN, Account, last_revision, page_of, seen_in, token
from cases.admin.collisions.unrecorded import compared, digest_token, last_hands
from cases.admin.histories.history import HistoryEntry, entries, revisions_of
from cases.curation.coding_rounds import blinded, blindness
from cases.curation.known_names import KnownNames
from cases.curation.paired_rows import paired
from cases.curation.states import PARTS, states
from cases.curators_site import is_key
from cases.models import Revision, Succession
from cases.models.writing import Public, State, room_for

Row = TypeVar("Row", bound=Model)

NEW = "add"  # the form of a row that is not there yet
MOST_TOLD = 5
COLLIDED = "您打开这一页以后，内容又有改动，您的改动还没有保存。您填的都在，请看下面的对照，然后再保存。"
UNKNOWN = (
    "看不出这一页是什么时候打开的，不知道您看过的是不是现在的内容，您的改动还没有保存。"
    "您填的都在，请与下面现在的内容对照，然后再保存。"
)
CHANGED_OR_UNKNOWN = (
    "您打开这一页以后，内容可能又有改动，您的改动还没有保存。您填的都在，请与下面现在的内容对照，然后再保存。"
)
LATELY = "最近的改动"
REFUSED = 409


@dataclass(frozen=True, slots=True)
class Collision:
    """What the page says: the changes of others, the newest first, and what became of the form."""

    entries: Sequence[HistoryEntry]
    disputes: Sequence[Dispute]
    taken: Sequence[str]
    heading: str = "打开这一页以后的改动"
    said: Sequence[str] = ()  # in words, of what has no revisions
    knows_before: bool = True  # whether it is known what the form showed


class Collided(ValidationError):
    """A form was rendered before the last change of its thing. What it sends is merged already."""

    def __init__(self, shown: Collision | None, words: str = COLLIDED) -> None:
        super().__init__(words)
        self.shown = shown


class FilledIn(Collided):
    """Nothing is wrong: the form was filled in by the machine, and is drawn as if it had been sent."""


class NoticesCollisions(admin.ModelAdmin[Row]):
    """Mixin of the admins of what is public."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        answer = super().changeform_view
        if request.method == "POST" and self._is_gone(request, object_id):
            return answer_gone(self, request, int(object_id or 0))
        thing = thing_of(self.model, object_id)
        if thing is None and object_id is not None:
            seen = self._noticed_of_unrecorded(request, object_id)
            return answer(request, object_id, form_url, {**(extra_context or {}), "seen": seen})
        if request.method != "POST":  # asked for before the thing is read: rather too old than too new
            seen = token(request.user, self._form_of(object_id), last_revision(request.user))
            return answer(request, object_id, form_url, {**(extra_context or {}), "seen": seen})
        sent = request.POST.copy()
        sent.setdefault(OPENED, sent.get(SEEN, ""))  # it is drawn twice where it is refused
        take_theirs(sent)
        request.POST = sent  # type: ignore[assignment]  # a copy, to be merged into
        if self.may_collide():
            self.refuse_collision(request, object_id or "", is_last=False)
        seen = request.POST.get(SEEN, "")
        return answer(request, object_id, form_url, {**(extra_context or {}), "seen": seen})

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:  # noqa: ANN401 - passed on
        """Asked again when nobody else can write any more."""
        if change and issubclass(self.model, Public):
            thing = self.model.thing()
            room_for(self.model, "save_model").advance(everything=thing.changes_everything)
            self.refuse_collision(request, str(obj.pk), is_last=True)
        super().save_model(request, obj, form, change)

    def _noticed_of_unrecorded(self, request: HttpRequest, object_id: str) -> str:
        """The token of the form of a row without revisions; Collided where that showed something else."""
        row = None if issubclass(self.model, Public) else self.get_object(request, unquote(object_id))
        if row is None or not self.has_change_permission(request, row):
            return ""
        if request.method != "POST":
            return digest_token(self, request, row)
        sent = request.POST.copy()
        take_theirs(sent)
        request.POST = sent  # type: ignore[assignment]  # a copy
        if self.may_collide() and (merge := compared(self, request, row)) is not None:
            request.POST = merge.sent  # type: ignore[assignment]  # merged
            if not merge.changes_nothing:
                said = last_hands(row, MOST_TOLD)
                shown = Collision([], merge.disputes, merge.taken, LATELY, said, knows_before=False)
                raise Collided(shown, CHANGED_OR_UNKNOWN)
        return request.POST.get(SEEN, "")

    def _form_of(self, object_id: str | None) -> str:
        """This form, in a token."""
        return page_of(self.model, NEW if object_id is None else unquote(object_id))

    def opened_at(self, request: HttpRequest, object_id: str | None) -> int | None:
        """The last revision there was when the form that is sent was opened; None where that is not known."""
        return seen_in(request.POST.get(OPENED, ""), request.user, self._form_of(object_id))

    def _is_gone(self, request: HttpRequest, object_id: str | None) -> bool:
        """Whether the form was opened while there was such a row, and there is none any more."""
        model: type[Model] = self.model
        if object_id is None or not is_key(object_id) or not issubclass(model, Public):
            return False
        if not self.has_change_permission(request) or model._default_manager.filter(pk=object_id).exists():
            return False
        return SEEN in request.POST or revisions_of(model, int(object_id)).exists()

    def may_collide(self) -> bool:
        """Whether it is not yet the second look at a form that is refused already."""
        return True

    def refuse_collision(self, request: HttpRequest, object_id: str, *, is_last: bool) -> None:
        """Collided where the thing has changed since the form was rendered, with the form merged.

        Who pressed twice, or another row than that of this page, is none, unless it is the last look.
        """
        thing = thing_of(self.model, object_id)
        if thing is None:
            return
        user, page = request.user, self._form_of(object_id)
        seen = seen_in(request.POST.get(SEEN, ""), user, page)
        newer = _told(thing, user) if seen is None else blinded(newer_revisions(*thing, seen), user)
        last = last_revision(user) if seen is None else (newer[0].pk if newer else seen)
        row = self.get_object(request, unquote(object_id)) if newer or seen is None else None
        if row is None or not self.has_change_permission(request, row):
            return
        sent = request.POST.copy()
        merge = Merge(sent)
        _Forms(self, request, row, thing, seen, newer).merge_into(merge)
        is_of_others = not (merge.disputes or merge.taken) and not isinstance(row, thing[0])
        if seen is None and not (merge.disputes or merge.taken or merge.is_mine):
            return
        sent[SEEN] = token(user, page, last)
        request.POST = sent  # type: ignore[assignment]  # merged
        if not is_last and (merge.changes_nothing or is_of_others):
            return
        told = entries(newer[:MOST_TOLD])
        if seen is None:
            found = Collision(told, merge.disputes, merge.taken, LATELY, knows_before=False)
            raise Collided(found, UNKNOWN)
        raise Collided(Collision(told, merge.disputes, merge.taken))


def _told(thing: tuple[type[Public], int], user: Account) -> list[Revision]:
    """The last changes of the thing, for whom it is not known since when they are new."""
    return blinded(revisions_of(*thing).order_by("-pk")[:MOST_TOLD], user)


def thing_of(model: type[Model], object_id: str | None) -> tuple[type[Public], int] | None:
    """The thing whose form it is; of a part that of which it is; None of what is not public or not there."""
    if object_id is None or not issubclass(model, Public) or not is_key(unquote(object_id)):
        return None
    pk = int(unquote(object_id))
    if not model.part_of:
        return model, pk
    owner = model._default_manager.filter(pk=pk).values_list(f"{model.part_of}_id", flat=True).first()
    return None if owner is None else (model.thing(), int(owner))


class _Forms:
    """The forms of a page as they were rendered and as they would be now."""

    def __init__(
        self,
        model_admin: admin.ModelAdmin[Any],
        request: HttpRequest,
        row: Model,
        thing: tuple[type[Public], int],
        seen: int | None,
        newer: Sequence[Revision],
    ) -> None:
        self.admin, self.request, self.row = model_admin, request, row
        self.thing, self.pk = thing
        self.newer = newer
        self.is_known = seen is not None  # what the page showed
        shown = revisions_of(*thing) if seen is None else revisions_of(*thing).filter(pk__lte=seen)
        revision = shown.order_by("-pk").first() if self.is_known else None
        after = revision.after if revision is not None else None
        table = str(self.thing._meta.model_name)
        blind = blindness(request.user, [self.pk] if table == "award" else [])
        self.state: State | None = blind.state(table, self.pk, after)
        names = KnownNames([(self.thing, self.state)], revision.pk if revision is not None else None)
        self.was = AsItWas(self.thing, self.pk, self.state, names)

    def merge_into(self, merge: Merge) -> None:
        form_class = self.admin.get_form(self.request, self.row, change=True)
        now: Any = form_class(instance=self.row)
        fields = {name: each for name, each in now.fields.items() if not each.disabled}
        before = self._before_of_row()
        known = self._rendered(form_class, before) if before is not None else None
        merge.form("", fields, known, rendered(now, fields))
        if isinstance(self.row, self.thing):
            for formset, inline in self.admin.get_formsets_with_inlines(self.request, self.row):
                if inline.has_change_permission(self.request, self.row):
                    self._merge_inline(merge, formset, inline)

    def _merge_inline(self, merge: Merge, formset: Any, inline: Any) -> None:  # noqa: ANN401 - classes that factories made
        prefix = formset.get_default_prefix()
        now = formset(instance=self.row, prefix=prefix, queryset=inline.get_queryset(self.request))
        fields = {name: now.empty_form.fields[name] for name in formset.form.base_fields}
        theirs = {str(form.instance.pk): rendered(form, fields) for form in now.initial_forms}
        known: dict[str, Values] = {}
        if (part := part_name(self.thing, inline)) is not None:
            keys, rows = self._sent_keys(merge, prefix), self._rows(part)
            for pk, state in zip(keys, rows, strict=True) if len(keys) == len(rows) else ():
                known[str(pk)] = self._rendered(formset.form, self.was.instance(inline.model, pk, state))
        elif inline.model is Succession and self.is_known:
            known = self._known_predecessors(merge, prefix, fields, theirs)
        merge.rows(prefix, str(inline.model._meta.verbose_name), fields, known, theirs)

    def _known_predecessors(
        self, merge: Merge, prefix: str, fields: Mapping[str, Any], theirs: Mapping[str, Values]
    ) -> dict[str, Values]:
        """The rows that are there still, and of those that are gone what led here when the form was shown."""
        then = {str(pk) for pk in predecessors_at(self.pk, self.newer)}
        known = {key: values for key, values in theirs.items() if values["predecessor"] in then}
        for key in self._sent_keys(merge, prefix):
            at = next(name for name, value in merge.sent.items() if _is_key_of(name, value, prefix, key))
            values = sent_values(merge.sent, at.removesuffix("-id"), fields)
            if values["predecessor"] in then:
                known.setdefault(str(key), values)
        return known

    def _rows(self, part: str) -> list[State]:
        return list((self.state or {}).get(part, ()))

    def _sent_keys(self, merge: Merge, prefix: str) -> list[int]:
        """The primary keys of the rows that the form showed: in their order, those of the state."""
        keys = {
            int(str(value))
            for name, value in merge.sent.items()
            if name.startswith(f"{prefix}-") and name.endswith("-id") and is_key(str(value))
        }
        return sorted(keys)

    def _before_of_row(self) -> Model | None:
        """What the form of the page is about, as it was rendered."""
        if self.state is None:
            return None
        if isinstance(self.row, self.thing):
            return self.was.instance(self.thing, self.pk, self.state)
        model: Any = type(self.row)
        name = next((name for name, part in PARTS[self.thing].items() if part is model), None)
        now = states(self.thing, [self.pk]).get(self.pk)
        if name is None or now is None:
            return None
        keys = model._default_manager.filter(**{model.part_of: self.pk}).order_by("pk")
        at = list(keys.values_list("pk", flat=True)).index(self.row.pk)
        for old, new in paired(model, self._rows(name), now[name]):
            if new is now[name][at]:
                return self.was.instance(model, self.row.pk, old) if old is not None else None
        return None

    def _rendered(self, form_class: Any, row: Any) -> dict[str, str]:  # noqa: ANN401 - classes that factories made
        """What a form of the row as it was sends; without what a revision of then says nothing of."""
        form = form_class(instance=row)
        return rendered(form, form_class.base_fields)


def _is_key_of(name: str, value: object, prefix: str, key: int) -> bool:
    return name.startswith(f"{prefix}-") and name.endswith("-id") and value == str(key)
