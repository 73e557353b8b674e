"""The awards that accession numbers name, today's or former ones, as people write them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cases.accessions import WrittenAccession, read
from cases.choices import State
from cases.models.award import Award
from cases.models.edition import Edition
from cases.models.former_accession import FormerAccession


@dataclass(frozen=True, slots=True)
class NumberedAward:
    """The number of today, and what is asked of the award that has it."""

    accession: str
    pk: int
    state: str


def numbered(names: Collection[str]) -> dict[str, NumberedAward]:
    """Name → the award that it means, where it means one; drafts are not known.

    A name says at least the tier's letter and the number, the rest as far as one award alone has it.
    Two queries for numbers that are written whole, one more where any is not.
    """
    written = {name: number for name in names if (number := _one(name)) and not number.is_beginning}
    editions = _editions() if any(not number.is_whole for number in written.values()) else []
    meant = {name: _candidates(number, editions) for name, number in written.items()}
    known = _known({accession for accessions in meant.values() for accession in accessions})
    found = {
        name: {known[each] for each in accessions if each in known} for name, accessions in meant.items()
    }
    return {name: awards.pop() for name, awards in found.items() if len(awards) == 1}


def accession_of(name: str) -> str:
    """The number of today of the award that a name means; empty where it means none, or several."""
    award = numbered([name]).get(name)
    return award.accession if award else ""


def _one(name: str) -> WrittenAccession | None:
    numbers = read(name)
    return numbers[0] if len(numbers) == 1 else None


def _candidates(number: WrittenAccession, editions: Iterable[tuple[str, str]]) -> list[str]:
    if number.is_whole:
        return [str(number)]
    behind = f"{number.letter}{number.number}"
    return [
        f"{year}-{code}-{behind}"
        for year, code in editions
        if number.year in ("", year) and number.code in ("", code)
    ]


def _editions() -> list[tuple[str, str]]:
    """(year as numbers write it, code of the programme) of all editions."""
    rows = Edition.objects.order_by().values_list("year", "programme__code").distinct()
    return [(f"{year or 0:04}", code) for year, code in rows]


def _known(accessions: Collection[str]) -> dict[str, NumberedAward]:
    former = FormerAccession.objects.filter(accession__in=accessions).exclude(award__state=State.DRAFT)
    present = Award.objects.filter(accession__in=accessions).exclude(state=State.DRAFT)
    rows = [
        *former.values_list("accession", "award__accession", "award_id", "award__state"),
        *present.values_list("accession", "accession", "pk", "state"),
    ]
    return {name: NumberedAward(accession, pk, state) for name, accession, pk, state in rows}
