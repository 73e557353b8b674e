"""The site of the tree in which this runs, on a database and an index of its own; its clock stands still."""

import csv
import gzip
import hashlib
import io
import itertools
import logging
import os
import re
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.answers.question import AFTER, SEARCH_CSV, Question

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
CURATOR = "curator"
FORM_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')
STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"


@contextmanager
def site(database: Path) -> Iterator["Site"]:
    """The site on this very file; Django can be set up once in a process."""
    with tempfile.TemporaryDirectory(prefix="casebook-answers-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "casebook.settings",
            "DATABASE_URL": f"sqlite:///{database.resolve()}",
            "INDEX_DIR": str(Path(folder) / "index"),
            "SECRET_KEY": "the same for every revision, long enough for Django to be content with it",
            "DEBUG": "0",
            "HTTPS": "0",
        }
        stop_the_clock()
        refuse_another_tree()
        import django
        from django.conf import settings

        settings.STATIC_ROOT = folder
        settings.STORAGES["staticfiles"] = {"BACKEND": STATIC}
        django.setup()
        logging.disable()  # a page that fails is an answer like others
        yield Site()


def refuse_another_tree() -> None:
    """The site that answers must be that of the current folder, whatever stands in PYTHONPATH."""
    place = find_spec("casebook").origin
    if Path(place).parents[1] != Path.cwd():
        raise SystemExit(f"run this in the tree that is asked: the site would be that of {place}")


def stop_the_clock() -> None:
    """Before anything imports these: the time is always the same, and identifiers are counted."""
    from django.utils import timezone
    from django.utils.feedgenerator import SyndicationFeed

    counted, latest = itertools.count(1), SyndicationFeed.latest_post_date
    timezone.now = lambda: NOW
    time.time = NOW.timestamp
    SyndicationFeed.latest_post_date = lambda feed: latest(feed) if feed.items else NOW
    uuid.uuid4 = lambda: uuid.UUID(int=next(counted))


class Site:
    """Answers questions through Django's test client, as text."""

    @cached_property
    def reader(self) -> Any:
        from django.test import Client

        return Client(raise_request_exception=False, SERVER_NAME="localhost")

    @cached_property
    def curator(self) -> Any:
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        client.force_login(
            get_user_model().objects.get(username=CURATOR), "django.contrib.auth.backends.ModelBackend"
        )
        return client

    @staticmethod
    def manage(*command: str) -> None:
        from django.core.management import call_command

        call_command(*command, stdout=sys.stderr)

    def ask(self, question: Question) -> bytes:
        """Status and headers, an empty line, the body."""
        response = self.send(question)
        body = kept_body(question, response)
        return head(response).encode() + b"\n\n" + body

    def send(self, question: Question) -> Any:
        client = self.curator if question.curator else self.reader
        client.cookies.pop("messages", None)  # what the answer before had to say is no part of the next
        send = getattr(client, question.method.lower())
        data = {"data": dict(question.form)} if question.method == "POST" else {}
        return send(question.address, headers=dict(question.headers), **data)

    def ask_all(self, questions: Iterable[Question]) -> Iterator[tuple[Question, bytes]]:
        """Each question with its answer; the library changes before the first that asks what comes after."""
        changed = False
        for question in questions:
            if question.kind == AFTER and not changed:
                change()
                changed = True
            yield question, self.ask(question)


def head(response: Any) -> str:
    """The status, the headers by name, and the names of the cookies."""
    random = {"Content-Length"} if response.has_header("Content-Encoding") else set()
    headers = [f"{name}: {ordered(name, value)}" for name, value in response.items() if name not in random]
    cookies = [f"Set-Cookie: {name}" for name in response.cookies]
    return "\n".join([str(response.status_code), *sorted(headers), *sorted(cookies)])


def ordered(header: str, value: str) -> str:
    """The policy is written from a set, whose order is another in each process."""
    return "; ".join(sorted(value.split("; "))) if header == "Content-Security-Policy" else value


def kept_body(question: Question, response: Any) -> bytes:
    body = response.getvalue()
    if response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    if question.kind == SEARCH_CSV and response.status_code == 200:
        return numbers_of(body)
    return FORM_TOKEN.sub(rb"\1", body)


def numbers_of(table: bytes) -> bytes:
    """The first column, and a hash of the whole."""
    rows = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    return "\n".join([*(row[0] for row in rows), hashlib.sha256(table).hexdigest()]).encode()


def change() -> None:
    """What a curator may do while the site runs: another value, and two awards withdrawn."""
    from django.apps import apps

    from cases.models.writing import writing

    awards = apps.get_model("cases", "Award").objects
    award = awards.get(accession="2014-sqzl-w01")
    award.applicant_kind = "other"
    with writing():
        award.attributions.filter(field="applicant_kind").update(rule="curated", note="另作判定。")
        award.save()
    for accession in ("2015-sqzl-w05", "2021-jczl-t02"):
        award = awards.get(accession=accession)
        award.state = "withdrawn"
        award.save()


def fill(size: int) -> None:
    """The real library and `size` synthetic awards, with a curator, and with traces of the curators' work.

    The traces are left out where only the real library is asked for.
    """
    from django.apps import apps
    from django.contrib.auth import get_user_model

    Site.manage("migrate", "--noinput", "--verbosity", "0")
    Site.manage("load_library")
    get_user_model().objects.create_superuser(CURATOR, password="never asked for")
    if not size:
        return
    from django.db.models import QuerySet

    from tests.bench.synthetic import populate

    populate(size)
    model = apps.get_model
    withdrawn, draft, renumbered, coded = (
        model("cases", "Award")
        .objects.filter(accession__contains="-p1", state="published")
        .order_by("pk")[:4]
    )
    withdrawn.state = "withdrawn"
    withdrawn.save()
    QuerySet(type(draft)).filter(pk=draft.pk).update(state="draft")  # no form makes it one again
    model("cases", "FormerAccession").objects.create(award=renumbered, accession="2011-syq-p99999")
    model("cases", "FormerAccession").objects.create(award=withdrawn, accession="2011-syq-p99998")
    coding = model("cases", "Coding").objects.exclude(award=coded).order_by("pk").last()
    coding.state = "proposed"
    coding.save()
    model("cases", "Report").objects.create(award=coded, page="/cases/", message="第二段有错字。")
