"""The names of entries, to ask whether one ends with another: thousands are asked of thousands."""

from collections.abc import Iterable, Iterator

from cases.readers.lists.items import Item
from cases.readers.lists.names import NamedPlaces

_LONGEST = 200  # characters of an end; a longer name, which is no name, is known as a whole alone


class NamesBefore:
    """Names, among which is what ends with one of them or is the end of one."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names, self._ends = set[str](), set[str]()
        self.add(names)

    def add(self, names: Iterable[str]) -> None:
        """Know these names, too."""
        for name in names:
            self._names.add(name)
            self._ends.update(_ends(name))

    def __contains__(self, name: str) -> bool:
        return name in self._ends or any(end in self._names for end in _ends(name))


def _ends(name: str) -> Iterator[str]:
    yield name
    length = len(name)
    for size in range(min(length, _LONGEST) + 1):
        yield name[length - size :]


def unit_of(places: NamedPlaces, item: Item) -> str:
    """The words of the unit of an entry."""
    return places.words(item.applicant) if item.applicant is not None else ""


def called(places: NamedPlaces, item: Item) -> str:
    """What an entry is called, to tell whether two are the same."""
    named = item.title or item.applicant
    return places.words(named) if named else ""
