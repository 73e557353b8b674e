"""Which things of a release would make awards false that curators keep as they are."""

from collections.abc import Iterator, Mapping

from cases.curation.checks import divisions_above
from cases.library.snapshots.editions import EditionSnapshots
from cases.library.snapshots.renames import Renames
from cases.models import Award, Division

Things = dict[tuple[str, str], str]  # by kind and by key in the fixtures: why it is left out


def drawn_on(awards: Mapping[str, list[str]], renames: Renames) -> Things:
    """The edition, the source and the divisions of these awards, with what would be wrong of the awards."""
    found: Things = {}
    for award in Award.objects.filter(accession__in=awards).select_related("edition", "source"):
        reason = f"与案例 {award.accession} 不能并存：{''.join(awards[award.accession])}"
        found |= {(kind, renames.original(kind, key)): reason for kind, key in _behind(award)}
    return found


def _behind(award: Award) -> Iterator[tuple[str, str]]:
    yield "edition", EditionSnapshots.key(award.edition.programme, award.edition.year)
    yield "source", award.source.slug
    places = {pk for pk in (award.place_then_id, award.place_now_id) if pk is not None}
    for key in Division.objects.filter(pk__in=divisions_above(places)).values_list("key", flat=True):
        yield "division", key
