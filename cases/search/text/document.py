"""What of a case is searched."""

from dataclasses import dataclass
from enum import Enum

EDGE = "/"  # between the names of a path of places


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One published case, as printed. `id` is the case's number in the index, 1 to 2^30.

    `place` has one path a line, the place at the time of the award and the place today
    (`江苏省/苏州市/太仓市`); equal lines count once, and no line at all is fine. Where no title is printed,
    `name` is what lists call the case; it is shown and not searched. `former_accessions` are numbers that the
    case had before.
    """

    id: int
    accession: str
    title: str
    applicant: str
    place: str
    text: str
    name: str = ""
    former_accessions: tuple[str, ...] = ()

    @property
    def numbers(self) -> str:
        """All accession numbers that it has or had, with an edge on both sides of each."""
        return EDGE + "".join(number + EDGE for number in (self.accession, *self.former_accessions))

    @property
    def shown(self) -> str:
        """What suggestions call the case."""
        return self.title or self.name


class Field(Enum):
    """Where in a case a term can occur; the value is the column of the document table."""

    TITLE = "title"
    APPLICANT = "applicant"
    PLACE = "place"
    TEXT = "body"
