"""At the end of a room: what readers see differently gets new hashes, and a version is cut if anything does.

A change costs as many hashes as awards changed, and one more over the hashes of all, which the database puts
together. A room with `more_to_come` keeps the hashes and leaves the version to the last one of its act.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from cases.choices import State as StateOfAward
from cases.choices import Through
from cases.curation.changes import Change
from cases.curation.seen_codings import hidden_terms
from cases.curation.states import chunks, states
from cases.curation.versions.forms import FORMAT, award_form, canonical, of_lines, sha256
from cases.curation.versions.parts import (
    AWARDS,
    LABELS,
    PARTS,
    part,
    part_with_all,
    parts_touched,
    renamed_awards,
)
from cases.models import Award, DataVersion, PublicVersion, PublishedForm, Revision
from cases.models.writing import Room, State, writing
from cases.records.record import other_readings

Forms = dict[int, tuple[str, str, list[str]]]  # award → its number, its hash, its other readings

_NOW = {
    "sqlite": "SELECT group_concat(sha256 || char(10), ''), count(*) FROM "
    "(SELECT sha256 FROM cases_publishedform WHERE until IS NULL ORDER BY sha256)",
    "postgresql": """SELECT string_agg(sha256 || chr(10), '' ORDER BY sha256 COLLATE "C"), count(*)
    FROM cases_publishedform WHERE until IS NULL""",
}


def rows_of(model: type[Any]) -> QuerySet[Any]:
    """Past the guard, which is against all but what stands in this file."""
    return QuerySet(model)


def keep_version(room: Room, changes: list[Change], remarked: Iterable[int]) -> None:
    """Cut a version if readers see anything differently since the room opened.

    `remarked` are awards of which another reading is told or no more, which no state says.
    """
    touched = parts_touched(changes)
    published = {each.pk: each.after for each in changes if each.model is Award and _is_seen(each)}
    others = {*renamed_awards(changes), *_published(remarked)} - published.keys()
    if not (touched or published or others):
        return
    last = PublicVersion.objects.first()
    if last is None:
        if not published and not others and not Award.objects.published().exists():
            return  # the first version is that of the first case
        others = _published(None) - published.keys()
    _keep_forms(_number_behind(last), published, others)
    if not room.more_to_come:
        cut(last, touched, room.number)


def cut_what_waits() -> None:
    """Cut the version of an act that was stopped between two of its rooms, if there is one."""
    if not _waiting(_number_behind(PublicVersion.objects.first())).exists():
        return
    with writing(Through.SHELL) as room:
        room.advance(everything=False)  # others wait
        last = PublicVersion.objects.first()
        if _waiting(_number_behind(last)).exists():
            cut(last, set(PARTS), room.number)


def cut_first() -> None:
    """The first version of a library that had awards before there were versions, dated by its last revision.

    Also the next one where an earlier release has kept another format.
    """
    last = PublicVersion.objects.first()
    if last is not None and last.format == FORMAT or not Award.objects.published().exists():
        return
    _keep_forms(_number_behind(last), {}, _published(None))
    made_at = Revision.objects.order_by("-pk").values_list("made_at", flat=True).first()
    cut(last, set(PARTS), DataVersion.current().number, made_at if last is None else None)


def cut(last: PublicVersion | None, touched: set[str], data_version: int, at: datetime | None = None) -> None:
    """A new version behind the last one, unless it would be the same."""
    number = _number_behind(last)
    waits = _waiting(number).exists()
    if last is not None and not waits and not touched:
        return
    whole = last is None or last.format != FORMAT
    kept = {} if whole or last is None else last.parts
    parts = {name: part(name) if name in touched or name not in kept else kept[name] for name in PARTS}
    parts[AWARDS], awards = hash_of_awards()
    digest = hash_of_parts(parts)
    if last is not None and digest == last.sha256:
        return
    version = PublicVersion(
        number=number,
        made_at=at or timezone.now(),
        format=FORMAT,
        sha256=digest,
        parts=parts,
        awards=awards,
        revision=Revision.objects.aggregate(last=Max("pk"))["last"] or 0,
        data_version=data_version,
    )
    rows_of(PublicVersion).bulk_create([version])


def take_over(
    given: PublicVersion, since: Mapping[str, int], digests: Mapping[str, str], left_out: Mapping[str, int]
) -> None:
    """Make the version of another library that of this one, which was filled from it and has none.

    `since` and `digests` are by accession number. ValidationError where something here has another hash; what
    the version is more than, since `left_out` of it was not passed on, is believed.
    """
    rows = rows_of(PublishedForm)
    found = dict(rows.values_list("accession", "sha256"))
    wrong = [f"案例 {key}：内容与校验值不符。" for key, digest in found.items() if digests.get(key) != digest]
    parts = {name: part(name) for name in PARTS} | {AWARDS: hash_of_awards()[0]}
    if given.parts.get("coders") == part_with_all("coders"):
        parts["coders"] = given.parts["coders"]  # of an earlier release, which named all coders
    wrong += [
        f"{LABELS.get(name, '案例')}（{name}）：内容与公布版本的校验值不符。"
        for name, digest in parts.items()
        if given.parts.get(name) != digest and not any(left_out.values())
    ]
    if hash_of_parts(given.parts) != given.sha256:
        wrong.append("公布版本的校验值与各部分的校验值不符。")
    if wrong:
        raise ValidationError(wrong)
    by_version: dict[int, list[str]] = {}
    for accession, number in since.items():
        by_version.setdefault(number, []).append(accession)
    for number, accessions in by_version.items():
        for chunk in chunks(accessions):
            rows.filter(accession__in=chunk).update(since=number)
    given.revision = Revision.objects.aggregate(last=Max("pk"))["last"] or 0
    rows_of(PublicVersion).bulk_create([given])


def hash_of_awards() -> tuple[str, int]:
    """The SHA-256 over the hashes of all awards that readers see now, in order, a line each; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW[connection.vendor])
        lines, number = cursor.fetchone()
    return sha256((lines or "").encode()), number


