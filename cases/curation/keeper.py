"""What a room does at its end: checks what it touched, records each change as a revision, stamps awards."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from string import digits

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from cases.curation.asked_tables import documents_with_names, wrong_tables
from cases.curation.changes import Change, changes_of
from cases.curation.checks import problems_of
from cases.curation.conflicts import mark_conflicts
from cases.curation.moved_passages import beside_moved
from cases.curation.permanence import lost
from cases.curation.retired import coded_with_retired
from cases.curation.seen_codings import changed_out_of_sight
from cases.curation.states import states
from cases.curation.versions.cutting import keep_version
from cases.curation.written_forms import malformed
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Division,
    Edition,
    IssuingBody,
    Milestone,
    Programme,
    Revision,
    Source,
    Succession,
    Tier,
)
from cases.models.writing import Public, Room, State, Touched

LEVELS = 4  # a township lies below a county, a prefecture and a province
DRAWN_ON: Mapping[type[Public], str] = {  # how an award leads to them
    Edition: "edition",
    Source: "source",
    Tier: "tier",
    Programme: "edition__programme",
    IssuingBody: "edition__issuers__body",
}
NOT_READ: Mapping[type[Model], Collection[str]] = {  # what no value of an award is checked against
    Division: ("aliases", "note"),
    Edition: ("theme", "procedure", "source", "source_id", "facts", "quotas"),
    IssuingBody: ("short_name", "position", "kind", "place", "place_id", "is_retired", "former_slugs"),
    Programme: ("short_name", "position", "level", "is_retired", "former_slugs"),
    Source: (
        *("title", "title_reason", "publisher", "publisher_reason", "kind", "date_signed", "date_published"),
        *("date_reason", "url_original", "note", "facts", "former_slugs"),
    ),
    Tier: ("short_name", "position", "is_retired", "former_slugs"),
}


class Contradiction(ValidationError):
    """What a room wrote is refused; `awards` are those that would be false, with the reasons."""

    def __init__(self, problems: list[str], awards: dict[str, list[str]]) -> None:
        super().__init__(problems)
        self.awards = awards


class LibraryKeeper:
    """Keeps the library in order; set as `Room.keeper`."""

    def states(self, model: type[Public], ids: Iterable[int]) -> dict[int, State]:
        return states(model, ids)

    def check(self, room: Room, touched: Touched) -> None:
        _check(room, changes_of(touched), touched)

    def settle(self, room: Room) -> None:
        changes = changes_of(room.touched)
        awards = set(room.touched.get(Award, {}))
        remarked = mark_conflicts(_check(room, changes, room.touched) | awards)
        _stamp(room, awards, changed_out_of_sight(changes))
        Revision.record(_revision(room, change) for change in changes)
        keep_version(room, changes, remarked)


def _check(room: Room, changes: list[Change], touched: Touched) -> set[int]:
    """Contradiction with all that is wrong; the awards that were not touched and draw on what changed."""
    depending = _depending(changes)
    asked = {*touched.get(Award, ()), *depending}
    wrong = problems_of(sorted(asked - _checked_before(room, changes)))
    awards = _named(wrong) if len(asked) > 1 else chain.from_iterable(wrong.values())
    tables = wrong_tables(room, touched, changes)
    retired = coded_with_retired(changes, room)
    problems = [*malformed(changes), *lost(changes, room), *awards, *tables, *retired]
    if problems:
        raise Contradiction(problems, wrong)
    return depending


def _checked_before(room: Room, changes: list[Change]) -> set[int]:
    """The awards that whoever writes has found in order, as they now are, when nobody else could write."""
    if room.checked is None:
        return set()
    after = ((each.pk, each.after) for each in changes if each.model is Award)
    return {pk for pk, state in after if state is not None and room.checked(state)}


def _revision(room: Room, change: Change) -> Revision:
    table = str(change.model._meta.model_name)
    number, made_at = room.heads.get((table, change.key), (0, timezone.now()))
    if not number and (change.before is not None or (table, change.key) not in room.heads):
        number = room.number  # 0 is for what was there before records were kept
    return Revision(
        made_at=made_at,
        number=number,
        through=room.through,
        by=room.by,
        note=room.note,
        table=table,
        thing=change.pk,
        key=change.key,
        before=change.before,
        after=change.after,
    )


def _stamp(room: Room, awards: set[int], out_of_sight: set[int]) -> None:
    """Past the guard: this is what it guards. A save of some columns may have left the time as it was.

    The time is what feed and sitemap tell readers: it stays where they see no change.
    """
    rows: QuerySet[Award] = QuerySet(Award)
    rows.filter(pk__in=awards - out_of_sight).update(version=room.number, updated_at=timezone.now())
    rows.filter(pk__in=awards & out_of_sight).update(version=room.number)


# --- What must hold ------------------------------------------------------------------------------


def _named(wrong: dict[str, list[str]]) -> list[str]:
    """The problems, each with the number of its award."""
    return [f"案例 {number}：{message}" for number, messages in wrong.items() for message in messages]


def _depending(changes: list[Change]) -> set[int]:
    """The awards whose values may be false since what they are checked against changed.

    Other changes, such as of an edition's theme, are not in the way of an award that was false already.
    """
    models: tuple[type[Model], ...] = (*DRAWN_ON, Division)
    changed: dict[type[Model], set[int]] = {model: set() for model in models}
    for change in changes:
        if change.model not in changed or change.before is None or change.after is None:
            continue
        if _read(change.model, change.before) != _read(change.model, change.after):
            changed[change.model].add(change.pk)
    ways = Q(pk__in=_reading(changes) | beside_moved(changes)) | _beside(changes)
    for drawn_on, column in DRAWN_ON.items():
        if changed[drawn_on]:
            ways |= Q(**{f"{column}__in": changed[drawn_on]})
    if changed[Source]:
        for rows in (Attestation.objects, Milestone.objects):
            said = rows.filter(source__in=changed[Source]).values_list("award", flat=True)
            ways |= Q(pk__in=list(said))
    if named := _new_names(changes):
        ways |= Q(place_then__name__in=named)
    changed[Division] |= _new_holders_of_codes(changes)
    if changed[Division]:
        places = _below(changed[Division]) | _before(changed[Division])
        ways |= Q(place_then__in=places) | Q(place_now__in=changed[Division])
    return set(Award.objects.filter(ways).order_by().values_list("pk", flat=True))


def _reading(changes: list[Change]) -> set[int]:
    """Awards that a name which documents print now, or no longer, may say something else of."""
    fields, documents = documents_with_names(changes)
    if not documents:
        return set()
    origins = Attribution.objects.filter(field__in=fields, rule="").order_by()
    of_documents = Q(source__in=documents) | Q(source=None, award__source__in=documents)
    return set(origins.filter(of_documents).values_list("award", flat=True))


def _beside(changes: list[Change]) -> Q:
    """Awards that have another number than their rank because of one that is free now."""
    beginnings = set()  # each once: many awards of one edition may go together
    for change in changes:
        if change.model is Award and change.before is not None:
            number = change.before["accession"]
            if change.after is None or change.after["accession"] != number:
                beginnings.add(number.rstrip(digits))
    ways = Q(pk__in=())
    for beginning in sorted(beginnings):
        ways |= Q(accession__startswith=beginning)
    return ways


def _read(model: type[Model], state: State) -> State:
    return {name: value for name, value in state.items() if name not in NOT_READ[model]}


def _new_holders_of_codes(changes: list[Change]) -> set[int]:
    """New divisions with a code that another had: in its years they may be what lies above its awards."""
    new = {
        change.pk: change.after["code"]
        for change in changes
        if change.model is Division and change.before is None and change.after is not None
    }
    codes = set(filter(None, new.values()))
    others = Division.objects.filter(code__in=codes).exclude(pk__in=new) if codes else Division.objects.none()
    known = set(others.order_by().values_list("code", flat=True))
    return {pk for pk, code in new.items() if code in known}


def _new_names(changes: list[Change]) -> set[str]:
    """Names that other divisions have now, or in other years or places: they may be meant as well."""
    return {
        change.after["name"]
        for change in changes
        if change.model is Division and change.after is not None
        if change.before is None or _read(Division, change.before) != _read(Division, change.after)
    }


def _before(divisions: set[int]) -> set[int]:
    """These divisions and all that became them."""
    found, new = set[int](), divisions
    while new:
        found |= new
        rows = Succession.objects.filter(successor__in=new).values_list("predecessor", flat=True)
        new = set(rows) - found
    return found


def _below(divisions: set[int]) -> set[int]:
    """These divisions and all that lies in them, or in what held their codes at another time."""
    found = set(divisions)
    for _level in range(LEVELS):
        codes = Division.objects.filter(pk__in=found).exclude(code="").values("code")
        ways = Q(parent__in=found) | Q(code__in=codes)
        found |= set(Division.objects.filter(ways).values_list("pk", flat=True))
    return found
