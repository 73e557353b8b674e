"""The drawing says what the table says."""

from itertools import pairwise

import pytest
from django.http import QueryDict

from cases.index.current import current_index
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.statistics import chart as charts
from cases.statistics.chart import Bar, BarSegment, Chart, chart
from cases.statistics.crosstab import Crosstab
from cases.statistics.layout import Layout
from tests.mixture import make_mixture
from tests.replay import with_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _library(index_dir) -> None:
    with_index(make_mixture(60))


def drawn(*names: str, query: str = "") -> tuple[Crosstab, Chart | None]:
    index = current_index()
    results = ResultList(SearchState.from_querydict(QueryDict(query), index.vocabulary), index)
    table = Crosstab(results, Layout.of(*names))
    return table, chart(table)


def test_each_bar_is_cut_into_the_figures_of_its_row():
    table, drawing = drawn("setting", "year")
    for bar, line in zip(drawing.bars, table.lines, strict=True):
        assert bar.label == line.label and bar.total == line.figures[-1].count
        pieces = {segment.label: segment.count for segment in bar.segments}
        shown = {c.label: f.count for c, f in zip(table.columns, line.figures, strict=False) if f.count}
        assert pieces == shown


def test_the_longest_bar_fills_the_width_and_pieces_follow_each_other():
    _, drawing = drawn("setting", "year")
    longest = max(drawing.bars, key=lambda bar: bar.total)
    assert sum(piece.width for piece in longest.segments) == pytest.approx(100)
    for before, after in pairwise(longest.segments):
        assert after.x == pytest.approx(before.x + before.width)


def test_bars_stand_below_each_other_within_the_drawing():
    _, drawing = drawn("setting", "year")
    tops = [bar.y for bar in drawing.bars]
    assert tops == sorted(set(tops))
    assert tops[-1] + charts.BAR_HEIGHT <= float(drawing.height.removesuffix("rem"))


def test_a_wide_piece_shows_its_number_and_a_narrow_one_tells_it_when_pointed_at():
    wide, narrow = BarSegment("2014", 90, "k1", 0, 90), BarSegment("2015", 2, "k2", 90, 2)
    drawing = Bar("<东部>", 92, 1.5, [wide, narrow]).svg
    assert drawing.count('class="on-k1"') == 1 and "on-k2" not in drawing
    assert "<title>&lt;东部&gt;，2015：2</title>" in drawing and "<东部>" not in drawing


def test_the_legend_names_the_outermost_columns():
    table, drawing = drawn("region", "year", "tier")
    assert [label for _, label in drawing.legend] == ["2014", "2015", "年度不详"]


def test_bars_are_whole_where_pieces_would_not_add_up():
    for names in [("tier",), ("tier", "mechanism")]:
        _, drawing = drawn(*names)
        assert drawing.legend == []
        assert all(len(bar.segments) == 1 and bar.segments[0].count == bar.total for bar in drawing.bars)


def test_columns_beyond_the_colours_are_drawn_together(monkeypatch):
    monkeypatch.setattr(charts, "COLOURS", 2)
    _, drawing = drawn("tier", "year")
    assert [colour for colour, _ in drawing.legend] == ["k1", "k0"]
    assert drawing.legend[-1][1] == "其余 2 项"
    assert all(sum(s.count for s in bar.segments) == bar.total for bar in drawing.bars)


def test_it_draws_the_largest_rows_and_says_how_many_it_leaves_out(monkeypatch):
    monkeypatch.setattr(charts, "MOST_BARS", 1)
    table, drawing = drawn("setting", "year")
    assert len(drawing.bars) == 1 and drawing.left_out == len(table.rows) - 1
    assert drawing.bars[0].total == max(row.total for row in table.rows)


def test_its_words_name_the_list_and_the_largest_row():
    table, drawing = drawn("setting", query="tier=winner")
    largest = max(table.rows, key=lambda row: row.total)
    assert drawing.title == "等次为十大创新成果的案例：城乡类型"
    assert f"“{largest.label}”，{largest.total} 个" in drawing.description


def test_there_is_nothing_to_draw_of_an_empty_list():
    assert drawn("setting", query="year=1999")[1] is None
