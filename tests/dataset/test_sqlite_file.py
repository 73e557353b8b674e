"""The package as one SQLite file: the same rows, keys that hold, and Datasette opens it as it is."""

import asyncio
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from cases.dataset.tables import FURTHER, package_tables
from tests.dataset.packages import bytes_of, exported, make_library, rows

# Datasette has errors of functions printed; for Python they are exceptions that nobody catches, and a later
# test of the same process, which asks SQLite for a pattern that is none, would fail by that.
sqlite3.enable_callback_tracebacks(False)

pytestmark = pytest.mark.django_db
EXTRA = {"casebook.sqlite3", "metadata.json"}


@pytest.fixture
def package(tmp_path) -> Path:
    make_library()
    return exported(tmp_path / "package", sqlite=True)


def asked(folder: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "casebook.sqlite3")) as db:
        return db.execute(query).fetchall()


def test_it_has_the_rows_of_the_tables(package):
    for table in (*package_tables(), *FURTHER):
        names = [column.name for column in table.columns if (table.name, column.name) != ("sources", "text")]
        found = asked(
            package, f"SELECT {', '.join(f'{chr(34)}{name}{chr(34)}' for name in names)} FROM {table.name}"
        )
        kinds = {column.name: column.kind for column in table.columns}
        wanted = [
            tuple(_value(kinds[name], row[name]) for name in names) for row in rows(package, table.name)
        ]
        assert found == wanted, table.name


def _value(kind: str, cell: str) -> str | float | None:
    if not cell:
        return None
    if kind == "number":
        return float(cell)
    return {"true": 1, "false": 0}[cell] if kind == "boolean" else int(cell) if kind == "integer" else cell


def test_its_references_hold_and_texts_are_in_it(package):
    assert asked(package, "PRAGMA foreign_key_check") == []
    query = """SELECT substr(s.text, a.source_start + 1, a.source_end - a.source_start), a.title
        FROM awards a JOIN sources s ON s.slug = a.source WHERE a.title <> ''"""
    found = asked(package, query)
    assert len(found) == 2 and all(title in passage for passage, title in found)


def test_it_has_the_same_bytes_each_time_and_the_package_does_not_change(package, tmp_path):
    again, without = exported(tmp_path / "again", sqlite=True), exported(tmp_path / "without")
    assert bytes_of(again) == bytes_of(package)
    assert {name: content for name, content in bytes_of(package).items() if name not in EXTRA} == bytes_of(
        without
    )


def test_datasette_shows_it_with_labels_licence_and_references(package):
    metadata = json.loads((package / "metadata.json").read_text(encoding="utf-8"))
    site = Datasette([str(package / "casebook.sqlite3")], metadata=metadata)

    async def pages() -> tuple[dict, str]:
        await site.invoke_startup()
        table = await site.client.get("/casebook/codings.json?_labels=on&_shape=objects")
        page = await site.client.get("/casebook/awards")
        return table.json(), page.text

    with ThreadPoolExecutor(1) as thread:  # a browser test before this one leaves its event loop here
        table, page = thread.submit(asyncio.run, pages()).result()
    coding = next(row for row in table["rows"] if row["term"]["value"] == "talk")
    assert coding["term"]["label"] == "社区协商" and coding["award"]["label"] == "社区协商共治"
    assert "CC BY 4.0" in page and "<h1" in page and "案例" in page
