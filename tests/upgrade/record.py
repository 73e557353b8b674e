"""Records the release that is checked out here as a fixture: `python -m tests.upgrade.record`.

Fills an SQLite file and a PostgreSQL database with the library, makes a curator's changes in both, and keeps
them in a folder named after the commit. Everything else happens in a temporary folder.
"""

import gzip
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.databases import postgres_programs, start_postgres

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "casebook.settings",
    "SECRET_KEY": "known to everybody, so that nobody may take it for a secret",
    "DEBUG": "1",  # static files without collectstatic
    "HTTPS": "0",
    "LOG_LEVEL": "WARNING",
}
# One INSERT for many rows, which any PostgreSQL and any client takes; nothing that names an owner.
DUMP = ["--inserts", "--rows-per-insert=200", "--no-owner", "--no-privileges"]
# Commands of psql, and a setting that only PostgreSQL 17 and newer know.
OF_PSQL = re.compile(r"^(\\(un)?restrict \S+|SET transaction_timeout = 0;)\n", re.MULTILINE)


def main() -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    folder = HERE / commit.stdout.strip()
    folder.mkdir()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        keep(folder / "library.sqlite3.gz", record_sqlite(scratch))
        keep(folder / "library.sql.gz", record_postgres(scratch))
        answers = {path.read_bytes() for path in scratch.glob("*.csv")}
        if len(answers) != 1:
            raise SystemExit("the two databases answer differently")
        keep(folder / "cases.csv.gz", answers.pop())
        keep(folder / "answers.json.gz", (scratch / "sqlite.csv.json").read_bytes())


def record_sqlite(scratch: Path) -> bytes:
    path, copy = scratch / "filled.sqlite3", scratch / "library.sqlite3"
    fill(f"sqlite:///{path}", scratch / "sqlite.csv")
    connection = sqlite3.connect(path)
    # Copying checks the constraints again, and this function of theirs is Django's.
    connection.create_function("REGEXP", 2, lambda form, words: re.search(form, str(words)) is not None)
    connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    return copy.read_bytes()


def record_postgres(scratch: Path) -> bytes:
    url = start_postgres()
    fill(url, scratch / "postgres.csv")
    command = [postgres_programs(scratch) / "pg_dump", *DUMP, f"--dbname={url}"]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return OF_PSQL.sub("", dump).encode()


def fill(url: str, csv: Path) -> None:
    """The library and the curator's changes, by processes that know this database alone."""
    given = {"DATABASE_URL": url, "INDEX_DIR": f"{csv}.index", **SETTINGS}
    commands = ("manage.py migrate -v 0", "manage.py load_library", f"-m tests.upgrade.curate {csv}")
    for words in (*commands, f"-m tests.upgrade.asked {csv}.json"):
        subprocess.run([sys.executable, *words.split()], cwd=ROOT, check=True, env={**os.environ, **given})


def keep(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    main()
