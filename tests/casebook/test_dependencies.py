"""pyproject.toml and the two lock files agree, and every dependency says what it is for."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]
MEANING = PROJECT["project"]["optional-dependencies"]["meaning"]


def name_of(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def locked(file: str) -> dict[str, set[str]]:
    """Versions by package name; a package may be locked to one version for each Python."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / file).read_text(), re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


@pytest.mark.parametrize("requirement", RUNTIME + DEVELOPMENT + MEANING)
def test_every_dependency_has_its_reason_beside_it(requirement):
    (line,) = [line for line in TEXT.splitlines() if line.strip().startswith(f'"{requirement}"')]

    assert re.search(r'", +# \S+ \S+', line)


def test_every_dependency_is_locked():
    assert {name_of(item) for item in RUNTIME} <= set(locked("requirements.txt"))
    assert {name_of(item) for item in DEVELOPMENT} <= set(locked("requirements-dev.txt"))
    for file in ("requirements-dev.txt", "requirements-meaning.txt"):  # its tests run in development
        assert {name_of(item) for item in MEANING} <= set(locked(file))


def test_development_stands_on_exactly_the_runtime_versions():
    development = locked("requirements-dev.txt")

    assert {name: development.get(name) for name in locked("requirements.txt")} == locked("requirements.txt")


def test_tools_of_development_are_not_in_the_runtime():
    assert not {name_of(item) for item in DEVELOPMENT} & set(locked("requirements.txt"))


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-meaning.txt"])
def test_every_locked_version_has_hashes_and_no_index_of_its_own(file):
    text = (ROOT / file).read_text()
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]

    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(
        r"^\s*-(?!-hash)|index-url|find-links|file://", text.replace("    --hash", ""), re.MULTILINE
    )
