"""A long list is read, taken in and taken back by the worker while readers ask for pages.

`python -m tests.bench.imports 10000 [--kind txt] [--database-url URL]` prints a table. The site runs as
`make serve` starts it, with the real library; the list is made of real divisions and is none of anybody's.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django

from tests.bench.servers import Server, environment, manage, site

if TYPE_CHECKING:
    from cases.models import BulkWork, Division, Intake

PAGES = ("/", "/cases/?q=三社联动", "/cases/2014-sqzl-w01/")
ACTIONS = (
    "党建引领",
    "网格管理",
    "居民自治",
    "多元共治",
    "三社联动",
    "协商议事",
    "志愿服务",
    "为老服务",
    "智慧社区",
)
TITLE = "关于公布2022年全国基层治理创新典型案例名单的通知"
STEPS = ("read", "take", "undo")
EVERY = 0.25  # seconds between two looks


def text_of(count: int, kind: str, counties: "list[Division]") -> str:
    """A list of so many entries: lines of a notice, or rows of a table."""
    choose = random.Random(count)  # the same list each time
    rows = []
    for at in range(count):
        one, two, three = choose.sample(ACTIONS, 3)
        rows.append((f"“{one}+{two}”{three}第{at + 1}号创新实践", _printed(counties[at % len(counties)])))
    if kind == "csv":
        return "".join(
            ["序号,案例名称,申报单位\n", *(f"{at},{row[0]},{row[1]}\n" for at, row in enumerate(rows, 1))]
        )
    lines = (f"{at}.{title}（{place}）" for at, (title, place) in enumerate(rows, 1))
    return "\n".join([TITLE, f"典型案例名单（{count}个）", *lines, ""])


def _printed(county: "Division") -> str:
    """浙江省杭州市上城区"""
    above = [county.parent.parent, county.parent] if county.parent is not None else []
    return "".join(each.name for each in (*above, county) if each is not None and each.name != "市辖区")


def measure(count: int, kind: str, server: Server, *, publishes: bool) -> dict[str, dict[str, float]]:
    """Seconds of each step, and milliseconds of the pages meanwhile."""
    from cases.choices import ChangeOutcome, IntakeWork
    from cases.imports.facts import Said
    from cases.imports.reading import keep_decoded
    from cases.imports.receiving import decode
    from cases.imports.work import hand_over, said_to_keep
    from cases.models import Division, Intake

    counties = Division.objects.filter(level="county", last_year=None).exclude(code="")
    text = text_of(count, kind, list(counties.select_related("parent__parent").order_by("key")))
    edition = {"programme": "jczl", "year": 2022, "issuers": ("mca-office",), "tier": "typical"}
    said = Said(title=TITLE, title_reason="为测量拟的", **edition)
    results = {"idle": _pages(server)}
    started = time.perf_counter()
    content = text.encode()
    intake = keep_decoded(decode(f"list.{kind}", content), content)
    hand_over(intake, IntakeWork.READ, intake.lock, by=None, **said_to_keep(said))
    results["read"] = _watched(intake, server, started)
    intake = Intake.objects.get(pk=intake.pk)
    sys.stdout.write(f"{intake.rows.count()} rows read\n")
    intake.rows.filter(action="doubtful").update(outcome=ChangeOutcome.ACCEPTED)
    intake.rows.filter(action="refused").update(outcome=ChangeOutcome.DROPPED)
    for step, work in (("take", IntakeWork.TAKE), ("undo", IntakeWork.UNDO)):
        if step == "undo" and publishes:
            results |= _published(server)
        intake, started = Intake.objects.get(pk=intake.pk), time.perf_counter()
        hand_over(intake, work, intake.lock, by=None)
        results[step] = _watched(intake, server, started)
    return results


def _published(server: Server) -> dict[str, dict[str, float]]:
    """All drafts are published and withdrawn again by the worker, as from the list of awards."""
    from django.contrib.auth.models import User

    from cases.admin.reviews import bulk
    from cases.choices import BulkAct, State
    from cases.models import Award, Revision

    boss, results = User.objects.create_superuser("boss"), {}
    keys = list(Award.objects.filter(state=State.DRAFT).values_list("pk", flat=True))
    for act in BulkAct:
        last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        started = time.perf_counter()
        work = bulk.hand_over(act, keys, last, boss, "核对过")
        results[act.value] = _watched_bulk(work, server, started)
    return results


def _watched_bulk(work: "BulkWork", server: Server, started: float) -> dict[str, float]:
    """Until it is done: pages as above, and how long another writer waits."""
    from cases.models import BulkWork

    found: dict[str, list[float]] = {page: [] for page in PAGES}
    waits: list[float] = []
    while BulkWork.objects.get(pk=work.pk).is_open:
        for page in PAGES:
            found[page].append(_asked(server, page))
        waits.append(_waited())
        time.sleep(EVERY)
    done = BulkWork.objects.get(pk=work.pk)
    sys.stdout.write(
        f"{done}: {done.get_state_display()}, {done.changed} changed, {len(done.skipped)} passed over; "
        f"another writer waited {statistics.median(waits):.0f} ms, at most {max(waits):.0f} ms, "
        f"slowest page {max(max(times) for times in found.values()):.0f} ms\n"
    )
    seconds = time.perf_counter() - started
    return {"seconds": seconds, **{page: statistics.median(times) for page, times in found.items()}}


def _waited() -> float:
    """Milliseconds until this process may write."""
    from django.db import transaction

    from cases.models import DataVersion

    started = time.perf_counter()
    with transaction.atomic():
        list(DataVersion.objects.select_for_update())  # on SQLite each transaction asks for the lock at once
    return (time.perf_counter() - started) * 1000


def _watched(intake: "Intake", server: Server, started: float) -> dict[str, float]:
    """Until the worker is ready: ask for pages as readers do; exit where it was refused."""
    from cases.models import Intake

    found: dict[str, list[float]] = {page: [] for page in PAGES}
    while Intake.objects.filter(pk=intake.pk).exclude(work="").exists():
        for page in PAGES:
            found[page].append(_asked(server, page))
        time.sleep(EVERY)
    seconds = time.perf_counter() - started
    if refused := Intake.objects.get(pk=intake.pk).work_refused:
        raise SystemExit(refused)
    return {"seconds": seconds, **{page: statistics.median(times) for page, times in found.items() if times}}


def _pages(server: Server) -> dict[str, float]:
    return {page: statistics.median(_asked(server, page) for _ in range(20)) for page in PAGES}


def _asked(server: Server, page: str) -> float:
    """Milliseconds of one page."""
    from urllib.parse import quote

    connection, started = server.connect(), time.perf_counter()
    connection.request("GET", quote(page, safe="/?=&"))
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{page}: {response.status}")
    return (time.perf_counter() - started) * 1000


def worker_memory(server: Server) -> float:
    """The largest resident memory of the worker beside the server so far, in MiB."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="ascii").split()
    for child in children:
        if b"run_worker" in Path(f"/proc/{child}/cmdline").read_bytes():
            status = Path(f"/proc/{child}/status").read_text(encoding="ascii")
            return int(status.split("VmHWM:")[1].split()[0]) / 1024
    raise SystemExit("no worker runs beside the server")


