"""The curators' vocabularies as the index knows them: divisions, mechanisms, sources, programmes, ….

Of coding schemes it has those that are released, the mechanisms apart from the others: what is not here, no
facet, search or export knows.
They travel inside the side file, so that a page asks the database for none of them. A change of any
of these tables moves the whole data version, and the side file is built anew.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from copy import copy
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from cases.choices import State
from cases.models import (
    CodingScheme,
    Division,
    FormerIssuingBodySlug,
    FormerMechanismSlug,
    FormerProgrammeSlug,
    FormerSourceSlug,
    FormerTierSlug,
    IssuingBody,
    IssuingBodyName,
    KeyFigure,
    Mechanism,
    MechanismName,
    Programme,
    ProgrammeName,
    ProgrammeTier,
    Source,
    Succession,
    Tier,
    TierName,
)
from cases.models.named import Named, OtherName
from cases.models.scheme import MECHANISMS
from cases.models.slugs import FormerSlug
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place, split_aliases
from cases.terms import BETWEEN, MechanismTerm, Scheme, former_term

SEED = Path(__file__).resolve().parents[1] / "fixtures" / "built" / "divisions.csv"


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A programme, a tier or an issuing body; `names` are its other names, printed or only searched for."""

    slug: str
    name: str
    names: tuple[str, ...] = ()


Values = Mapping[str, Iterable[NamedValue]]  # by the field of an award that has them, in their order


class Vocabulary:
    """All places by key, terms by slug and source titles by slug.

    `terms` are the mechanisms, `all_terms` those of the other `schemes`, too: slugs are unique over all.
    `values` are the programmes, tiers and issuing bodies by the field of an award and by slug, in order;
    `tiers_of` the slugs of each programme's tiers, in theirs. `subjects` are what key figures count.
    """

    def __init__(
        self,
        places: Iterable[Place],
        terms: Iterable[MechanismTerm],
        sources: dict[str, str],
        former_slugs: dict[str, str] | None = None,
        values: Values | None = None,
        tiers_of: Mapping[str, Iterable[str]] | None = None,
        subjects: Iterable[str] = (),
        schemes: Iterable[Scheme] = (),
    ) -> None:
        self.gazetteer = Gazetteer(places)
        self.places = self.gazetteer.by_key
        self.all_terms = {term.slug: term for term in terms}
        self.terms = self.terms_of(MECHANISMS)
        self.schemes = {scheme.slug: scheme for scheme in schemes}
        self.sources = sources
        self.former_slugs = former_slugs or {}  # "mechanism:old" and the like → the slug of today
        self.values = {
            field: {value.slug: value for value in named} for field, named in (values or {}).items()
        }
        self.tiers_of = {programme: tuple(tiers) for programme, tiers in (tiers_of or {}).items()}
        self.subjects: Set[str] = frozenset(subjects)

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
        while slug in self.all_terms and slug not in lineage:
            lineage.insert(0, slug)
            slug = self.all_terms[slug].broader
        return tuple(lineage)

    def terms_of(self, scheme: str) -> dict[str, MechanismTerm]:
        """The terms of a scheme by slug."""
        return {slug: term for slug, term in self.all_terms.items() if term.scheme == scheme}

    def term_of_value(self, value: str) -> MechanismTerm | None:
        """The term of another scheme than that of the mechanisms that a value means; None for none."""
        scheme, _between, slug = value.partition(BETWEEN)
        term = self.all_terms.get(slug)
        return term if term is not None and scheme in self.schemes and term.scheme == scheme else None

    def narrower_or_same(self, slugs: Iterable[str]) -> frozenset[str]:
        """The slugs of these terms and of all that lie below them."""
        wanted = frozenset(slugs)
        if not wanted:
            return wanted
        return frozenset(slug for slug in self.all_terms if not wanted.isdisjoint(self.term_lineage(slug)))

    def labels(self, field: str) -> dict[str, str]:
        """Slug → name of all values of a field, in their order."""
        return {slug: value.name for slug, value in self.values.get(field, {}).items()}

    def label(self, field: str, slug: str) -> str | None:
        """The name of a value; None where the field has no such value."""
        value = self.values.get(field, {}).get(slug)
        return value.name if value is not None else None

    def position(self, field: str, slug: str) -> int:
        """The place of a value among all of its field; what is not there stands last."""
        slugs = list(self.values.get(field, {}))
        return slugs.index(slug) if slug in slugs else len(slugs)

    def tier_position(self, programme: str, tier: str) -> int:
        """The place of a tier within a programme; what is not there stands last."""
        tiers = self.tiers_of.get(programme, ())
        return tiers.index(tier) if tier in tiers else len(tiers)

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

    def keys_of_today(self, value: str) -> tuple[str, ...]:
        """The divisions in force that a code or key of any time means: its holder, or all that it became.

        Of a code that only former divisions held the last of them counts, as at `/places/<code>/`. The value
        itself where it means no division, or nothing of today came of it.
        """
        key = self.key_in_force(value)
        place = self.places.get(key) or next(iter(self.gazetteer.holders.get(value, ())), None)
        today = self.gazetteer.today(place) if place is not None else ()
        return tuple(each.key for each in today) or (value,)

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

    def with_seen(self, sources: dict[str, str], subjects: Set[str]) -> "Vocabulary":
        """The same with the titles of these documents and these subjects of key figures."""
        other = copy(self)
        other.sources, other.subjects = sources, subjects
        return other

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(place.name for place in self.places.values() if place.in_force())

    def dump(self) -> str:
        """As JSON; `load` reads it."""
        places = [astuple(place) for place in self.places.values()]
        terms = [astuple(term) for term in self.all_terms.values()]
        schemes = [astuple(scheme) for scheme in self.schemes.values()]
        values = {field: [astuple(value) for value in named.values()] for field, named in self.values.items()}
        seen = [sorted(self.subjects), schemes]
        parts = [places, terms, self.sources, self.former_slugs, values, self.tiers_of, *seen]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Vocabulary":
        places, terms, sources, former_slugs, values, tiers_of, subjects, schemes = json.loads(text)
        return cls(
            [
                Place(key, code, name, tuple(aliases), level, parent, region, first, last, tuple(successors))
                for key, code, name, aliases, level, parent, region, first, last, successors in places
            ],
            [MechanismTerm(slug, name, tuple(names), *further) for slug, name, names, *further in terms],
            sources,
            former_slugs,
            {
                field: [NamedValue(slug, name, tuple(names)) for slug, name, names in named]
                for field, named in values.items()
            },
            tiers_of,
            subjects,
            [Scheme(*scheme) for scheme in schemes],
        )


