"""The pages of the mechanisms: the tree of terms, and of one term its cases, evidence and distribution."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse
from pyroaring import AbstractBitMap

from cases.facets.facet import NONE
from cases.index.index import Index
from cases.listing.state import SearchState
from cases.models import Coding, Mechanism
from cases.models.scheme import MECHANISMS as MECHANISM_SCHEME
from cases.pages.cartogram import PROVINCES
from cases.pages.counts import Counted, in_order, overlap, ranked
from cases.pages.page import CASES, MECHANISMS, Page, absolute, linked_data
from cases.records.record import Record
from cases.terms import BETWEEN
from cases.years import year_label

SHOWN = 20  # cases with their evidence; the whole list is one click away
FREQUENT = 12  # terms that stand beside this one


@dataclass(frozen=True, slots=True)
class Branch:
    """A term with the number of its cases and its narrower terms."""

    term: Mechanism
    url: str
    count: int
    narrower: list["Branch"]


@dataclass(frozen=True, slots=True)
class TermOf:
    """A term as sets and addresses know it: of a scheme, or of the mechanisms where that is empty."""

    scheme: str
    slug: str

    @property
    def facet(self) -> str:
        return "coding" if self.scheme else "mechanism"

    @property
    def value(self) -> str:
        return f"{self.scheme}{BETWEEN}{self.slug}" if self.scheme else self.slug

    def state(self) -> SearchState:
        """Its cases as a list."""
        return SearchState.of(**{self.facet: self.value})

    def hits(self, index: Index) -> AbstractBitMap:
        return index.with_value(self.facet, self.value)

    def address(self, slug: str) -> str:
        """The page of a term of the same scheme."""
        return reverse("term", args=[self.scheme, slug]) if self.scheme else reverse("mechanism", args=[slug])


def tree(terms: list[Mechanism], counts: Mapping[str, int], address: Callable[[str], str]) -> list[Branch]:
    """The broadest terms with all that lies below them, in the order of `terms` on each level."""
    below: dict[int | None, list[Mechanism]] = {}
    for term in terms:
        below.setdefault(term.broader_id, []).append(term)

    def branches(above: int | None) -> list[Branch]:
        return [
            Branch(t, address(t.slug), counts.get(t.slug, 0), branches(t.pk)) for t in below.get(above, ())
        ]

    return branches(None)


def beside(of: TermOf, hits: AbstractBitMap, index: Index) -> list[Counted]:
    """The terms of the scheme that the same cases use, without those that contain this one or lie in it.

    They link to the terms: values of one parameter are OR, so no address lists just the overlap.
    """
    terms = index.vocabulary.terms_of(of.scheme or MECHANISM_SCHEME)
    lineage, values = index.vocabulary.term_lineage, index.bitmaps[of.facet].items()
    slugs = {term.value: slug for slug, term in terms.items()}
    known = ((slugs[value], ids) for value, ids in values if value in slugs)
    rows = [
        (terms[other].name, overlap(ids, hits), of.address(other))
        for other, ids in known
        if of.slug not in lineage(other) and other not in lineage(of.slug)
    ]
    return ranked(rows)[:FREQUENT]


def years(of: TermOf, hits: AbstractBitMap, index: Index) -> list[Counted]:
    """By year, the latest first, those without a year at the end."""
    state = of.state()
    known = sorted((year for year in index.bitmaps["year"] if year != NONE), reverse=True)
    return in_order(
        (
            year_label(None if year == NONE else int(year), " 年"),
            overlap(index.with_value("year", year), hits),
            state.url_with("year", year, CASES.url),
        )
        for year in [*known, NONE]
    )


def provinces(of: TermOf, hits: AbstractBitMap, index: Index) -> list[Counted]:
    state = of.state()
    return ranked(
        (
            tile.name,
            overlap(index.with_value("place", tile.code), hits),
            state.url_with("place", tile.code, CASES.url),
        )
        for tile in PROVINCES
    )


def with_evidence(slug: str, shown: list[Record], index: Index) -> list[tuple[Record, list[Coding]]]:
    """The records with the clauses that show the term or a narrower one, each clause once. One query.

    Each coding carries `words`, the clause as printed, cut out by the database.
    """
    slugs = [other for other in index.vocabulary.all_terms if slug in index.vocabulary.term_lineage(other)]
    words = Substr("award__source__text", F("start") + 1, F("end") - F("start"))
    codings = (
        Coding.objects.accepted()
        .filter(award__in=[record.pk for record in shown], mechanism__slug__in=slugs)
        .select_related("mechanism")
        .annotate(words=words)
        .order_by("award", "start")
    )
    evidence: dict[int, dict[tuple[int, int, int], Coding]] = {}
    for coding in codings:
        clause = (coding.mechanism_id, coding.start, coding.end)
        evidence.setdefault(coding.award_id, {}).setdefault(clause, coding)
    return [(record, list(evidence.get(record.pk, {}).values())) for record in shown]


def mechanism_page(request: HttpRequest, term: Mechanism) -> Page:
    url = absolute(request, term.get_absolute_url())
    names = [other.name for other in term.names.all()]
    return Page(
        title=term.name,
        section=MECHANISMS,
        url=url,
        description=term.definition,
        keywords=",".join([term.name, *names]),
        trail=[(MECHANISMS.name, reverse("mechanisms"))],
        feed=SearchState.of(mechanism=term.slug).list_url(reverse("feed")),
        data=linked_data(
            **{"@type": "DefinedTerm"},
            name=term.name,
            alternateName=names,
            description=term.definition,
            url=url,
            inDefinedTermSet=absolute(request, reverse("mechanisms")),
        ),
    )
