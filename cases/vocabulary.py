"""The curators' vocabularies as the index knows them: divisions, mechanisms, sources.

They travel inside the side file, so that a page asks the database for none of them. A change of any
of these tables moves the whole data version, and the side file is built anew.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from cases.models import (
    Division,
    FormerMechanismSlug,
    FormerSourceSlug,
    Mechanism,
    MechanismName,
    Source,
    Succession,
)
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place, split_aliases


@dataclass(frozen=True, slots=True)
class MechanismTerm:
    """A mechanism: `names` are its other names, `broader` a slug or empty."""

    slug: str
    name: str
    names: tuple[str, ...]
    broader: str


class Vocabulary:
    """All places by key, terms by slug and source titles by slug."""

    def __init__(
        self,
        places: Iterable[Place],
        terms: Iterable[MechanismTerm],
        sources: dict[str, str],
        former_slugs: dict[str, str] | None = None,
    ) -> None:
        self.gazetteer = Gazetteer(places)
        self.places = self.gazetteer.by_key
        self.terms = {term.slug: term for term in terms}
        self.sources = sources
        self.former_slugs = former_slugs or {}  # "mechanism:old" and "source:old" → the slug of today

    def __deepcopy__(self, memo: dict[int, object]) -> "Vocabulary":
        return self  # nothing in it changes, and forms copy all they hold with every request

    def lineage(self, key: str, year: int | None = None) -> tuple[Place, ...]:
        """`Gazetteer.lineage` of the place with that key; empty for an unknown key."""
        place = self.places.get(key)
        return self.gazetteer.lineage(place, year) if place else ()

    def path(self, key: str) -> str:
        """`江苏省/苏州市/太仓市`, as today or at the place's end; empty for an unknown key."""
        return "/".join(place.name for place in self.lineage(key))

    def term_lineage(self, slug: str) -> tuple[str, ...]:
        """The slugs of a term and of its broader terms, the broadest first."""
        lineage: list[str] = []
        while slug in self.terms and slug not in lineage:
            lineage.insert(0, slug)
            slug = self.terms[slug].broader
        return tuple(lineage)

    def slug_of_today(self, parameter: str, value: str) -> str:
        """What a value of an old address is called today; itself unless its slug was changed."""
        return self.former_slugs.get(f"{parameter}:{value}", value)

    def key_in_force(self, value: str) -> str:
        """The key of the division in force that holds the code; the value itself where none does."""
        place = self.places.get(value)
        if place is not None and place.in_force():
            return value
        holder = self.gazetteer.at(value, None)
        return holder.key if holder is not None else value

    def place_label(self, key: str) -> str:
        """The name, with what it lies in where several divisions of today bear it: 鼓楼区（江苏省徐州市）."""
        place = self.places[key]
        above = "".join(above.name for above in self.gazetteer.ancestors(place))
        label = f"{place.name}（{above}）" if above and self._names[place.name] > 1 else place.name
        return label if place.in_force() else f"{label}（至 {place.last_year} 年）"

    @cached_property
    def holders(self) -> dict[str, tuple[str, ...]]:
        """Code → keys of the divisions that hold or held it, the one in force (or the latest) first."""
        holders = self.gazetteer.holders.items()
        return {code: tuple(place.key for place in places) for code, places in holders}

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(place.name for place in self.places.values() if place.in_force())

    def dump(self) -> str:
        """As JSON; `load` reads it."""
        places = [astuple(place) for place in self.places.values()]
        terms = [astuple(term) for term in self.terms.values()]
        return json.dumps(
            [places, terms, self.sources, self.former_slugs], ensure_ascii=False, separators=(",", ":")
        )

    @classmethod
    def load(cls, text: str) -> "Vocabulary":
        places, terms, sources, former_slugs = json.loads(text)
        return cls(
            [
                Place(key, code, name, tuple(aliases), level, parent, region, first, last, tuple(successors))
                for key, code, name, aliases, level, parent, region, first, last, successors in places
            ],
            [MechanismTerm(slug, name, tuple(names), broader) for slug, name, names, broader in terms],
            sources,
            former_slugs,
        )


def read_vocabulary() -> Vocabulary:
    """From the database, in seven queries."""
    names = defaultdict(list)
    for slug, name in MechanismName.objects.order_by("id").values_list("mechanism__slug", "name"):
        names[slug].append(name)
    terms = Mechanism.objects.order_by("slug").values_list("slug", "name", "broader__slug")
    return Vocabulary(
        read_places(),
        [MechanismTerm(slug, name, tuple(names[slug]), broader or "") for slug, name, broader in terms],
        dict(Source.objects.order_by("file_name").values_list("slug", "title")),
        _former_slugs(),
    )


def read_gazetteer(seed: Path) -> Gazetteer:
    """The places of the database; those of the built table, its seed, while the database has none."""
    has_table = Division._meta.db_table in connection.introspection.table_names()
    places = read_places() if has_table else []
    return Gazetteer(places) if places else Gazetteer.from_csv(seed)


def _former_slugs() -> dict[str, str]:
    terms = FormerMechanismSlug.objects.order_by("slug").values_list("slug", "mechanism__slug")
    sources = FormerSourceSlug.objects.order_by("slug").values_list("slug", "source__slug")
    return {f"mechanism:{old}": new for old, new in terms} | {f"source:{old}": new for old, new in sources}


def read_places(divisions: QuerySet[Division] | None = None) -> list[Place]:
    """All divisions of the database by key, or only these, in two queries."""
    asked = Division.objects.all() if divisions is None else divisions
    chain = (
        Succession.objects.all() if divisions is None else Succession.objects.filter(predecessor__in=asked)
    )
    later = defaultdict(list)
    links = chain.order_by("successor__key").values_list("predecessor__key", "successor__key")
    for before, after in links:
        later[before].append(after)
    rows = asked.order_by("key").values_list(
        "key", "code", "name", "aliases", "level", "parent__key", "region", "first_year", "last_year"
    )
    return [
        Place(
            key, code, name, split_aliases(names), level, above or "", region, first, last, tuple(later[key])
        )
        for key, code, name, names, level, above, region, first, last in rows
    ]
