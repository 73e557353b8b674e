"""docs/architecture.md is true to the code: its packages, their order, the files it names."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NOT_ROOMS = {"__init__.py", "apps.py", "migrations/", "static/", "__pycache__/"}


def section(heading: str) -> str:
    return TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]


def packages() -> list[str]:
    """The first column of the table of packages."""
    return re.findall(r"^\| `([^`]+)` \|", section("Packages, from the top down"), re.MULTILINE)


def contract(name: str) -> dict[str, list[str]]:
    """The import rule whose name begins so."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rules = project["tool"]["importlinter"]["contracts"]
    return next(rule for rule in rules if rule["name"].startswith(name))


def layers() -> list[set[str]]:
    """The layers of the import rule, from the top down."""
    rule = contract("Imports between the packages of cases go downwards")
    return [{name.strip() for name in layer.split("|")} for layer in rule["layers"]]


def all_but(*names: str) -> set[str]:
    """Every package and module of the layers but these."""
    return {f"cases.{name}" for name in set().union(*layers()).difference(names)}


def test_it_names_every_package_and_module_of_the_app_and_no_other():
    there = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "cases").iterdir()}
    assert set(packages()) == there - NOT_ROOMS
    assert len(packages()) == len(set(packages()))


def test_it_lists_them_in_the_order_of_the_import_rule():
    depth = {name: number for number, names in enumerate(layers()) for name in names}
    listed = [depth[name.removesuffix("/").removesuffix(".py")] for name in packages()]
    assert listed == sorted(listed)


def test_the_project_may_import_nothing_of_the_app_but_the_index():
    rule = contract("The project knows of the app only the index")
    assert set(rule["forbidden_modules"]) == all_but("index")
    assert rule["source_modules"] == ["casebook"]


def test_nothing_of_the_app_but_views_and_addresses_may_import_the_project():
    rule = contract("Of the app only the views and the addresses know the project")
    assert set(rule["source_modules"]) == all_but("views", "urls")
    assert rule["forbidden_modules"] == ["casebook"]


def test_it_names_the_packages_of_the_search():
    folders = {
        f"{path.name}/" for path in (ROOT / "cases" / "search").iterdir() if (path / "__init__.py").exists()
    }
    told = section("Packages, from the top down").split("`search/`, from the bottom up:")[1]
    assert folders <= set(re.findall(r"`([^`]+)`", told.split("\n\n")[0]))


def test_every_package_says_in_a_sentence_what_it_holds():
    for init in (ROOT / "cases").rglob("__init__.py"):
        if "migrations" in init.parts or init.parent.name in {"commands", "cases"}:
            continue
        assert re.match(r'"""[^"]{20,}', init.read_text(encoding="utf-8")), init


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:cases|casebook|fixtures|tests|docs|templates)/[^`<]*)`", TEXT)))
)
def test_every_file_it_names_exists(path):
    assert (ROOT / path).exists()


def test_the_readme_says_the_same_of_where_to_add():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (?!what).* \|$", readme.split("## Where to add\n")[1].split("\n## ")[0], re.MULTILINE
    )
    assert rows and set(rows) <= set(section("Where to add what").splitlines())
