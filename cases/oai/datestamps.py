"""Datestamps of the protocol: UTC, to the second or to the day; here seconds since 1970."""

import re
from datetime import UTC, datetime

GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
SECOND = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
SECONDS_OF_A_DAY = 24 * 3600


def seconds(moment: datetime) -> int:
    """The second in which it lies."""
    return int(moment.timestamp())


def written(second: int) -> str:
    """As the protocol writes it: 2026-11-28T09:30:00Z."""
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_day(text: str) -> bool:
    """Whether it is written to the day, not to the second."""
    return DAY.fullmatch(text) is not None


def read(text: str) -> tuple[int, int] | None:
    """The first and the last second that it means; None where it is no datestamp."""
    if not (is_day(text) or SECOND.fullmatch(text)):
        return None
    try:
        first = seconds(datetime.fromisoformat(text).replace(tzinfo=UTC))
    except ValueError:
        return None
    return first, first + SECONDS_OF_A_DAY - 1 if is_day(text) else first
