"""Files of the whole library over HTTP: how fast they come, what a workbook costs, a list in parts."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.bench.servers import Cost, Server

WHOLE = "cases.csv"
# Sent while they are read from the index, as that is.
STREAMS = (
    *("cases.jsonl", "cases.json", "codings.csv", "codings.jsonl", "figures.csv", "figures.jsonl"),
    "matrix.csv",
)
# Whole in a temporary file before their first byte goes out.
WORKBOOKS = ("cases.xlsx", "codings.xlsx")
REPEATS = 3
PART = 100  # cases
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Stream:
    """A whole list as a file: rows a second, and milliseconds to the first byte."""

    rows_a_second: float
    first_byte: float


@dataclass(frozen=True, slots=True)
class Parts:
    """A list in parts: milliseconds of a part, the median of the first tenth of them and of the last."""

    first: float
    last: float
    number: int


def time_streams(asked: Sequence[tuple[Server, str, int]]) -> list[Stream]:
    """Of each server, address and number of rows the medians of REPEATS downloads, all taken in turn."""
    taken = [[_download(server, path) for server, path, _rows in asked] for _repeat in range(REPEATS)]
    return [
        Stream(
            rows / statistics.median(total for _first, total in times),
            statistics.median(first for first, _total in times) * 1000,
        )
        for (_server, _path, rows), times in zip(asked, zip(*taken, strict=True), strict=True)
    ]


def rows_of(server: Server, path: str) -> int:
    """How many rows the file says that it has."""
    connection = server.connect()
    connection.request("HEAD", path)
    response = connection.getresponse()
    response.read()
    return int(response.headers["X-Row-Count"])


def _download(server: Server, path: str) -> tuple[float, float]:
    """Seconds to the first byte and to the last."""
    connection = server.connect()
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read(1)
    first = time.perf_counter() - started
    while response.read(PIECE):
        pass
    if response.status != 200:
        raise SystemExit(f"{server.name} answered {response.status} to {path}")
    return first, time.perf_counter() - started


def cost_of_workbook(server: Server, path: str) -> Cost:
    """What a download costs the worker: its memory is all that it has at most meanwhile."""
    server.forget_peak()
    before = server.processor()
    _first, seconds = _download(server, path)
    return Cost(seconds, server.processor() - before, server.peak_memory())


def time_parts(server: Server) -> Parts:
    """The whole list as /cases.json in parts of PART cases, each by the address that the one before gives."""
    connection, path, times = server.connect(), f"/cases.json?limit={PART}", list[float]()
    while path:
        started = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - started) * 1000)
        if response.status != 200:
            raise SystemExit(f"{server.name} answered {response.status} to {path}")
        path = _next(response.headers["Link"])
    tenth = max(1, len(times) // 10)
    return Parts(statistics.median(times[:tenth]), statistics.median(times[-tenth:]), len(times))


def _next(links: str) -> str:
    """The address of what stands behind, without the host; empty at the end."""
    for link in links.split(", <"):
        if 'rel="next"' in link:
            url = urlsplit(link.partition(">")[0].removeprefix("<"))
            return f"{url.path}?{url.query}"
    return ""
