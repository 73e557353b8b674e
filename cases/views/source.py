"""The source documents: a list of them, and each in full with every award in it linked both ways."""

from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from casebook.methods import read_only
from cases.choices import CodingState, State
from cases.models import Attribution, Award, Coding, EditionFact, EditionQuota, Milestone, Source
from cases.pages.page import SOURCES, Page, absolute, linked_data
from cases.pages.passages import Span
from cases.pages.source_editions import editions_of
from cases.pages.source_text import source_blocks

PUBLISHED = Q(awards__state=State.PUBLISHED)


@read_only
def sources(request: HttpRequest) -> HttpResponse:
    listed = Source.objects.defer("text").annotate(cases=Count("awards", filter=PUBLISHED))
    page = Page(SOURCES.name, SOURCES, absolute(request, SOURCES.url))
    return render(request, "source/list.html", {"page": page, "sources": listed})


@read_only
def source(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Source, slug=slug)
    awards = list(
        Award.objects.published().filter(source=document).select_related("edition").order_by("start")
    )
    blocks, outline = source_blocks(document, awards, passages(document, awards))
    context = {
        "page": source_page(request, document),
        "source": document,
        "facts": document.facts.all(),
        "editions": editions_of(document),
        "awards": awards,
        "blocks": blocks,
        "outline": outline,
    }
    return render(request, "source/page.html", context)


@read_only
def source_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The document as decoded text, as the offsets of the CSV count it."""
    document = get_object_or_404(Source, slug=slug)
    return HttpResponse(document.text, content_type="text/plain; charset=utf-8")


def passages(document: Source, awards: list[Award]) -> list[Span]:
    """Every passage of the document that a page may refer to. Six queries."""
    ids = [award.pk for award in awards]
    accepted = Coding.objects.filter(award__in=ids, state=CodingState.ACCEPTED)
    printed: list[QuerySet[Any]] = [
        Attribution.objects.filter(award__in=ids, start__isnull=False),
        accepted,
        Milestone.objects.filter(award__in=ids),
        document.facts.all(),
        EditionFact.objects.filter(source=document),
        EditionQuota.objects.filter(edition__source=document, start__isnull=False),
    ]
    offsets = chain.from_iterable(rows.order_by().values_list("start", "end") for rows in printed)
    return [Span(start, end, "passage") for start, end in sorted(set(offsets))]


def source_page(request: HttpRequest, document: Source) -> Page:
    url = absolute(request, document.get_absolute_url())
    published = document.date_published or document.date_signed
    return Page(
        title=document.title,
        column=SOURCES,
        url=url,
        description=f"来源文献《{document.title}》全文，及其所载案例",
        is_article=True,
        source=document.publisher,
        trail=[(SOURCES.name, reverse("sources"))],
        data=linked_data(
            **{"@type": "CreativeWork"},
            name=document.title,
            url=url,
            publisher=document.publisher,
            datePublished=published.isoformat() if published else "",
            inLanguage="zh-Hans",
        ),
    )
