"""数据与接口: what can be taken away, and by which addresses programs read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.pages.data_files import FILES, data_page
from cases.pages.kept_pages import kept


@read_only
@kept
def data(request: HttpRequest) -> HttpResponse:
    context = {
        "page": data_page(request),
        "files": FILES,
        "example": reverse("codings-csv") + "?programme=sqzl&year=2014",
        "described": reverse("sidecar", args=["cases.csv"]),
    }
    return render(request, "data/page.html", context)