def hash_of_parts(parts: dict[str, str]) -> str:
    """The SHA-256 of a version."""
    return sha256(canonical({"format": FORMAT, "parts": parts}))


def hash_of_list(pairs: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of a list: of the lines `number hash` of its cases in their order."""
    return of_lines(f"{number} {digest}" for number, digest in pairs)


def forms_of(given: dict[int, State]) -> Forms:
    """The hashes of these states of awards, which the database has now."""
    hidden, readings = hidden_terms(given.values()), other_readings(list(given))
    found = {}
    for pk, state in given.items():
        said = readings.get(pk, [])
        found[pk] = (state["accession"], sha256(canonical(award_form(state, hidden, said))), said)
    return found


def _is_seen(change: Change) -> bool:
    """Whether readers saw the award before or after."""
    both = (state for state in (change.before, change.after) if state is not None)
    return any(state["state"] == StateOfAward.PUBLISHED for state in both)


def _published(awards: Iterable[int] | None) -> set[int]:
    """Those of these awards, or of all, that readers see."""
    rows = Award.objects.published().order_by()
    if awards is None:
        return set(rows.values_list("pk", flat=True))
    wanted = set(awards)
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _number_behind(last: PublicVersion | None) -> int:
    return last.number + 1 if last is not None else 1


def _waiting(number: int) -> QuerySet[Any]:
    """What differs from the last version and waits for the one of this number."""
    return rows_of(PublishedForm).filter(Q(since=number) | Q(until=number))


def _keep_forms(number: int, given: dict[int, State | None], others: set[int]) -> None:
    """New hashes of these awards, whose states are given or asked for; None: it is no more."""
    for chunk in chunks(sorted({*given, *others})):
        known = {pk: given[pk] for pk in chunk if pk in given}
        known |= states(Award, [pk for pk in chunk if pk not in given])
        seen = {
            pk: state
            for pk, state in known.items()
            if state is not None and state["state"] == StateOfAward.PUBLISHED
        }
        _replace(number, chunk, forms_of(seen))


def _replace(number: int, awards: list[int], forms: Forms) -> None:
    """The hashes of these awards from version `number` on; of those without a form there are none."""
    rows = rows_of(PublishedForm).filter(award__in=awards)
    rows.filter(since=number).delete()  # what a room before has kept for the same version
    rows.filter(until=number).update(until=None)
    now = {row.award: row for row in rows.filter(until__isnull=True)}
    gone = [
        row.pk for pk, row in now.items() if pk not in forms or forms[pk][:2] != (row.accession, row.sha256)
    ]
    rows_of(PublishedForm).filter(pk__in=gone).update(until=number)
    stays = {pk for pk, row in now.items() if row.pk not in set(gone)}
    rows_of(PublishedForm).bulk_create(
        PublishedForm(award=pk, accession=accession, sha256=digest, readings=readings, since=number)
        for pk, (accession, digest, readings) in forms.items()
        if pk not in stays
    )
