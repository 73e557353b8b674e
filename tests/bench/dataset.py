"""A data package there and back: exported, loaded into an empty library on either database, exported again.

`python -m tests.bench.dataset 10000 [--library URL] [--without-loading]` prints a table; it fails where a
byte differs. The library is synthetic; `--library` takes a database that holds one already.
"""

import argparse
import filecmp
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.servers import ROOT, environment, manage, prepare
from tests.databases import start_postgres

REAL_AWARDS = 46


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="casebook-package-") as name:
        folder = Path(name)
        url = options.library or f"sqlite:///{folder}/library.sqlite3"
        env = environment(folder, url)
        if not options.library:
            prepare(env, options.size - REAL_AWARDS, ROOT)
        first = folder / "first"
        _timed("export", env, "export_dataset", str(first))
        for database in () if options.without_loading else ("sqlite", "postgres"):
            _back(folder, database, first)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, help="awards")
    parser.add_argument("--library", default="", help="URL of a database that is filled already")
    parser.add_argument("--without-loading", action="store_true", help="measure the export alone")
    return parser.parse_args()


def _back(folder: Path, database: str, first: Path) -> None:
    url = start_postgres() if database == "postgres" else f"sqlite:///{folder}/empty.sqlite3"
    env = environment(folder, url)
    manage(env, "migrate", "--noinput", "--verbosity", "0", tree=ROOT)
    _timed(f"load, {database}", env, "load_dataset", str(first))
    again = folder / f"again-{database}"
    _timed(f"export, {database}", env, "export_dataset", str(again))
    names = sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file())
    same, differing, missing = filecmp.cmpfiles(first, again, names, shallow=False)
    if differing or missing or len(list(again.rglob("*.*"))) != len(names):
        sys.exit(f"{database}: other bytes in {', '.join([*differing, *missing]) or 'further files'}")
    sys.stdout.write(f"{database}: {len(same)} files, the same bytes\n")


def _timed(what: str, env: dict[str, str], *command: str) -> None:
    """Seconds of wall and of processor time, and the peak of memory so far, with the start of the program."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    manage(env, *command, tree=ROOT)
    took, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sys.stdout.write(f"{what}: {took:.1f} s, {cpu:.1f} s CPU, {after.ru_maxrss // 1024} MiB at most\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
