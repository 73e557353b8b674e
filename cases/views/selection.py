"""选案: cases chosen one by one. The choice lives in the address; nothing is kept about its reader."""

from dataclasses import dataclass

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.basket import MOST, Chosen, chosen, query_of
from cases.index.current import current_index
from cases.pages.page import SELECTION, Page, absolute
from cases.parameters import InvalidParameters
from cases.records import csv_line as csv
from cases.records.record import Record
from cases.refusals import as_lines, refusing
from cases.views import compare
from cases.views.exports import flag, origin


@dataclass(frozen=True, slots=True)
class Line:
    """A chosen case, with the addresses of the selection without it and with it one place earlier."""

    record: Record
    number: int
    without_url: str
    earlier_url: str


@read_only
def selection(request: HttpRequest) -> HttpResponse:
    choice = chosen(request.GET.getlist("id"))
    moved = not choice.is_canonical and not choice.problems
    if moved or len(request.GET.getlist("id")) != len(choice.given):
        return HttpResponseRedirect(selection_url(choice.given if choice.problems else choice.accessions))
    accessions = list(choice.accessions)
    context = {
        "page": selection_page(request, accessions),
        "problems": choice.problems,
        "lines": lines(choice),
        "accessions": accessions,
        "most": MOST,
        "compare_least": compare.LEAST,
        "compare_most": compare.MOST,
        "can_compare_all": compare.LEAST <= len(accessions) <= compare.MOST,
        "can_compare_some": len(accessions) > compare.MOST,
        "query": query_of(accessions),
    }
    status = 400 if choice.unknown or choice.is_too_many else 200
    return render(request, "selection/page.html", context, status=status)


@read_only
@refusing(as_lines)
def selection_csv(request: HttpRequest) -> HttpResponseBase:
    """The chosen cases in the order of the address, as `/cases.csv` prints a list; `raw` and `bom` too."""
    choice = chosen(request.GET.getlist("id"))
    problems = choice.problems or ([] if choice.ids else ["还没有选案例：网址里没有 id。"])
    if problems:
        raise InvalidParameters(problems)
    raw, bom = flag(request, "raw", default=False), flag(request, "bom", default=True)
    printed = current_index().printed(choice.ids, "raw" if raw else "csv")
    response = StreamingHttpResponse(
        csv.stream(printed, origin(request), bom=bom), content_type=csv.CONTENT_TYPE
    )
    response["Content-Disposition"] = 'attachment; filename="selection.csv"'
    return response


def lines(choice: Chosen) -> list[Line]:
    """The cases that the index has by now, in the order of the choice."""
    accessions = list(choice.accessions)
    places = {pk: place for place, pk in enumerate(choice.ids)}
    found = current_index().records(choice.ids) if choice.ids else []
    return [_line(record, places[record.pk], accessions) for record in found]


def _line(record: Record, place: int, accessions: list[str]) -> Line:
    return Line(
        record=record,
        number=place + 1,
        without_url=selection_url([*accessions[:place], *accessions[place + 1 :]]),
        earlier_url=selection_url(_swapped(accessions, place)) if place else "",
    )


def _swapped(accessions: list[str], place: int) -> list[str]:
    """With the one at `place` before the one that stands before it."""
    before, here = accessions[place - 1 : place + 1]
    return [*accessions[: place - 1], here, before, *accessions[place + 1 :]]


def selection_url(accessions: list[str] | tuple[str, ...]) -> str:
    query = query_of(accessions)
    return f"{reverse('selection')}?{query}" if query else reverse("selection")


def selection_page(request: HttpRequest, accessions: list[str]) -> Page:
    return Page(
        "选案",
        SELECTION,
        absolute(request, selection_url(accessions)),
        description=f"选定的案例，共 {len(accessions)} 个",
    )
