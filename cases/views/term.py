"""The terms of a coding scheme beside the mechanisms, and the page of each."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from casebook.methods import read_only
from cases.index.current import current_index
from cases.language.pinyin import syllables
from cases.models import CodingScheme, Mechanism
from cases.models.scheme import MECHANISMS
from cases.pages.kept_pages import kept
from cases.pages.mechanisms import SHOWN, TermOf, beside, provinces, tree, with_evidence, years
from cases.pages.page import CASES
from cases.pages.reliability import reliability
from cases.pages.taken_back_things import term_taken_back
from cases.pages.terms import scheme_page, term_page
from cases.views.taken_back import gone_or_missing


def released(slug: str) -> CodingScheme:
    """The scheme, if readers see it; Http404 for others and for the mechanisms, whose pages are elsewhere."""
    return get_object_or_404(CodingScheme.objects.exclude(slug=MECHANISMS), slug=slug, is_released=True)


@read_only
@kept
def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    if scheme == MECHANISMS:
        return HttpResponsePermanentRedirect(reverse("mechanisms"))
    found, index = released(scheme), current_index()
    terms = sorted(found.terms.all(), key=lambda term: (term.position, syllables(term.name)))
    counts = {term.slug: len(TermOf(found.slug, term.slug).hits(index)) for term in terms}
    context = {
        "page": scheme_page(request, found),
        "scheme": found,
        "tree": tree(terms, counts, TermOf(found.slug, "").address),
        "total": len(terms),
        "reliability": reliability(found),
    }
    return render(request, "mechanism/scheme.html", context)


@read_only
@kept
def term(request: HttpRequest, scheme: str, slug: str) -> HttpResponse:
    if scheme == MECHANISMS:
        return HttpResponsePermanentRedirect(reverse("mechanism", args=[slug]))
    found = released(scheme)
    terms = Mechanism.objects.filter(scheme=found)
    here = terms.select_related("broader", "scheme").prefetch_related("names", "contrasts", "narrower")
    asked = here.filter(slug=slug).first()
    if asked is None:
        if (today := terms.filter(former_slugs__slug=slug).first()) is not None:
            return HttpResponsePermanentRedirect(reverse("term", args=[scheme, today.slug]))
        return gone_or_missing(request, "这个编码项", term_taken_back(slug, scheme))
    index, of = current_index(), TermOf(found.slug, slug)
    hits = of.hits(index)
    shown = index.records(index.page(hits, "newest", 0, SHOWN))
    context = {
        "page": term_page(request, asked),
        "scheme": found,
        "term": asked,
        "total": len(hits),
        "cases_url": of.state().url(CASES.url),
        "broader": asked.broader and (asked.broader.name, of.address(asked.broader.slug)),
        "narrower": [(each.name, of.address(each.slug)) for each in asked.narrower.all()],
        "beside": beside(of, hits, index),
        "years": years(of, hits, index),
        "provinces": provinces(of, hits, index),
        "cases": with_evidence(slug, shown, index),
    }
    return render(request, "mechanism/page.html", context)
