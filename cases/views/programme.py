"""The page of a programme, and that of each of its editions."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from casebook.methods import read_only
from cases.facets.facet import NONE
from cases.index.current import current_index
from cases.listing.state import SearchState
from cases.models import Edition, Programme, Revision
from cases.pages.coverage import coverage
from cases.pages.kept_pages import kept
from cases.pages.page import CASES
from cases.pages.programme import (
    SHOWN,
    bodies_of,
    cases_of,
    cases_of_year,
    documents,
    edition_page,
    others,
    programme_page,
    tiers_of,
    values_of,
)
from cases.pages.taken_back_things import edition_taken_back
from cases.views.taken_back import gone_or_missing

EDITION = "这一届"


@read_only
@kept
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    queryset = Programme.objects.prefetch_related("names", "usual_issuers__body")
    found = queryset.filter(slug=slug).first()
    if found is None:
        return moved("programme", slug)
    index = current_index()
    hits, covered = (
        index.with_value("programme", slug),
        coverage(Edition.objects.shown().filter(programme=found), index),
    )
    context = {
        "page": programme_page(request, found),
        "programme": found,
        "tiers": tiers_of(found, index.vocabulary),
        "bodies": bodies_of(found, covered),
        "covered": covered,
        "documents": documents(hits, covered, index),
        "total": len(hits),
        "cases": index.records(index.page(hits, "newest", 0, SHOWN)),
        "cases_url": SearchState.of(programme=slug).url(CASES.url),
    }
    return render(request, "programme/page.html", context)


@read_only
@kept
def edition(request: HttpRequest, slug: str, year: str, count: str = "") -> HttpResponse:
    """One edition, or without its `count` all of the year; the only one of a year has but one address."""
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        return moved("batch" if count else "edition", slug, year, *filter(None, [count]))
    index = current_index()
    covered = coverage(Edition.objects.shown().filter(programme=found), index)
    shown = [
        each
        for each in covered
        if str(each.edition.year or NONE) == year and count in ("", each.edition.count)
    ]
    if not shown:
        return moved_edition(request, found, year, count)
    if len(shown) == 1 and shown[0].edition.count != count:
        return HttpResponseRedirect(shown[0].edition.get_absolute_url())
    whole_year = cases_of_year(found, year, index)
    hits = cases_of(shown[0], index) if count else whole_year
    only = shown[0].edition if len(shown) == 1 else None
    context = {
        "page": edition_page(request, found, shown[0].edition.year, only),
        "programme": found,
        "editions": [(each, values_of(each.edition, index.vocabulary)) for each in shown],
        "others": others(found, covered, shown),
        "documents": documents(hits, shown, index),
        "total": len(hits),
        "cases": index.records(index.page(hits, "rank", 0, SHOWN)),
        "cases_url": SearchState.of(year=year, programme=slug).url(CASES.url),
        "is_whole_year": hits == whole_year,
    }
    return render(request, "programme/edition.html", context)


def moved_edition(request: HttpRequest, programme: Programme, year: str, count: str) -> HttpResponse:
    """Redirect the year, round and batch that one of its editions had before; 410 where it was withdrawn.

    That edition may be another programme's by now: this one was split. Http404 where readers never saw one.
    """
    of_year = _editions_of_year(programme, year)
    things = {thing for thing, counted in of_year if counted == count}
    found = Edition.objects.shown().filter(pk__in=things)
    today = list(found.filter(programme=programme)[:2]) or list(found.select_related("programme")[:2])
    if len(today) != 1:
        gone = things if count else {thing for thing, _counted in of_year}
        return gone_or_missing(request, EDITION, edition_taken_back(gone) if not today else None)
    return HttpResponsePermanentRedirect(today[0].get_absolute_url())


def _editions_of_year(programme: Programme, year: str) -> set[tuple[int, str]]:
    """The editions that the programme ever had in this year, by primary key, with round and batch."""
    recorded, columns = Revision.objects.filter(table="edition").order_by(), ("year", "round", "batch")
    return {
        (thing, f"{round_}{batch}")
        for state in ("before", "after")
        for thing, had, round_, batch in recorded.filter(
            **{f"{state}__programme_id": programme.pk}
        ).values_list("thing", *(f"{state}__{column}" for column in columns))
        if str(had or NONE) == year
    }


def moved(name: str, slug: str, *further: str) -> HttpResponse:
    """Redirect the slug that a programme had before; raise Http404 for one that never was."""
    today = get_object_or_404(Programme, former_slugs__slug=slug)
    return HttpResponsePermanentRedirect(reverse(name, args=[today.slug, *further]))
