"""Fill an empty library from a package: through the room, all or nothing, with version and heads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from cases.choices import CodingState, State, Through
from cases.curation.states import states
from cases.curation.versions.cutting import take_over
from cases.dataset.reading import DataPackage, read_package
from cases.dataset.tables import (
    FORMER,
    OF_THINGS,
    WITHDRAWN,
    PackageTable,
    package_tables,
)
from cases.models import (
    Award,
    Coding,
    CodingScheme,
    DataVersion,
    Division,
    Edition,
    FormerAccession,
    KeyFigure,
    Mechanism,
    PublicVersion,
    Revision,
    Source,
)
from cases.models.scheme import MECHANISMS
from cases.models.writing import Heads, Public, Room, writing

Values = dict[str, Any]
Keys = dict[str, dict[str, int]]  # table → key → primary key
# What a row has that is in the package because it is public.
PUBLIC: Mapping[type[Public], Values] = {
    Award: {"state": State.PUBLISHED},
    Coding: {"state": CodingState.ACCEPTED},
    CodingScheme: {"is_released": True},
    Edition: {"is_published": True},
    KeyFigure: {"state": CodingState.ACCEPTED},
    Source: {"is_published": True},
}
OF_ITSELF = {Division: "parent", Mechanism: "broader"}


class NotLoaded(Exception):
    """Nothing was loaded; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class LoadedPackage:
    """What was loaded: the version, and rows by table."""

    version: PublicVersion
    rows: Mapping[str, int]


def load_package(folder: Path) -> LoadedPackage:
    """Load the package of this folder; DamagedPackage or NotLoaded, and nothing is written."""
    package = read_package(folder)
    try:
        with transaction.atomic():
            DataVersion.advance(everything=True)  # from here on nobody else writes: what is empty stays empty
            DataVersion.carry_on(package.version.data_version)
            with writing(Through.LOADER, note=f"装载数据包（第 {package.version.number} 版）") as room:
                _refuse_unless_empty()
                room.more_to_come = True  # the version is that of the package
                room.heads = _heads(package)
                _write(package, room)
            take_over(package.version, _since(package), _digests(package), package.left_out)
    except ValidationError as error:
        raise NotLoaded("数据包的内容不合本库的规则：\n" + "\n".join(error.messages)) from error
    except (IntegrityError, DataError) as error:
        raise NotLoaded(f"数据包的内容不合数据库的约束：{' '.join(str(error).split())}") from error
    return LoadedPackage(package.version, {name: len(rows) for name, rows in package.rows.items()})


def _refuse_unless_empty() -> None:
    tables: Iterable[type[Any]] = (*(each for each in OF_THINGS if each is not CodingScheme), PublicVersion)
    counted = {model: model._default_manager.count() for model in tables}
    counted[CodingScheme] = CodingScheme.objects.exclude(slug=MECHANISMS).count()
    there = "、".join(f"{model._meta.verbose_name} {number}" for model, number in counted.items() if number)
    if there:
        raise NotLoaded(f"案例库不是空的（{there}）：数据包只能装入空的案例库，请换一个新的数据库。")


def _heads(package: DataPackage) -> Heads:
    models = {name: str(model._meta.model_name) for model, name in OF_THINGS.items()}
    return {
        (models[kind], key): (head.data_version or 0, head.revised_at or package.version.made_at)
        for (kind, key), head in package.heads.items()
    }


def _since(package: DataPackage) -> dict[str, int]:
    of_awards = ((key, head.since) for (kind, key), head in package.heads.items() if kind == OF_THINGS[Award])
    return {key: since for key, since in of_awards if since is not None}


def _digests(package: DataPackage) -> dict[str, str]:
    return {key: head.sha256 for (kind, key), head in package.heads.items() if kind == OF_THINGS[Award]}


# --- Writing -----------------------------------------------------------------------------------------------


def _write(package: DataPackage, room: Room) -> None:
    keys: Keys = {}
    for table in package_tables():
        rows = [_values(table, row, keys, package) for row in package.rows[table.name]]
        if table.part:
            table.rows_of._default_manager.bulk_create(table.rows_of(**values) for _key, values, _ in rows)
        else:
            keys[table.name] = _write_things(table, rows, room)
            _write_former(table.model, rows, keys[table.name])
    _write_withdrawn(package.rows["withdrawn"], keys)


Read = tuple[str, Values, list[str]]  # the key of a row, its values, its former keys


