"""Counts of the filtered list, crossed: as a table with a drawing, and as CSV."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from casebook.methods import read_only
from cases.exports.tables import table_file
from cases.index.current import current_index
from cases.listing.result_list import Chip, ResultList
from cases.listing.state import SearchState
from cases.pages.page import STATISTICS, Page, absolute
from cases.parameters import InvalidParameters, collect
from cases.refusals import as_lines, as_page, refusing
from cases.statistics.chart import chart
from cases.statistics.crosstab import Crosstab, CrosstabColumn, CrosstabRow, groups, joined
from cases.statistics.dimensions import DIMENSIONS
from cases.statistics.layout import PERCENTS, PRESETS, Layout


@dataclass(frozen=True, slots=True)
class TopHead:
    """A heading above `span` columns."""

    label: str
    span: int


@read_only
@refusing(as_page)
def statistics(request: HttpRequest) -> HttpResponse:
    results, layout = asked_for(request.GET)
    table = Crosstab(results, layout, limited=True)
    context = {
        "page": statistics_page(request, results, layout),
        "results": results,
        "layout": layout,
        "parameters": [dimension.parameter for dimension in layout.dimensions],
        "table": table,
        "lines": [(line.label, cells(line)) for line in table.lines],
        "totals": (table.totals.label, cells(table.totals)),
        "top_heads": top_heads(table.columns),
        "chart": chart(table),
        "chips": chips(results, layout),
        "presets": [
            (preset.label, address(results, preset.layout), preset.layout == layout.with_percent(""))
            for preset in PRESETS
        ],
        "percents": [
            (label, address(results, layout.with_percent(percent)), percent == layout.percent)
            for percent, label in PERCENTS.items()
        ],
        "transposed_url": address(results, layout.transposed) if layout.transposed else "",
        "fields": fields(layout),
        "conditions": results.state.conditions,
        "csv_url": address(results, layout, reverse("statistics-csv")),
        "cases_url": joined_address(reverse("cases"), results.state.list_query_string),
    }
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


def address(results: ResultList, layout: Layout, path: str = "") -> str:
    """The address of a table: at `path`, or relative to the page."""
    return joined_address(path, joined(results.state.list_query_string, layout.query_string))


def joined_address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def chips(results: ResultList, layout: Layout) -> list[Chip]:
    """The conditions in force, each with the address of the same table without it."""
    return [
        Chip(chip.label, chip.value, "?" + joined(chip.remove_url.removeprefix("?"), layout.query_string))
        for chip in results.chips
    ]


def cells(line: CrosstabRow) -> SafeString:
    """The figures of a row, each a link. Not a template's work: large tables have a thousand of them."""
    cases = reverse("cases")
    parts = [
        f'<td><a href="{escape(joined_address(cases, figure.query))}">{figure.text}</a></td>'
        if figure.count
        else "<td>0</td>"
        for figure in line.figures
    ]
    return mark_safe("".join(parts))  # noqa: S308 - addresses are escaped, figures are digits


def top_heads(columns: list[CrosstabColumn]) -> list[TopHead]:
    """The upper of two rows of column headings; none where one row is enough."""
    if not columns or len(columns[0].heads) < 2:
        return []
    return [TopHead(head.label, len(below)) for head, below in groups(columns)]


def fields(layout: Layout) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """(name, label, options) of the three selects; an option is (value, label, chosen)."""
    chosen = [dimension.parameter for dimension in layout.dimensions] + ["", ""]
    labels = (("rows", "行"), ("cols", "列"), ("cols", "列再分为"))
    return [
        (
            name,
            label,
            ([] if name == "rows" else [("", "不分", not here)])
            + [(item.parameter, item.label, item.parameter == here) for item in DIMENSIONS],
        )
        for (name, label), here in zip(labels, chosen, strict=False)
    ]


def statistics_page(request: HttpRequest, results: ResultList, layout: Layout) -> Page:
    path = address(results, layout, reverse("statistics"))
    return Page(
        title=f"{layout.words} · 统计",
        column=STATISTICS,
        url=absolute(request, path),
        description=f"{results.words}（{results.total} 个）按{layout.words}计数",
    )
