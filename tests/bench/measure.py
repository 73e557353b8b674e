"""Timing over real HTTP, one request at a time, on a connection that stays open."""

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.bench.servers import Server
from tests.bench.workload import SHARED

BLOCK = 45  # questions


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


def time_in_turn(kinds: Sequence[str], plans: Sequence[tuple[Server, list[str]]]) -> list[dict[str, Timing]]:
    """For each server the timing of each kind of page; every answer must be 200.

    `plans` has for each server an address for each of `kinds`, empty where it is not asked. The servers take
    turns after BLOCK questions: so few that what else the machine does slows all of them, so many that each
    answers as a server does that has the machine for itself. Under `all` stands the whole mix, under
    `shared` the kinds that every server answers.
    """
    samples: list[defaultdict[str, list[float]]] = [defaultdict(list) for _plan in plans]
    for start in range(0, len(kinds), BLOCK):
        block = range(start, min(start + BLOCK, len(kinds)))
        for (server, paths), sample in zip(plans, samples, strict=True):
            connection = server.connect()  # the one before was closed while the others had their turn
            for at in (at for at in block if paths[at]):
                elapsed = _time_page(server, connection, paths[at])
                for name in (kinds[at], "all", *(["shared"] if kinds[at] in SHARED else [])):
                    sample[name].append(elapsed)
    return [{name: Timing.of(times) for name, times in sample.items()} for sample in samples]


def time_pages(server: Server, pages: Iterable[tuple[str, str]]) -> dict[str, Timing]:
    """The timing of each kind of page of one server, asked one after the other."""
    listed = list(pages)
    [timings] = time_in_turn([kind for kind, _path in listed], [(server, [path for _kind, path in listed])])
    return timings


def _time_page(server: Server, connection: HTTPConnection, path: str) -> float:
    """Milliseconds from the request to the last byte."""
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    elapsed = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise SystemExit(f"{server.name} answered {response.status} to {path}")
    return elapsed


def time_refresh(server: Server, change: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds of the first page after a published change, and of the page after that."""
    connection = server.connect()
    change()
    durations = []
    for _request in range(2):
        started = time.perf_counter()
        connection.request("GET", "/cases/")
        connection.getresponse().read()
        durations.append((time.perf_counter() - started) * 1000)
    return durations[0], durations[1]
