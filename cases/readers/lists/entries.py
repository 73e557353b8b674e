"""An entry of a list with what stands around it."""

from dataclasses import dataclass

from cases.readers.lists.items import Item
from cases.readers.lists.list_headings import ListHeading
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.sentences import Enumeration


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry, the heading and place that it stands under, its cell for the place, its enumeration.

    `within` is the cell of what the place of the other cell lies in.
    """

    item: Item
    heading: ListHeading | None = None
    group: TextSpan | None = None
    column: TextSpan | None = None
    enumeration: int = 0
    within: TextSpan | None = None


@dataclass(frozen=True, slots=True)
class UnreadPassage:
    """A stretch of a list that gave no entry, and what is to be said of it."""

    message: str
    where: TextSpan


@dataclass(frozen=True, slots=True)
class ListOfEntries:
    """All entries of a document in the order of print; enumerations are those that its sentences hold.

    `covered` is what the readers used besides the entries: rows of tables, names that were read before.
    """

    entries: tuple[ListEntry, ...]
    unread: tuple[UnreadPassage, ...]
    enumerations: tuple[Enumeration, ...]
    covered: tuple[TextSpan, ...] = ()
