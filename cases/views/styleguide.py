"""Every component on one page, for those who work on the look; only with DEBUG."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.methods import read_only
from cases.index.current import current_index
from cases.pages.cards import card
from cases.pages.cartogram import cartogram
from cases.pages.counts import ranked
from cases.pages.page import HOME, Page, absolute

COLOURS = (
    "ground", "surface", "sunken", "ink", "ink-2", "ink-3", "line", "line-strong", "brand", "brand-tint",
    "link", "accent", "accent-tint", "mark", "mark-strong", "infer", "infer-tint", "focus",
)  # fmt: skip


@read_only
def styleguide(request: HttpRequest) -> HttpResponse:
    index = current_index()
    context = {
        "page": Page("样式手册", HOME, absolute(request, request.path), trail=[("内部", request.path)]),
        "colours": COLOURS,
        "cards": [card(record) for record in index.records(index.page(index.all, "newest", 0, 2))],
        "cartogram": cartogram(index),
        "counted": ranked([("社区协商", 21, "#"), ("三社联动", 13, "#"), ("社区减负", 5, "#")]),
    }
    return render(request, "styleguide/page.html", context)
