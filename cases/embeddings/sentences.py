"""The sentences of a text."""

import re
from collections.abc import Iterator

SHORTEST = 20  # characters: a heading or a slogan (治理有良方，创新无止境。) is near to everything
_END = re.compile(r"(?<=[。；;！!？?])|\s*\n\s*")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a folded text, as they stand in it; without those too short to say anything."""
    for stretch in _END.split(text):
        sentence = stretch.strip()
        if len(sentence) >= SHORTEST:
            yield sentence
