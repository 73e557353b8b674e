"""Counts of the result list, crossed: as a table with a drawing, and as CSV."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from casebook.methods import read_only
from cases.exports.tables import table_file
from cases.index.current import current_index
from cases.listing.result_list import ResultList
from cases.listing.state import PARAMETERS, SearchState
from cases.pages.statistics import statistics_context
from cases.parameters import InvalidParameters, collect, unknown_parameters
from cases.refusals import as_lines, as_page, refusing
from cases.statistics.crosstab import Crosstab
from cases.statistics.layout import LAYOUT_PARAMETERS, Layout

STATISTICS_PARAMETERS = (*PARAMETERS, *LAYOUT_PARAMETERS)


@read_only
@refusing(as_page)
def statistics(request: HttpRequest) -> HttpResponse:
    results, layout = asked_for(request.GET)
    ignored = unknown_parameters(request.GET, STATISTICS_PARAMETERS)
    context = statistics_context(request, results, layout) | {"ignored": ignored}
    return render(request, "statistics/page.html", context)


@read_only
@refusing(as_lines)
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """All rows and columns of the table, figures as the page shows them."""
    results, layout = asked_for(request.GET)
    rows = Crosstab(results, layout).rows_with_heads
    return table_file(request, "casebook-statistics", rows, STATISTICS_PARAMETERS)


def asked_for(data: QueryDict) -> tuple[ResultList, Layout]:
    """The list and the layout that an address asks for; InvalidParameters with all that is wrong."""
    index = current_index()
    problems: list[str] = []
    state = collect(problems, lambda: SearchState.from_querydict(data, index.vocabulary))
    layout = collect(problems, lambda: Layout.from_querydict(data))
    if state is None or layout is None:
        raise InvalidParameters(problems)
    return ResultList(state, index), layout
