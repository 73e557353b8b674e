"""Derives fixtures/built/divisions.csv from the upstream lists and the curated tables."""

import csv
import io
from collections import Counter, defaultdict
from pathlib import Path

from cases.places.gazetteer import Gazetteer
from cases.places.lists import Run, build_runs, is_municipality, read_corrections, read_events, read_rows
from cases.places.naming import derived_aliases
from cases.places.place import Place
from cases.places.succession import Successions, level, read_decisions

HEADER = "key,code,name,level,parent,first_year,last_year,successors,region,aliases,note"
COLUMNS = tuple(next(csv.reader([HEADER])))
# 国家统计局《东西中部和东北地区划分方法》(2011): 10 eastern, 6 central, 12 western, 3 north-eastern.
REGIONS = {
    "east": "11 12 13 31 32 33 35 37 44 46",
    "central": "14 34 36 41 42 43",
    "west": "15 45 50 51 52 53 54 61 62 63 64 65",
    "northeast": "21 22 23",
}
REGION_OF = {prefix: region for region, prefixes in REGIONS.items() for prefix in prefixes.split()}


def assign_keys(runs: list[Run]) -> dict[Run, str]:
    """The permanent keys: the bare code for who holds it now or held it alone, else code and last year.

    Raises ValueError where two runs would get the same key.
    """
    by_code: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        by_code[run.code].append(run)
    keys = {
        run: run.code if run.in_force() or len(held) == 1 else f"{run.code}-{run.last_year}"
        for held in by_code.values()
        for run in held
    }
    repeated = [key for key, count in Counter(keys.values()).items() if count > 1]
    if repeated:
        raise ValueError(f"keys given twice: {repeated}")
    return keys


def place_of(run: Run, key: str) -> Place:
    """What the lists alone tell of a division: neither its parent nor its successors."""
    return Place(
        key, run.code, run.name, (), level(run.code), first_year=run.first_year, last_year=run.last_year
    )


def parent_key(run: Run, gazetteer: Gazetteer) -> str:
    """The key of the prefecture, or of the province where there is none (see the decision record)."""
    province = run.code[:2] + "0000"
    if run.code == province:
        return ""
    prefecture = run.code[:4] + "00"
    if prefecture != run.code and not is_municipality(run.code):
        holder = gazetteer.at(prefecture, run.last_year)
        if holder:
            return holder.key
    return province


def division_rows(fixtures: Path) -> list[dict[str, str]]:
    """The rows of divisions that have a code."""
    curated = fixtures / "curated"
    runs = build_runs(fixtures / "upstream", read_corrections(curated))
    decisions = read_decisions(curated)
    successions = Successions(runs, read_events(fixtures / "upstream"), decisions)
    keys = assign_keys(runs)
    gazetteer = Gazetteer(place_of(run, key) for run, key in keys.items())
    return [coded_row(run, keys, gazetteer, successions) for run in runs]


def coded_row(
    run: Run, keys: dict[Run, str], gazetteer: Gazetteer, successions: Successions
) -> dict[str, str]:
    """One row; raises ValueError for a former division without successors."""
    successors = successions.of(run)
    if not run.in_force() and not successors:
        raise ValueError(f"{run.code} {run.name} ended in {run.last_year} without a successor")
    decision = successions.decisions.get((run.code, run.name))
    return {
        "key": keys[run],
        "code": run.code,
        "name": run.name,
        "level": level(run.code),
        "parent": parent_key(run, gazetteer),
        "first_year": str(run.first_year or ""),
        "last_year": str(run.last_year or ""),
        "successors": ";".join(keys[new] for new in successors),
        "region": REGION_OF.get(run.code[:2], ""),
        "aliases": ";".join(derived_aliases(run.name)),
        "note": decision.reason if decision else "",
    }


def curated_rows(fixtures: Path) -> list[dict[str, str]]:
    """The rows of zones, streets and towns, which have no code of their own."""
    return [
        {
            **{column: row[column] for column in COLUMNS if column in row},
            "code": "",
            "region": REGION_OF.get(row["parent"][:2], ""),
            "note": row["reason"],
        }
        for row in read_rows(fixtures / "curated" / "divisions.csv")
    ]


def build_divisions(fixtures_dir: Path) -> str:
    """The text of built/divisions.csv (UTF-8, LF), sorted by key; the same input gives the same text.

    Raises ValueError where upstream and the curated tables do not add up.
    """
    rows = division_rows(fixtures_dir) + curated_rows(fixtures_dir)
    known = {row["key"] for row in rows}
    for row in rows:
        links = [row["parent"], *row["successors"].split(";")]
        missing = [key for key in links if key and key not in known]
        if missing:
            raise ValueError(f"{row['key']} {row['name']} names unknown divisions: {missing}")
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["key"]))
    return stream.getvalue()
