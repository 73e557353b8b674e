"""How key figures stand in the fixtures: without what most do not have, values in plain digits."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from cases.language.quantities import plain
from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import children, renamed
from cases.library.snapshots.renames import Ids
from cases.models import Award, KeyFigure

WORDS = ("number", "qualifier", "unit", "counted", "subject", "scope", "when", "state", "note")
COLUMNS = ("start", "end", "value", "upper", *WORDS)
ORDER = ("start", "end", "number", "counted", "scope", "coder")


def dumped(awards: QuerySet[Award]) -> dict[Any, list[Snapshot]]:
    """The figures of these awards by accession number, in order."""
    rows = KeyFigure.objects.filter(award__in=awards)
    read = rows.values("award__accession", *COLUMNS, by=F("coder__name"))
    found = children((renamed(row, by="coder") for row in read), "award__accession")
    return {accession: of_rows(figures) for accession, figures in found.items()}


def of_rows(rows: Iterable[Mapping[str, Any]]) -> list[Snapshot]:
    """Rows as the database or a recorded state has them, each with the name of its coder."""
    return in_order(
        {name: _plain(row[name]) for name in (*COLUMNS, "coder") if row[name] not in (None, "")}
        for row in rows
    )


def in_order(rows: Iterable[Snapshot]) -> list[Snapshot]:
    return sorted(rows, key=lambda row: tuple(row.get(name, "") for name in ORDER))


def _plain(value: Any) -> Any:  # noqa: ANN401 - of whatever kind a column is
    return plain(value) if hasattr(value, "as_tuple") else value


def figures_of(award: dict[str, Any], rows: Iterable[Snapshot], coders: Ids) -> list[KeyFigure]:
    """Not written yet; `award` are the columns that lead to it. ValidationError for values that are none."""
    return [KeyFigure(**award, **columns_of(row, coders)) for row in rows]


def columns_of(row: Snapshot, coders: Ids) -> dict[str, Any]:
    """The values of a figure, numbers as numbers and its coder by primary key."""
    own = {name: value for name, value in row.items() if name != "coder"}
    own |= {name: Decimal(own[name]) for name in ("value", "upper") if name in own}
    return {**own, "coder_id": coders[row["coder"]]}
