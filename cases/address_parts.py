"""Slugs and batches as parts of addresses: whatever stands in a column has one, which leads back to it."""


class Stored:
    """A slug or a batch. What needs more than to be quoted is refused today; earlier releases took it."""

    regex = "[^/]+"

    def to_python(self, part: str) -> str:
        """ValueError for NUL, about which PostgreSQL cannot even be asked."""
        if "\0" in part:
            raise ValueError("no column holds NUL")
        return part.replace("%2F", "/").replace("%25", "%")

    def to_url(self, word: str) -> str:
        return word.replace("%", "%25").replace("/", "%2F")


class Year:
    """The year of an edition, or the word for one that no source prints."""

    regex = "[0-9]{4}|none"

    def to_python(self, part: str) -> str:
        return part

    def to_url(self, year: int | str) -> str:
        return str(year)
