"""Counts of the result list, crossed: as a table with a drawing, and as CSV."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from casebook.methods import read_only
from cases.exports.tables import table_file
from cases.index.current import current_index
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.pages.statistics import statistics_context
from cases.parameters import InvalidParameters, collect
from cases.refusals import as_lines, as_page, refusing
from cases.statistics.crosstab import Crosstab
from cases.statistics.layout import Layout


@read_only
@refusing(as_page)
def statistics(request: HttpRequest) -> HttpResponse:
    results, layout = asked_for(request.GET)
    context = statistics_context(request, results, layout)
    return render(request, "statistics/page.html", context)


@read_only
@refusing(as_lines)
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """All rows and columns of the table, figures as the page shows them."""
    results, layout = asked_for(request.GET)
    return table_file(request, "casebook-statistics", Crosstab(results, layout).rows_with_heads)


def asked_for(data: QueryDict) -> tuple[ResultList, Layout]:
    """The list and the layout that an address asks for; InvalidParameters with all that is wrong."""
    index = current_index()
    problems: list[str] = []
    state = collect(problems, lambda: SearchState.from_querydict(data, index.vocabulary))
    layout = collect(problems, lambda: Layout.from_querydict(data))
    if state is None or layout is None:
        raise InvalidParameters(problems)
    return ResultList(state, index), layout
