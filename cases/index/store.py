"""The side file: what it holds, how it is built from the database, and how it follows a change.

One SQLite file a generation. Records lie in it as the exports print them; facets as Roaring bitmaps
of award ids; the orders as arrays of ids. The database is the truth, everything here can be made again.
"""

import sqlite3
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.db.models import Count, Sum
from django.utils import timezone
from pyroaring import BitMap

from cases.facets.declarations import INDEXED
from cases.facets.facet import NONE
from cases.index import files
from cases.index.fingerprint import fingerprint
from cases.index.orders import ORDERS, Ids, SortKey, arranged
from cases.models import Award, DataVersion, Revision
from cases.models.version import Version
from cases.records import csv_line as csv
from cases.records import json_item as json
from cases.records.hanging_rows import TABLES, RowsOfAward, with_rows
from cases.records.record import Record, records
from cases.search.text.document import SearchDocument
from cases.search.text.text_index import TextIndex
from cases.vocabulary import Vocabulary, read_sources, read_subjects, read_vocabulary

SCHEMA = """
CREATE TABLE record (
    id INTEGER PRIMARY KEY, version INTEGER, csv_size INTEGER, raw_size INTEGER, item_size INTEGER,
    item BLOB, rest BLOB, csv BLOB, raw BLOB, accession TEXT
);
CREATE INDEX record_accession ON record (id, accession);
CREATE INDEX record_version ON record (version);
CREATE INDEX record_size ON record (id, csv_size, raw_size, item_size);
CREATE TABLE bitmap (facet TEXT, value TEXT, data BLOB, PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE TABLE arrangement (sort TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
OF_ROWS = """
CREATE TABLE {table} (
    id INTEGER, place INTEGER, part TEXT, number INTEGER, csv_size INTEGER, raw_size INTEGER,
    item_size INTEGER, item BLOB, csv BLOB, raw BLOB
);
CREATE INDEX {table}_size ON {table} (id, place, part, number, csv_size, raw_size, item_size);
"""
TABLES_OF_ROWS = "".join(OF_ROWS.format(table=table) for table in TABLES)

WITHOUT_TITLE = "title"  # no facet, but a set like theirs: the awards without a printed title, below NONE
DIRECT = "direct"  # another: the awards coded with a term itself, not with a narrower one alone
Bitmaps = dict[str, dict[str, BitMap]]
WithRows = Iterable[tuple[Record, RowsOfAward]]


class Unusable(Exception):
    """The side file is damaged, filled by other code, or not derived from this database."""


def build(version: Version) -> Path:
    """Write a new generation from the published awards and put it in force; call it under the lock.

    `version` is the data version read before: a change that comes in between is indexed again later.
    """
    path, vocabulary = files.new_file(), read_vocabulary()
    write(path, version, vocabulary, with_rows(records(Award.objects.published(), vocabulary)))
    files.put_in_force(path)
    return path


def write(
    path: Path, version: Version, vocabulary: Vocabulary, of: WithRows, *, is_searched: bool = True
) -> None:
    """Write a whole file of these records with what hangs on them, or none.

    Without `is_searched` no text of it can be looked for.
    """
    try:
        with closing(files.open_for_writing(path)) as db:
            _fill(db, version, vocabulary, of, is_searched=is_searched)
    except BaseException:
        files.delete(path)
        raise


def _fill(
    db: sqlite3.Connection,
    version: Version,
    vocabulary: Vocabulary,
    of: WithRows,
    *,
    is_searched: bool,
) -> None:
    db.executescript(f"PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;{SCHEMA}")
    db.executescript(TABLES_OF_ROWS)
    db.execute("BEGIN")
    bitmaps: Bitmaps = defaultdict(lambda: defaultdict(BitMap))
    keys: dict[str, list[tuple[SortKey, int]]] = {sort: [] for sort in ORDERS}

    def indexed() -> Iterator[SearchDocument]:
        for record, rows in of:
            insert_record(db, record)
            insert_rows(db, record.pk, rows)
            add_to_bitmaps(bitmaps, record)
            for sort, key in ORDERS.items():
                keys[sort].append((key(record), record.pk))
            yield document(record)

    text = TextIndex(lambda: db)
    text.create()
    if is_searched:
        text.fill(indexed())
    else:
        deque(indexed(), maxlen=0)
    write_bitmaps(db, bitmaps, ((facet, value) for facet in bitmaps for value in bitmaps[facet]))
    write_orders(db, {sort: arranged(keys.pop(sort)) for sort in ORDERS})
    write_vocabulary(db, version, vocabulary)
    write_meta(db, version, fingerprint=fingerprint())
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode=WAL")


def document(record: Record) -> SearchDocument:
    """What of the record is searched for exact matches."""
    return SearchDocument(
        id=record.pk,
        accession=record.id,
        title=record.title,
        applicant=record.applicant,
        place=_places(record),
        name=record.name,
        text=record.text,
        former_accessions=record.former_accessions,
    )


def _places(record: Record) -> str:
    """The paths then and now, a line each; one where nothing has changed."""
    now = record.place_now if record.place_now != record.place_then else ""
    return f"{record.place_path}\n{now}".strip()


def insert_record(db: sqlite3.Connection, record: Record) -> None:
    line, raw, item = csv.line(record), csv.raw_line(record), json.item(record)
    sizes = (len(line), len(raw), len(item))
    parts = (item, json.rest(record), line, raw if raw != line else None, record.id)
    values = (record.pk, record.version, *sizes, *parts)
    db.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def insert_rows(db: sqlite3.Connection, pk: int, rows: RowsOfAward) -> None:
    """An award has a row for each part of what hangs on it, such as a scheme that it is coded with."""
    for table, parts in rows.items():
        for place, lines in enumerate(parts):
            sizes = (len(lines.csv), len(lines.raw), len(lines.item))
            raw = lines.raw if lines.raw != lines.csv else None
            values = (pk, place, lines.part, lines.number, *sizes, lines.item, lines.csv, raw)
            db.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608 - our own names


def add_to_bitmaps(bitmaps: Bitmaps, record: Record) -> set[tuple[str, str]]:
    """Enter the record under every value it has, and say which ones those are."""
    touched = {(facet.name, value) for facet in INDEXED for value in facet.indexed(record)}
    touched |= {(WITHOUT_TITLE, NONE)} if not record.title else set()
    touched |= {(DIRECT, value) for value in (*record.terms, *record.coded)}
    for facet, value in touched:
        bitmaps[facet][value].add(record.pk)
    return touched


def write_bitmaps(db: sqlite3.Connection, bitmaps: Bitmaps, which: Iterable[tuple[str, str]]) -> None:
    for facet, value in which:
        data = bitmaps[facet][value]
        db.execute("INSERT OR REPLACE INTO bitmap VALUES (?, ?, ?)", (facet, value, data.serialize()))
    empty = [(facet, value) for facet, values in bitmaps.items() for value, ids in values.items() if not ids]
    db.executemany("DELETE FROM bitmap WHERE facet = ? AND value = ?", empty)


def write_orders(db: sqlite3.Connection, orders: dict[str, Ids]) -> None:
    rows = [(sort, ids.astype("<u4").tobytes()) for sort, ids in orders.items()]
    db.executemany("INSERT OR REPLACE INTO arrangement VALUES (?, ?)", rows)


def write_meta(db: sqlite3.Connection, version: Version, **others: str) -> None:
    values = {"number": version.number, "token": version.token, "rebuild": version.rebuild, **others}
    values["day"] = day_of(version).isoformat()
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def write_vocabulary(db: sqlite3.Connection, version: Version, vocabulary: Vocabulary) -> None:
    values = {"vocabulary": vocabulary.dump(), "vocabulary_since": version.number}
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def read_version(db: sqlite3.Connection) -> Version:
    """The data version of the file; Unusable when it is not a whole file of this code's making."""
    try:
        meta = dict(db.execute("SELECT name, value FROM meta WHERE name <> 'vocabulary'"))
    except sqlite3.DatabaseError as error:
        raise Unusable(str(error)) from error
    if meta.get("fingerprint") != fingerprint():
        raise Unusable("filled by other code")
    return Version(meta["number"], meta["token"], meta["rebuild"])


