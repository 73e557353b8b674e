"""What an index lists, in words that can be compared."""

from cases.index.index import Index


def titles(index: Index) -> list[str]:
    """The titles of all cases, the newest first."""
    return [record.title for record in index.records(index.page(index.all, "newest", 0, 100))]