def report(count: int, kind: str, results: dict[str, dict[str, float]], memory: float) -> str:
    """The table in Markdown."""
    head = f"| {count:,} rows of a .{kind} | seconds | {' | '.join(f'`{page}`, ms' for page in PAGES)} |"
    lines = [head, "|---" * (len(PAGES) + 2) + "|"]
    for step, values in results.items():
        seconds = f"{values['seconds']:.1f}" if "seconds" in values else "–"
        pages = (f"{values[page]:.0f}" if page in values else "–" for page in PAGES)
        lines.append(f"| {step} | {seconds} | {' | '.join(pages)} |")
    return "\n".join([*lines, "", f"Peak memory of the worker: {memory:.0f} MiB.", ""])


@contextmanager
def prepared(database_url: str | None) -> Iterator[dict[str, str]]:
    """The environment of a site with the real library in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder, database_url or f"sqlite:///{folder}/library.sqlite3") | {"RUN_WORKER": "1"}
        manage(env, "migrate", "--noinput", "--verbosity", "0")
        manage(env, "load_library")
        manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        manage(env, "reindex")
        os.environ |= env | {"DJANGO_SETTINGS_MODULE": "casebook.settings"}
        django.setup()
        yield env


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--kind", choices=("csv", "txt"), default="csv")
    parser.add_argument("--publish", action="store_true", help="publish and withdraw them, too")
    parser.add_argument("--database-url", help="an empty database instead of SQLite")
    options = parser.parse_args()
    with prepared(options.database_url) as env, site("casebook", env, Path(__file__).parents[2]) as server:
        results = measure(options.count, options.kind, server, publishes=options.publish)
        sys.stdout.write(report(options.count, options.kind, results, worker_memory(server)))


if __name__ == "__main__":
    main()
