"""All numbers that were ever public, since when they read as they do, and which are deleted.

It is made of the public versions, whose hashes say when a case came, changed and went, and is kept in memory
until there is another version. The content of a record is read from the database when it is asked for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cases.choices import TAKEN_BACK
from cases.models import Award, FormerAccession, PublicVersion, PublishedForm
from cases.oai.arguments import Selection
from cases.oai.datestamps import seconds
from cases.oai.names import last_renamings
from cases.oai.sets import sets_of, with_broader
from cases.vocabulary import Vocabulary, read_vocabulary

State = tuple[int, str, int, str] | None  # number, hash, last revision and time of a version
LONG_AGO = 0  # 1970-01-01, before which nothing was published: for a library that has no version yet


class CatalogueItem(NamedTuple):
    """A number, the primary key of its award, the second of its datestamp, whether readers see it no more."""

    accession: str
    award: int
    changed: int
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class ListPart:
    """A part of a list; `before` items were delivered ahead of it, `total` have been or are still to come."""

    items: list[CatalogueItem]
    before: int
    total: int

    @property
    def is_last(self) -> bool:
        return self.before + len(self.items) >= self.total


def _order(item: CatalogueItem) -> tuple[int, str]:
    return item.changed, item.accession


class Catalogue:
    """The items at a public version, by which `state` tells it from others.

    `earliest` is a second that no datestamp lies before.
    """

    def __init__(
        self, state: State, items: list[CatalogueItem], earliest: int, vocabulary: Vocabulary
    ) -> None:
        self.state, self.earliest, self.vocabulary = state, earliest, vocabulary
        self.by_accession = {item.accession: item for item in items}
        self._of_set: dict[str, list[CatalogueItem]] = {"": sorted(items, key=_order)}
        lists: dict[str, list[list[CatalogueItem]]] = {}  # beginning of a number → where its items belong
        for item in self._of_set[""]:
            beginning = item.accession.rpartition("-")[0]
            if beginning not in lists:
                sets = [each for narrowest in sets_of(item.accession) for each in with_broader(narrowest)]
                lists[beginning] = [self._of_set.setdefault(each, []) for each in sets]
            for items in lists[beginning]:
                items.append(item)

    @property
    def sample(self) -> str:
        """A number that there is, or could be."""
        first = self._of_set[""][:1]
        return first[0].accession if first else "2014-sqzl-w01"

    @property
    def sets(self) -> list[str]:
        """The sets that have an item."""
        return [each for each in self._of_set if each]

    def page(self, wanted: Selection, most: int) -> ListPart:
        """The first of what is selected, `most` at most, by datestamp, then by number."""
        items = self._of_set.get(wanted.set, [])
        start = 0 if wanted.first is None else bisect_left(items, (wanted.first, ""), key=_order)
        if wanted.after is not None:
            start = max(start, bisect_right(items, wanted.after, key=_order))
        end = len(items)
        if wanted.last is not None:
            end = bisect_left(items, (wanted.last + 1, ""), key=_order)
        number = max(0, end - start)
        return ListPart(items[start : min(end, start + most)], wanted.delivered, wanted.delivered + number)


def current_catalogue() -> Catalogue:
    """The catalogue of the last public version. One query while that is the one in memory."""
    last = PublicVersion.objects.first()
    return _catalogue_at(
        (last.number, last.sha256, last.revision, last.made_at.isoformat()) if last else None
    )


@lru_cache(maxsize=1)
def _catalogue_at(state: State) -> Catalogue:
    columns = ("number", "revision", "made_at")
    versions = list(PublicVersion.objects.order_by("number").values_list(*columns))
    vocabulary = read_vocabulary()
    if not versions:
        return Catalogue(state, [], LONG_AGO, vocabulary)
    dates = {number: seconds(made_at) for number, _revision, made_at in versions}
    numbers = list(dates)
    places = last_renamings([revision for _number, revision, _made_at in versions])
    renamed = {award: dates[numbers[place]] for award, place in places.items()}
    items = {item.accession: item for item in _published_ever(dates, renamed)}
    taken_back_before = (
        item for item in _never_in_a_version(dates[numbers[0]]) if item.accession not in items
    )
    items |= {item.accession: item for item in taken_back_before}
    return Catalogue(state, list(items.values()), min(dates.values()), vocabulary)


def _published_ever(dates: dict[int, int], renamed: dict[int, int]) -> Iterator[CatalogueItem]:
    """Each number that a version had; what waits for the next version is not told yet.

    Of a number what readers see now comes last, before it what they saw longest.
    """
    last = max(dates)
    rows = PublishedForm.objects.filter(since__lte=last).order_by()
    ends: dict[str, tuple[int, int, int]] = {}  # number → until which version, since which, award
    for accession, award, since, until in rows.values_list("accession", "award", "since", "until").iterator():
        end = (last + 1 if until is None or until > last else until, since, award)
        ends[accession] = max(end, ends.get(accession, end))
    for accession, (until, since, award) in ends.items():
        if until > last:
            yield CatalogueItem(accession, award, max(dates[since], renamed.get(award, 0)), False)
        else:
            yield CatalogueItem(accession, award, dates[until], True)


def _never_in_a_version(first: int) -> Iterator[CatalogueItem]:
    """What was taken back, or got another number, before there were versions: nobody could harvest it.

    It has the date of the first version.
    """
    known = PublishedForm.objects.order_by().values("award")
    taken_back = Award.objects.filter(state__in=TAKEN_BACK).exclude(pk__in=known).order_by()
    for pk, accession in taken_back.values_list("pk", "accession"):
        yield CatalogueItem(accession, pk, first, True)
    for pk, accession in FormerAccession.objects.order_by().values_list("award", "accession"):
        yield CatalogueItem(accession, pk, first, True)
