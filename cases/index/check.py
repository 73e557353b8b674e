"""Whether an index says what the database says."""

from collections import defaultdict
from collections.abc import Iterator

from pyroaring import BitMap

from cases.index.index import Index
from cases.index.orders import ORDERS, arranged
from cases.index.store import Bitmaps, add_to_bitmaps
from cases.index.vocabulary import read_vocabulary
from cases.models import Award
from cases.records import records

SHOWN = 20  # differences printed; one is enough to rebuild


def differences(index: Index) -> list[str]:
    """What differs, a line each and at most SHOWN; empty when index and database agree."""
    found: list[str] = []
    for difference in _all_differences(index):
        found.append(difference)
        if len(found) == SHOWN:
            break
    return found


def _all_differences(index: Index) -> Iterator[str]:
    vocabulary, seen = read_vocabulary(), BitMap()
    if vocabulary.dump() != index.vocabulary.dump():
        yield "词表与区划不一致"
    bitmaps: Bitmaps = defaultdict(lambda: defaultdict(BitMap))
    keys: dict[str, list[tuple[tuple, int]]] = {sort: [] for sort in ORDERS}
    for record in records(Award.objects.published(), vocabulary):
        seen.add(record.pk)
        add_to_bitmaps(bitmaps, record)
        for sort, key in ORDERS.items():
            keys[sort].append((key(record), record.pk))
        stored = index.records([record.pk])
        if not stored:
            yield f"{record.id} 缺失"
        elif stored[0] != record:
            yield f"{record.id} 内容不一致"
    if index.all - seen:
        yield f"索引多出 {len(index.all - seen)} 例"
    for name, stored_bitmaps in index.bitmaps.items():
        for value in sorted(stored_bitmaps.keys() | bitmaps[name].keys()):
            if stored_bitmaps.get(value, BitMap()) != bitmaps[name][value]:
                yield f"分面 {name}={value} 不一致"
    for sort in ORDERS:
        if arranged(keys[sort]).tolist() != index.orders[sort].tolist():
            yield f"排序 {sort} 不一致"
