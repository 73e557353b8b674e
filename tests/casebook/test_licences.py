"""Each part of the repository has a licence, and the papers that say so name all that is there."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
DATA_LICENSE = (ROOT / "DATA_LICENSE").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"

with (ROOT / "fixtures" / "curated" / "sources.toml").open("rb") as _file:
    SOURCES = tomllib.load(_file)["source"]


def upstream_packages() -> list[tuple[str, str]]:
    """(package, version) of each row of the table of extracts."""
    table = (ROOT / "fixtures" / "upstream" / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| `")]
    return [(row[2].split("`")[1], row[3].strip()) for row in rows]


def test_the_code_has_the_text_of_apache_2_unchanged():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2
    assert PROJECT["license"] == "Apache-2.0"


def test_the_project_names_every_paper_and_so_does_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert PROJECT["license-files"] == ["LICENSE", "NOTICE", "DATA_LICENSE"]
    assert all(f"| `{name}` |" in readme for name in PROJECT["license-files"])


@pytest.mark.parametrize(
    "path", sorted((ROOT / "fixtures" / "upstream").glob("*.csv")), ids=lambda path: path.name
)
def test_the_notice_names_every_extract(path):
    assert path.name in NOTICE


@pytest.mark.parametrize(("package", "version"), upstream_packages())
def test_the_notice_names_every_package_with_its_version(package, version):
    [line] = [line for line in NOTICE.splitlines() if line.startswith(f"    {package} ")]

    assert version in line


def test_the_data_licence_names_every_curated_file():
    curated = (ROOT / "fixtures" / "curated").iterdir()

    assert [path.name for path in curated if path.name not in DATA_LICENSE] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source["slug"])
def test_the_data_licence_says_of_every_source_whether_it_is_official(source):
    said = DATA_LICENSE.split(f"- {source['slug']} ({source['file']}): ")[1]

    assert said.startswith(("official text.", "protected.", "take it as protected."))


def test_the_citation_file_says_the_version_and_the_licences_that_stand_elsewhere():
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert re.findall(r"(?m)^version: (.*)", cited) == [PROJECT["version"]]
    assert re.findall(r"(?m)^license: (.*)", cited) == [PROJECT["license"]]
    assert re.findall(r"(?m)^  license: (.*)", cited) == ["CC-BY-4.0"]
