"""`python -m tests.answers fill | record | compare | check`: see the package's own words."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tests.answers
from tests.answers.comparison import compare
from tests.answers.question import Question
from tests.answers.recording import Recording
from tests.answers.site import Site, fill, site


def main() -> None:
    options = arguments()
    options.do(options)


def arguments() -> argparse.Namespace:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        "python -m tests.answers", description=tests.answers.__doc__, formatter_class=raw
    )
    commands = parser.add_subparsers(required=True)
    filling = commands.add_parser("fill", help="make the database that all revisions answer from")
    filling.set_defaults(do=do_fill)
    filling.add_argument("database", type=Path)
    filling.add_argument("--size", type=int, default=0, help="synthetic awards beside the real library")
    recording = commands.add_parser("record", help="ask everything, from a copy of the database")
    recording.set_defaults(do=do_record)
    recording.add_argument("recording", type=Path)
    recording.add_argument("--database", type=Path, required=True)
    recording.add_argument("--like", type=Path, help="ask what was asked in this recording, and nothing else")
    recording.add_argument("--queries", type=Path, help="a CSV whose column `query` is looked for as well")
    comparing = commands.add_parser("compare", help="two recordings; exit 1 when any answer differs")
    comparing.set_defaults(do=do_compare)
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    checking = commands.add_parser("check", help="this tree against a recording: record and compare in one")
    checking.set_defaults(do=do_check)
    checking.add_argument("before", type=Path)
    checking.add_argument("--database", type=Path, required=True)
    checking.add_argument("--every", type=int, default=1, metavar="N", help="ask every Nth question only")
    for command in (comparing, checking):
        command.add_argument("--show", type=int, default=2, help="differences of each kind that are printed")
        command.add_argument("--ignore-header", nargs="*", default=[], metavar="NAME")
    return parser.parse_args()


def do_fill(options: argparse.Namespace) -> None:
    options.database.unlink(missing_ok=True)
    with site(options.database):
        fill(options.size)


def do_record(options: argparse.Namespace) -> None:
    like = Recording(options.like).questions() if options.like else None
    record(options.recording, options.database, like, options.queries)


def do_check(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="casebook-answers-") as folder:
        options.after = Path(folder) / "after"
        record(options.after, options.database, Recording(options.before).sample(options.every))
        do_compare(options)


def do_compare(options: argparse.Namespace) -> None:
    ignored = frozenset(name.lower() for name in options.ignore_header)
    sampled = getattr(options, "every", 1) > 1
    report = compare(Recording(options.before), Recording(options.after), ignored, sampled=sampled)
    sys.stdout.write("\n".join(report.lines(options.show)) + "\n")
    sys.exit(1 if report.differences else 0)


def record(
    recording: Path, database: Path, asked: list[Question] | None = None, queries: Path | None = None
) -> None:
    """Ask the site of this tree, brought up to date as an upgrade would, on a copy of the database."""
    started = time.monotonic()
    with copy_of(database) as copy, site(copy) as here:
        here.manage("migrate", "--noinput", "--verbosity", "0")
        here.manage("reindex")
        questions = everything(here, queries) if asked is None else asked
        count = Recording(recording).write(here.ask_all(questions))
    sys.stdout.write(f"{count} answers of {Path.cwd()} in {time.monotonic() - started:.0f} s\n")


@contextmanager
def copy_of(database: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="casebook-answers-") as folder:
        yield Path(shutil.copy(database, folder))


def everything(here: Site, queries: Path | None) -> list[Question]:
    """All questions, each once; what comes after a change stands last."""
    from tests.answers.asked import after_change, public_questions
    from tests.answers.curated import curated_after_change, curated_questions
    from tests.answers.stock import Stock, kept_queries

    stock = Stock.read()
    asked = [
        *public_questions(here, stock, kept_queries(queries)),
        *curated_questions(here),
        *after_change(stock),
        *curated_after_change(),
    ]
    return list({question.name: question for question in asked}.values())


if __name__ == "__main__":
    main()