def _values(table: PackageTable, row: list[Any], keys: Keys, package: DataPackage) -> Read:
    """As the database has them; a reference within the table itself stays a key."""
    values: Values = dict(PUBLIC.get(table.rows_of, {}))
    former: list[str] = []
    for column, value in zip(table.columns, row, strict=True):
        if column.form in FORMER:
            former = value
        elif column.to == table.name and not table.part:
            values[column.form] = value
        elif column.to:
            name = column.form or _referring(table, column.name)
            values[f"{name}_id"] = keys[column.to][value] if value else None
        elif column.form and column.form != "other_readings":
            values[column.form] = value
    if table.model is Source and not table.part:
        values["text"] = package.texts[row[0]]
    return str(row[0]), values, former


def _referring(table: PackageTable, column: str) -> str:
    """The name in the database of a column that no form has: of whose part a row is, or of the edition."""
    return table.rows_of.part_of if table.part else column


def _write_things(table: PackageTable, rows: list[Read], room: Room) -> dict[str, int]:
    model: type[Any] = table.model
    itself = OF_ITSELF.get(model)
    if model is CodingScheme:
        return {key: _scheme(values, room) for key, values, _former in rows}
    if itself is None:
        return _created(model, rows)
    known: dict[str, int] = {}
    waiting = rows
    while waiting:
        ready = [each for each in waiting if not each[1][itself] or each[1][itself] in known]
        if not ready:
            names = "、".join(key for key, _values, _former in waiting[:3])
            raise ValidationError(f"{table.file}：{itself} 形成循环（{names}）。")
        for _key, values, _former in ready:
            values[f"{itself}_id"] = known.get(values[itself])
        waiting = [each for each in waiting if each[0] not in {key for key, _values, _former in ready}]
        for _key, values, _former in ready:
            del values[itself]
        known |= _created(model, ready)
    return known


def _created(model: type[Any], rows: list[Read]) -> dict[str, int]:
    made = model._default_manager.bulk_create(model(**values) for _key, values, _former in rows)
    return {key: row.pk for (key, _values, _former), row in zip(rows, made, strict=True)}


def _scheme(values: Values, room: Room) -> int:
    """That of the mechanisms is there already: where nothing differs, its head is a revision all the same."""
    slug = values["slug"]
    scheme = CodingScheme.objects.filter(slug=slug).first() or CodingScheme()
    before = states(CodingScheme, [scheme.pk] if scheme.pk else []).get(scheme.pk)
    for name, value in values.items():
        setattr(scheme, name, value)
    scheme.save()
    table = str(CodingScheme._meta.model_name)
    number, made_at = room.heads.get((table, slug), (0, timezone.now()))
    if number and before is not None and before == states(CodingScheme, [scheme.pk])[scheme.pk]:
        said = {"through": room.through, "note": room.note, "table": table, "thing": scheme.pk, "key": slug}
        Revision.record([Revision(number=number, made_at=made_at, before=before, after=before, **said)])
    return scheme.pk


def _write_former(model: type[Public], rows: list[Read], keys: Mapping[str, int]) -> None:
    """The addresses that led to the things before."""
    told = [(keys[key], each) for key, _values, former in rows for each in former]
    if not told:
        return
    if model is Award:
        FormerAccession.objects.bulk_create(FormerAccession(award_id=pk, accession=each) for pk, each in told)
        return
    former: Any = getattr(model, "former_slugs").rel.related_model  # noqa: B009 - the subclasses' reverse relation
    former._default_manager.bulk_create(
        former(**{f"{former.part_of}_id": pk, "slug": each}) for pk, each in told
    )


def _write_withdrawn(rows: list[list[Any]], keys: Keys) -> None:
    """The numbers that nothing else may get: awards without what they said."""
    names = [each.name for each in WITHDRAWN]
    read = [dict(zip(names, row, strict=True)) for row in rows]
    made = Award.objects.bulk_create(
        Award(
            accession=each["accession"],
            state=each["state"],
            edition_id=keys["editions"][each["edition"]],
            tier_id=keys["tiers"][each["tier"]],
            source_id=keys["sources"][each["source"]],
            start=each["source_start"],
            end=each["source_end"],
        )
        for each in read
    )
    pairs = [(row.pk, number) for row, each in zip(made, read, strict=True) for number in each["former"]]
    FormerAccession.objects.bulk_create(FormerAccession(award_id=pk, accession=each) for pk, each in pairs)
