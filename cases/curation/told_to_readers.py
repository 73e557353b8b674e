"""Which columns of an award and of what hangs on it readers are told of, where two states are compared."""

from typing import Any

from cases.models import Attestation, Attribution, Award, Coding, FormerAccession, KeyFigure, Milestone
from cases.models.writing import Public

TOLD: dict[type[Any], set[str]] = {  # of what hangs on an award
    Attestation: {"", "source", "start"},
    Attribution: {"", "field", "start", "source"},
    Coding: {"", "mechanism", "confidence", "start"},
    KeyFigure: {"", "number", "unit", "counted", "scope", "when", "start"},
    Milestone: {"", "kind", "year", "start", "source"},
}
UNTOLD = {"state", "start", "end", "created_at", "paragraph_starts"}


def is_told(table: type[Public], column: str) -> bool:
    """Whether readers are told of this column; of a table whether of its rows at all, where it is empty."""
    if table is Award:
        return column not in UNTOLD
    if table is FormerAccession:
        return False
    return column in TOLD.get(table, {"", column})
