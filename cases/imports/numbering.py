"""The numbers of new awards: by the printed rank where it is free, else behind all that are taken."""

from collections.abc import Collection, Iterable

from cases import accessions
from cases.library.snapshot import Snapshot
from cases.models.award import numbers_with
from cases.readers.printed_vocabulary import PrintedVocabulary


def number(proposed: Iterable[Snapshot], names: PrintedVocabulary, given: Collection[str] = ()) -> None:
    """Give these new awards their numbers in the order of print; empty where programme or tier are unknown.

    What the library holds, under numbers of today or former ones, is never given again, nor is `given`.
    """
    by_beginning: dict[str, list[Snapshot]] = {}
    for award in proposed:
        beginning = _beginning(award, names)
        award["accession"] = ""
        if beginning:
            by_beginning.setdefault(beginning, []).append(award)
    for beginning, awards in by_beginning.items():
        digits = (each.removeprefix(beginning) for each in given if each.startswith(beginning))
        _number(beginning, awards, {*numbers_with(beginning), *map(int, digits)})


def _beginning(award: Snapshot, names: PrintedVocabulary) -> str:
    letter = names.letters.get((award["programme"], award["tier"]))
    return accessions.beginning(award["year"], names.codes[award["programme"]], letter) if letter else ""


def _number(beginning: str, awards: list[Snapshot], taken: set[int]) -> None:
    """First those whose rank is free, then the others: a rank that repeats is not the number of two."""
    others = []
    for award in awards:
        rank = award["rank"]
        if rank is None or rank in taken:
            others.append(award)
        else:
            taken.add(rank)
            award["accession"] = f"{beginning}{accessions.ending(rank)}"
    for award in others:
        following = max(taken, default=0) + 1
        taken.add(following)
        award["accession"] = f"{beginning}{accessions.ending(following)}"
