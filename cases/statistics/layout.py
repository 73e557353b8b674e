"""Which table is asked for: the parameters `rows`, `cols` (up to two, nested) and `percent`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from cases.listing.state import address_at
from cases.parameters import InvalidParameters, about, shown
from cases.statistics.dimensions import BY_PARAMETER, Dimension, dimensions_by_name
from cases.vocabulary import Vocabulary

LAYOUT_PARAMETERS = ("rows", "cols", "percent")
MOST_COLUMNS_NESTED = 2
PERCENTS = {
    "": "案例数",
    "row": "占本行 %",
    "column": "占本列 %",
    "all": "占全部 %",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The dimensions of a table. Without columns it is a plain list of counts."""

    rows: Dimension
    columns: tuple[Dimension, ...] = ()
    percent: str = ""

    @classmethod
    def of(cls, rows: str, *columns: str) -> "Layout":
        return cls(BY_PARAMETER[rows], tuple(BY_PARAMETER[name] for name in columns))

    @classmethod
    def from_querydict(cls, data: QueryDict, vocabulary: Vocabulary) -> "Layout":
        """The layout that an address asks for; InvalidParameters names what is wrong.

        An address that names neither rows nor columns gets the first of PRESETS.
        """
        rows = [name for name in data.getlist("rows") if name.strip()][:1]
        columns = [name for name in data.getlist("cols") if name.strip()]
        percent = data.get("percent", "").strip()
        known = dimensions_by_name(vocabulary)
        problems = [
            *(_unknown(name, "rows", known) for name in rows if name not in known),
            *(_unknown(name, "cols", known) for name in columns if name not in known),
        ]
        if percent not in PERCENTS:
            shares = "、".join(name for name in PERCENTS if name)
            said = f"参数 percent（百分比）没有“{shown(percent)}”这个值，可用的值是 {shares}。"
            problems.append(about(said, "percent"))
        if not problems:
            problems = _conflicts(rows, columns, known)
        if problems:
            raise InvalidParameters(problems)
        if not rows and not columns:
            return replace(PRESETS[0].layout, percent=percent)
        rows, columns = (rows, columns) if rows else (columns[:1], columns[1:])
        return cls(known[rows[0]], tuple(known[name] for name in columns), percent)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return (self.rows, *self.columns)

    @property
    def query_string(self) -> str:
        pairs = [("rows", self.rows.name), *(("cols", column.name) for column in self.columns)]
        return urlencode(pairs + ([("percent", self.percent)] if self.percent else []))

    def url(self, path: str) -> str:
        """The address at `path` of the table of all cases."""
        return address_at(path, self.query_string)

    @property
    def words(self) -> str:
        """`四大区域 × 年度 × 等次`"""
        return " × ".join(dimension.label for dimension in self.dimensions)

    def with_percent(self, percent: str) -> "Layout":
        return replace(self, percent=percent)

    @property
    def transposed(self) -> "Layout | None":
        """Rows and columns exchanged; None unless there is one of each."""
        if len(self.columns) != 1:
            return None
        return replace(self, rows=self.columns[0], columns=(self.rows,))


def _unknown(name: str, parameter: str, known: Mapping[str, Dimension]) -> str:
    what = {"rows": "行", "cols": "列"}[parameter]
    said = f"参数 {parameter}（{what}）没有“{shown(name)}”这个值，可用的值是 {'、'.join(known)}。"
    return about(said, parameter)


def _conflicts(rows: list[str], columns: list[str], known: Mapping[str, Dimension]) -> list[str]:
    named = [*rows, *columns]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        said = f"参数 rows（行）和 cols（列）都用了“{known[twice].label}”，请选不同的项目。"
        return [about(said, "rows", "cols")]
    if len(columns) > MOST_COLUMNS_NESTED:
        said = f"参数 cols（列）最多 {MOST_COLUMNS_NESTED} 个，现有 {len(columns)} 个。"
        return [about(said, "cols")]
    return []


@dataclass(frozen=True, slots=True)
class Preset:
    """A table that is often wanted, one click away."""

    label: str
    layout: Layout


PRESETS = (
    Preset("四大区域 × 年度 × 等次", Layout.of("region", "year", "tier")),
    Preset("省级地区 × 年度", Layout.of("place", "year")),
    Preset("单位层级 × 年度", Layout.of("level", "year")),
    Preset("单位类型 × 年度", Layout.of("applicant", "year")),
    Preset("城乡 × 年度", Layout.of("setting", "year")),
    Preset("治理机制 × 年度", Layout.of("mechanism", "year")),
    Preset("治理机制 × 四大区域", Layout.of("mechanism", "region")),
    Preset("评选项目 × 等次", Layout.of("programme", "tier")),
)
