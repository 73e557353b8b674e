"""The page of the basket: its cases in order, and the addresses by which each is moved or taken out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.basket import Basket, query_of
from cases.index.index import Index
from cases.records.record import Record


@dataclass(frozen=True, slots=True)
class BasketEntry:
    """A case in the basket, with the addresses of the basket without it and with it one place earlier."""

    record: Record
    number: int
    without_url: str
    earlier_url: str


def basket_entries(basket: Basket, index: Index) -> list[BasketEntry]:
    """The cases that the index has by now, in the order of the basket."""
    places = {pk: place for place, pk in enumerate(basket.ids)}
    records = index.records(basket.ids)
    return [_entry(record, places[record.pk], basket.accessions) for record in records]


def _entry(record: Record, place: int, accessions: Sequence[str]) -> BasketEntry:
    return BasketEntry(
        record=record,
        number=place + 1,
        without_url=basket_url([*accessions[:place], *accessions[place + 1 :]]),
        earlier_url=basket_url(_swapped(accessions, place)) if place else "",
    )


def _swapped(accessions: Sequence[str], place: int) -> list[str]:
    """With the one at `place` before the one that stands before it."""
    before, here = accessions[place - 1 : place + 1]
    return [*accessions[: place - 1], here, before, *accessions[place + 1 :]]


def basket_url(accessions: Sequence[str]) -> str:
    query = query_of(accessions)
    return f"{reverse('basket')}?{query}" if query else reverse("basket")
