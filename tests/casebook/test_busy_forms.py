"""A form that waits too long for somebody else's writing comes back with all that was typed."""

import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from casebook.busy_forms import BUSY_POSTGRESQL, is_busy
from casebook.environment import sqlite_database
from cases.admin.curated import CuratedAdmin
from cases.choices import Through
from cases.models import Tier
from cases.models.writing import writing

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
ADDRESS = "/admin/cases/tier/add/"


class Locked(Exception):
    sqlstate = BUSY_POSTGRESQL


def busy() -> OperationalError:
    error = OperationalError("canceling statement due to lock timeout")
    error.__cause__ = Locked()
    return error


@pytest.fixture
def locked(monkeypatch) -> None:
    def fail(*_given: object) -> None:
        raise busy()

    monkeypatch.setattr(CuratedAdmin, "_writing", fail)


def test_what_was_typed_comes_back_and_is_sent_again_by_one_click(admin_client, locked, monkeypatch):
    sent = {
        "slug": "best",
        "name": "最佳“一等奖”\r\n第二行",
        "names-TOTAL_FORMS": "0",
        "csrfmiddlewaretoken": "x",
    }
    response = admin_client.post(f"{ADDRESS}?_popup=1", sent)
    said = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert f'action="{ADDRESS}?_popup=1"' in said
    assert "您填的都在这一页里，没有丢" in said
    given_back = {unescape(name): unescape(value) for name, value in FIELD.findall(said)}
    del sent["csrfmiddlewaretoken"]
    assert {name: given_back[name] for name in sent} == sent
    assert given_back.keys() - sent.keys() <= {"csrfmiddlewaretoken"}


def test_a_value_that_stands_there_several_times_comes_back_each_time(admin_client, locked):
    said = admin_client.post(ADDRESS, {"names": ["甲", "乙"]}).content.decode()
    assert [value for name, value in FIELD.findall(said) if name == "names"] == ["甲", "乙"]


def test_no_page_repeats_a_password(admin_client, locked):
    said = admin_client.post(ADDRESS, {"name": "甲", "old_password": "secret words"}).content.decode()
    assert "secret words" not in said
    assert "请退回上一页" in said


def test_any_other_failure_stays_one(admin_client, monkeypatch):
    def fail(*_given: object) -> None:
        raise OperationalError("no such table: cases_tier")

    monkeypatch.setattr(CuratedAdmin, "_writing", fail)
    with pytest.raises(OperationalError, match="no such table"):
        admin_client.post(ADDRESS, {"name": "甲"})
    assert not Tier.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of SQLite it is a setting of the file")
def test_a_form_waits_as_long_on_postgresql():
    with writing(Through.FORM), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("20s",)


def test_sqlite_says_so_when_another_writes(tmp_path: Path, django_db_blocker):
    settings = sqlite_database("DATABASE_URL", tmp_path / "casebook.sqlite3")
    settings["OPTIONS"] |= {"timeout": 0.1}
    own = ConnectionHandler({"default": settings})["default"]
    other = sqlite3.connect(tmp_path / "casebook.sqlite3", isolation_level=None)
    with django_db_blocker.unblock():
        try:
            own.cursor().execute("CREATE TABLE a (id INTEGER)")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError) as refused:
                own.cursor().execute("INSERT INTO a VALUES (1)")
            with pytest.raises(OperationalError) as missing:
                own.cursor().execute("SELECT * FROM b")
        finally:
            other.close()
            own.close()
    assert is_busy(refused.value)
    assert not is_busy(missing.value)
