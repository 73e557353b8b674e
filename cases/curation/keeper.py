"""What a room does at its end: checks what it touched, records each change as a revision, stamps awards."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from cases.choices import State as StateOfAward
from cases.curation.checks import problems_of
from cases.curation.states import public_key, states
from cases.curation.tables import problems_of_table
from cases.models import (
    Attestation,
    Award,
    Coder,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Revision,
    Source,
    Tier,
    WorkProblem,
)
from cases.models.writing import Public, Room, State

States = dict[type[Public], dict[int, State]]
LEVELS = 4  # a township lies below a county, a prefecture and a province
SLUGGED = (Mechanism, Source, Tier, IssuingBody, Programme)
DRAWN_ON: Mapping[type[Public], str] = {  # how an award leads to them
    Edition: "edition",
    Source: "source",
    Tier: "tier",
    Programme: "edition__programme",
    IssuingBody: "edition__issuers__body",
}
NOT_READ: Mapping[type[Model], Collection[str]] = {  # what no value of an award is checked against
    Division: ("aliases", "note", "successors"),
    Edition: ("theme", "procedure", "source", "source_id", "facts", "quotas"),
    IssuingBody: ("short_name", "position", "kind", "place", "place_id", "former_slugs"),
    Programme: ("short_name", "position", "level", "former_slugs"),
    Source: (
        *("title", "title_reason", "publisher", "kind", "date_signed", "date_published", "url_original"),
        *("note", "facts", "former_slugs"),
    ),
    Tier: ("short_name", "position", "former_slugs"),
}
ORDER: tuple[type[Public], ...] = (Division, *SLUGGED, WorkProblem, Coder, Edition, Award)


class Contradiction(ValidationError):
    """What a room wrote is refused; `awards` are those that would be false, with the reasons."""

    def __init__(self, problems: list[str], awards: dict[str, list[str]]) -> None:
        super().__init__(problems)
        self.awards = awards


class LibraryKeeper:
    """Keeps the library in order; set as `Room.keeper`."""

    def states(self, model: type[Public], ids: Iterable[int]) -> dict[int, State]:
        return states(model, ids)

    def settle(self, room: Room, models: Collection[type[Public]]) -> None:
        now = {model: states(model, room.touched[model]) for model in ORDER if model in models}
        asked = {*now.get(Award, ()), *_depending(room, now)}
        wrong = problems_of(sorted(asked))
        awards = _named(wrong) if len(asked) > 1 else chain.from_iterable(wrong.values())
        problems = [*_lost(room, now), *awards, *_wrong_tables(room, models)]
        if problems:
            raise Contradiction(problems, wrong)
        _stamp(room, now.get(Award, {}))
        Revision.objects.bulk_create(_revisions(room, now), batch_size=500)


def _changes(room: Room, now: States) -> Iterator[tuple[type[Public], int, State | None, State | None]]:
    """What differs: the table, the primary key, the thing before and after."""
    for model, after in now.items():
        for pk, before in room.touched[model].items():
            if before != after.get(pk):
                yield model, pk, before, after.get(pk)


def _revisions(room: Room, now: States) -> Iterator[Revision]:
    for model, pk, before, after in _changes(room, now):
        whole = cast(State, after or before)
        yield Revision(
            number=room.number,
            through=room.through,
            by=room.by,
            note=room.note,
            table=str(model._meta.model_name),
            thing=pk,
            key=public_key(model, whole),
            before=before,
            after=after,
        )


def _stamp(room: Room, awards: Iterable[int]) -> None:
    """Past the guard: this is what it guards."""
    rows: QuerySet[Award] = QuerySet(Award).filter(pk__in=list(awards)).exclude(version=room.number)
    rows.update(version=room.number, updated_at=timezone.now())


# --- What a change must not lose -----------------------------------------------------------------


def _lost(room: Room, now: States) -> Iterator[str]:
    for model, _pk, before, after in _changes(room, now):
        if model is Award and before is not None and before["state"] != StateOfAward.DRAFT:
            yield from (f"案例 {before['accession']}：{message}" for message in _lost_numbers(before, after))
        elif model in SLUGGED and before is not None and after is not None:
            lost = sorted(_slugs(before) - _slugs(after))
            yield from (f"{model._meta.verbose_name}的标识 {slug} 公布过，不能丢失。" for slug in lost)


def _lost_numbers(before: State, after: State | None) -> Iterator[str]:
    """What was public once stays, under every number that it had."""
    if after is None:
        yield "公布过的编号永久有效，只能撤回，不能删除。"
        return
    if after["state"] == StateOfAward.DRAFT:
        yield "公布过的案例不能退回草稿，只能撤回。"
    for number in sorted(_numbers(before) - _numbers(after)):
        yield f"公布过的案例的编号 {number} 永久有效，不能删除，也不能转给别的案例。"


def _slugs(thing: State) -> set[str]:
    return {thing["slug"], *(former["slug"] for former in thing["former_slugs"])}


def _numbers(award: State) -> set[str]:
    return {award["accession"], *(former["accession"] for former in award["former_accessions"])}


# --- What must hold ------------------------------------------------------------------------------


def _named(wrong: dict[str, list[str]]) -> list[str]:
    """The problems, each with the number of its award."""
    return [f"案例 {number}：{message}" for number, messages in wrong.items() for message in messages]


def _depending(room: Room, now: States) -> set[int]:
    """The awards whose values may be false since what they are checked against changed.

    Other changes, such as of an edition's theme, are not in the way of an award that was false already.
    """
    models: tuple[type[Model], ...] = (*DRAWN_ON, Division)
    changed: dict[type[Model], set[int]] = {model: set() for model in models}
    for model, pk, before, after in _changes(room, now):
        if model not in changed or before is None or after is None:
            continue
        if _read(model, before) != _read(model, after):
            changed[model].add(pk)
    if not any(changed.values()):
        return set()
    ways = Q()
    for drawn_on, column in DRAWN_ON.items():
        if changed[drawn_on]:
            ways |= Q(**{f"{column}__in": changed[drawn_on]})
    if changed[Source]:
        attested = Attestation.objects.filter(source__in=changed[Source]).values_list("award", flat=True)
        ways |= Q(pk__in=list(attested))
    if changed[Division]:
        ways |= Q(place_then__in=_below(changed[Division])) | Q(place_now__in=changed[Division])
    return set(Award.objects.filter(ways).order_by().values_list("pk", flat=True))


def _read(model: type[Model], state: State) -> State:
    return {name: value for name, value in state.items() if name not in NOT_READ[model]}


def _below(divisions: set[int]) -> set[int]:
    """These divisions and all that lies in them, or in what held their codes at another time."""
    found = set(divisions)
    for _level in range(LEVELS):
        codes = Division.objects.filter(pk__in=found).exclude(code="").values("code")
        ways = Q(parent__in=found) | Q(code__in=codes)
        found |= set(Division.objects.filter(ways).values_list("pk", flat=True))
    return found


def _wrong_tables(room: Room, models: Collection[type[Public]]) -> list[str]:
    """Rows written in bulk have not been asked one by one; the few editions are always asked whole."""
    asked = (room.in_bulk | {Edition}).intersection(models)
    return [message for model in ORDER if model in asked for message in problems_of_table(model)]