def read_vocabulary() -> Vocabulary:
    """From the database, in nineteen queries."""
    others = MechanismName.objects.filter(mechanism__scheme__is_released=True)
    names = _by_slug(others.order_by("id").values_list("mechanism__slug", "name"))
    terms = (
        Mechanism.objects.filter(scheme__is_released=True)
        .order_by("slug")
        .values_list("slug", "name", "broader__slug", "position", "is_featured", "scheme__slug")
    )
    schemes = CodingScheme.objects.filter(is_released=True).exclude(slug=MECHANISMS).order_by("id")
    return Vocabulary(
        read_places(),
        [
            MechanismTerm(slug, name, names.get(slug, ()), broader or "", position, is_featured, scheme)
            for slug, name, broader, position, is_featured, scheme in terms
        ],
        read_sources(),
        _former_slugs(),
        {field: list(_named_values(*tables)) for field, tables in NAMED.items()},
        _by_slug(
            ProgrammeTier.objects.order_by("position", "id").values_list("programme__slug", "tier__slug")
        ),
        read_subjects(),
        [Scheme(slug, name) for slug, name in schemes.values_list("slug", "name")],
    )


def read_sources() -> dict[str, str]:
    """The titles of the documents that readers may see, by their slugs."""
    return dict(Source.objects.shown().order_by("file_name").values_list("slug", "title"))


def read_subjects() -> frozenset[str]:
    """What the key figures count that readers see."""
    figures = KeyFigure.objects.accepted().filter(award__state=State.PUBLISHED)
    return frozenset(figures.order_by().values_list("subject", flat=True).distinct())


def read_gazetteer() -> Gazetteer:
    """The places of the database; those of the built table, its seed, while the database has none."""
    has_table = Division._meta.db_table in connection.introspection.table_names()
    places = read_places() if has_table else []
    return Gazetteer(places) if places else Gazetteer.from_csv(SEED)


# The field of an award → its table, and the table of the other names.
NAMED: Mapping[str, tuple[type[Named], type[OtherName]]] = {
    "programme": (Programme, ProgrammeName),
    "tier": (Tier, TierName),
    "issuing_body": (IssuingBody, IssuingBodyName),
}


def _named_values(table: type[Named], names: type[OtherName]) -> Iterator[NamedValue]:
    others = _by_slug(names._default_manager.order_by("id").values_list(f"{names.part_of}__slug", "name"))
    rows = table._default_manager.order_by("position", "slug").values_list("slug", "name", "short_name")
    for slug, name, short_name in rows:
        yield NamedValue(slug, name, tuple(filter(None, (short_name, *others.get(slug, ())))))


def _by_slug(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, list[str]] = defaultdict(list)
    for slug, name in pairs:
        gathered[slug].append(name)
    return {slug: tuple(names) for slug, names in gathered.items()}


# The parameter of addresses → the table of slugs that values of it had before, and whose they were; of terms
# see `_former_slugs`.
FORMER: Mapping[str, tuple[type[FormerSlug], str]] = {
    "source": (FormerSourceSlug, "source"),
    "programme": (FormerProgrammeSlug, "programme"),
    "tier": (FormerTierSlug, "tier"),
    "issuer": (FormerIssuingBodySlug, "body"),
}


def _former_slugs() -> dict[str, str]:
    terms = FormerMechanismSlug.objects.filter(mechanism__scheme__is_released=True).order_by("slug")
    of_terms = terms.values_list("mechanism__scheme__slug", "slug", "mechanism__slug")
    found = dict(former_term(*row) for row in of_terms)
    for parameter, (table, owner) in FORMER.items():
        rows = table._default_manager.order_by("slug")
        for old, new in rows.values_list("slug", f"{owner}__slug"):
            found[f"{parameter}:{old}"] = new
    return found


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
