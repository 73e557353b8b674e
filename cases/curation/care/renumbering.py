"""Accession numbers say programme and tier: as these become others, so do the numbers; the old lead on."""

from django.db.models import QuerySet

from cases.models import Award

LISTED = 10


def renumber(awards: QuerySet[Award]) -> list[str]:
    """Give these the numbers of their programme and tier of now, within a room; what was done, in Chinese."""
    said = []
    rows = awards.select_related("edition__programme", "tier", "source", "place_then", "place_now")
    for award in list(rows.order_by("accession")):
        old = award.accession
        award.accession = award.free_number()
        if award.accession != old:
            award.save()
            said.append(f"{old} → {award.accession}")
    if not said:
        return []
    more = f"等 {len(said)} 个" if len(said) > LISTED else ""
    return [f"入库编号随之改动，访问原编号转到新编号：{'、'.join(said[:LISTED])}{more}。"]
