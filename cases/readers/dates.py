"""Dates as such documents print them."""

import re
from collections.abc import Iterator
from datetime import date

from cases.language.numerals import ONE_TO_NINE, ONE_TO_TEN, printed_number
from cases.readers.records import Printed

CHINESE = f"〇○零{ONE_TO_TEN}"  # what a number in front of an award or in a date consists of
_YEAR = rf"(?P<year>\d{{4}}|[〇○零{ONE_TO_NINE}]{{4}})"
_PART = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
DATE = re.compile(rf"{_YEAR}\s*[-年/.－．]\s*(?P<month>{_PART})\s*[-月/.－．]\s*(?P<day>{_PART})(?:\s*日)?")


def date_at(match: re.Match[str] | None) -> Printed[date] | None:
    """The date of a match of `DATE`; None without a match, or if the calendar has no such day."""
    if match is None:
        return None
    year, month, day = (printed_number(match[part]) for part in ("year", "month", "day"))
    try:
        value = date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
    return Printed(value, match.start(), match.end())


def dates_in(text: str) -> Iterator[Printed[date]]:
    """The days that the text prints, in its order."""
    return filter(None, map(date_at, DATE.finditer(text)))
