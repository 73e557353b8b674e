"""What a column of a file is called, what it means and of which type its values are."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """One column; in a text file a list stands in one cell, joined by `；`, in JSON it is an array."""

    name: str
    label: str
    meaning: str
    kind: Literal["text", "integer", "number", "list"] = "text"
