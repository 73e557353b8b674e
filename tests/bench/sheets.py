"""`python -m tests.bench.sheets 10000`: an exported sheet of so many awards comes back, edited and not.

It is done as the worker does it. Prints for each database the seconds by the clock and of the processor, and
the most memory of the process.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from tests.bench.servers import ROOT, environment, manage
from tests.databases import start_postgres

REAL_AWARDS = 46
SETTINGS = {"DJANGO_SETTINGS_MODULE": "casebook.settings"}
OTHER = {"urban": "rural", "rural": "both", "both": "urban", "": "urban"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sheets", description=__doc__)
    parser.add_argument("size", type=int, help="number of awards")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    options = parser.parse_args()
    for database in options.databases:
        with tempfile.TemporaryDirectory(prefix="casebook-sheets-") as name:
            folder = Path(name)
            url = start_postgres() if database == "postgres" else f"sqlite:///{folder}/casebook.sqlite3"
            env = environment(folder, url) | SETTINGS
            manage(env, "migrate", "--noinput", "--verbosity", "0")
            manage(env, "load_library")
            for code in (f"populate({options.size - REAL_AWARDS})", "export()", "unchanged()", "changed()"):
                module = "tests.bench.synthetic" if code.startswith("populate") else "tests.bench.sheets"
                program = f"import django; django.setup(); import {module} as bench; bench.{code}"
                command = [sys.executable, "-c", program]
                subprocess.run(command, cwd=ROOT, env=env | {"SHEETS": name}, check=True)
            sys.stdout.write(f"({database})\n")


def export() -> None:
    """The files as readers get them."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    for ending in ("csv", "xlsx"):
        response = Client().get(f"/cases.{ending}")
        _file(f"cases.{ending}").write_bytes(b"".join(response))


def unchanged() -> None:
    """Both come back as they went."""
    from cases.imports.reading import read_file
    from cases.management.memory import collect_seldom

    collect_seldom()
    for ending in ("csv", "xlsx"):
        watch = _Watch()
        intake = read_file(f"cases.{ending}", _file(f"cases.{ending}").read_bytes())
        watch.say(f"{ending}, {intake.fact('rows')} rows, {intake.fact('changed')} changed: previewed")


def changed() -> None:
    """All rows with another setting."""
    from django.contrib.auth.models import User

    from cases.imports.reading import read_file
    from cases.imports.taking import take
    from cases.management.memory import collect_seldom

    collect_seldom()
    content, boss = _edited(), User.objects.create_superuser("boss")
    watch = _Watch()
    intake = read_file("edited.csv", content)
    watch.say(f"csv, {intake.fact('changed')} changed, {intake.fact('refused')} refused: previewed")
    watch = _Watch()
    watch.say(f"{take(intake, intake.lock, by=boss).changed} changed: taken")


def _edited() -> bytes:
    rows = list(csv.DictReader(StringIO(_file("cases.csv").read_text("utf-8-sig"), newline="")))
    for row in rows:
        row["setting"] = OTHER[row["setting"]]
    file = StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def _file(name: str) -> Path:
    return Path(os.environ["SHEETS"]) / name


class _Watch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def say(self, what: str) -> None:
        clock, processor = time.perf_counter() - self._clock, time.process_time() - self._processor
        memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{what} in {clock:.1f} s, {processor:.1f} s of the processor, {memory:.0f} MiB at most\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
