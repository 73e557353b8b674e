from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casebook.secret_key import SHORTEST, read_or_create_secret_key

NAME = "A_SECRET_OF_THE_TESTS"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "secret_key"


def test_it_makes_a_key_that_only_its_owner_may_read(path):
    key = read_or_create_secret_key(NAME, path)

    assert len(key) >= SHORTEST
    assert path.read_text().strip() == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_it_keeps_the_key_it_made(path):
    assert read_or_create_secret_key(NAME, path) == read_or_create_secret_key(NAME, path)


def test_two_installations_have_two_keys(path, tmp_path):
    assert read_or_create_secret_key(NAME, path) != read_or_create_secret_key(NAME, tmp_path / "other")


def test_processes_that_start_together_agree_on_one_key(path):
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: read_or_create_secret_key(NAME, path), range(32)))

    assert len(set(keys)) == 1


def test_the_environment_goes_before_the_file(path, monkeypatch):
    monkeypatch.setenv(NAME, "given by the environment, long enough and varied enough")

    assert read_or_create_secret_key(NAME, path).startswith("given by")
    assert not path.exists()


def test_it_refuses_a_key_file_that_was_cut_short(path, capsys):
    path.parent.mkdir()
    path.write_text("short")

    with pytest.raises(SystemExit) as stop:
        read_or_create_secret_key(NAME, path)
    assert stop.value.code == 2
    assert str(path) in capsys.readouterr().err


def test_it_says_so_when_it_cannot_keep_a_key(tmp_path, capsys):
    (tmp_path / "file").write_text("")

    with pytest.raises(SystemExit):
        read_or_create_secret_key(NAME, tmp_path / "file" / "secret_key")
    assert NAME in capsys.readouterr().err
