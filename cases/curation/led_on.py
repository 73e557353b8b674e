"""What a state of earlier refers to and was merged since is what its former slug leads to today."""

from collections.abc import Iterator, Mapping

from cases.curation.changes import SLUGGED
from cases.curation.states import PARTS
from cases.models import Award, Coding, Edition, FormerAccession, FormerProgrammeSlug
from cases.models.slugs import FormerSlug
from cases.models.writing import Public, State

ONCE: Mapping[type[Public], tuple[str, ...]] = {  # what two rows may not have in common
    Coding: ("mechanism_id", "start", "end", "coder_id")
}


def led_on(model: type[Public], state: State) -> State:
    """The state with the things of today in place of those that are no more; of two equal rows the first."""
    state = _of_merged_programme(state) if model is Award else state
    rows = [(model, state)]
    for name, part in PARTS[model].items():
        rows += [(part, row) for row in state.get(name, ())]
    today = _today(_gone(rows))
    if not today:
        return state
    found = _with(model, state, today)
    for name, part in PARTS[model].items():
        if name in state:
            found[name] = _each_once(part, [_with(part, row, today) for row in state[name]])
    return found


def _of_merged_programme(state: State) -> State:
    """The state of an award whose programme went into another: with the edition and the number of there."""
    edition = _edition_of_today(state)
    if edition is None or edition.programme.slug == state.get("edition_programme"):
        return state
    found = {**state, "edition_id": edition.pk, "edition_programme": edition.programme.slug}
    if f"-{edition.programme.code}-" not in state["accession"]:
        former = FormerAccession.objects.filter(accession=state["accession"])
        found["accession"] = former.values_list("award__accession", flat=True).first() or state["accession"]
    return found


def _edition_of_today(state: State) -> Edition | None:
    """That of the state, or the same round of the programme that its own went into."""
    editions = Edition.objects.select_related("programme")
    same = editions.filter(pk=state["edition_id"]).first()
    former = FormerProgrammeSlug.objects.filter(slug=state.get("edition_programme") or "").first()
    if same is not None or former is None:
        return same
    counted = {name: state.get(f"edition_{name}") for name in ("year", "batch", "round")}
    return editions.filter(programme=former.programme_id, **counted).first()


Reference = tuple[type[Public], int]


def _references(table: type[Public], row: State) -> Iterator[tuple[str, str, Reference]]:
    for column in table._meta.concrete_fields:
        pk = row.get(column.attname) if column.is_relation else None
        if pk is not None and column.related_model in SLUGGED:
            yield column.attname, column.name, (column.related_model, pk)


def _gone(rows: list[tuple[type[Public], State]]) -> dict[Reference, str]:
    """What they refer to that is no more, with its slug of then."""
    named: dict[Reference, str] = {}
    for table, row in rows:
        named.update((reference, str(row.get(name))) for _id, name, reference in _references(table, row))
    for model in {model for model, _pk in named}:
        wanted = [pk for other, pk in named if other is model]
        for pk in model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True):
            del named[model, pk]
    return named


def _today(gone: Mapping[Reference, str]) -> dict[Reference, tuple[int, str]]:
    found: dict[Reference, tuple[int, str]] = {}
    for (model, pk), slug in gone.items():
        part = next(each for each in PARTS[model].values() if issubclass(each, FormerSlug))
        owner = part.part_of
        rows = part._default_manager.filter(**{"slug": slug})
        today = rows.values_list(f"{owner}_id", f"{owner}__slug").first()
        if today is not None:
            found[model, pk] = today
    return found


def _with(table: type[Public], row: State, today: Mapping[Reference, tuple[int, str]]) -> State:
    changed: State = {}
    for attname, name, reference in _references(table, row):
        if reference in today:
            changed[attname], changed[name] = today[reference]
    return {**row, **changed}


def _each_once(part: type[Public], rows: list[State]) -> list[State]:
    if part not in ONCE:
        return rows
    seen: dict[tuple[object, ...], State] = {}
    for row in rows:
        seen.setdefault(tuple(row[name] for name in ONCE[part]), row)
    return list(seen.values())
