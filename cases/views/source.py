"""The source documents: a list of them, and each in full with every award in it linked in both directions."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.choices import State
from cases.index.current import current_index
from cases.listing.state import SearchState
from cases.models import Award, Source
from cases.pages.kept_pages import kept
from cases.pages.page import CASES, SOURCES, Page, absolute
from cases.pages.source import passages, source_page, told_facts
from cases.pages.source_editions import editions_of
from cases.pages.source_text import source_blocks
from cases.pages.taken_back_things import document_taken_back
from cases.parameters import refuse_unknown
from cases.records.sealed_passages import readable_text
from cases.refusals import as_lines, refusing
from cases.views.taken_back import gone_or_missing, gone_text

DOCUMENT = "这份文献"
PUBLISHED = Q(awards__state=State.PUBLISHED)
ATTESTED = Q(attestations__award__state=State.PUBLISHED)


@read_only
@kept
def sources(request: HttpRequest) -> HttpResponse:
    listed = (
        Source.objects.shown()
        .defer("text")
        .annotate(
            cases=Count("awards", filter=PUBLISHED, distinct=True)
            + Count("attestations", filter=ATTESTED, distinct=True)
        )
    )
    page = Page(SOURCES.name, SOURCES, absolute(request, SOURCES.url))
    linked = [(document, SearchState.of(source=document.slug).url(CASES.url)) for document in listed]
    return render(request, "source/list.html", {"page": page, "sources": linked})


@read_only
@kept
def source(request: HttpRequest, slug: str) -> HttpResponse:
    document = Source.objects.shown().filter(slug=slug).first()
    if document is None:
        return moved(slug, "source") or gone_or_missing(request, DOCUMENT, document_taken_back(slug))
    awards = list(
        Award.objects.published().filter(source=document).select_related("edition", "tier").order_by("start")
    )
    public = {"award__state": State.PUBLISHED}
    attested = list(document.attestations.filter(**public).order_by("start"))
    later = list(document.milestones.filter(**public).order_by("start", "pk"))
    text, document.text = document.text, readable_text(document)
    index = current_index()
    ids = [award.pk for award in awards] + [each.award_id for each in (*attested, *later)]
    records = {record.pk: record for record in index.records(ids)}
    blocks, outline = source_blocks(document, awards, passages(document, awards))
    context = {
        "page": source_page(request, document),
        "source": document,
        "facts": told_facts(document),
        "editions": editions_of(document, index.vocabulary),
        "awards": [(award, records[award.pk].name) for award in awards if award.pk in records],
        "attested": [(each, records[each.award_id]) for each in attested if each.award_id in records],
        "later": [(each, records[each.award_id]) for each in later if each.award_id in records],
        "cases_url": SearchState.of(source=slug).url(CASES.url),
        "blocks": blocks,
        "outline": outline,
        "is_whole": document.text == text,
    }
    return render(request, "source/page.html", context)


@read_only
@refusing(as_lines)
def source_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The document as decoded text, as the offsets of the CSV count it."""
    refuse_unknown(request.GET, ())
    document = Source.objects.shown().filter(slug=slug).first()
    if document is None:
        found = document_taken_back(slug)
        gone = gone_text(DOCUMENT, found) if found is not None else None
        return moved(slug, "source-text") or gone or gone_or_missing(request, DOCUMENT, found)
    return HttpResponse(readable_text(document), content_type="text/plain; charset=utf-8")


def moved(slug: str, name: str) -> HttpResponse | None:
    """Redirect the slug that a document had before; None where none that readers see had it."""
    document = Source.objects.shown().filter(former_slugs__slug=slug).first()
    if document is None:
        return None
    return HttpResponsePermanentRedirect(reverse(name, args=[document.slug]))
