"""The basket (已选案例): cases that a reader chose one by one. Nothing is kept about its reader."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from casebook.methods import read_only
from cases.basket import MOST, basket_of
from cases.index.current import current_index
from cases.listing.earlier import VERSION
from cases.pages import compare
from cases.pages.basket import basket_entries, basket_url
from cases.pages.kept_pages import kept
from cases.pages.page import BASKET, Page, absolute
from cases.pages.printed_list import printed_basket
from cases.parameters import unknown_parameters


@read_only
@kept
def basket(request: HttpRequest) -> HttpResponse:
    current = basket_of(request.GET)
    moved = not current.is_canonical and not current.problems
    if moved or not (current.is_tidy or current.is_too_many):
        return HttpResponseRedirect(basket_url(current.given if current.problems else current.accessions))
    number, page = len(current.accessions), basket_page(request, current.accessions)
    entries = basket_entries(current, current_index()) if current.ids else []
    context = {
        "page": page,
        "problems": current.problems,
        "entries": entries,
        "printed": printed_basket((entry.record for entry in entries), page.readable_url),
        "accessions": current.accessions,
        "most": MOST,
        "compare_least": compare.LEAST,
        "compare_most": compare.MOST,
        "can_compare_all": compare.LEAST <= number <= compare.MOST,
        "can_compare_some": number > compare.MOST,
        "query": current.query_string,
        "pairs": [("id", accession) for accession in current.accessions],
        "ignored": unknown_parameters(request.GET, ("id", VERSION)),
    }
    status = 400 if current.unknown or current.is_too_many else 200
    return render(request, "basket/page.html", context, status=status)


def basket_page(request: HttpRequest, accessions: tuple[str, ...]) -> Page:
    description = f"选定的案例，共 {len(accessions)} 个"
    return Page("已选案例", BASKET, absolute(request, basket_url(accessions)), description=description)
