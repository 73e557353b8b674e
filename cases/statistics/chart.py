"""A table of counts as a drawing: one bar a row, cut into the outermost columns.

Lengths are per cent of the drawing's width and rem of height, so that it follows the window and the
type size, and needs neither scripts nor styles of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cases.statistics.crosstab import Crosstab, Head, groups, largest

MOST_BARS = 40
COLOURS = 8  # the stylesheet has k1 to k8, and k0 for all others together
BAR_HEIGHT, BAR_STEP = 1.375, 3.25  # rem: a bar, and a bar with its label above
ROOM_FOR_NUMBER = 4.5  # per cent of the width, under which a segment shows no number
WIDEST = 100.0


@dataclass(frozen=True, slots=True)
class BarSegment:
    """A piece of a bar; `x` and `width` are per cent of the drawing's width."""

    label: str
    count: int
    colour: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the table; `y` is where its bar begins, in rem."""

    label: str
    total: int
    y: float
    segments: list[BarSegment]

    @property
    def svg(self) -> SafeString:
        """Label, pieces and numbers. Not a template's work: large tables have hundreds of pieces."""
        label = escape(self.label)
        parts = [
            f'<text class="bar-label" x="0" y="{self.y - 0.3125:g}rem">{label}'
            f'<tspan class="bar-total" dx="0.75em">{self.total}</tspan></text>'
        ]
        for piece in self.segments:
            said = f"{label}，{escape(piece.label)}" if piece.label else label
            parts.append(
                f'<g><title>{said}：{piece.count}</title><rect class="{piece.colour}" x="{piece.x:.2f}%"'
                f' y="{self.y:g}rem" width="{piece.width:.2f}%" height="{BAR_HEIGHT}rem"/>'
            )
            if piece.width >= ROOM_FOR_NUMBER:
                x, y = piece.x + piece.width / 2, self.y + BAR_HEIGHT / 2
                parts.append(
                    f'<text class="on-{piece.colour}" x="{x:.2f}%" y="{y:g}rem">{piece.count}</text>'
                )
            parts.append("</g>")
        return mark_safe("".join(parts))  # noqa: S308 - the labels are escaped above, the rest is numbers


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its words; `legend` pairs colours and labels, empty when bars are not cut."""

    title: str
    description: str
    bars: list[Bar]
    legend: list[tuple[str, str]]
    left_out: int

    @property
    def height(self) -> str:
        return f"{len(self.bars) * BAR_STEP:g}rem"


@dataclass(frozen=True, slots=True)
class Series:
    """The cases of one colour."""

    label: str
    colour: str
    heads: Sequence[Head]

    def count(self, row: Head) -> int:
        return sum(row.ids.intersection_cardinality(head.ids) for head in self.heads)


def chart(table: Crosstab) -> Chart | None:
    """The drawing of a table; None for a table without rows."""
    if not table.rows:
        return None
    rows, series = largest(table.rows, MOST_BARS), series_of(table)
    most = max(row.total for row in rows)
    top = max(rows, key=lambda row: row.total)
    return Chart(
        title=f"{table.results.words}：{table.layout.words}",
        description=f"横条的长短表示案例数。最多的是“{top.label}”，{top.total} 个。各项数字见上表。",
        bars=[_bar(row, place, series, most) for place, row in enumerate(rows)],
        legend=[(one.colour, one.label) for one in series],
        left_out=len(table.rows) - len(rows),
    )


def series_of(table: Crosstab) -> list[Series]:
    """The outermost columns, those beyond COLOURS together; none where pieces would not add up to a bar."""
    if not table.layout.columns or table.layout.columns[0].overlaps:
        return []
    columns = [head for head, _ in groups(table.columns)]
    shown = largest(columns, COLOURS if len(columns) <= COLOURS else COLOURS - 1)
    series = [Series(head.label, f"k{place}", [head]) for place, head in enumerate(shown, start=1)]
    rest = [head for head in columns if head not in shown]
    return [*series, Series(f"其余 {len(rest)} 项", "k0", rest)] if rest else series


def _bar(row: Head, place: int, series: Iterable[Series], most: int) -> Bar:
    counted = [(one.label, one.colour, one.count(row)) for one in series] or [("", "k1", row.total)]
    segments, x = [], 0.0
    for label, colour, count in counted:
        width = WIDEST * count / most
        if count:
            segments.append(BarSegment(label, count, colour, x, width))
        x += width
    return Bar(row.label, row.total, place * BAR_STEP + BAR_STEP - BAR_HEIGHT - 0.5, segments)