def day_of(version: Version) -> date:
    """The day on which the data became this version: of its last revision, today where there is none."""
    rows = Revision.objects.filter(number__lte=version.number).order_by("-number", "-pk")
    made_at = rows.values_list("made_at", flat=True).first()
    return timezone.localdate(made_at) if made_at else timezone.localdate()


def read_day(db: sqlite3.Connection) -> date:
    """The day of the file's data version."""
    return date.fromisoformat(db.execute("SELECT value FROM meta WHERE name = 'day'").fetchone()[0])


def read_vocabulary_of(db: sqlite3.Connection) -> Vocabulary:
    return Vocabulary.load(db.execute("SELECT value FROM meta WHERE name = 'vocabulary'").fetchone()[0])


def vocabulary_since(db: sqlite3.Connection) -> int:
    """The data version at which the vocabulary of the file became what it is."""
    number: int = db.execute("SELECT value FROM meta WHERE name = 'vocabulary_since'").fetchone()[0]
    return number


def read_bitmaps(db: sqlite3.Connection) -> Bitmaps:
    """Facet name → value → ids; all facets, WITHOUT_TITLE and DIRECT are there, values without awards not."""
    bitmaps: Bitmaps = {name: {} for name in (*(facet.name for facet in INDEXED), WITHOUT_TITLE, DIRECT)}
    for facet, value, data in db.execute("SELECT facet, value, data FROM bitmap"):
        bitmaps[facet][value] = BitMap.deserialize(data)
    return bitmaps


