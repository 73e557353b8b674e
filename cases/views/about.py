"""About the library."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.methods import read_only
from cases.index.current import current_index
from cases.pages.about import about_page, data_licence, last_change, latest_case, programmes, terms_of_use
from cases.pages.page import HOME, absolute


@read_only
def about(request: HttpRequest) -> HttpResponse:
    index = current_index()
    context = {
        "page": about_page(request),
        "home_url": absolute(request, HOME.url),
        "total": len(index.all),
        "source_total": len(index.vocabulary.sources),
        "version": index.version.number,
        "changed": last_change(),
        "latest": latest_case(index),
        "programmes": programmes(index),
        "terms": terms_of_use(),
        "licence": data_licence(),
    }
    return render(request, "about/page.html", context)
