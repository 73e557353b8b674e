"""A passage that a person chose is read as its neighbours were: below the document's head, behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.imports.facts import said_in
from cases.imports.proposals import proposals_of
from cases.imports.reading import document_of
from cases.imports.row_values import PLACES, PRINTED, Passage, attribute, clear
from cases.library.snapshot import Snapshot
from cases.models import Intake, StoredChange
from cases.vocabulary import read_gazetteer

LONGEST_HEAD = 3000  # characters before the first row: title, number of the paper, heading of the list
LONGEST_PASSAGE = 20_000  # characters of an entry: the longest of the library has a quarter of that
MOST_NEIGHBOURS = 2
OF_PLACE = ("place_then", "place_now")


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """The award that the words of a passage are; its origins count in the text of the intake."""

    award: Snapshot

    def give_all(self, row: StoredChange) -> None:
        """Give the row what the passage prints, in place of what it has."""
        clear(row, (*PRINTED, *PLACES))
        row.proposed |= {name: self.award[name] for name in (*PRINTED, *OF_PLACE)}
        self._give_origins(row, (*PRINTED, *PLACES))

    def give_place(self, row: StoredChange) -> None:
        """Give the row the place that the passage names."""
        row.proposed |= {name: self.award[name] for name in OF_PLACE}
        self._give_origins(row, PLACES)

    def _give_origins(self, row: StoredChange, names: Sequence[str]) -> None:
        for each in self.award["attributions"]:
            if each["field"] in names:
                passage = None if each["start"] is None else (each["start"], each["end"])
                attribute(row, each["field"], passage, {"rule": each["rule"], "note": each["note"]})


def read_alone(intake: Intake, passage: Passage) -> ReadPassage | None:
    """The award of the passage; None where its words are not one award."""
    start, end = passage
    if end - start > LONGEST_PASSAGE:
        return None
    rows = intake.rows.filter(start__isnull=False, end__isnull=False).exclude(start__lt=end, end__gt=start)
    near = list(rows.filter(start__lt=start).order_by("-start")[:MOST_NEIGHBOURS])[::-1]
    near = near or list(rows.order_by("start")[:MOST_NEIGHBOURS])
    first = intake.rows.filter(start__isnull=False).order_by("start").values_list("start", flat=True).first()
    until = min(first if first is not None else start, start)
    base = max(0, until - LONGEST_HEAD)
    head = intake.text[base:until]
    lines = [intake.text[row.start : row.end][:LONGEST_HEAD] for row in near]
    before = "\n".join([head.rstrip("\n"), *lines, ""])
    found = _read(intake, f"{before}{intake.text[start:end]}\n", len(before))
    if found is None:
        return None
    kept = [_moved(each, len(head), base, len(before), start) for each in found["attributions"]]
    return ReadPassage({**found, "attributions": [each for each in kept if each is not None]})


def _read(intake: Intake, text: str, low: int) -> Snapshot | None:
    gazetteer = read_gazetteer()
    document = document_of(text, said_in(intake.facts), gazetteer)
    proposals = proposals_of(document, text, intake.facts, gazetteer)
    found = [each.award for each in proposals if each.start >= low]
    return found[0] if len(found) == 1 else None


def _moved(origin: dict[str, Any], head: int, base: int, low: int, start: int) -> dict[str, Any] | None:
    """The origin in the text of the intake; None for one that is printed in a neighbour."""
    at, end = origin["start"], origin["end"]
    if at is None:
        return origin
    shift = base if end <= head else start - low
    return {**origin, "start": at + shift, "end": end + shift} if end <= head or at >= low else None
