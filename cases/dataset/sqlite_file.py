"""The tables of a written package as one SQLite file that Datasette opens as it is, and its metadata.json.

The same rows in the same order make the same bytes with the same release of SQLite, which stands in the file.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from cases.dataset.descriptor import CODEBOOK, NAME, citation, keys_of_tables
from cases.dataset.files import write_text
from cases.dataset.tables import FURTHER, FurtherTable, PackageColumn, PackageTable, package_tables
from cases.exports import licence
from cases.models import PublicVersion

DATABASE, METADATA = f"{NAME}.sqlite3", "metadata.json"
LONGEST_CELL = 10_000_000  # characters
AT_ONCE = 5000  # rows
# What Datasette shows in the place of a key; other tables have nothing better.
LABELS = {
    **dict.fromkeys(("schemes", "places", "tiers", "bodies", "programmes", "terms"), "name"),
    **dict.fromkeys(("sources", "awards"), "title"),
}
Table = PackageTable | FurtherTable


def write_sqlite(folder: Path, version: PublicVersion) -> None:
    """Both files, from the CSV files and texts of a package in that folder."""
    tables: list[Table] = [*package_tables(), *FURTHER, FurtherTable("codebook", "编码手册", (), CODEBOOK)]
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA encoding = 'UTF-8'")
        db.execute("BEGIN")
        for table in tables:
            db.execute(_definition(table))
            places = ",".join("?" * len(table.columns))
            rows = _rows(folder, table)
            while some := list(islice(rows, AT_ONCE)):
                db.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', some)  # noqa: S608 - our names
            for column in table.columns:
                if column.to:
                    db.execute(
                        f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'
                    )
        db.execute("COMMIT")
        db.execute("VACUUM")
        if broken := db.execute("PRAGMA foreign_key_check").fetchall():
            raise ValueError(f"references that lead nowhere: {broken[:5]}")
    write_text(folder / METADATA, json.dumps(_metadata(tables, version), ensure_ascii=False, indent=1) + "\n")


def _definition(table: Table) -> str:
    keys = keys_of_tables()
    lines = [f'"{each.name}" {_type(each)}' for each in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    lines += [
        f'FOREIGN KEY ("{each.name}") REFERENCES "{each.to}" ("{keys[each.to]}")'
        for each in table.columns
        if each.to
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _type(column: PackageColumn) -> str:
    kind = {"integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}.get(column.kind, "TEXT")
    return f"{kind} NOT NULL" if column.is_required else kind


def _rows(folder: Path, table: Table) -> Iterator[Sequence[Any]]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        with (folder / table.file).open(encoding="utf-8", newline="") as stream:
            lines = csv.reader(stream)
            next(lines)
            for cells in lines:
                yield [_value(folder, table, *pair) for pair in zip(table.columns, cells, strict=True)]
    finally:
        csv.field_size_limit(before)


def _value(folder: Path, table: Table, column: PackageColumn, cell: str) -> str | int | None:
    if not cell:
        return None
    if column.kind == "integer":
        return int(cell)
    if column.kind == "boolean":
        return int(cell == "true")
    if table.name == "sources" and column.name == "text":
        return (folder / cell).read_bytes().decode()
    return cell


def _metadata(tables: list[Table], version: PublicVersion) -> dict[str, Any]:
    """After https://docs.datasette.io/en/stable/metadata.html."""
    said: dict[str, Any] = {
        table.name: {
            "title": table.title,
            **({"label_column": LABELS[table.name]} if table.name in LABELS else {}),
            "columns": {
                each.name: f"{each.title}：{each.meaning}" if each.meaning else each.title
                for each in table.columns
            },
        }
        for table in tables
    }
    return {
        "title": f"{settings.SITE_NAME}，第 {version.number} 版",
        "description": citation(version),
        "license": licence.NAME,
        "license_url": licence.URL,
        "source": f"{settings.SITE_NAME}，{version.day.isoformat()}",
        "about": licence.terms_of_use(),
        "databases": {NAME: {"tables": said}},
    }
