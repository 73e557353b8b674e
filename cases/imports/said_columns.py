"""What the columns of a curator's own table hold: proposed, checked, and remembered by its headings."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from cases import accessions
from cases.choices import ColumnRole
from cases.imports.sheets.cells import accession_in
from cases.imports.sheets.headings import columns_of
from cases.imports.sheets.mapped_columns import OF_HELD
from cases.models import ColumnMapping
from cases.readers.lists.column_roles import (
    KnownColumns,
    TableHead,
    heading_names,
    key_of,
    role_of,
    table_heads,
)

Roles = Mapping[str, str]  # by the name of the heading
SAMPLE = 20  # rows that are looked at for what a column holds
LONGEST_HEADING = 60  # characters of a heading that a message repeats
# Of awards that are held alone, and of these and of lists.
ONLY_OF_HELD = frozenset({*OF_HELD, ColumnRole.REASON} - {ColumnRole.TITLE, ColumnRole.UNIT})
ROLE_OF_FIELD = {field: role for role, field in OF_HELD.items()}
_BEHIND = re.compile(r"[(（].*[)）]$")  # 县（市、区）
# What headings say more exactly, or less surely, than the readers of lists ask; the first that fits.
_FINER = (
    (ColumnRole.PROVINCE, re.compile(r"^省[份级]?$|^所[在属]省")),
    (ColumnRole.CITY, re.compile(r"^[市州]$|^地级市$|^市[州级]$|^地市$|^所[在属]市$")),
    (ColumnRole.COUNTY, re.compile(r"^[县区]$|^县[区级]$|^县市区$|^区县$|^所[在属][县区]")),
    (ColumnRole.YEAR, re.compile(r"^年[度份]?$")),
    (ColumnRole.PLACE, re.compile(r"地$")),
    (ColumnRole.HONOUR, re.compile(r"档次|等第")),
)
NO_NAME = "请指明哪一列是标题，或者哪一列是申报单位：没有这两样，一行读不成一个案例。"
TWICE = "“{headings}”都选了“{role}”，只能有一列。"
NEEDS_NUMBER = "“{headings}”只能用来修改库中已有的案例，要同时指明哪一列是入库编号。"
NOT_OF_HELD = "指明了入库编号，这张表就是修改库中已有的案例，“{headings}”不能从表格里改，请选“不导入”。"
NOTHING_OF_HELD = "除了入库编号，请再指明要修改的一列，如标题、申报单位。"


def known_columns() -> KnownColumns:
    """Of lists of awards what the readers are told; one query."""
    return KnownColumns(
        {
            key_of(heading_names(each.headings)): each.roles
            for each in ColumnMapping.objects.all()
            if ColumnRole.ACCESSION not in each.roles.values()
        }
    )


def mapping_of(head: TableHead) -> ColumnMapping | None:
    """What is remembered of tables with these headings."""
    return ColumnMapping.objects.filter(key_sha256=ColumnMapping.sha256_of(head.key)).first()


def remember(head: TableHead, roles: Roles, *, by: str) -> None:
    """Keep what a person says of the headings, in place of what was said before."""
    values = {
        "headings": [" ".join(each.split()) for each in head.headings],
        "roles": {name: role for name, role in roles.items() if role},
        "made_by": by,
        "made_at": timezone.now(),
    }
    ColumnMapping.objects.update_or_create(key_sha256=ColumnMapping.sha256_of(head.key), defaults=values)


def fact_of_columns(text: str, known: KnownColumns) -> dict[str, Any] | None:
    """By whose word the tables of a text were read; None where nobody said anything of them."""
    if not known.roles:
        return None
    digests = [ColumnMapping.sha256_of(head.key) for head in table_heads(text, known)]
    said = ColumnMapping.objects.filter(key_sha256__in=digests).order_by("-made_at").first()
    return said.as_fact if said is not None else None


def problems_of(head: TableHead, roles: Roles) -> Iterator[str]:
    """What is missing or too much in what a person says of the columns, in Chinese."""
    headings = dict(zip(head.names, head.headings, strict=True))
    chosen = {name: role for name, role in roles.items() if role}
    for role, count in Counter(chosen.values()).items():
        if count > 1:
            both = [headings[name] for name, each in chosen.items() if each == role]
            yield TWICE.format(headings=_named(both), role=ColumnRole(role).label)
    said = set(chosen.values())
    if ColumnRole.ACCESSION in said:
        wrong = [headings[name] for name, role in chosen.items() if not _is_of_held(role)]
        if wrong:
            yield NOT_OF_HELD.format(headings=_named(wrong))
        elif not said & (set(OF_HELD) - {ColumnRole.ACCESSION}):
            yield NOTHING_OF_HELD
        return
    wrong = [headings[name] for name, role in chosen.items() if role in ONLY_OF_HELD]
    if wrong:
        yield NEEDS_NUMBER.format(headings=_named(wrong))
    if not said & {ColumnRole.TITLE, ColumnRole.UNIT}:
        yield NO_NAME


def _is_of_held(role: str) -> bool:
    return role in OF_HELD or role == ColumnRole.REASON


def _named(headings: Sequence[str]) -> str:
    return "”“".join(heading[:LONGEST_HEADING] for heading in headings)


def suggested(head: TableHead) -> dict[str, str]:
    """What the columns may be, by the name of each heading: of two that may be the same the first is."""
    roles: dict[str, str] = {}
    number = _column_of_numbers(head)
    if number is not None:
        roles[head.names[number]] = ColumnRole.ACCESSION
        found = columns_of(head.headings)
        places = {place: field for field, place in found.fields.items() if place != number}
        for place, field in places.items():
            roles[head.names[place]] = ROLE_OF_FIELD.get(field, "")
        if found.reason is not None:
            roles[head.names[found.reason]] = ColumnRole.REASON
    taken = set(roles.values())
    for name, heading in zip(head.names, head.headings, strict=True):
        role = _role(heading)
        if name and name not in roles and role not in taken and (number is None or _is_of_held(role)):
            roles[name] = role
            taken.add(role)
    return roles


def _role(heading: str) -> str:
    words = _BEHIND.sub("", "".join(heading.split()))
    finer = next((role for role, form in _FINER if form.search(words)), None)
    return finer or role_of(words) or ""


def _column_of_numbers(head: TableHead) -> int | None:
    """The column in which accession numbers stand, whatever it is called."""
    for at in range(len(head.headings)):
        cells = [row[at] for row in head.rows[:SAMPLE] if at < len(row) and row[at]]
        whole = [cell for cell in cells if any(each.is_whole for each in accessions.read(accession_in(cell)))]
        if whole and len(whole) * 2 > len(cells):
            return at
    return None
