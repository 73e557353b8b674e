"""The README says what is true: settings, targets, commands, folders."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())


def settings_read() -> set[str]:
    """Names of the variables that settings.py reads: the first argument of each reader."""
    source = (ROOT / "casebook" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'\b(?:env\.\w+|read_or_create_secret_key)\("(\w+)"', source))


def table_under(heading: str) -> list[str]:
    """First column of the table in this section, without its backquotes."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_every_setting_has_its_row_and_every_row_its_setting():
    rows = table_under("Settings")

    assert len(rows) == len(set(rows))
    assert set(rows) == settings_read()


def test_no_variable_is_read_elsewhere():
    readers = [path for path in (ROOT / "casebook").glob("*.py") if "os.environ" in path.read_text()]

    assert {path.name for path in readers} <= {"environment.py", "wsgi.py"}


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"\bmake ([a-z]+)\b(?=[` ]| *#|$)", README)) - {"and"})
)
def test_every_make_target_it_names_exists(target):
    assert target in TARGETS


def test_make_help_names_every_target():
    shown = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    targets = {each for each in TARGETS if not each.startswith("lint")}
    assert set(re.findall(r"^make ([\w-]+)", shown, re.MULTILINE)) == targets - {"help"}


def test_every_command_it_names_exists():
    named = set(re.findall(r"manage\.py (\w+)", README))

    assert named
    assert named <= set(get_commands())


def test_every_file_it_names_exists():
    named = re.findall(r"`((?:casebook|cases|fixtures|tests|docs)/[\w/.]*)`", README)

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_folder_it_names_exists():
    assert all((ROOT / folder).is_dir() for folder in table_under("Layout"))
