"""`manage.py` says of each error of the database what it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def manage(*words: str, database: Path) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def test_an_error_of_a_database_that_can_be_reached_is_shown_as_it_is(tmp_path):
    """The command has closed its connection by then, which says nothing about why it failed."""
    result = manage("load_library", "--if-empty", database=tmp_path / "empty.sqlite3")
    assert result.returncode == 1
    assert "no such table: cases_award" in result.stderr
    assert "无法连接数据库" not in result.stderr


def test_a_file_that_is_no_database_cannot_be_connected_to(tmp_path):
    path = tmp_path / "notes.sqlite3"
    path.write_text("a diary, " * 1000)
    result = manage("load_library", "--if-empty", database=path)
    assert result.returncode == 2
    assert result.stderr.startswith("设置错误 setting error: DATABASE_URL: 无法连接数据库")
