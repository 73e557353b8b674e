"""Whether an index says what the database says."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from pyroaring import BitMap

from cases.index.index import Index
from cases.index.orders import ORDERS, SortKey, arranged
from cases.index.store import Bitmaps, add_to_bitmaps, document
from cases.models import Award
from cases.records import csv_line as csv
from cases.records.hanging_rows import CODING, TABLES, with_rows
from cases.records.record import Record, records
from cases.search.text.document import Field
from cases.search.text.text_index import TextIndex, fold_document
from cases.vocabulary import read_vocabulary

SHOWN = 20  # differences printed; one is enough to rebuild
CHUNK = 500


def differences(index: Index) -> list[str]:
    """What differs, a line each and at most SHOWN; empty when index and database agree."""
    return list(islice(_all_differences(index), SHOWN))


def _all_differences(index: Index) -> Iterator[str]:
    vocabulary = read_vocabulary()
    if vocabulary.dump() != index.vocabulary.dump():
        yield "词表或区划不一致"
    seen = BitMap()
    bitmaps: Bitmaps = defaultdict(lambda: defaultdict(BitMap))
    keys: dict[str, list[tuple[SortKey, int]]] = {sort: [] for sort in ORDERS}
    expected = records(Award.objects.published(), vocabulary)
    while chunk := list(islice(expected, CHUNK)):
        for record in chunk:
            seen.add(record.pk)
            add_to_bitmaps(bitmaps, record)
            for sort, key in ORDERS.items():
                keys[sort].append((key(record), record.pk))
        yield from _in_records(index, chunk)
        yield from _in_texts(index, chunk)
    if index.all - seen:
        yield f"索引多出 {len(index.all - seen)} 例"
    yield from _in_bitmaps(index, bitmaps)
    for sort in ORDERS:
        if arranged(keys[sort]).tolist() != index.orders[sort].tolist():
            yield f"排序 {sort} 不一致"


def _in_records(index: Index, chunk: list[Record]) -> Iterator[str]:
    ids = [record.pk for record in chunk]
    stored = {record.pk: record for record in index.records(ids)}
    present = [record for record in chunk if record.pk in stored]
    yield from (f"{record.id} 缺失" for record in chunk if record.pk not in stored)
    yield from (f"{record.id} 内容不一致" for record in present if stored[record.pk] != record)
    for column, render in (("csv", csv.line), ("raw", csv.raw_line)):
        lines = [line for lines in index.prepared([r.pk for r in present], column) for line in lines]
        for record, line in zip(present, lines, strict=True):
            if line != render(record):
                yield f"{record.id} 导出行不一致"
    for table in TABLES:
        yield from _in_rows(index, table, present)


def _in_rows(index: Index, table: str, chunk: list[Record]) -> Iterator[str]:
    label = "编码" if table == CODING else "关键数字"
    expected = [(record, rows[table]) for record, rows in with_rows(chunk) if rows[table]]
    for column in ("csv", "raw", "item"):
        read = index.prepared_rows(table, [record.pk for record in chunk], column)
        stored = [lines for some in read for lines in some]
        printed = [b"".join(getattr(part, column) for part in rows) for _record, rows in expected]
        if len(stored) != len(printed):
            yield f"{label}多出或缺少 {abs(len(stored) - len(printed))} 例"
            return
        for (record, _rows), here, there in zip(expected, stored, printed, strict=True):
            if here != there:
                yield f"{record.id} {label}行不一致"


def _in_texts(index: Index, chunk: list[Record]) -> Iterator[str]:
    """The folded texts are those of the records, and they are indexed: each title finds its case."""
    ids = [record.pk for record in chunk]
    stored = {field: index.text.texts(ids, field) for field in Field}
    for record in chunk:
        folded = fold_document(document(record))
        if any(stored[field].get(record.pk) != text for field, text in folded.items()):
            yield f"{record.id} 检索文本不一致"
        elif _misses_title(index.text, record.pk, folded[Field.TITLE]):
            yield f"{record.id} 检索不到"


def _in_bitmaps(index: Index, expected: Bitmaps) -> Iterator[str]:
    for name, stored in index.bitmaps.items():
        for value in sorted(stored.keys() | expected[name].keys()):
            if stored.get(value, BitMap()) != expected[name][value]:
                yield f"分面 {name}={value} 不一致"


def _misses_title(text: TextIndex, number: int, title: str) -> bool:
    return bool(title) and number not in text.documents_with(title, Field.TITLE)
