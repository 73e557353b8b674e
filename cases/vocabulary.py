"""The curators' vocabularies as the index knows them: divisions, mechanisms, sources.

They travel inside the side file, so that a page asks the database for none of them. A change of any
of these tables moves the whole data version, and the side file is built anew.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cached_property

from django.urls import reverse

from cases.models import Division, Mechanism, MechanismName, Source, Succession


@dataclass(frozen=True, slots=True)
class Place:
    """A division or functional zone; `parent` and `successors` are keys, years may be open (None)."""

    key: str
    code: str
    name: str
    aliases: tuple[str, ...]
    level: str
    parent: str
    region: str
    first_year: int | None
    last_year: int | None
    successors: tuple[str, ...]

    @property
    def in_force(self) -> bool:
        return self.last_year is None

    def existed(self, year: int | None) -> bool:
        """Whether it was in force on 31 December of the year; None asks about today."""
        if year is None:
            return self.in_force
        return (self.first_year or 0) <= year and (self.last_year is None or year <= self.last_year)

    @property
    def value(self) -> str:
        """What stands in addresses: the code, or the key where there never was a code."""
        return self.code or self.key

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.key])


@dataclass(frozen=True, slots=True)
class Term:
    """A mechanism: `names` are its other names, `broader` a slug or empty."""

    slug: str
    name: str
    names: tuple[str, ...]
    broader: str


class Vocabulary:
    """All places by key, terms by slug and source titles by slug."""

    def __init__(self, places: Iterable[Place], terms: Iterable[Term], sources: dict[str, str]) -> None:
        self.places = {place.key: place for place in places}
        self.terms = {term.slug: term for term in terms}
        self.sources = sources
        self._lineages: dict[tuple[str, int | None], tuple[Place, ...]] = {}

    def __deepcopy__(self, memo: dict[int, object]) -> "Vocabulary":
        return self  # nothing in it changes, and forms copy all they hold with every request

    def lineage(self, key: str, year: int | None = None) -> tuple[Place, ...]:
        """The place and what it lay in at the end of that year, the province first.

        Without a year: today, or at the place's end. Empty for an unknown key.
        """
        if (key, year) not in self._lineages:
            found: list[Place] = []
            place = self.places.get(key)
            while place is not None and place not in found:
                found.insert(0, place)
                place = self._above(place, year)
            self._lineages[key, year] = tuple(found)
        return self._lineages[key, year]

    def _above(self, place: Place, year: int | None) -> Place | None:
        """What the place was part of: whoever held the parent's code in the year."""
        parent = self.places.get(place.parent)
        if parent is None or not parent.code:
            return parent
        when = place.last_year if year is None else year
        holders = (self.places[key] for key in self.holders[parent.code])
        return next((holder for holder in holders if holder.existed(when)), parent)

    def path(self, key: str) -> str:
        """`江苏省/苏州市/太仓市`, as today or at the place's end; empty for an unknown key."""
        return "/".join(place.name for place in self.lineage(key))

    def term_lineage(self, slug: str) -> tuple[str, ...]:
        """The slugs of a term and of its broader terms, the broadest first."""
        found: list[str] = []
        while slug in self.terms and slug not in found:
            found.insert(0, slug)
            slug = self.terms[slug].broader
        return tuple(found)

    def place_label(self, key: str) -> str:
        """The name, with what it lies in where several divisions of today bear it: 鼓楼区（江苏省徐州市）."""
        place = self.places[key]
        above = "".join(above.name for above in self.lineage(key)[:-1])
        label = f"{place.name}（{above}）" if above and self._names[place.name] > 1 else place.name
        return label if place.in_force else f"{label}（至 {place.last_year} 年）"

    @cached_property
    def holders(self) -> dict[str, tuple[str, ...]]:
        """Code → keys of the divisions that hold or held it, the one in force (or the latest) first."""
        found = defaultdict(list)
        for place in self.places.values():
            if place.code:
                found[place.code].append(place)
        return {code: tuple(p.key for p in sorted(places, key=latest)) for code, places in found.items()}

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(place.name for place in self.places.values() if place.in_force)

    def dump(self) -> str:
        """As JSON; `load` reads it."""
        places = [astuple(place) for place in self.places.values()]
        terms = [astuple(term) for term in self.terms.values()]
        return json.dumps([places, terms, self.sources], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Vocabulary":
        places, terms, sources = json.loads(text)
        return cls(
            [Place(*row[:3], tuple(row[3]), *row[4:9], tuple(row[9])) for row in places],
            [Term(slug, name, tuple(names), broader) for slug, name, names, broader in terms],
            sources,
        )


def latest(place: Place) -> tuple[bool, int]:
    """Sorts divisions by how recent they are: in force first, then by the last year."""
    return (not place.in_force, -(place.last_year or 0))


def read_vocabulary() -> Vocabulary:
    """From the database, in five queries."""
    successors = defaultdict(list)
    for before, after in Succession.objects.order_by("successor__key").values_list(
        "predecessor__key", "successor__key"
    ):
        successors[before].append(after)
    names = defaultdict(list)
    for slug, name in MechanismName.objects.order_by("id").values_list("mechanism__slug", "name"):
        names[slug].append(name)
    rows = Division.objects.order_by("key").values_list(
        "key", "code", "name", "aliases", "level", "parent__key", "region", "first_year", "last_year"
    )
    places = [
        Place(
            key, code, name, split(aliases), level, parent or "", region, first, last, tuple(successors[key])
        )
        for key, code, name, aliases, level, parent, region, first, last in rows
    ]
    terms = Mechanism.objects.order_by("slug").values_list("slug", "name", "broader__slug")
    return Vocabulary(
        places,
        [Term(slug, name, tuple(names[slug]), broader or "") for slug, name, broader in terms],
        dict(Source.objects.order_by("file_name").values_list("slug", "title")),
    )


def split(aliases: str) -> tuple[str, ...]:
    """The aliases of a division, which curators separate by a semicolon of either width."""
    return tuple(name.strip() for name in aliases.replace("；", ";").split(";") if name.strip())
