"""`make bench N=100000`: measure this site and Datasette in the same run, and write docs/benchmarks.md."""

import argparse
import csv
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tests.bench import report
from tests.bench.measure import time_pages, time_refresh, time_stream
from tests.bench.servers import (
    ROOT,
    Server,
    datasette,
    environment,
    flat_database,
    flat_record,
    prepare,
    site,
)
from tests.bench.workload import SHARED, Query, workload
from tests.databases import start_postgres

REAL_AWARDS = 46
PEER_ROUNDS = 4  # of each kind: Datasette's tag facet takes seconds a page
CHANGE = (
    "import django; django.setup(); from cases.models import Award;"
    "award = Award.objects.get(accession='2014-sqzl-w01');"
    "award.applicant_kind = 'other' if award.applicant_kind != 'other' else 'civil-affairs'; award.save()"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of awards")
    parser.add_argument("--rounds", type=int, default=40, help="pages of each kind")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--no-peer", action="store_true", help="leave Datasette out")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    results: list[report.Result] = []
    for size in sorted(options.sizes):
        with tempfile.TemporaryDirectory(prefix="casebook-bench-") as folder:
            results += _measure(Path(folder), size, options)
        sys.stdout.write(f"\n{size:,} awards\n\n{report.table(results, size)}\n")
    command = f"make bench N={max(options.sizes)}"
    options.output.write_text(report.page(results, command), encoding="utf-8")


def _measure(folder: Path, size: int, options: argparse.Namespace) -> Iterator[report.Result]:
    items: list[dict[str, str]] = []
    for database in options.databases:
        home = folder / database
        home.mkdir()
        url = start_postgres() if database == "postgres" else f"sqlite:///{home}/casebook.sqlite3"
        env = environment(home, url)
        durations = prepare(env, size - REAL_AWARDS)
        with site(f"casebook, {database}", env) as server:
            items = items or _items(server)
            result = _measure_site(server, env, items, options.rounds)
        result.durations |= durations
        yield result
    if not options.no_peer:
        yield from _measure_peer(folder, items, options.rounds)


def _items(server: Server) -> list[dict[str, str]]:
    """The whole library, as the site itself gives it away."""
    connection = server.connect()
    connection.request("GET", "/cases.csv?raw=1")
    text = connection.getresponse().read().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _measure_site(
    server: Server, env: dict[str, str], items: list[dict[str, str]], rounds: int
) -> report.Result:
    queries = workload([item["text"] for item in items], len(items) // 20, rounds=rounds)
    time_pages(server, [(query.kind, query.site_path()) for query in queries[:9]])
    result = report.Result(server.name, len(items))
    result.pages = time_pages(server, [(query.kind, query.site_path()) for query in queries])
    step = max(1, len(items) // rounds)
    cases = [("case page", f"/cases/{item['id']}/") for item in items[::step]]
    words = [("suggestion", f"/suggest/?q={quote(word)}") for word in _typed(queries)]
    result.pages |= {
        kind: time
        for kind, time in time_pages(server, cases + words).items()
        if kind not in ("all", "shared")
    }
    result.stream = time_stream(server, "/cases.csv", len(items))
    first, _second = time_refresh(server, lambda: _change(env))
    result.durations = {**server.durations, "first page after a published change": first / 1000}
    result.memory = server.peak_memory()
    return result


def _typed(queries: list[Query]) -> list[str]:
    """What a reader types, a character more each time, and the same in pinyin initials now and then."""
    words = [query.words[0] for query in queries if query.words]
    return [word[:length] for word in words[:40] for length in (1, 2)] + ["sanshe", "sslD", "beij", "zhzl"]


def _change(env: dict[str, str]) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "casebook.settings"}
    subprocess.run([sys.executable, "-c", CHANGE], cwd=ROOT, env=env | settings, check=True)


def _measure_peer(folder: Path, items: list[dict[str, str]], rounds: int) -> Iterator[report.Result]:
    database = folder / "cases.db"
    flat_database((flat_record(item) for item in items), database)
    queries = workload([item["text"] for item in items], len(items) // 20, rounds=rounds)
    queries = [query for query in queries if query.kind in SHARED]
    few = [query for kind in SHARED for query in [q for q in queries if q.kind == kind][:PEER_ROUNDS]]
    for name, limits, mechanisms, asked in (
        ("Datasette", False, False, queries),
        ("Datasette + mechanisms", False, True, few),
        ("Datasette + mechanisms, default limits", True, True, few),
    ):
        with datasette(name, database, limits=limits) as server:
            result = report.Result(name, len(items))
            paths = [(query.kind, query.datasette_path(mechanisms)) for query in asked]
            result.pages = time_pages(server, paths)
            if not mechanisms:
                result.stream = time_stream(server, "/cases/cases.csv?_stream=on&_size=max", len(items))
            result.memory = server.peak_memory()
        yield result


if __name__ == "__main__":
    main()
