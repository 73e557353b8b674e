"""A split that is undone: the slug that readers saw meanwhile leads to what the things came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.choices import State
from cases.curation.states import PARTS
from cases.curation.undoing import Undoing
from cases.models import Award, Edition, EditionIssuer, IssuingBody, Programme, Tier
from cases.models.writing import Public

SEEN_BY: Mapping[type[Public], str] = {
    Programme: "edition__programme",
    Tier: "tier",
    IssuingBody: "edition__issuers__body",
}


@dataclass(frozen=True, slots=True)
class SeenSlug:
    """A slug of a thing that will be deleted, and the primary key of the one that had its awards before."""

    model: type[Public]
    slug: str
    origin: int


def seen_slugs(things: Sequence[Undoing]) -> list[SeenSlug]:
    """Of what is about to be taken back, within a room: the slugs that pages with cases were found by."""
    found = []
    for each in things:
        if each.before is not None or each.model not in SEEN_BY:
            continue
        awards = Award.objects.exclude(state=State.DRAFT).filter(**{SEEN_BY[each.model]: each.pk})
        origin = next(_origins(each, things), None) if awards.exists() else None
        rows: Any = each.model._default_manager.filter(pk=each.pk)  # the columns are the subclasses'
        slug = rows.values_list("slug", flat=True).first()
        if origin is not None and slug is not None:
            found.append(SeenSlug(each.model, slug, origin))
    return found


def lead_back(slugs: Sequence[SeenSlug]) -> None:
    """Once it was taken back: each that leads nowhere leads to the origin."""
    for each in slugs:
        things: Any = each.model._default_manager.all()
        former = PARTS[each.model]["former_slugs"]
        leads = former._default_manager.filter(**{"slug": each.slug}).exists()
        stays = leads or things.filter(slug=each.slug).exists()
        if not stays and things.filter(pk=each.origin).exists():
            former._default_manager.create(**{f"{former.part_of}_id": each.origin, "slug": each.slug})


def _origins(made: Undoing, things: Sequence[Undoing]) -> Iterator[int]:
    """What the editions or awards of the made one are to have in its place again."""
    before = {(each.model, each.pk): each.before for each in things if each.before is not None}
    if made.model is IssuingBody:
        for row in EditionIssuer.objects.filter(body=made.pk).order_by("edition"):
            issuers = before.get((Edition, row.edition_id), {}).get("issuers", ())
            yield from (had["body_id"] for had in issuers if had["position"] == row.position)
        return
    table, column = (Edition, "programme_id") if made.model is Programme else (Award, "tier_id")
    for pk in table._default_manager.filter(**{column: made.pk}).order_by("pk").values_list("pk", flat=True):
        if (table, pk) in before:
            yield before[table, pk][column]
