"""Accession numbers say programme and tier: as these become others, so do the numbers; the old lead on."""

from collections.abc import Mapping

from django.db.models import QuerySet

from cases import accessions
from cases.models import Award, ProgrammeTier
from cases.models.award import letters_of, numbers_with

LISTED = 10


def renumber(awards: QuerySet[Award]) -> list[str]:
    """Give these the numbers of their programme and tier of now, within a room; what was done, in Chinese.

    That of the rank comes first, then one that the award had itself before; those of others stay theirs.
    """
    said, taken = [], dict[str, dict[int, int]]()  # whose the digits are, read once for all of a beginning
    letters = letters_of(ProgrammeTier.objects.all())
    rows = awards.select_related("edition__programme", "tier", "source", "place_then", "place_now")
    for award in list(rows.order_by("accession")):
        old = award.accession
        beginning = award.beginning(letters)
        if beginning not in taken:
            taken[beginning] = numbers_with(beginning)
        number = _number(award, taken[beginning])
        taken[beginning][number] = award.pk
        award.accession = f"{beginning}{accessions.ending(number)}"
        if award.accession != old:
            award.save()
            said.append(f"{old} → {award.accession}")
    if not said:
        return []
    more = f"等 {len(said)} 个" if len(said) > LISTED else ""
    return [f"入库编号随之改动，访问原编号转到新编号：{'、'.join(said[:LISTED])}{more}。"]


def _number(award: Award, owners: Mapping[int, int]) -> int:
    if award.rank is not None and owners.get(award.rank, award.pk) == award.pk:
        return award.rank
    own = [number for number, owner in owners.items() if owner == award.pk]
    return own[-1] if own else max(owners, default=0) + 1
