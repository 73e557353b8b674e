"""The library at a glance: search, editions, provinces, mechanisms, latest additions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.methods import read_only
from cases.index.current import current_index
from cases.pages.cartogram import cartogram
from cases.pages.home import (
    editions,
    examples,
    featured_mechanisms,
    figures,
    frequent_mechanisms,
    home_page,
    latest,
    problems,
)
from cases.pages.kept_pages import kept


@read_only
@kept
def home(request: HttpRequest) -> HttpResponse:
    index = current_index()
    lines, provinces = editions(index), cartogram(index)
    context = {
        "page": home_page(request, index),
        "hide_header_search": True,
        "total": len(index.all),
        "figures": figures(index, lines, provinces),
        "examples": examples(),
        "editions": lines,
        "cartogram": provinces,
        "problems": problems(index),
        "featured": featured_mechanisms(index),
        "mechanisms": frequent_mechanisms(index),
        "mechanism_total": len(index.vocabulary.terms),
        "latest": latest(index),
    }
    return render(request, "home/page.html", context)
