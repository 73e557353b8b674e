"""Sheets whose columns have names of a curator's own: what a person said that each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.choices import ColumnRole
from cases.imports.sheets.headings import SheetColumns
from cases.models import ColumnMapping
from cases.readers.lists.column_roles import heading_names, key_of

# What a sheet may change of a held award, by what its column holds.
OF_HELD: Mapping[str, str] = {
    ColumnRole.ACCESSION: "id",
    ColumnRole.TITLE: "title",
    ColumnRole.UNIT: "applicant",
    ColumnRole.RANK: "rank",
    ColumnRole.LOCALITY: "locality",
    ColumnRole.LEVEL: "applicant_level",
    ColumnRole.KIND: "applicant_kind",
    ColumnRole.ORGAN: "applicant_organ",
    ColumnRole.SETTING: "setting",
}
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class SaidOfColumns:
    """All that persons said of tables, by the digest of their headings."""

    mappings: Mapping[str, ColumnMapping]

    def of(self, cells: Cells) -> ColumnMapping | None:
        """What is said of a table with these headings."""
        if not self.mappings:
            return None
        key = key_of(heading_names([cell or "" for cell in cells]))
        return self.mappings.get(ColumnMapping.sha256_of(key))


def said_of_columns() -> SaidOfColumns:
    """As the curators have it now; one query."""
    return SaidOfColumns({each.key_sha256: each for each in ColumnMapping.objects.all()})


def said_columns(cells: Cells, mapping: ColumnMapping) -> SheetColumns:
    """The columns of a sheet by what a person said; what is not brought in is in none."""
    fields: dict[str, int] = {}
    reason = None
    for at, name in enumerate(heading_names([cell or "" for cell in cells])):
        role = mapping.roles.get(name)
        if role == ColumnRole.REASON:
            reason = at
        elif role in OF_HELD:
            fields[OF_HELD[role]] = at
    return SheetColumns(fields, reason)
