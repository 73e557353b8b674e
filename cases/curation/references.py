"""What awards are checked by and share: the names that are printed, divisions, editions, tiers.

For thousands of awards that are looked at some hundreds at a time each thing is read once.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Self

from django.db.models import Q

from cases.curation.readings import printed_vocabulary
from cases.curation.states import CHUNK
from cases.models import Award, Division, Edition, ProgrammeTier, Tier
from cases.models.award import Letters, letters_of
from cases.places.gazetteer import Gazetteer
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.vocabulary import read_places


class References:
    """As the database had them when they were first asked for; `gazetteer` has all divisions, if it is given.

    `editions` are those that are not written yet, by primary keys below zero.
    """

    def __init__(
        self, gazetteer: Gazetteer | None = None, editions: dict[int, Edition] | None = None
    ) -> None:
        self._whole_gazetteer = gazetteer
        self._editions: dict[int, Edition] = {**(editions or {})}
        self._tiers: dict[int, Tier] = {}
        self._divisions: dict[int, Division] = {}

    @classmethod
    def of_many(cls, count: int, editions: dict[int, Edition] | None = None) -> Self:
        """For so many awards: of few only the divisions are read that they lie in."""
        return cls(Gazetteer(read_places()) if count > CHUNK else None, editions)

    @cached_property
    def names(self) -> PrintedVocabulary:
        """The names by which sources are read."""
        return printed_vocabulary()

    @cached_property
    def letters(self) -> Letters:
        """The letters of tiers in accession numbers."""
        return letters_of(ProgrammeTier.objects.all())

    def give(self, awards: Sequence[Award]) -> None:
        """Give the awards their editions, tiers and places, of which several have the same."""
        editions = Edition.objects.select_related("programme").prefetch_related("issuers__body")
        self._editions |= editions.in_bulk({award.edition_id for award in awards} - self._editions.keys())
        self._tiers |= Tier.objects.in_bulk({award.tier_id for award in awards} - self._tiers.keys())
        places = {pk for award in awards for pk in (award.place_then_id, award.place_now_id)}
        self._divisions |= Division.objects.in_bulk(places - self._divisions.keys() - {None})
        for award in awards:
            award.edition, award.tier = self._editions[award.edition_id], self._tiers[award.tier_id]
            award.place_then = self._division(award.place_then_id)
            award.place_now = self._division(award.place_now_id)

    def _division(self, pk: int | None) -> Division | None:
        return self._divisions[pk] if pk is not None else None

    def gazetteer_of(self, awards: Iterable[Award]) -> Gazetteer:
        """The places of these awards with all that they were ever part of, and others of their names."""
        if self._whole_gazetteer is not None:
            return self._whole_gazetteer
        divisions = (award.place_then for award in awards)
        return gazetteer_above(_with_namesakes({each for each in divisions if each is not None}))


def gazetteer_above(ids: Collection[int]) -> Gazetteer:
    """These divisions with all that they were ever part of: a few rows, not the thousands of the table."""
    if not ids:
        return Gazetteer([])
    return Gazetteer(read_places(Division.objects.filter(pk__in=divisions_above(ids))))


def divisions_above(ids: Collection[int]) -> set[int]:
    """These divisions and all that they, or others under the same code, were ever part of."""
    wanted, known = set(ids), set[int]()
    while new := wanted - known:
        known |= new
        codes = Division.objects.filter(pk__in=new).exclude(code="").values("code")
        same = Q(pk__in=new) | Q(code__in=codes)
        for pk, parent in Division.objects.filter(same).values_list("pk", "parent"):
            known.add(pk)
            if parent is not None:
                wanted.add(parent)
    return known


def _with_namesakes(divisions: set[Division]) -> set[int]:
    """These divisions and others of their names."""
    if not divisions:
        return set()
    named = Division.objects.filter(name__in={division.name for division in divisions}).order_by()
    return set(named.values_list("pk", flat=True))
