"""The page of a table of counts: its figures as links, its headings, the forms that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cases.facets.declarations import FIGURE
from cases.facets.facet import NONE
from cases.listing.result_list import Chip, Option, ResultList
from cases.listing.state import address_at
from cases.pages.page import CASES, STATISTICS, Page, absolute
from cases.statistics.chart import chart
from cases.statistics.crosstab import Crosstab, CrosstabColumn, CrosstabRow, Head, groups, joined
from cases.statistics.dimensions import Dimension, dimensions_by_name
from cases.statistics.layout import PERCENTS, PRESETS, Layout, Preset
from cases.vocabulary import Vocabulary

FOLDED = 8  # rows of one case that are folded, no fewer
PAGES = ("programme", "mechanism", "source")  # dimensions whose values have a page of their own, by slug


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A heading above `span` columns, or before a row; `url` is the page of what it names, if it has one."""

    label: str
    url: str
    span: int = 1


def statistics_context(request: HttpRequest, results: ResultList, layout: Layout) -> dict[str, object]:
    """What the page prints."""
    table = Crosstab(results, layout, limited=True)
    rows = zip(table.rows, table.lines, strict=True)
    drawn = [(head_link(results, (layout.rows, row)), cells(line)) for row, line in rows]
    shown = shown_first(layout, [row.total for row in table.rows])
    return {
        "page": statistics_page(request, results, layout),
        "results": results,
        "layout": layout,
        "parameters": [dimension.name for dimension in layout.dimensions],
        "table": table,
        "lines": [line for line, is_shown in zip(drawn, shown, strict=True) if is_shown],
        "folded": [line for line, is_shown in zip(drawn, shown, strict=True) if not is_shown],
        "totals": (table.totals.label, cells(table.totals)),
        "top_heads": top_heads(table),
        "column_heads": [column_head(table, column) for column in table.columns],
        "chart": chart(table),
        "chips": chips(results, layout),
        "presets": [
            (preset.label, address(results, preset.layout), preset.layout == layout.with_percent(""))
            for preset in presets_of(results.index.vocabulary)
        ],
        "percents": [
            Option(label, address(results, layout.with_percent(percent)), percent == layout.percent)
            for percent, label in PERCENTS.items()
        ],
        "transposed_url": address(results, layout.transposed) if layout.transposed else "",
        "fields": fields(layout, results.index.vocabulary),
        "conditions": results.state.conditions,
        "csv_url": address(results, layout, reverse("statistics-csv")),
        "long_url": long_url(results, layout),
        "cases_url": results.export_url(CASES.url),
    }


def shown_first(layout: Layout, totals: Sequence[int]) -> list[bool]:
    """Of each row whether it is in the table: of many subjects of figures those of one case are folded."""
    several = [total > 1 for total in totals]
    is_long = layout.rows.parameter == FIGURE.parameter and totals.count(1) >= FOLDED and any(several)
    return several if is_long else [True] * len(totals)


def presets_of(vocabulary: Vocabulary) -> list[Preset]:
    """Those of every library, and one for each coding scheme."""
    known = dimensions_by_name(vocabulary)
    coded = [each for each in known.values() if each.facet.scheme]
    return [*PRESETS, *(Preset(f"{each.label} × 年度", Layout(each, (known["year"],))) for each in coded)]


def address(results: ResultList, layout: Layout, path: str = "") -> str:
    """The address of a table: at `path`, or relative to the page."""
    return address_at(path, joined(results.state.list_query_string, layout.query_string))


def long_url(results: ResultList, layout: Layout) -> str:
    """The same counts one a row; shares are left to whoever takes them away."""
    query = joined(results.state.list_query_string, layout.with_percent("").query_string, "form=long")
    return address_at(reverse("statistics-csv"), query)


def chips(results: ResultList, layout: Layout) -> list[Chip]:
    """The conditions in force, each with the address of the same table without it."""
    return [
        Chip(chip.label, chip.value, "?" + joined(chip.remove_url.removeprefix("?"), layout.query_string))
        for chip in results.chips
    ]


def cells(line: CrosstabRow) -> SafeString:
    """The figures of a row, each a link. Not a template's work: large tables have a thousand of them."""
    cases = CASES.url
    parts = [
        f'<td><a href="{escape(address_at(cases, figure.query))}">{figure.text}</a></td>'
        if figure.count
        else "<td>0</td>"
        for figure in line.figures
    ]
    return mark_safe("".join(parts))  # noqa: S308 - addresses are escaped, figures are digits


def top_heads(table: Crosstab) -> list[HeadLink]:
    """The upper of two rows of column headings; none where one row is enough."""
    columns = table.columns
    if not columns or len(columns[0].heads) < 2:
        return []
    outer = table.layout.columns[0]
    return [head_link(table.results, (outer, head), span=len(below)) for head, below in groups(columns)]


def column_head(table: Crosstab, column: CrosstabColumn) -> HeadLink:
    """The heading right above a column."""
    return head_link(table.results, *reversed([*zip(table.layout.columns, column.heads, strict=True)]))


def head_link(results: ResultList, *named: tuple[Dimension, Head], span: int = 1) -> HeadLink:
    """The heading for the first of the values, which stands below the others."""
    values = {dimension.name: head.value for dimension, head in named}
    [(dimension, head), *_above] = named
    if dimension.facet.scheme:
        term = results.index.vocabulary.term_of_value(head.value)
        return HeadLink(head.label, reverse("term", args=[term.scheme, term.slug]) if term else "", span)
    return HeadLink(head.label, page_of(results, dimension.parameter, values), span)


def page_of(results: ResultList, parameter: str, values: Mapping[str, str]) -> str:
    """The page of a value, of a year of a programme that of the edition; empty where there is none."""
    value = values[parameter]
    if parameter in {"year", "programme"}:
        selected = results.state.values("programme")
        programme = values.get("programme") or (selected[0] if len(selected) == 1 else "")
        year = values.get("year", "")
        if year and programme not in {"", NONE}:
            return reverse("edition", args=[programme, year])
    if value == NONE:
        return ""
    if parameter == "place":
        return reverse("place", args=[results.index.vocabulary.key_in_force(value)])
    return reverse(parameter, args=[value]) if parameter in PAGES else ""


def fields(layout: Layout, vocabulary: Vocabulary) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """(name, label, options) of the three selects; an option is (value, label, selected)."""
    axes = [dimension.name for dimension in layout.dimensions] + ["", ""]
    known = dimensions_by_name(vocabulary).values()
    labels = (("rows", "行"), ("cols", "列"), ("cols", "列内再分"))
    return [
        (
            name,
            label,
            ([] if name == "rows" else [("", "不再细分", not here)])
            + [(item.name, item.label, item.name == here) for item in known],
        )
        for (name, label), here in zip(labels, axes, strict=False)
    ]


def statistics_page(request: HttpRequest, results: ResultList, layout: Layout) -> Page:
    path = address(results, layout, reverse("statistics"))
    return Page(
        title=f"{layout.words} · 统计",
        section=STATISTICS,
        url=absolute(request, path),
        description=f"{results.words}（{results.total} 个）按{layout.words}计数",
    )
