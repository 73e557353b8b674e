"""A library with some of everything that a package has, and packages as folders in tests."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from cases.models import Award
from tests.factories import (
    FIGURES,
    TEXT,
    make_award,
    make_coder,
    make_coding,
    make_figure,
    make_listed_award,
    make_mechanism,
    make_renamed_city,
    make_scheme,
)

Rows = list[dict[str, str]]


def make_library() -> list[Award]:
    """Three awards, in a place that was renamed, with codings of two schemes, accepted and not."""
    broader = make_mechanism("协商民主", slug="deliberation")
    term = make_mechanism("社区协商", slug="talk", broader=broader, names=("居民协商", "议事会"))
    motive = make_mechanism("荣誉", slug="honour", scheme=make_scheme(is_released=True))
    hidden = make_mechanism("秘密", slug="hidden", scheme=make_scheme("未公开", slug="hidden"))
    city = make_renamed_city()
    awards = [
        make_award(place_then=city, place_now=city, applicant="襄城区人民政府", number=1),
        make_award(rank=2, title="三社联动", text=f"{TEXT}\n{FIGURES}"),
        make_listed_award(),
    ]
    make_award(state="draft", title="还没有公布", number=7)
    make_coding(awards[0], term, note="“议事”，逐字")
    make_coding(awards[1], motive)
    make_figure(awards[1])
    make_figure(awards[1], state="proposed", coder=make_coder("另一位"))
    make_coding(awards[1], hidden)
    make_coding(awards[1], term, state="proposed")
    return awards


def exported(folder: Path, **options: Any) -> Path:
    call_command("export_dataset", str(folder), **options)
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def taken_away(make: Callable[[], Path]) -> Path:
    """What `make` writes of a library that it makes, and that is gone afterwards."""
    with transaction.atomic():
        folder = make()
        transaction.set_rollback(True)
    return folder


def changed(folder: Path, file: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of the package, and what the descriptor says of it."""
    content = change((folder / file).read_bytes())
    (folder / file).write_bytes(content)
    path = folder / "datapackage.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    for resource in said["resources"]:
        if resource["path"] == file:
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
