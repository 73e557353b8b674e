"""Printed words where the interface itself sets “ ” around them."""

_WITHIN = str.maketrans("“”‘’", "‘’“”")


def within_quotes(words: str) -> str:
    """The words as they stand between “ ”: the marks within become ‘ ’, and those within these “ ”."""
    return words.translate(_WITHIN)
