"""Accession numbers say programme and tier: as these become others, so do the numbers; the old lead on."""

from django.db.models import QuerySet

from cases import accessions
from cases.models import Award, ProgrammeTier
from cases.models.award import letters_of, numbers_with

LISTED = 10


def renumber(awards: QuerySet[Award]) -> list[str]:
    """Give these the numbers of their programme and tier of now, within a room; what was done, in Chinese."""
    said, taken = [], dict[str, set[int]]()  # the digits that are taken, read once for all of a beginning
    letters = letters_of(ProgrammeTier.objects.all())
    rows = awards.select_related("edition__programme", "tier", "source", "place_then", "place_now")
    for award in list(rows.order_by("accession")):
        old = award.accession
        beginning = award.beginning(letters)
        if beginning not in taken:
            taken[beginning] = numbers_with(beginning)
        number = award.rank
        if number is None or number in taken[beginning]:
            number = max(taken[beginning], default=0) + 1
        taken[beginning].add(number)
        award.accession = f"{beginning}{accessions.ending(number)}"
        if award.accession != old:
            award.save()
            said.append(f"{old} → {award.accession}")
    if not said:
        return []
    more = f"等 {len(said)} 个" if len(said) > LISTED else ""
    return [f"入库编号随之改动，访问原编号转到新编号：{'、'.join(said[:LISTED])}{more}。"]
