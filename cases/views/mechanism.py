"""The vocabulary of mechanisms, and the page of each term."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.index.current import current_index
from cases.language.pinyin import syllables
from cases.models import Mechanism
from cases.pages.kept_pages import kept
from cases.pages.mechanisms import (
    SHOWN,
    TermOf,
    beside,
    mechanism_page,
    provinces,
    tree,
    with_evidence,
    years,
)
from cases.pages.page import CASES, MECHANISMS, Page, absolute
from cases.pages.taken_back_things import term_taken_back
from cases.views.taken_back import gone_or_missing

TERM = "这个治理机制"


@read_only
@kept
def mechanisms(request: HttpRequest) -> HttpResponse:
    index = current_index()
    terms = sorted(Mechanism.objects.of_mechanisms(), key=lambda term: syllables(term.name))
    counts = {slug: len(ids) for slug, ids in index.bitmaps["mechanism"].items()}
    page = Page(MECHANISMS.name, MECHANISMS, absolute(request, MECHANISMS.url))
    context = {"page": page, "tree": tree(terms, counts, TermOf("", "").address), "total": len(terms)}
    context["schemes"] = index.vocabulary.schemes.values()
    return render(request, "mechanism/list.html", context)


@read_only
@kept
def mechanism(request: HttpRequest, slug: str) -> HttpResponse:
    of_mechanisms = Mechanism.objects.of_mechanisms()
    terms = of_mechanisms.select_related("broader").prefetch_related("names", "contrasts", "narrower")
    term = terms.filter(slug=slug).first()
    if term is None:
        if (today := of_mechanisms.filter(former_slugs__slug=slug).first()) is not None:
            return HttpResponsePermanentRedirect(today.get_absolute_url())
        if (other := current_index().vocabulary.all_terms.get(slug)) is not None:  # what the admin links to
            return HttpResponsePermanentRedirect(reverse("term", args=[other.scheme, slug]))
        return gone_or_missing(request, TERM, term_taken_back(slug))
    index = current_index()
    of = TermOf("", slug)
    hits = of.hits(index)
    shown = index.records(index.page(hits, "newest", 0, SHOWN))
    context = {
        "page": mechanism_page(request, term),
        "term": term,
        "total": len(hits),
        "cases_url": of.state().url(CASES.url),
        "broader": term.broader and (term.broader.name, of.address(term.broader.slug)),
        "narrower": [(each.name, of.address(each.slug)) for each in term.narrower.all()],
        "beside": beside(of, hits, index),
        "years": years(of, hits, index),
        "provinces": provinces(of, hits, index),
        "cases": with_evidence(slug, shown, index),
    }
    return render(request, "mechanism/page.html", context)
