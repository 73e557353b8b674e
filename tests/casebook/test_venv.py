"""`.ci/venv` finds a Python that will do, or says what is missing; tried with stand-ins for Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "venv"


@pytest.fixture
def stand_in(tmp_path: Path):
    """Make a program that answers questions about its version and its modules with these exit codes."""

    def make(name: str, *, version: int, modules: int) -> Path:
        program = tmp_path / name
        program.write_text(
            "#!/bin/sh\n"
            f'case "$*" in *ensurepip*) exit {modules};; *version_info*) exit {version};; esac\n'
            f'echo "$0 $*" > "{tmp_path}/made"\n'
        )
        program.chmod(0o755)
        return program

    return make


def make_venv(folder: Path, *candidates: Path | str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "PYTHON": " ".join(map(str, candidates))}
    return subprocess.run(
        ["/bin/sh", SCRIPT], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def test_it_passes_over_launchers_of_versions_that_are_not_there(tmp_path, stand_in):
    launcher = stand_in("python3.13", version=127, modules=127)
    real = stand_in("python3.12", version=0, modules=0)

    assert make_venv(tmp_path, launcher, real).returncode == 0
    assert (tmp_path / "made").read_text() == f"{real} -m venv --clear .venv\n"


def test_it_passes_over_a_python_without_ensurepip(tmp_path, stand_in):
    bare = stand_in("python3.12", version=0, modules=1)
    whole = stand_in("python3.11", version=0, modules=0)

    assert make_venv(tmp_path, bare, whole).returncode == 0
    assert str(whole) in (tmp_path / "made").read_text()


def test_it_names_the_package_that_a_bare_debian_lacks(tmp_path, stand_in):
    result = make_venv(tmp_path, stand_in("python3.12", version=0, modules=1))

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "python3-venv" in result.stderr


def test_it_says_so_when_every_python_is_too_old(tmp_path, stand_in):
    result = make_venv(tmp_path, stand_in("python3.9", version=1, modules=0), "no-such-python")

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "3.11" in result.stderr


@pytest.mark.slow
def test_it_leaves_a_working_environment_alone(tmp_path, stand_in):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    working = tmp_path / ".venv" / "bin" / "python"
    working.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    working.chmod(0o755)

    assert make_venv(tmp_path, stand_in("python3.12", version=0, modules=0)).returncode == 0
    assert not (tmp_path / "made").exists()
