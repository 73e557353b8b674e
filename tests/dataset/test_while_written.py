"""A package is of one moment, and whoever writes meanwhile does not wait for it."""

from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from cases.dataset.contents import VersionContents
from cases.models import Award
from tests.dataset.packages import bytes_of, exported, make_library

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_connection_of_its_own(work) -> None:
    """As another process would; SQLite is not waited for."""

    def run() -> None:
        try:
            if connection.vendor == "sqlite":
                connection.cursor().execute("PRAGMA busy_timeout = 0")
            work()
        finally:
            connection.close()

    other = Thread(target=run)
    other.start()
    other.join()


def test_what_is_written_meanwhile_waits_for_nothing_and_is_not_in_it(tmp_path, monkeypatch):
    make_library()
    before = bytes_of(exported(tmp_path / "before"))
    seen: list[bool] = []

    def write() -> None:
        with transaction.atomic():
            User.objects.create_user("somebody")

    def withdrawn(contents: VersionContents) -> list:
        assert Award.objects.exists()  # the moment is that of the first question
        in_a_connection_of_its_own(write)
        seen.append(User.objects.filter(username="somebody").exists())
        return []

    monkeypatch.setattr(VersionContents, "withdrawn", withdrawn)
    assert bytes_of(exported(tmp_path / "meanwhile")) == before
    assert seen == [False]
    assert User.objects.filter(username="somebody").exists()


def test_what_is_written_afterwards_takes_the_lock_at_once_again(tmp_path):
    make_library()
    exported(tmp_path / "package")
    refused: list[Exception] = []

    def write() -> None:
        try:
            with transaction.atomic():
                pass
        except Exception as error:  # noqa: BLE001 - told by the test
            refused.append(error)

    with transaction.atomic():
        in_a_connection_of_its_own(write)
    assert bool(refused) == (connection.vendor == "sqlite")