def read_orders(db: sqlite3.Connection) -> dict[str, Ids]:
    """All orders by name; KeyError when one is missing."""
    data = dict(db.execute("SELECT sort, data FROM arrangement"))
    return {sort: np.frombuffer(data[sort], dtype="<u4") for sort in ORDERS}


def has_version(path: Path, version: Version) -> bool:
    """Whether the file has been brought to this version."""
    with closing(files.open_for_reading(path)) as db:
        return read_version(db) == version


def changed_awards(since: int) -> int:
    """How many awards changed after that version."""
    return Award.objects.filter(version__gt=since).count()


def refresh(path: Path, version: Version, vocabulary: Vocabulary) -> None:
    """Bring the file to `version` by the awards that changed since, in one transaction, under the lock.

    `vocabulary` is the file's own: a change of it asks for a full build, but for the documents that readers
    see for the first time with these awards, and what their key figures count.

    Unusable when the file turns out not to be an earlier state of this database, as after a restore.
    """
    with closing(files.open_for_writing(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        since = read_version(db).number
        changed = Award.objects.filter(version__gt=since).order_by().values_list("pk", flat=True)
        seen = read_sources(), read_subjects()
        if seen != (vocabulary.sources, vocabulary.subjects):
            vocabulary = vocabulary.with_seen(*seen)
            write_vocabulary(db, version, vocabulary)
        _replace(db, list(changed), vocabulary)
        write_meta(db, version)
        _check_lineage(db, version)
        db.execute("COMMIT")  # an exception before this closes the connection: nothing is kept


def _replace(db: sqlite3.Connection, changed: list[int], vocabulary: Vocabulary) -> None:
    gone = BitMap(changed)
    bitmaps = read_bitmaps(db)
    touched = set()
    for facet, values in bitmaps.items():
        bitmaps[facet] = defaultdict(BitMap, values)
        for value, ids in values.items():
            if ids.intersect(gone):
                ids -= gone  # in place
                touched.add((facet, value))
    for table in ("record", *TABLES):
        db.executemany(f"DELETE FROM {table} WHERE id = ?", [(pk,) for pk in changed])  # noqa: S608 - our own names
    documents = []
    orders = {sort: ids[~np.isin(ids, changed)] for sort, ids in read_orders(db).items()}
    awards = Award.objects.published().filter(pk__in=changed)
    stored = lru_cache(maxsize=None)(lambda pk: stored_record(db, pk))  # searches of one order meet the same
    for record, rows in with_rows(records(awards, vocabulary)):
        orders = {sort: _inserted(sort, ids, record, stored) for sort, ids in orders.items()}
        insert_record(db, record)
        insert_rows(db, record.pk, rows)
        documents.append(document(record))
        touched |= add_to_bitmaps(bitmaps, record)
    text = TextIndex(lambda: db)
    text.remove(gone - BitMap(each.id for each in documents))
    text.add(documents)
    write_bitmaps(db, bitmaps, touched)
    write_orders(db, orders)


def _inserted(sort: str, ids: Ids, record: Record, stored: Callable[[int], Record]) -> Ids:
    """The order with the record in its place; what lies there already is compared by its stored record."""
    key = ORDERS[sort]
    place = bisect_left(ids, key(record), key=lambda pk: key(stored(int(pk))))
    return np.insert(ids, place, record.pk)


def stored_record(db: sqlite3.Connection, pk: int) -> Record:
    return json.record_of(*db.execute("SELECT item, rest FROM record WHERE id = ?", [pk]).fetchone())


def _check_lineage(db: sqlite3.Connection, version: Version) -> None:
    """The awards in the file are those of the database, each at its version.

    While somebody changes awards at this moment nothing can be said; the next refresh will tell.
    """
    here = db.execute("SELECT count(*), coalesce(sum(version), 0) FROM record").fetchone()
    there = Award.objects.published().aggregate(count=Count("pk"), sum=Sum("version"))
    differs = here != (there["count"], int(there["sum"] or 0))
    if differs and DataVersion.current() == version:
        raise Unusable("not an earlier state of this database")
