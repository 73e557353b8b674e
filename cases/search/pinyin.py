"""Pinyin, without tones, of titles and terms."""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

_RUN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a folded word, one a character; Latin letters and digits stay one piece."""
    return tuple(lazy_pinyin(word, errors=lambda rest: [rest]))


def initials(word: str) -> str:
    """The first letters of the syllables; Latin letters and digits in full: `1jia10`, `o2oms`."""
    return "".join(part if part in word else part[:1] for part in syllables(word))


def runs(text: str) -> list[str]:
    """The stretches of a folded text between punctuation, which no term crosses."""
    return _RUN.findall(text)
