"""Which things of a release would make awards false that curators keep as they are."""

from collections.abc import Iterator, Mapping

from cases.curation.references import divisions_above
from cases.library.snapshots.editions import COUNTED, EditionSnapshots
from cases.library.snapshots.renames import Renames
from cases.models import Award, Division

Things = dict[tuple[str, str], str]  # by kind and by key in the fixtures: why it is left out


def drawn_on(awards: Mapping[str, list[str]], renames: Renames) -> Things:
    """What these awards draw on, with what would be wrong of the awards."""
    found: Things = {}
    rows = Award.objects.filter(accession__in=awards).select_related("edition__programme", "source", "tier")
    for award in rows.prefetch_related("edition__issuers__body"):
        reason = f"与案例 {award.accession} 不能并存：{''.join(awards[award.accession])}"
        found |= {(kind, renames.original(kind, key)): reason for kind, key in _behind(award, renames)}
    return found


def _behind(award: Award, renames: Renames) -> Iterator[tuple[str, str]]:
    edition, programme = award.edition, award.edition.programme.slug
    counted = {name: getattr(edition, name) for name in COUNTED}
    named = {"year": edition.year, "programme": renames.original("programme", programme)}
    yield "edition", EditionSnapshots.key({**named, **counted})
    yield "programme", programme
    yield "tier", award.tier.slug
    for body in edition.bodies:
        yield "issuing body", body.slug
    yield "source", award.source.slug
    places = {pk for pk in (award.place_then_id, award.place_now_id) if pk is not None}
    for key in Division.objects.filter(pk__in=divisions_above(places)).values_list("key", flat=True):
        yield "division", key
