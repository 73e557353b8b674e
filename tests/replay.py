"""Libraries that many tests begin with: made through the models once, from then on written as rows.

Each save of a model checks the row and moves the data version. That is what these tests need least, and
it took a third of the time of the whole suite. So did the index of each library.
"""

import pickle
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from cases.index.current import rebuild
from cases.models import CodingScheme, DataVersion, Revision
from cases.models.scheme import MECHANISMS
from cases.models.version import Version
from cases.models.writing import WrittenOutside, room_for

P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # table → its columns and rows


def replayed(make: Callable[P, T]) -> Callable[P, T]:
    """`make`, whose second call with the same arguments repeats what the first left in the database.

    That holds for a database with the first scheme alone and outside of a room, which has not recorded yet
    what it made; elsewhere it makes the library as ever. Primary keys and data version are those of the
    first call.
    """
    kept: dict[str, tuple[Rows, bytes]] = {}

    @wraps(make)
    def repeat(*args: P.args, **kwargs: P.kwargs) -> T:
        if in_a_room() or not is_empty():
            return make(*args, **kwargs)
        there = read_rows()  # the first scheme and its revision, whose keys others refer to
        call = repr((args, kwargs, sorted(there.items())))
        if call not in kept:
            made = make(*args, **kwargs)
            kept[call] = without(read_rows(), there), pickle.dumps(made)
            return made
        rows, made = kept[call]
        write_rows(rows)
        return pickle.loads(made)

    return repeat


def in_a_room() -> bool:
    try:
        room_for(DataVersion, "")
    except WrittenOutside:
        return False
    return True


def tables() -> list[str]:
    models = apps.get_app_config("cases").get_models(include_auto_created=True)
    return [connection.ops.quote_name(model._meta.db_table) for model in models]


def is_empty() -> bool:
    """Whether there is nothing but the coding scheme that a migration makes, with its revision."""
    scheme, revision = (connection.ops.quote_name(model._meta.db_table) for model in (CodingScheme, Revision))
    others = [f"SELECT 1 FROM {table}" for table in tables() if table not in (scheme, revision)]
    table = connection.ops.quote_name("table")
    others += [
        f"SELECT 1 FROM {scheme} WHERE slug <> '{MECHANISMS}'",
        f"SELECT 1 FROM {revision} WHERE {table} <> 'codingscheme' OR number <> 0",
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({' UNION ALL '.join(others)})")
        return not cursor.fetchone()[0]


def without(rows: Rows, there: Rows) -> Rows:
    """The rows that were not there before."""
    nothing: tuple[list[str], list[tuple[Any, ...]]] = ([], [])
    kept = {
        table: (columns, [row for row in new if row not in there.get(table, nothing)[1]])
        for table, (columns, new) in rows.items()
    }
    return {table: contents for table, contents in kept.items() if contents[1]}


def read_rows() -> Rows:
    contents = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # by primary key
            if rows := cursor.fetchall():
                names = [connection.ops.quote_name(column[0]) for column in cursor.description]
                contents[table] = names, rows
    return contents


def write_rows(contents: Rows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in contents.items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


_indexes: dict[Version, Path] = {}


def with_index(made: T) -> T:
    """The library that was just made; the index of its data version is put into the folder of this test."""
    version, folder = DataVersion.current(), Path(settings.INDEX_DIR)
    cache.clear()  # what an earlier test drew of this version
    if version in _indexes:
        shutil.copytree(_indexes[version], folder)
    else:
        rebuild()
        _indexes[version] = folder.with_name(f"{folder.name}-kept")
        shutil.copytree(folder, _indexes[version], ignore=shutil.ignore_patterns("*-shm", "*-wal"))
    return made
