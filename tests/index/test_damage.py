"""Whatever happens to the side file, it is built anew, and no reader meets an error."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured

from cases.index import files, store
from cases.index.check import differences
from cases.index.current import current_index, rebuild
from cases.index.index import Index
from tests.index.listed import titles
from tests.quick import first_quick

pytestmark = pytest.mark.django_db


DAMAGES = {
    "no database": lambda path: path.write_bytes(b"not a database" * 1000),
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:9000]),
    "gone": lambda path: path.unlink(),
    "another layout": lambda path: change(path, "UPDATE meta SET value = 'x' WHERE name = 'fingerprint'"),
    "no meta": lambda path: change(path, "DROP TABLE meta"),
    "no orders": lambda path: change(path, "DELETE FROM arrangement"),
    "bad bitmap": lambda path: change(path, "UPDATE bitmap SET data = x'00ff'"),
    "bad vocabulary": lambda path: change(path, "UPDATE meta SET value = '[' WHERE name = 'vocabulary'"),
}


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement)
        db.commit()


@pytest.mark.parametrize("damage", first_quick(DAMAGES, 2))
def test_a_damaged_file_is_built_anew(award, forget, damage):
    before = current_index()
    before.connection().close()
    forget()
    files.delete(before.path.with_name(before.path.name + "-wal"))
    DAMAGES[damage](before.path)
    after = current_index()
    assert titles(after) == ["宁海36条"]
    assert after.path != before.path


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"../../etc/passwd", b"missing.sqlite3", b"\x00"])
def test_a_damaged_pointer_is_replaced(award, forget, index_dir, pointer):
    current_index()
    forget()
    (index_dir / "current").write_bytes(pointer)
    assert titles(current_index()) == ["宁海36条"]


@pytest.mark.parametrize("table", ["record", "search_pairs"])
@pytest.mark.slow
def test_a_reader_who_meets_a_damaged_file_gets_the_page_a_moment_later(client, award, table):
    change(current_index().path, f"DROP TABLE {table}")
    address = f"/cases/?q={quote('宁海36条')}"
    response = client.get(address, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert "宁海" in response.content.decode()
    assert differences(current_index()) == []


@pytest.mark.slow
def test_old_generations_are_deleted_but_the_one_before_stays(award, index_dir):
    paths = [rebuild().path for _ in range(4)]
    assert {path.name for path in index_dir.glob("*.sqlite3")} == {paths[-1].name, paths[-2].name}


def test_a_build_that_fails_leaves_nothing_behind(award, index_dir, monkeypatch):
    before = rebuild()
    monkeypatch.setattr(store, "write_meta", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuild()
    assert files.current_file() == before.path
    assert [path.name for path in index_dir.glob("*.sqlite3")] == [before.path.name]


@pytest.mark.slow
def test_a_refresh_that_fails_leaves_the_old_state(award, monkeypatch):
    before = current_index()
    award.save()
    monkeypatch.setattr(store, "write_meta", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        current_index()
    assert Index(before.path).version == before.version


def test_a_folder_that_cannot_be_made_is_named(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.INDEX_DIR = tmp_path / "file" / "index"
    with pytest.raises(ImproperlyConfigured, match="INDEX_DIR"):
        current_index()


def test_a_folder_that_cannot_be_written_is_named(award, index_dir, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ImproperlyConfigured, match="不可写"):
        files.folder()


@pytest.mark.slow
def test_the_site_does_not_start_without_a_folder_to_write_in(tmp_path):
    (tmp_path / "file").write_text("")
    # Before collectstatic WhiteNoise warns that there is nothing to serve, which is not the matter here.
    quiet = {"PYTHONWARNINGS": "ignore"}
    environment = {**os.environ, **quiet, "INDEX_DIR": str(tmp_path / "file" / "index")}
    command = [sys.executable, "-c", "import casebook.wsgi"]
    started = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert started.returncode == 2
    assert started.stderr.startswith("设置错误 setting error: INDEX_DIR: 无法建立目录")
    assert started.stderr.count("\n") == 1


def test_a_forked_process_opens_its_own_connection(award, monkeypatch):
    index = current_index()
    mine = index.connection()
    assert index.connection() is mine
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert index.connection() is not mine
