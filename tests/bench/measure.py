"""Timing over real HTTP, one request at a time, on a connection that stays open."""

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bench.servers import Server
from tests.bench.workload import SHARED


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds from the request to the last byte, over some requests."""

    median: float
    p95: float
    mean: float
    count: int

    @classmethod
    def of(cls, milliseconds: list[float]) -> "Timing":
        """Median, 95th percentile and mean of at least one measurement."""
        ordered = sorted(milliseconds)
        p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
        return cls(statistics.median(ordered), p95, statistics.fmean(ordered), len(ordered))

    def __str__(self) -> str:
        return f"{self.median:.1f} / {self.p95:.1f}"


def time_pages(server: Server, pages: Iterable[tuple[str, str]]) -> dict[str, Timing]:
    """The timing of each kind of page; every answer must be 200.

    Under `all` stands the whole mix, under `shared` the kinds that every server answers.
    """
    connection = server.connect()
    samples: defaultdict[str, list[float]] = defaultdict(list)
    for kind, path in pages:
        started = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        elapsed = (time.perf_counter() - started) * 1000
        if response.status != 200:
            raise SystemExit(f"{server.name} answered {response.status} to {path}")
        samples[kind].append(elapsed)
        samples["all"].append(elapsed)
        if kind in SHARED:
            samples["shared"].append(elapsed)
    return {kind: Timing.of(found) for kind, found in samples.items()}


@dataclass(frozen=True, slots=True)
class Stream:
    """A whole list as CSV: rows a second, and milliseconds to the first byte."""

    rows_a_second: float
    first_byte: float


def time_stream(server: Server, path: str, rows: int, repeats: int = 3) -> Stream:
    """The medians of `repeats` downloads of a list of `rows` awards."""
    found = [_download(server, path) for _repeat in range(repeats)]
    seconds = statistics.median(total for _first, total in found)
    return Stream(rows / seconds, statistics.median(first for first, _total in found) * 1000)


def _download(server: Server, path: str) -> tuple[float, float]:
    connection = server.connect()
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read(1)
    first = time.perf_counter() - started
    while response.read(1 << 20):
        pass
    if response.status != 200:
        raise SystemExit(f"{server.name} answered {response.status} to {path}")
    return first, time.perf_counter() - started


def time_refresh(server: Server, change: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds of the first page after a published change, and of the page after that."""
    connection = server.connect()
    change()
    found = []
    for _request in range(2):
        started = time.perf_counter()
        connection.request("GET", "/cases/")
        connection.getresponse().read()
        found.append((time.perf_counter() - started) * 1000)
    return found[0], found[1]
