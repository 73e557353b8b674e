"""Two to four cases side by side."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.basket import Basket, basket_of, query_of
from cases.index.current import current_index
from cases.listing.earlier import VERSION
from cases.pages.basket import basket_url
from cases.pages.compare import (
    LEAST,
    MOST,
    awards,
    check_number,
    codings,
    compare_page,
    compare_url,
    compared,
    value_rows,
)
from cases.pages.kept_pages import kept
from cases.parameters import InvalidParameters, unknown_parameters


@read_only
@kept
def compare(request: HttpRequest) -> HttpResponse:
    basket = basket_of(request.GET)
    try:
        check_number(basket)
    except InvalidParameters as invalid:
        return refused(request, basket, invalid)
    if not basket.is_canonical:
        return HttpResponseRedirect(compare_url(basket.accessions))
    vocabulary = current_index().vocabulary
    cases = [compared(award, basket.accessions, vocabulary) for award in awards(basket)]
    accessions = [case.award.accession for case in cases]
    context = {
        "page": compare_page(request, compare_url(accessions)),
        "cases": cases,
        "rows": value_rows(cases),
        "codings": codings(cases),
        "columns": len(cases),
        "compilation_url": f"{reverse('compilation')}?{query_of(accessions)}",
        "basket_url": basket_url(accessions),
        "ignored": unknown_parameters(request.GET, ("id", VERSION)),
    }
    return render(request, "compare/page.html", context)


def refused(request: HttpRequest, basket: Basket, invalid: InvalidParameters) -> HttpResponse:
    context = {
        "page": compare_page(request, reverse("compare")),
        "problems": invalid.messages,
        "status": invalid.status,
        "least": LEAST,
        "most": MOST,
        "basket_url": basket_url(basket.accessions) if basket.accessions else "",
    }
    return render(request, "compare/refused.html", context, status=invalid.status)
