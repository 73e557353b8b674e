"""A term of a coding scheme, and a scheme, as the index knows them; how sets and addresses call a term."""

from dataclasses import dataclass

from cases.models.scheme import MECHANISMS

BETWEEN = ":"  # between a scheme and one of its terms, in addresses and sets: field:wuye-huanjing


@dataclass(frozen=True, slots=True)
class MechanismTerm:
    """A mechanism, or a term of another scheme: `names` are its other names, `broader` a slug or empty.

    The curators put the terms in order by `position`, and have chosen those that are featured.
    """

    slug: str
    name: str
    names: tuple[str, ...]
    broader: str
    position: int = 100
    is_featured: bool = False
    scheme: str = MECHANISMS

    @property
    def value(self) -> str:
        """What sets and addresses call it: a mechanism its slug, another term scheme and slug."""
        return self.slug if self.scheme == MECHANISMS else f"{self.scheme}{BETWEEN}{self.slug}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another coding scheme than that of the mechanisms, which is released."""

    slug: str
    name: str

    @property
    def uncoded(self) -> str:
        """The value of what is coded with none of its terms."""
        return f"{self.slug}{BETWEEN}none"


def former_term(scheme: str, old: str, new: str) -> tuple[str, str]:
    """Under which key of `former_slugs` an earlier slug of a term stands, and the value of today."""
    if scheme == MECHANISMS:
        return f"mechanism:{old}", new
    return f"coding:{scheme}{BETWEEN}{old}", f"{scheme}{BETWEEN}{new}"
