"""What there is to ask about: the numbers, keys and slugs of the library, and queries that were kept."""

import csv
import importlib
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.models import QuerySet

SEARCH = Path(__file__).parents[1] / "search"
KEPT = ("judged.tsv", "golden.tsv")


@dataclass(frozen=True, slots=True)
class Stock:
    """The library in the terms of addresses. `unusual` are withdrawn, drafts, and former numbers."""

    real: list[str]
    synthetic: list[str]
    unusual: list[str]
    places: list[str]
    mechanisms: list[str]
    sources: list[str]

    @classmethod
    def read(cls) -> "Stock":
        awards = apps.get_model("cases", "Award").objects.order_by("accession")
        published = awards.filter(state="published")
        synthetic = published.filter(source__slug__startswith="synthetic-")
        former = apps.get_model("cases", "FormerAccession").objects.order_by("accession")
        return cls(
            real=_listed(published.exclude(source__slug__startswith="synthetic-"), "accession"),
            synthetic=_listed(synthetic, "accession"),
            unusual=[*_listed(awards.exclude(state="published"), "accession"), *_listed(former, "accession")],
            places=_places(),
            mechanisms=_listed(apps.get_model("cases", "Mechanism").objects.order_by("slug"), "slug"),
            sources=_listed(apps.get_model("cases", "Source").objects.order_by("slug"), "slug"),
        )

    @staticmethod
    def some(values: list[str], number: int) -> list[str]:
        """At most so many of them, evenly from the first to the last."""
        step = max(1, -(-len(values) // number))
        return values[::step]


def _listed(rows: QuerySet, column: str) -> list[str]:
    return list(rows.values_list(column, flat=True))


def _places() -> list[str]:
    """Provinces, the places of awards with what lies above them, some others, former ones, and bare codes."""
    divisions = apps.get_model("cases", "Division").objects
    parents = dict(divisions.values_list("pk", "parent_id"))
    keys = dict(divisions.order_by("key").values_list("pk", "key"))
    awarded = apps.get_model("cases", "Award").objects.order_by("pk")[:120]
    near = {pk for pair in awarded.values_list("place_then", "place_now") for pk in pair if pk}
    for _level in range(3):
        near |= {parents[pk] for pk in near if parents[pk]}
    near |= set(divisions.filter(level="province").values_list("pk", flat=True))
    former = _listed(divisions.exclude(last_year=None).exclude(code="").order_by("key"), "code")
    others = Stock.some(list(keys.values()), 60) + Stock.some(former, 40)
    return sorted({*(keys[pk] for pk in near), *others})


def kept_queries(more: Path | None) -> list[str]:
    """The queries that the tests of the search keep, and those of a file, each once in their order."""
    lines = [line for name in KEPT for line in (SEARCH / name).read_text(encoding="utf-8").splitlines()]
    queries = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return list(dict.fromkeys([*queries, *_held_out(), *(_of_file(more) if more else [])]))


def _held_out() -> list[str]:
    """What librarians were asked to lay out, as the tree that answers has it: the current folder."""
    names = sorted(path.stem for path in Path("tests/search").glob("held_out*.py"))
    modules = [importlib.import_module(f"tests.search.{name}") for name in names]
    lists = [value for module in modules for value in vars(module).values() if isinstance(value, list)]
    return [item.typed for values in lists for item in values if hasattr(item, "typed")]


def _of_file(path: Path) -> list[str]:
    """The column `query` of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["query"] for row in csv.DictReader(file)]
