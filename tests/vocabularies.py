"""Plain functions that put programmes, tiers, issuing bodies and editions into the test database.

Arguments are keywords; any further field of the model can be given. What is there already is not made again.
"""

from typing import Any

from cases.award_field import SEPARATOR
from cases.models import Edition, EditionIssuer, IssuingBody, Programme, ProgrammeIssuer, ProgrammeTier, Tier
from cases.models.writing import writing
from tests.replay import replayed

# slug → name and, of a programme, the tiers with their letters: those of the library.
TIERS = {"winner": "十大创新成果", "nominee": "提名成果", "typical": "典型案例", "pilot": "实验区"}
PROGRAMMES = {
    "sqzl": ("中国社区治理十大创新成果", {"winner": "w", "nominee": "n"}),
    "jczl": ("全国基层治理创新典型案例", {"typical": "t"}),
    "syq": ("全国社区治理和服务创新实验区", {"pilot": "p"}),
}
USUAL_ISSUERS = {"sqzl": ["mca"]}
ISSUING_BODIES = {"mca": "民政部", "mca-office": "民政部办公厅"}


def make_tier(slug: str = "winner", **fields: Any) -> Tier:
    """The tier of that slug, made when it is not there yet."""
    defaults = {"name": TIERS.get(slug, slug), "position": _position(TIERS, slug), **fields}
    return Tier.objects.filter(slug=slug).first() or Tier.objects.create(slug=slug, **defaults)


def make_programme(slug: str = "sqzl", *, tiers: dict[str, str] | None = None, **fields: Any) -> Programme:
    """The programme of that slug, made when it is not there yet, with its tiers and their letters."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is not None:
        return programme
    name, known = PROGRAMMES.get(slug, (slug, {}))
    position = _position(PROGRAMMES, slug)
    defaults = {"name": name, "code": slug, "level": "national", "position": position, **fields}
    with writing():
        programme = Programme.objects.create(slug=slug, **defaults)
        for letter_position, (tier, letter) in enumerate((known if tiers is None else tiers).items(), 1):
            give_tier(programme, tier, letter, position=letter_position)
        for body in USUAL_ISSUERS.get(slug, ()):
            ProgrammeIssuer.objects.create(programme=programme, body=make_issuing_body(body))
    return programme


def give_tier(programme: Programme, tier: str, letter: str, **fields: Any) -> ProgrammeTier:
    """A tier more, with its letter in accession numbers."""
    values = {"tier": make_tier(tier), "letter": letter, **fields}
    return ProgrammeTier.objects.create(programme=programme, **values)


def make_issuing_body(slug: str = "mca", **fields: Any) -> IssuingBody:
    """The body of that slug, made when it is not there yet."""
    position = _position(ISSUING_BODIES, slug)
    defaults = {
        "name": ISSUING_BODIES.get(slug, slug), "kind": "government", "position": position, **fields
    }  # fmt: skip
    return IssuingBody.objects.filter(slug=slug).first() or IssuingBody.objects.create(slug=slug, **defaults)


def _position(known: dict[str, Any], slug: str) -> int:
    return list(known).index(slug) + 1 if slug in known else 100


@replayed
def make_edition(
    *, programme: str = "sqzl", year: int | None = 2014, issuing_body: str = "mca", **fields: Any
) -> Edition:
    """The edition of that programme and year, made when it is not there yet.

    `issuing_body` are the slugs of the bodies that gave it, joined as in the exports.
    """
    which = {name: fields.pop(name, "") for name in ("batch", "round")}
    with writing():
        edition, is_new = Edition.objects.get_or_create(
            programme=make_programme(programme), year=year, **which, defaults=fields
        )
        if is_new:
            give_issuers(edition, issuing_body)
    return edition


def give_issuers(edition: Edition, issuing_body: str) -> None:
    """The bodies of these slugs and no others, in this order: one change."""
    with writing():
        edition.issuers.all().delete()
        for position, slug in enumerate(filter(None, issuing_body.split(SEPARATOR)), 1):
            EditionIssuer.objects.create(edition=edition, body=make_issuing_body(slug), position=position)
