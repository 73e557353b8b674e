"""Databases that earlier releases filled, brought to the code of today: see README.md."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.upgrade.restoring import RELEASES, restored, unzipped


class Upgraded(NamedTuple):
    """What that release answered, and the index that all tests of the database share.

    `before` and `after` are answers as `asked.py` has them; the second is filled by the first test that asks.
    """

    cases_csv: bytes
    index: Path
    before: dict[str, Any]
    after: dict[str, Any]


@pytest.fixture(scope="module", params=["migrated", "loaded again", "upgraded"])
def stage(request) -> str:
    """After `migrate`, after `load_library` as well, or after `upgrade_library` as in `make serve`."""
    return request.param


@pytest.fixture(scope="module", params=RELEASES, ids=lambda folder: folder.name)
def upgraded(request, stage, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Upgraded]:
    """In place of the database of this run; each test undoes its own changes of it."""
    release, scratch = request.param, tmp_path_factory.mktemp("upgrade")
    with django_db_blocker.unblock(), restored(release, scratch):
        bring_up(stage, scratch)
        before = json.loads(unzipped(release / "answers.json.gz"))
        yield Upgraded(unzipped(release / "cases.csv.gz"), scratch / "index", before, {})


def bring_up(stage: str, scratch: Path) -> None:
    if stage == "upgraded":
        with override_settings(BACKUP_DIR=scratch / "backup"):
            call_command("upgrade_library")
        return
    call_command("migrate", verbosity=0)
    if stage == "loaded again":
        call_command("load_library")


@pytest.fixture(autouse=True)
def index_dir(settings, upgraded: Upgraded) -> Path:
    """Not a folder for each test: building the index takes longer than the tests."""
    settings.INDEX_DIR = upgraded.index
    return settings.INDEX_DIR
