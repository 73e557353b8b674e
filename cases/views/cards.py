"""Result cards: one record each, as lists of cases show it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.records import Record

OPENING = 110  # characters of the text where nothing in it was searched for
TAGS = 6  # mechanisms shown; the case page has them all


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of a title or a snippet; `marked` where it is what was searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A record with the title and the snippet in runs, and the reasons why it was found."""

    record: Record
    title: Sequence[Run]
    snippet: Sequence[Run]
    reasons: Sequence[str] = field(default_factory=tuple)

    @property
    def place(self) -> str:
        """The place of the time, unless the applicant's name says all of it."""
        path = self.record.place_then
        return "" if path.replace("/", "") in self.record.applicant else path.replace("/", " › ")

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        return self.record.mechanism_terms[:TAGS]

    @property
    def further_tags(self) -> int:
        return max(0, len(self.record.terms) - TAGS)


def opening(text: str) -> list[Run]:
    """The beginning of a text on one line."""
    words = text[: OPENING + 1].replace("\n", "")
    return [Run(words if len(text) <= OPENING else words[:OPENING] + "……")]


def plain_card(record: Record) -> Card:
    """The card of a record that nobody searched for."""
    return Card(record, [Run(record.title)], opening(record.text))
