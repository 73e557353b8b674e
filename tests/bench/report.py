"""The benchmark's table: what was measured, side by side, with ratios."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tests.bench.downloads import PART, Parts, Stream
from tests.bench.measure import Timing
from tests.bench.servers import Cost

NAMES = {"all": "**whole mix**", "shared": "**what both answer**"}
KINDS = (
    "all",
    "shared",
    "browse",
    "one filter",
    "two filters",
    "common word",
    "rare phrase",
    "two terms",
    "one character",
    "word and filters",
    "deep page",
    "case page",
    "suggestion",
)


@dataclass(slots=True)
class Result:
    """What one server showed at one size of library."""

    server: str
    size: int
    pages: dict[str, Timing] = field(default_factory=dict)
    files: dict[str, Stream] = field(default_factory=dict)
    parts: Parts | None = None
    costs: dict[str, Cost] = field(default_factory=dict)
    memory: float = 0.0
    durations: dict[str, float] = field(default_factory=dict)


def table(results: list[Result], size: int) -> str:
    """Markdown: a row a kind of page, a column a server, milliseconds median / p95."""
    columns = [result for result in results if result.size == size]
    lines = [
        "| milliseconds, median / p95 (ratio) | " + " | ".join(result.server for result in columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    ours = columns[0]
    for kind in KINDS:
        if any(kind in result.pages for result in columns):
            cells = (_cell(result, kind, ours) for result in columns)
            lines.append(f"| {NAMES.get(kind, kind)} | " + " | ".join(cells) + " |")
    means = (f"{result.pages['shared'].mean:.1f}" for result in columns)
    lines.append("| what both answer, mean | " + " | ".join(means) + " |")
    for measure in ("median", "mean"):
        first = getattr(ours.pages["shared"], measure)
        ratios = (f"{getattr(result.pages['shared'], measure) / first:.1f}" for result in columns)
        lines.append(f"| its {measure} against the first column | " + " | ".join(ratios) + " |")
    lines += _downloads(columns)
    lines.append(
        "| peak private memory of a worker, MiB | " + " | ".join(f"{r.memory:.0f}" for r in columns) + " |"
    )
    for name in dict.fromkeys(name for result in columns for name in result.durations):
        cells = (f"{r.durations[name]:.2f}" if name in r.durations else "–" for r in columns)
        lines.append(f"| {name}, seconds | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _downloads(columns: list[Result]) -> list[str]:
    """Rows of files and parts, one measurement a row."""
    lines = []
    for name in dict.fromkeys(name for result in columns for name in result.files):
        found = [result.files.get(name) for result in columns]
        lines.append(
            _row(f"{name}, rows a second", (each and f"{each.rows_a_second:,.0f}" for each in found))
        )
        lines.append(_row(f"{name}, first byte", (each and f"{each.first_byte:.0f}" for each in found)))
    parts = [result.parts for result in columns]
    if any(parts):
        said = f"cases.json in parts of {PART}, first tenth of them / last"
        lines.append(_row(said, (each and f"{each.first:.1f} / {each.last:.1f}" for each in parts)))
    for name in dict.fromkeys(name for result in columns for name in result.costs):
        costs = (result.costs.get(name) for result in columns)
        lines.append(_row(f"{name}, seconds (of the processor; MiB)", (each and str(each) for each in costs)))
    return lines


def _row(name: str, cells: Iterable[str | None]) -> str:
    return f"| {name} | " + " | ".join(cell or "–" for cell in cells) + " |"


def _cell(result: Result, kind: str, ours: Result) -> str:
    """Median / p95, and of other columns how many times the first column's median that is."""
    timing = result.pages.get(kind)
    if timing is None:
        return "–"
    ratio = f" ({timing.median / ours.pages[kind].median:.1f} ×)" if result is not ours else ""
    return f"{timing}{ratio}"


def growth(results: list[Result]) -> str:
    """Markdown: how the median of each kind of page grows with the library."""
    sizes = sorted({result.size for result in results})
    servers = [result.server for result in results if result.size == sizes[0]]
    lines = [
        "| median, milliseconds | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---|" + "---|" * len(sizes),
    ]
    for server in servers:
        by_size = {result.size: result for result in results if result.server == server}
        for kind in KINDS:
            if all(size in by_size and kind in by_size[size].pages for size in sizes):
                cells = (f"{by_size[size].pages[kind].median:.1f}" for size in sizes)
                lines.append(f"| {server}: {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(results: list[Result], command: str) -> str:
    """The whole page of docs/benchmarks.md."""
    sizes = sorted({result.size for result in results}, reverse=True)
    machine = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores"
    parts = [
        "# Benchmarks",
        f"Written by `{command}` on {date.today()} ({machine}). One gunicorn worker, one request at a time"
        " over loopback HTTP, the connection kept open; warm. All servers run at once and take turns. The"
        " machine is shared: read ratios before milliseconds.",
        "The library is synthetic (tests/bench/synthetic.py): real divisions, sentences of the sources"
        " recombined, Zipf mechanisms, years 2010 to 2025, through the same models. Datasette gets the same"
        " awards as a flat, indexed table, with a bigram index of its own, and counts five plain facets,"
        " where this site counts eleven; `+ mechanisms` adds the many-to-many facet. `what both answer`"
        " leaves out single characters, which Datasette does not find, and deep pages, which it has no"
        " numbers for. The ratio is that of a median to the first column's. Facets once drawn are kept"
        " (docs/decisions/0031): lists by filters, of which there are a few dozen here, are mostly made"
        " without drawing them, lists by words with it.",
        "Files are those of the whole library, medians of three downloads that all servers take turns in. Of"
        " workbooks, packages and the filling of the library stand the seconds by the clock and, in brackets,"
        " those of the processor and the memory at most: of workbooks all of the worker's private memory"
        " meanwhile, of commands that of the process, with the start of the program.",
    ]
    for size in sizes:
        parts += [f"## {size:,} awards", table(results, size)]
    if len(sizes) > 1:
        parts += ["## Growth", growth(results)]
    return "\n\n".join(parts) + "\n"
