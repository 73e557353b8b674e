"""A data package there and back: exported, loaded into an empty library on either database, exported again.

`python -m tests.bench.dataset 10000 [--library URL] [--without-loading]` prints what each command took; it
fails where a byte differs. The library is synthetic; `--library` takes a database that holds one already.
"""

import argparse
import filecmp
import sys
import tempfile
from pathlib import Path

from tests.bench.servers import ROOT, Cost, environment, manage, prepare
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
        for what, cost in exported(env, folder).items():
            _say(what, cost)
        for database in () if options.without_loading else ("sqlite", "postgres"):
            for what, cost in loaded(folder, database).items():
                _say(f"{what}, {database}", cost)
            sys.stdout.write(f"{database}: the same bytes\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, help="awards")
    parser.add_argument("--library", default="", help="URL of a database that is filled already")
    parser.add_argument("--without-loading", action="store_true", help="measure the export alone")
    return parser.parse_args()


def _say(what: str, cost: Cost) -> None:
    sys.stdout.write(
        f"{what}: {cost.seconds:.1f} s, {cost.processor:.1f} s CPU, {cost.memory:.0f} MiB at most\n"
    )
    sys.stdout.flush()


def exported(env: dict[str, str], folder: Path) -> dict[str, Cost]:
    """What the package of a library costs, without and with the SQLite file; it stays in `package`."""
    return {
        "export_dataset": manage(env, "export_dataset", str(folder / "package")),
        "export_dataset --sqlite": manage(env, "export_dataset", str(folder / "with-sqlite"), "--sqlite"),
    }


def loaded(folder: Path, database: str) -> dict[str, Cost]:
    """What it costs to load that package into an empty library; SystemExit where it comes out otherwise."""
    url = start_postgres() if database == "postgres" else f"sqlite:///{folder}/empty.sqlite3"
    env, first, again = environment(folder, url), folder / "package", folder / f"again-{database}"
    manage(env, "migrate", "--noinput", "--verbosity", "0", tree=ROOT)
    cost = manage(env, "load_dataset", str(first))
    manage(env, "export_dataset", str(again))
    names = sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file())
    _same, differing, missing = filecmp.cmpfiles(first, again, names, shallow=False)
    if differing or missing or sum(path.is_file() for path in again.rglob("*")) != len(names):
        sys.exit(f"{database}: other bytes in {', '.join([*differing, *missing]) or 'further files'}")
    return {"load_dataset": cost}


if __name__ == "__main__":
    main()
