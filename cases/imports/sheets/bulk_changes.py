"""Changed awards of a sheet written together: the columns that it may change, and where they come from."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from cases.imports.bulk_creation import BATCH
from cases.imports.sheets.forms import EDITABLE
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import columns_of_origin
from cases.library.snapshots.renames import Ids
from cases.models import Attribution, Award, Source, StoredChange

FEW = 10  # values of a column
OTHERS = {column.name for column in Award._meta.concrete_fields} - set(EDITABLE)


def write_changes(rows: Sequence[StoredChange]) -> None:
    """Write some hundreds of these in the open room; ValidationError says which has a value that is none."""
    slugs = {row["source"] for change in rows for row in change.proposed["attributions"] if "source" in row}
    sources = Ids(Source.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    changes = {change.thing: change for change in rows if change.thing is not None}
    awards = list(Award.objects.filter(pk__in=changes).order_by("pk"))
    changed = {
        name: [each for each in awards if _gives(each, name, changes[each.pk].proposed[name])]
        for name in EDITABLE
    }
    _refuse_values(awards)
    for name, those in changed.items():
        _write_column(name, those)
    _write_origins(changes, sources)


def _gives(award: Award, name: str, value: object) -> bool:
    """Give the award the value; whether it had another."""
    had = getattr(award, name)
    setattr(award, name, value)
    return bool(had != value)


def _write_column(name: str, awards: Sequence[Award]) -> None:
    """One statement for each of few values; of many `bulk_update`, which takes ten times as long."""
    by_value: dict[object, list[Award]] = {}
    for award in awards:
        by_value.setdefault(getattr(award, name), []).append(award)
    if len(by_value) > FEW:
        Award.objects.bulk_update(awards, [name], batch_size=BATCH)
        return
    for value, rows in by_value.items():
        Award.objects.filter(pk__in=[award.pk for award in rows]).update(**{name: value})


def _write_origins(changes: Mapping[int, StoredChange], sources: Ids) -> None:
    """In place of the origins of each field that has others now."""
    there = _origins_of(changes)
    gone: list[int] = []
    new: list[Attribution] = []
    for pk, change in changes.items():
        wanted = _by_field(change.proposed["attributions"])
        for field in wanted.keys() | there.get(pk, {}).keys():
            held = there.get(pk, {}).get(field, {})
            if sorted(map(repr, held.values())) != sorted(map(repr, map(_columns, wanted.get(field, ())))):
                gone += held
                new += [
                    Attribution(award_id=pk, **columns_of_origin(row, sources))
                    for row in wanted.get(field, ())
                ]
    Attribution.objects.filter(pk__in=gone).delete()
    Attribution.objects.bulk_create(new, batch_size=BATCH)


Origin = tuple[object, ...]


def _columns(row: Snapshot) -> Origin:
    """An origin as both the snapshot and the table say it."""
    return (
        row["start"], row["end"], row["rule"], row["note"], row.get("set_aside", False), row.get("source"),
    )  # fmt: skip


def _origins_of(awards: Mapping[int, StoredChange]) -> dict[int, dict[str, dict[int, Origin]]]:
    """Award → field → primary key → the origin."""
    found: dict[int, dict[str, dict[int, Origin]]] = {}
    rows = Attribution.objects.filter(award__in=awards).order_by("pk")
    names = ("start", "end", "rule", "note", "set_aside", "source__slug")
    for award, field, pk, *values in rows.values_list("award_id", "field", "pk", *names):
        found.setdefault(award, {}).setdefault(field, {})[pk] = tuple(values)
    return found


def _by_field(origins: Sequence[Snapshot]) -> dict[str, list[Snapshot]]:
    found: dict[str, list[Snapshot]] = {}
    for row in origins:
        found.setdefault(row["field"], []).append(row)
    return found


def _refuse_values(awards: Sequence[Award]) -> None:
    wrong = [f"案例 {award.accession}：{message}" for award in awards for message in wrong_values(award)]
    if wrong:
        raise ValidationError(wrong)


def wrong_values(award: Award) -> list[str]:
    """What a form would refuse of the columns that a sheet may change."""
    try:
        award.clean_fields(exclude=OTHERS)
    except ValidationError as error:
        return error.messages
    return []
