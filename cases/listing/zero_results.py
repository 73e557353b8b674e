"""Which words readers look for and do not find: noted beside the index, later counted in the database.

A request appends a line to a file and does nothing else; where the file cannot be written nothing is noted.
The worker (`run_worker`) counts the lines of the file into the table, and where the database is locked or
read-only the lines wait for it. Kept are words and the day, nothing of who asked.
"""

import os
import re
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cases.listing.state import SearchState
from cases.models import ZeroResultSearch
from cases.models.zero_result_search import LONGEST_WORDS
from cases.search.text.normalisation import fold_text

NOTED, TAKEN = "zero_results.noted", "zero_results.taken"
LARGEST = 256 * 1024  # bytes; what comes until the worker has been there again is let go
# What may be somebody's: an address, or as many digits as a telephone number or an identity card has.
OF_A_PERSON = re.compile(r"[@＠]|\d{7}")


def note(state: SearchState) -> None:
    """Remember that nothing fits the words of this list; without its other conditions it might have."""
    words = normal(state.q)
    if not words or state.selected:
        return
    with suppress(OSError):
        file = os.open(_folder() / NOTED, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(file).st_size < LARGEST:
                os.write(file, f"{timezone.localdate().isoformat()}\t{words}\n".encode())
        finally:
            os.close(file)


def normal(typed: str) -> str:
    """The words as they are counted: one width, case and script, single blanks; empty where none shall be."""
    words = " ".join(fold_text(typed[: 2 * LONGEST_WORDS]).split())
    if len(words) > LONGEST_WORDS or OF_A_PERSON.search(typed) or not re.search(r"\w", words):
        return ""
    return words


def collect() -> int:
    """Count in the database what was noted, and say how many searches that were; one process does it.

    OSError or DatabaseError where it cannot be done now; the lines are then there the next time.
    """
    noted, taken = _folder() / NOTED, _folder() / TAKEN
    if not taken.exists():
        if not noted.exists():
            return 0
        noted.rename(taken)
    days: dict[date, Counter[str]] = {}
    for line in taken.read_text(encoding="utf-8", errors="replace").splitlines():
        day, _tab, words = line.partition("\t")
        with suppress(ValueError):  # a line that was cut where the disk was full
            if words and words == normal(words):
                days.setdefault(date.fromisoformat(day), Counter())[words] += 1
    for on, counted in sorted(days.items()):
        ZeroResultSearch.objects.add(on, counted)
    taken.unlink()
    return sum(counted.total() for counted in days.values())


def days_waiting() -> int:
    """For how many days lines wait to be counted: more than one where no worker has been there."""
    days = []
    for name in (NOTED, TAKEN):
        with suppress(OSError, ValueError), (_folder() / name).open(encoding="utf-8") as file:
            days.append((timezone.localdate() - date.fromisoformat(file.readline()[:10])).days)
    return max(days, default=0)


def _folder() -> Path:
    return Path(settings.INDEX_DIR)
