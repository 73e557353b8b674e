"""Things whose key a curator changed: what the fixtures call them, and what the database calls them."""

from collections.abc import Iterable, Mapping


class UnknownReference(LookupError):
    """A snapshot refers to a thing that the database does not have."""

    def __init__(self, key: str) -> None:
        super().__init__(f"库中没有它引用的 {key}")


class Ids(dict[str, int]):
    """Primary keys by public key; UnknownReference for a key that is not there."""

    def __missing__(self, key: str) -> int:
        raise UnknownReference(key)


class Renames:
    """By kind, the key that the fixtures have and the key of today."""

    def __init__(self) -> None:
        self._today: dict[str, dict[str, str]] = {}

    def note(self, kind: str, today: Mapping[str, str]) -> None:
        self._today.setdefault(kind, {}).update(today)

    def today(self, kind: str, key: str) -> str:
        """What the database calls the thing that the fixtures call `key`; empty if that is another there."""
        renamed = self._today.get(kind, {})
        return renamed[key] if key in renamed else "" if key in renamed.values() else key

    def original(self, kind: str, key: str) -> str:
        """What the fixtures call the thing that the database calls `key`."""
        return next((old for old, new in self._today.get(kind, {}).items() if new == key), key)

    def ids(self, kind: str, rows: Iterable[tuple[str, int]]) -> Ids:
        """The primary keys of these rows, what was renamed under both of its keys."""
        ids = Ids(rows)
        old = {old: ids[new] for old, new in self._today.get(kind, {}).items() if new in ids}
        return Ids(old | ids)


NO_RENAMES = Renames()
