"""A cache of result sets, bounded in memory."""

from collections import OrderedDict
from threading import Lock

from pyroaring import FrozenBitMap


class SetCache:
    """The sets last used, within a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._sets: OrderedDict[str, tuple[FrozenBitMap, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> FrozenBitMap | None:
        with self._lock:
            if key not in self._sets:
                return None
            self._sets.move_to_end(key)
            return self._sets[key][0]

    def put(self, key: str, ids: FrozenBitMap) -> None:
        size = _estimated_bytes(key, ids)
        with self._lock:
            if key in self._sets or size > self._most_bytes:
                return
            self._sets[key] = ids, size
            self._bytes += size
            while self._bytes > self._most_bytes:
                self._bytes -= self._sets.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._sets.clear()
            self._bytes = 0


def _estimated_bytes(key: str, ids: FrozenBitMap) -> int:
    """Roaring containers hold two bytes a number, or 8 KiB for each 65,536 numbers, the smaller."""
    containers = 8192 * (ids.max() // 65536 + 1) if ids else 0
    return 400 + 4 * len(key) + min(2 * len(ids), containers)
