"""The page of a source document: its passages that others refer to, and what the head of the page says."""

from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from cases.characters import is_masked
from cases.choices import State
from cases.models import (
    Attribution,
    Award,
    Coding,
    EditionFact,
    EditionQuota,
    Milestone,
    Source,
    SourceFact,
)
from cases.pages.page import SOURCES, Page, absolute, linked_data
from cases.pages.passages import Span

SEALED = "（封存）"


def passages(document: Source, awards: list[Award]) -> list[Span]:
    """Every passage of the document that a page may refer to. Nine queries."""
    ids = [award.pk for award in awards]
    accepted = Coding.objects.accepted().filter(award__in=ids)
    printed: list[QuerySet[Any]] = [
        Attribution.objects.filter(award__in=ids, source=None, start__isnull=False),
        document.attributions.filter(award__state=State.PUBLISHED),
        document.attestations.filter(award__state=State.PUBLISHED),
        accepted,
        Milestone.objects.filter(award__in=ids, source=None),
        document.milestones.filter(award__state=State.PUBLISHED),
        document.facts.all(),
        EditionFact.objects.filter(source=document),
        EditionQuota.objects.filter(edition__source=document, start__isnull=False),
    ]
    offsets = chain.from_iterable(rows.order_by().values_list("start", "end") for rows in printed)
    return [Span(start, end, "passage") for start, end in sorted(set(offsets))]


def told_facts(document: Source) -> list[tuple[SourceFact, str]]:
    """What the document prints of itself, and each value, unless it stands in sealed words; one query.

    The text of `document` is the one that readers get.
    """
    rows = document.facts.all()
    return [(row, SEALED if is_masked(document.text[row.start : row.end]) else row.value) for row in rows]


def source_page(request: HttpRequest, document: Source) -> Page:
    url = absolute(request, document.get_absolute_url())
    published = document.date_published or document.date_signed
    return Page(
        title=document.title,
        section=SOURCES,
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
