"""The sitemaps: pages that say something by themselves, cases, places, mechanisms, programmes, versions …"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from cases.facets.declarations import PLACE_THEN
from cases.facets.facet import NONE
from cases.index.current import current_index
from cases.index.index import Index
from cases.models import Award, Edition, PublicVersion
from cases.pages.page import ABOUT, BASKET, CODEBOOK, DATA, NAVIGATION, VERSIONS, Section

SITEMAP_PAGE = 10_000  # addresses in one file; the protocol allows 50 000


class PageSitemap(Sitemap[Section]):
    """The pages that are always there and say something by themselves."""

    def items(self) -> tuple[Section, ...]:
        return tuple(
            section for section in (*NAVIGATION, CODEBOOK, DATA, VERSIONS, ABOUT) if section is not BASKET
        )

    def location(self, section: Section) -> str:
        return section.url


class CaseSitemap(Sitemap[Award]):
    """Every published case."""

    limit = SITEMAP_PAGE

    def items(self) -> Iterable[Award]:
        return Award.objects.published().order_by("pk").only("accession", "updated_at")

    def lastmod(self, award: Award) -> datetime:
        return award.updated_at


class FacetSitemap(Sitemap[str]):
    """The pages of the values of a facet that have published cases."""

    limit = SITEMAP_PAGE

    def __init__(self, facet: str) -> None:
        self.facet = facet

    def items(self) -> list[str]:
        return sorted(self.values(current_index()))

    def values(self, index: Index) -> set[str]:
        return {value for value, awards in index.bitmaps[self.facet].items() if awards and value != NONE}

    def location(self, value: str) -> str:
        return reverse(self.facet, args=[value])


class PlaceSitemap(FacetSitemap):
    """Places of today and of the time; a code that several divisions held is no page of its own."""

    def values(self, index: Index) -> set[str]:
        then = {value for value, awards in index.bitmaps[PLACE_THEN.name].items() if awards}
        return super().values(index) | then & index.vocabulary.places.keys()


class EditionSitemap(Sitemap[Edition]):
    """The editions that have published cases."""

    limit = SITEMAP_PAGE

    def items(self) -> Iterable[Edition]:
        published = Award.objects.published().order_by().values("edition")
        return Edition.objects.filter(pk__in=published).select_related("programme").order_by("pk")


class TermSitemap(FacetSitemap):
    """The released schemes beside the mechanisms, and their terms that published cases have."""

    def values(self, index: Index) -> set[str]:
        of_terms = super().values(index)
        of_schemes = {value.partition(":")[0] for value in of_terms}
        return {value for value in of_terms if not value.endswith(f":{NONE}")} | of_schemes

    def location(self, value: str) -> str:
        scheme, _, term = value.partition(":")
        return reverse("term", args=[scheme, term]) if term else reverse("scheme", args=[scheme])


class VersionSitemap(Sitemap[PublicVersion]):
    """The public versions, which papers cite. Frozen lists are for whoever made them to tell of."""

    limit = SITEMAP_PAGE

    def items(self) -> Iterable[PublicVersion]:
        return PublicVersion.objects.order_by("number").only("number", "made_at")

    def lastmod(self, version: PublicVersion) -> datetime:
        return version.made_at


SITEMAPS = {
    "pages": PageSitemap(),
    "cases": CaseSitemap(),
    "places": PlaceSitemap("place"),
    "mechanisms": FacetSitemap("mechanism"),
    "programmes": FacetSitemap("programme"),
    "editions": EditionSitemap(),
    "sources": FacetSitemap("source"),
    "terms": TermSitemap("coding"),
    "versions": VersionSitemap(),
}
