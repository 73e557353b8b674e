"""使用帮助: what readers can do here, in plain words, with examples that can be clicked."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.methods import read_only
from cases.basket import MOST
from cases.citations.gbt7714 import STANDARD, cite
from cases.facets.declarations import FACETS
from cases.models import Award, Source
from cases.pages import compare
from cases.pages.help_page import ALIKE, EXAMPLES, FORMATS, SHOWN, help_page, presets, printed_labels
from cases.pages.kept_pages import kept
from cases.pages.page import absolute

BEHIND = ("source__text", "source__body_start", "source__body_end", "source__note")


@read_only
@kept
def usage(request: HttpRequest) -> HttpResponse:
    awards = Award.objects.published().select_related("source").defer("text", *BEHIND)
    named = awards.exclude(title="").order_by("accession")
    example = named.filter(accession=SHOWN).first() or named.last()
    url = absolute(request, example.get_absolute_url()) if example else ""
    context = {
        "page": help_page(request),
        "examples": EXAMPLES,
        "alike": ALIKE,
        "missing_labels": list(dict.fromkeys(facet.missing for facet in FACETS)),
        "formats": FORMATS,
        "most_chosen": MOST,
        "most_compiled": settings.COMPILATION_LIMIT,
        "compare_least": compare.LEAST,
        "compare_most": compare.MOST,
        "presets": presets(),
        "source_count": Source.objects.shown().count(),
        "printed": printed_labels(),
        "example": example,
        "citation": cite(example, example.title, url) if example else "",
        "citation_standard": STANDARD,
    }
    return render(request, "help/page.html", context)
