"""The check sums of the migrations: `python -m tests.migration_sums`, with --add for new ones.

Databases in use have run the migrations as they stand, so none is changed or deleted any more. The table
has the form that `sha256sum` writes.
"""

import hashlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "migrations"
TABLE = "SHA256SUMS"


def main(arguments: list[str]) -> None:
    if arguments == ["--add"]:
        add()
    elif arguments:
        sys.exit("usage: python -m tests.migration_sums [--add]")
    if found := problems():
        sys.exit("\n".join(found))


def problems(folder: Path = FOLDER) -> list[str]:
    """What differs from the table, a sentence for each file."""
    listed, there = read_table(folder), read_files(folder)
    gone = [f"{name}: was deleted, but databases have run it" for name in listed.keys() - there.keys()]
    changed = [
        f"{name}: was changed, but databases have run it as it was: put it back and add a migration"
        for name in listed.keys() & there.keys()
        if listed[name] != there[name]
    ]
    new = [
        f"{name}: stands in no table yet: python -m tests.migration_sums --add"
        for name in there.keys() - listed.keys()
    ]
    return sorted(gone + changed + new)


def add(folder: Path = FOLDER) -> None:
    """Enter the migrations that the table does not have; what it has stays."""
    sums = read_files(folder) | read_table(folder)
    lines = [f"{sums[name]}  {name}\n" for name in sorted(sums)]
    (folder / TABLE).write_text("".join(lines), encoding="ascii")


def read_table(folder: Path) -> dict[str, str]:
    """Check sums by file name, as listed."""
    path = folder / TABLE
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}


def read_files(folder: Path) -> dict[str, str]:
    """Check sums by file name, as the files are."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("[0-9]*.py")}


if __name__ == "__main__":
    main(sys.argv[1:])
