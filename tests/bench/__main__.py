"""`make bench N=100000`: measure this site and Datasette in the same run, and write docs/benchmarks.md."""

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tests.bench import report
from tests.bench.dataset import REAL_AWARDS, exported, loaded
from tests.bench.downloads import (
    STREAMS,
    WHOLE,
    WORKBOOKS,
    cost_of_workbook,
    rows_of,
    time_parts,
    time_streams,
)
from tests.bench.measure import time_in_turn, time_pages, time_refresh
from tests.bench.servers import (
    ROOT,
    Cost,
    Server,
    datasette,
    environment,
    flat_database,
    flat_record,
    prepare,
    site,
    tree_of,
)
from tests.bench.workload import SHARED, Query, workload
from tests.databases import start_postgres

PEER_ROUNDS = 4  # of each kind: Datasette's tag facet takes seconds a page
PEER_WHOLE = "/cases/cases.csv?_stream=on&_size=max"
CHANGE = """
import django; django.setup()
from cases.models import Award
from cases.models.writing import writing
award = Award.objects.get(accession="2014-sqzl-w01")
award.applicant_kind = "other" if award.applicant_kind != "other" else "civil-affairs"
with writing():
    award.attributions.filter(field="applicant_kind").update(rule="curated", note="测量速度时改动。")
    award.save()
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of awards")
    parser.add_argument("--rounds", type=int, default=40, help="pages of each kind")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument(
        "--postgres-up-to", type=int, metavar="N", help="larger libraries are on SQLite alone"
    )
    parser.add_argument("--before", metavar="REVISION", help="measure this state of the repository too")
    parser.add_argument("--no-peer", action="store_true", help="leave Datasette out")
    parser.add_argument(
        "--load-up-to", type=int, default=10_000, metavar="N", help="larger packages are not loaded"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="keep the filled libraries there, and take those of before",
    )
    parser.add_argument("--only-fill", action="store_true", help="with --keep: measure nothing")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    results: list[report.Result] = []
    for size in sorted(options.sizes):
        if options.only_fill:
            for database in _databases(size, options):
                _filled(options.keep / str(size), size, database)
            continue
        with tempfile.TemporaryDirectory(prefix="casebook-bench-") as folder:
            results += _measure(Path(folder), size, options)
        sys.stdout.write(f"\n{size:,} awards\n\n{report.table(results, size)}\n")
    if options.only_fill:
        return
    command = f'make bench N="{" ".join(map(str, sorted(options.sizes)))}"'
    command += f" BEFORE={options.before}" if options.before else ""
    if options.postgres_up_to is not None:
        command = f"{command} and --postgres-up-to {options.postgres_up_to}"
    options.output.write_text(report.page(results, command) + _imports(options.output), encoding="utf-8")


def _databases(size: int, options: argparse.Namespace) -> list[str]:
    most = options.postgres_up_to
    return [each for each in options.databases if each != "postgres" or most is None or size <= most]


def _imports(path: Path) -> str:
    """The section on imports, which another command measures."""
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    return "".join(there.partition("\n## Imports\n")[1:])


def _measure(folder: Path, size: int, options: argparse.Namespace) -> list[report.Result]:
    """All servers on the same library, which take turns in answering."""
    with ExitStack() as running:
        home = options.keep / str(size) if options.keep else folder
        ours = [_site(home, size, database, running) for database in _databases(size, options)]
        if options.before:
            before = running.enter_context(tree_of(options.before, folder))
            ours += [_site(folder, size, database, running, before) for database in _databases(size, options)]
        items = _items(ours[0].server)
        peers = [] if options.no_peer else _peers(folder, items, running)
        queries = workload([item["text"] for item in items], len(items) // 20, rounds=options.rounds)
        plans = [(each.server, [query.site_path() for query in queries]) for each in ours]
        plans += [(server, _peer_paths(queries, mechanisms=mechanisms)) for server, mechanisms in peers]
        for server, paths in plans:
            time_pages(server, [("warm-up", path) for path in paths[:9] if path])
        timings = time_in_turn([query.kind for query in queries], plans)
        results = {
            server.name: report.Result(server.name, len(items), pages, durations=server.durations)
            for (server, _paths), pages in zip(plans, timings, strict=True)
        }
        _measure_streams(results, ours, [server for server, mechanisms in peers if not mechanisms])
        for each in ours:
            _measure_rest(results[each.server.name], each, items, queries)
            if each.tree == ROOT:
                _measure_large(results[each.server.name], each, options.load_up_to)
        for server, _mechanisms in peers:
            results[server.name].durations = {}
            results[server.name].memory = server.peak_memory()
        return list(results.values())


class Site(NamedTuple):
    """A running site, with the environment and the files that it runs with."""

    server: Server
    database: str
    env: dict[str, str]
    tree: Path
    filled: dict[str, Cost]


def _site(folder: Path, size: int, database: str, running: ExitStack, tree: Path = ROOT) -> Site:
    """The site of a tree of files on a database of its own, filled and started."""
    when = "" if tree == ROOT else " before"
    env, costs = _filled(folder, size, database, tree)
    server = running.enter_context(site(f"casebook{when}, {database}", env, tree))
    return Site(server, database, env, tree, costs)


def _filled(
    folder: Path, size: int, database: str, tree: Path = ROOT
) -> tuple[dict[str, str], dict[str, Cost]]:
    """The environment of a filled library, and what filling it took, now or in a run before."""
    home = folder / (database if tree == ROOT else f"{database}-before")
    home.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{home}/casebook.sqlite3"
    if database == "postgres":
        (home / "server").mkdir(exist_ok=True)
        url = start_postgres(home / "server")
    env, told = environment(home, url), home / "filled.json"
    if not told.exists():
        costs = prepare(env, size - REAL_AWARDS, tree)
        told.write_text(json.dumps({name: astuple(cost) for name, cost in costs.items()}), encoding="utf-8")
    return env, {name: Cost(*each) for name, each in json.loads(told.read_text("utf-8")).items()}


def _items(server: Server) -> list[dict[str, str]]:
    """The whole library, as the site itself gives it away."""
    connection = server.connect()
    connection.request("GET", "/cases.csv?raw=1")
    text = connection.getresponse().read().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _peers(folder: Path, items: list[dict[str, str]], running: ExitStack) -> list[tuple[Server, bool]]:
    """Datasette on the same awards, and whether it is asked for the facet of mechanisms."""
    database = folder / "cases.db"
    flat_database((flat_record(item) for item in items), database)
    return [
        (running.enter_context(datasette(name, database, limits=limits)), mechanisms)
        for name, limits, mechanisms in (
            ("Datasette", False, False),
            ("Datasette + mechanisms", False, True),
            ("Datasette + mechanisms, default limits", True, True),
        )
    ]


def _peer_paths(queries: list[Query], *, mechanisms: bool) -> list[str]:
    """The address of each query on Datasette, empty where it is not asked: the tag facet takes seconds."""
    asked: Counter[str] = Counter()
    paths = []
    for query in queries:
        asked[query.kind] += 1
        wanted = query.kind in SHARED and (not mechanisms or asked[query.kind] <= PEER_ROUNDS)
        paths.append(query.datasette_path(mechanisms) if wanted else "")
    return paths


def _measure_rest(
    result: report.Result, measured: Site, items: list[dict[str, str]], queries: list[Query]
) -> None:
    """What the peer has nothing to compare with, or what is measured by itself."""
    server = measured.server
    step = max(1, len(items) * 9 // len(queries))
    cases = [("case page", f"/cases/{item['id']}/") for item in items[::step]]
    words = [("suggestion", f"/suggest/?q={quote(word)}") for word in _typed(queries)]
    timings = time_pages(server, cases + words)
    result.pages |= {kind: timings[kind] for kind in ("case page", "suggestion")}
    first, _second = time_refresh(server, lambda: _change(measured))
    result.durations = {**server.durations, "first page after a published change": first / 1000}
    result.memory = server.peak_memory()


def _measure_streams(results: dict[str, report.Result], ours: list[Site], peers: list[Server]) -> None:
    """The files that are sent while they are read; an earlier state of the site may not have all of them."""
    asked = []
    for name in (WHOLE, *STREAMS):
        sites = [each.server for each in ours if each.tree == ROOT or name == WHOLE]
        asked += [(name, server, f"/{name}") for server in sites]
        asked += [(name, server, PEER_WHOLE) for server in peers if name == WHOLE]
    size = next(iter(results.values())).size
    plans = [(server, path, size if name == WHOLE else rows_of(server, path)) for name, server, path in asked]
    for (name, server, _path), stream in zip(asked, time_streams(plans), strict=True):
        results[server.name].files[name] = stream


def _measure_large(result: report.Result, measured: Site, load_up_to: int) -> None:
    """A list in parts, workbooks and the package, which cost more than a page does."""
    result.costs |= measured.filled
    result.parts = time_parts(measured.server)
    for name in WORKBOOKS:
        result.costs[name] = cost_of_workbook(measured.server, f"/{name}")
    with tempfile.TemporaryDirectory(prefix="casebook-package-") as name:
        folder = Path(name)
        result.costs |= exported(measured.env, folder)
        if result.size <= load_up_to:
            result.costs |= loaded(folder, measured.database)


def _typed(queries: list[Query]) -> list[str]:
    """What a reader types, a character more each time, and the same in pinyin initials now and then."""
    words = [query.words[0] for query in queries if query.words]
    return [word[:length] for word in words[:40] for length in (1, 2)] + ["sanshe", "sslD", "beij", "zhzl"]


def _change(measured: Site) -> None:
    env = measured.env | {"DJANGO_SETTINGS_MODULE": "casebook.settings"}
    subprocess.run([sys.executable, "-c", CHANGE], cwd=measured.tree, env=env, check=True)


if __name__ == "__main__":
    main()
