"""`python -m tests.bench.curation 20000`: what curators ask of a large library, and how soon readers see it.

Prints for each database how many queries each page of the admin takes in a small library and in this one, and
fails where they are not the same; then how long a change of a published award takes until it is accepted, and
until readers see it in lists and on its page.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.servers import ROOT, Server, environment, manage, site
from tests.databases import start_postgres

REAL_AWARDS = 46
SMALL = 4000  # awards: no list of the desk that the large library fills is empty
CHANGES = 7
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "casebook.settings",
    "LOG_LEVEL": "ERROR",  # what an editor may not open is no news
    "ONE_PERSON_OFFICE": "0",
}
OTHER = {"urban": "rural", "rural": "both", "both": "urban"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.curation", description=__doc__)
    parser.add_argument("size", type=int, help="number of awards")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    options = parser.parse_args()
    differ = []
    for database in options.databases:
        small, _changes = _measured(database, SMALL)
        large, changes = _measured(database, options.size)
        differ += [
            f"{database}: {page}" for page in large if small.get(page, large[page])[0] != large[page][0]
        ]
        most = max(large, key=lambda page: large[page][0])
        slowest = max(large, key=lambda page: large[page][1])
        sys.stdout.write(
            f"{database}, {options.size:,} awards: {len(large)} pages of the admin, at most {large[most][0]} "
            f"queries ({most}), at most {large[slowest][1]:.0f} ms ({slowest})\n"
            + "".join(f"{step}: {milliseconds:.0f} ms\n" for step, milliseconds in changes.items())
        )
    if differ:
        raise SystemExit("\n".join(["more queries for more awards:", *differ]))


def _measured(database: str, size: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Queries and milliseconds of each page; milliseconds of each step of a change."""
    with tempfile.TemporaryDirectory(prefix="casebook-curation-") as name:
        folder = Path(name)
        url = start_postgres() if database == "postgres" else f"sqlite:///{folder}/casebook.sqlite3"
        env = environment(folder, url) | SETTINGS
        manage(env, "migrate", "--noinput", "--verbosity", "0")
        manage(env, "load_library")
        manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        _asked(env, f"synthetic import populate; populate({size - REAL_AWARDS})")
        manage(env, "reindex")
        pages = json.loads(_asked(env, "curation import say_pages; say_pages()"))
        with site("casebook", env, ROOT) as server:
            changes = json.loads(_asked(env, f"curation import say_changes; say_changes({server.port})"))
        return pages, changes


def _asked(env: dict[str, str], program: str) -> str:
    command = [sys.executable, "-c", f"import django; django.setup(); from tests.bench.{program}"]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


# --- Within the process of a library --------------------------------------------------------------


def say_pages() -> None:
    """Queries and milliseconds of each page of the admin, for who may do all and for an editor, as JSON."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, client in (("superuser", _client("boss")), ("编辑", _client("editor", "编辑"))):
        for page in _pages():
            client.get(page)  # what a process reads once
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                response = client.get(page)
            if response.status_code == 200:
                found[f"{page} ({name})"] = [len(captured), (time.perf_counter() - started) * 1000]
    sys.stdout.write(json.dumps(found))


def _client(name: str, group: str = "") -> Any:
    """Somebody who has logged in: of this group, else who may do all."""
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    user = User.objects.create_user(name, is_staff=True, is_superuser=not group)
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages() -> Iterator[str]:
    """Each page of the admin that needs no row, each list of the desk, the form of a row of each table."""
    from django.contrib import admin
    from django.urls import NoReverseMatch, reverse

    from cases.admin.desk.pages import LISTS

    for pattern in admin.site.urls[0]:
        for each in getattr(pattern, "url_patterns", [pattern]):
            try:
                page = reverse(f"admin:{each.name}") if each.name and each.name != "logout" else ""
            except NoReverseMatch:  # it needs a row
                continue
            if page:
                yield page
    yield from (reverse("admin:desk_list", args=[name]) for name in LISTS)
    for model in admin.site._registry:
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])


def say_changes(port: int) -> None:
    """Medians in milliseconds, as JSON: a proposal is accepted, then readers ask for a list and the case."""
    from django.urls import reverse

    from cases.models import Award, StoredChange
    from tests.admin.awards import accepting
    from tests.admin.forms import page_data

    editor, reviewer = _client("who", "编辑"), _client("checks", "审核")
    server = Server("casebook", port, os.getpid())
    found: dict[str, list[float]] = {"accepted": [], "first list with it": [], "its page": []}
    synthetic = Award.objects.filter(source__slug__startswith="synthetic", setting__in=OTHER)
    for award in synthetic.select_related("edition__programme").order_by("accession")[:CHANGES]:
        form, setting = reverse("admin:cases_award_change", args=[award.pk]), OTHER[award.setting]
        editor.post(form, page_data(editor, form) | {"_why": "改正录入错误", "setting": setting})
        change = StoredChange.objects.filter(made_by="who").latest("pk")
        started = time.perf_counter()
        reviewer.post(reverse("admin:cases_review_act", args=[change.pk]), accepting(reviewer, change))
        found["accepted"].append((time.perf_counter() - started) * 1000)
        edition = f"programme={award.edition.programme.slug}&year={award.edition.year}"
        listed, took = _timed(server, f"/cases.json?{edition}&setting={setting}")
        if award.accession not in listed:
            raise SystemExit(f"{award.accession}: its change is not seen")
        found["first list with it"].append(took)
        found["its page"].append(_timed(server, f"/cases/{award.accession}/")[1])
    sys.stdout.write(json.dumps({step: statistics.median(times) for step, times in found.items()}))


def _timed(server: Server, page: str) -> tuple[str, float]:
    """What a reader gets, and the milliseconds that it took."""
    connection, started = server.connect(), time.perf_counter()
    connection.request("GET", page)
    body = connection.getresponse().read().decode()
    connection.close()
    return body, (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
