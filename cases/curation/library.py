"""All that must hold of the whole library, asked at once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from django.db import IntegrityError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Q

from cases.choices import State as StateOfAward
from cases.curation.append_only import lacking_triggers
from cases.curation.changes import Change
from cases.curation.checks import problems_of
from cases.curation.conflicts import wrong_marks
from cases.curation.states import CHUNK, COLUMNS, PARTS, chunks, own_values, public_key, states
from cases.curation.tables import TABLES, problems_of_table
from cases.curation.written_forms import malformed
from cases.fields import BY_NAME
from cases.models import Attribution, Award, DataVersion, FormerAccession, Revision
from cases.models.writing import Public, State

NOT_RECORDED_BEFORE = frozenset({"created_at"})  # a column that older releases left out


def problems_of_library() -> list[str]:
    """Every statement that does not hold, in Chinese, with what and where."""
    if broken := _broken_references():
        return [broken]  # nothing that hangs on what is gone can be read
    awards = list(Award.objects.order_by("pk").values_list("pk", flat=True))
    found = [
        f"案例 {number}：{message}"
        for number, messages in problems_of(awards).items()
        for message in messages
    ]
    tables = [message for model in TABLES for message in problems_of_table(model)]
    recorded = [message for model in PARTS for message in _wrong_record(model)]
    marks = [*_wrong_marks(awards), *_unkept()]
    return [*found, *tables, *_lost_numbers(), *_strange_revisions(), *recorded, *_wrong_versions(), *marks]


def _broken_references() -> str:
    """SQLite keeps rows whose references lead nowhere, where somebody wrote with its checks turned off."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        return f"库中有条目引用了不存在的条目，其余无从核对，请先恢复备份或改正：{error}"
    return ""


def _strange_revisions() -> Iterator[str]:
    """Revisions of nothing that there is, or that no room writes."""
    tables = [model._meta.model_name for model in PARTS]
    of_nothing = (
        ~Q(table__in=tables) | Q(before__isnull=True, after__isnull=True) | Q(number=0, before__isnull=False)
    )
    for revision in Revision.objects.filter(of_nothing).order_by("pk"):
        yield f"修订记录第 {revision.pk} 条（{revision.table} {revision.key}）：不是系统记下的。"


def _lost_numbers() -> Iterator[str]:
    """Numbers under which readers have seen an award, and which lead nowhere now or to another."""
    known = dict(Award.objects.values_list("accession", "pk"))
    known |= dict(FormerAccession.objects.values_list("accession", "award"))
    recorded = Revision.objects.filter(table=Award._meta.model_name, after__isnull=False)
    seen = (
        recorded.exclude(after__state=StateOfAward.DRAFT).order_by().values_list("after__accession", "thing")
    )
    for number, award in sorted(set(seen)):
        if known.get(number) != award:
            yield f"案例 {number}：这个编号公布过，现在找不到原来的案例。"


def _wrong_record(model: type[Public]) -> Iterator[str]:
    """Things and revisions that do not follow from each other: somebody wrote past the room."""
    kind = model._meta.verbose_name
    rows = Revision.objects.filter(table=model._meta.model_name).order_by("thing", "number", "pk")
    of_things = groupby(rows.iterator(CHUNK), key=lambda revision: revision.thing)
    unrecorded = set(model._default_manager.order_by().values_list("pk", flat=True))
    since = _last_migration()
    while last := {thing: list(revisions) for thing, revisions in islice(of_things, CHUNK)}:
        now = states(model, last)
        yield from malformed(Change(model, thing, None, state) for thing, state in now.items())
        for thing, revisions in last.items():
            before: State | None = None
            for revision in revisions:
                then, after = _whole(model, revision.before), _whole(model, revision.after)
                if not _is_same(model, before, then):
                    yield f"{kind} {revision.key}：修订记录不连贯，第 {revision.pk} 条与上一条接不上。"
                before = after
                is_old = since is not None and revision.made_at < since
                if after is not None and not is_old and _is_incomplete(model, after):
                    yield f"{kind} {revision.key}：修订记录第 {revision.pk} 条内容不全，被改动过。"
            if not _is_same(model, before, now.get(thing)):
                yield f"{kind} {revision.key}：与最近一次修订记录不符，改动没有经过核对。"
        unrecorded -= last.keys()
    for thing, state in states(model, sorted(unrecorded)).items():
        yield from malformed([Change(model, thing, None, state)])
        yield f"{kind} {public_key(model, state)}（主键 {thing}）：没有修订记录，没有经过核对。"


def _whole(model: type[Public], recorded: State | None) -> State | None:
    """A state as it was recorded; an empty one where something else was put in its place."""
    if recorded is None:
        return None
    return recorded if isinstance(recorded, dict) and all(map(_are_rows, _parts(model, recorded))) else {}


def _parts(model: type[Public], recorded: State) -> list[Any]:
    return [recorded[name] for name in PARTS[model] if name in recorded]


def _are_rows(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _is_incomplete(model: type[Public], state: State) -> bool:
    """Whether a revision of today's release says nothing of some columns of the thing or of its parts."""
    demanded = {*COLUMNS[model].names, *PARTS[model]} - NOT_RECORDED_BEFORE
    return not demanded <= state.keys() or any(
        not set(COLUMNS[part].names) <= row.keys()
        for name, part in PARTS[model].items()
        for row in state[name]
    )


def _last_migration() -> datetime | None:
    """When the tables got the columns of today; None where no migration made them."""
    applied = MigrationRecorder(connection).applied_migrations().items()
    return max((migration.applied for (app, _name), migration in applied if app == "cases"), default=None)


def _wrong_versions() -> Iterator[str]:
    """An award is at least as new as its last revision; nothing is newer than the data version."""
    current = DataVersion.current().number
    of_awards = Revision.objects.filter(table=Award._meta.model_name).order_by().values_list("thing")
    recorded = dict(of_awards.annotate(Max("number")))
    for pk, accession, version in Award.objects.order_by("pk").values_list("pk", "accession", "version"):
        if not recorded.get(pk, 0) <= version <= current:
            yield f"案例 {accession}：数据版本 {version} 不在最近一次修订和全库的版本 {current} 之间。"
    last = Revision.objects.aggregate(last=Max("number"))["last"] or 0
    if last > current:
        yield f"全库的数据版本 {current} 早于修订记录的版本 {last}。"


def _is_same(model: type[Public], then: State | None, present: State | None) -> bool:
    if then is None or present is None:
        return then is present
    return own_values(model, then, then) == own_values(model, present, then)


def _wrong_marks(awards: list[int]) -> Iterator[str]:
    """Origins that say something else than what is adopted and are not marked so, or the reverse."""
    for marked, pks in wrong_marks(awards).items():
        for chunk in chunks(pks):
            rows = Attribution.objects.filter(pk__in=chunk).order_by("pk")
            for number, field in rows.values_list("award__accession", "field"):
                label, relation = BY_NAME[field].label, "不同" if marked else "相同"
                yield f"案例 {number}：{label}的另一种说法与取值{relation}，没有标记；请保存一次这个案例。"


def _unkept() -> Iterator[str]:
    if lacking := lacking_triggers():
        yield f"修订记录没有数据库的保护，可以被改动或删除：缺少触发器 {'、'.join(lacking)}。"
