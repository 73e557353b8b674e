"""Counts of the result list, crossed: as a table with a drawing, and as CSV."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.column import Column
from cases.exports.case_list import below_the_site
from cases.exports.download import described
from cases.exports.statistics_forms import FORMS, LONG
from cases.exports.tables import answer_table
from cases.index.current import current_index
from cases.listing.earlier import VERSION
from cases.listing.result_list import ResultList
from cases.listing.state import PARAMETERS, SearchState, address_at
from cases.pages.kept_pages import kept
from cases.pages.statistics import statistics_context
from cases.parameters import InvalidParameters, about, collect, unknown_parameters
from cases.refusals import as_lines, as_page, refusing
from cases.statistics import long_form
from cases.statistics.crosstab import Crosstab, joined
from cases.statistics.layout import LAYOUT_PARAMETERS, PERCENTS, Layout
from cases.statistics.long_form import CountOptions

STATISTICS_PARAMETERS = (*PARAMETERS, *LAYOUT_PARAMETERS)


@read_only
@kept
@refusing(as_page)
def statistics(request: HttpRequest) -> HttpResponse:
    results, layout = asked_for(request.GET)
    ignored = unknown_parameters(request.GET, (*STATISTICS_PARAMETERS, VERSION))
    context = statistics_context(request, results, layout) | {"ignored": ignored}
    return render(request, "statistics/page.html", context)


@read_only
@described
@refusing(as_lines)
def statistics_csv(request: HttpRequest, *, describes: bool = False) -> HttpResponseBase:
    """All rows and columns of the table: as the page shows them, or with `form=long` a figure a row."""
    chosen = {each.name: each.read(request.GET) for each in FORMS}
    is_long = chosen["form"] == LONG
    if not is_long and (given := [each.name for each in FORMS[1:] if each.name in request.GET]):
        raise InvalidParameters([about(f"参数 {'、'.join(given)} 只用于 form={LONG}。", *given)])
    if is_long and request.GET.get("percent"):
        said = f"form={LONG} 只有案例数，没有百分比：请去掉参数 percent。"
        raise InvalidParameters([about(said, "percent")])
    results, layout = asked_for(request.GET)
    form = CountOptions(chosen["terms"], chosen["regions"])
    table = Crosstab(results, layout)
    query = joined(results.state.list_query_string, layout.query_string, _set(chosen))
    return answer_table(
        request,
        results.index,
        (lambda: long_form.rows(results, layout, form)) if is_long else (lambda: table.rows_with_heads),
        (lambda: long_form.columns(layout, form)) if is_long else (lambda: _columns(table)),
        stem="statistics",
        title="社区治理创新案例统计",
        page=address_at(below_the_site(reverse("statistics")), joined(query.partition("&form=")[0])),
        words=f"{results.words}，{form.told(layout.words)}",
        query=query,
        parameters=(*STATISTICS_PARAMETERS, *chosen),
        describes=describes,
    )


def _set(chosen: dict[str, str]) -> str:
    """The parameters of the file that differ from their defaults."""
    return urlencode([(each.name, chosen[each.name]) for each in FORMS if chosen[each.name] != each.default])


def _columns(table: Crosstab) -> list[Column]:
    first, *others = table.rows_with_heads[0]
    meaning, is_number = PERCENTS[table.layout.percent], not table.layout.percent
    figures = (Column(label, label, meaning, "integer" if is_number else "text") for label in others)
    return [Column(first, first, "这一行的名称"), *figures]


def asked_for(data: QueryDict) -> tuple[ResultList, Layout]:
    """The list and the layout that an address asks for; InvalidParameters with all that is wrong."""
    index = current_index()
    problems: list[str] = []
    state = collect(problems, lambda: SearchState.from_querydict(data, index.vocabulary))
    layout = collect(problems, lambda: Layout.from_querydict(data, index.vocabulary))
    if state is None or layout is None:
        raise InvalidParameters(problems)
    return ResultList(state, index), layout
