"""For machines that follow the site: the Atom feed of a list, the sitemap, robots.txt."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator

from casebook.methods import read_only
from cases.exports.delivery import conditional, entity_tag, origin
from cases.facets.declarations import NONE, PLACE_THEN
from cases.index.current import current_index
from cases.index.index import Index
from cases.listing.result_list import ResultList, result_list_of
from cases.models import Award
from cases.pages.page import BASKET, CODEBOOK, NAVIGATION, Column, absolute
from cases.refusals import as_page, refusing

ENTRIES = 50  # in the feed
SUMMARY = 200  # characters of the text
SITEMAP_PAGE = 10_000  # addresses in one file; the protocol allows 50 000


class CaseFeed(Feed[Award, None]):
    """The latest additions and changes among the cases that /cases/ shows with the same parameters."""

    feed_type = Atom1Feed
    language = "zh-Hans"

    def __init__(self, results: ResultList) -> None:
        self.results = results

    def title(self) -> str:
        return f"{settings.SITE_NAME}：{self.results.words}"

    def subtitle(self) -> str:
        return f"{self.results.words}中最近入库或更新的 {ENTRIES} 例"

    def author_name(self) -> str:
        return settings.SITE_NAME

    def link(self) -> str:
        return self.results.export_url(reverse("cases"))

    def feed_url(self) -> str:
        return self.results.export_url(reverse("feed"))

    def items(self) -> list[Award]:
        """Each change of an award moves its version, so the versions put the changes in order."""
        latest = Award.objects.published().order_by("-version", "-pk")
        chosen = (pk for pk in latest.values_list("pk", flat=True).iterator() if pk in self.results.hits)
        return list(latest.filter(pk__in=list(islice(chosen, ENTRIES))).with_related())

    def item_title(self, award: Award) -> str:
        return award.title

    def item_description(self, award: Award) -> str:
        honour = f"{award.edition}，{award.get_tier_display()}"
        text = Truncator(award.text.replace("\n", "")).chars(SUMMARY)
        parts = [honour, award.applicant, text]
        return "。".join(part for part in parts if part)

    def item_pubdate(self, award: Award) -> datetime:
        return award.created_at

    def item_updateddate(self, award: Award) -> datetime:
        return award.updated_at


@read_only
@refusing(as_page)
def feed(request: HttpRequest) -> HttpResponseBase:
    results = result_list_of(request.GET)
    etag = entity_tag(
        results.index.version.token, results.state.list_query_string, origin(request), ("atom",)
    )
    return conditional(request, etag, lambda: CaseFeed(results)(request))


class PageSitemap(Sitemap[Column]):
    """The pages that are always there and say something by themselves."""

    def items(self) -> tuple[Column, ...]:
        return tuple(column for column in (*NAVIGATION, CODEBOOK) if column is not BASKET)

    def location(self, column: Column) -> str:
        return column.url


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


SITEMAPS = {
    "pages": PageSitemap(),
    "cases": CaseSitemap(),
    "places": PlaceSitemap("place"),
    "mechanisms": FacetSitemap("mechanism"),
    "sources": FacetSitemap("source"),
}


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """What not to crawl: the back office, and lists whose addresses have no end.

    Crawlers read this file at the root of a host only. Below a sub-path the portal has to take it over.
    """
    context = {"prefix": get_script_prefix(), "sitemap": absolute(request, reverse("sitemap"))}
    return HttpResponse(render_to_string("robots.txt", context), content_type="text/plain; charset=utf-8")
