"""For machines that follow the site: the Atom feed of a list, robots.txt."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse

from casebook.methods import read_only
from cases.exports.delivery import conditional, entity_tag, origin
from cases.listing.result_list import result_list_of
from cases.listing.state import PARAMETERS
from cases.pages.feed import CaseFeed
from cases.pages.page import absolute
from cases.parameters import refuse_unknown
from cases.refusals import as_lines, refusing


@read_only
@refusing(as_lines)
def feed(request: HttpRequest) -> HttpResponseBase:
    refuse_unknown(request.GET, PARAMETERS)
    results = result_list_of(request.GET)
    etag = entity_tag(
        results.index.version.token, results.state.list_query_string, origin(request), ("atom",)
    )
    return conditional(request, etag, lambda: CaseFeed(results)(request))


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """What not to crawl: the back office, and lists whose addresses have no end.

    Crawlers read this file at the root of a host only. Below a sub-path the portal has to take it over.
    """
    context = {"prefix": get_script_prefix(), "sitemap": absolute(request, reverse("sitemap"))}
    return HttpResponse(render_to_string("robots.txt", context), content_type="text/plain; charset=utf-8")
