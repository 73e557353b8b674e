"""What was taken out of a text and what was put in, as stretches of it; knows nothing but text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
MOST_PAIRS = 2_000_000  # of sentences or characters held against each other: beyond that it takes seconds
LEAST_IN_COMMON = 0.3  # of two sentences; with less, single characters in common say nothing
AROUND = 24  # characters of what stayed that are shown beside what changed
LEFT_OUT = "……"


class Mark(StrEnum):
    """What became of a stretch."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that stayed, went or came."""

    mark: Mark
    text: str


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """From one text to the other: SAME and REMOVED together are the old one, SAME and ADDED the new one."""
    return tuple(_joined(_stretches(old, new)))


def shortened(whole: Iterable[Stretch], around: int = AROUND) -> tuple[Stretch, ...]:
    """Only what changed, with some characters of what stayed on either side of it."""
    given = list(whole)
    found = []
    for number, each in enumerate(given):
        if each.mark is not Mark.SAME:
            found.append(each)
            continue
        before = each.text[:around] if number else ""
        after = each.text[-around:] if number < len(given) - 1 else ""
        if len(before) + len(after) < len(each.text):
            found.append(Stretch(Mark.SAME, f"{before}{LEFT_OUT}{after}"))
        else:
            found.append(each)
    return tuple(found)


def _stretches(old: str, new: str) -> Iterator[Stretch]:
    """First by what both begin and end with, then by sentences, then by characters."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    yield Stretch(Mark.SAME, old[:start])
    yield from _by_sentences(old[start : len(old) - end], new[start : len(new) - end])
    yield Stretch(Mark.SAME, old[len(old) - end :])


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _by_sentences(old: str, new: str) -> Iterator[Stretch]:
    there, here = SENTENCE.findall(old), SENTENCE.findall(new)
    if len(there) * len(here) > MOST_PAIRS:
        yield from _replaced(old, new)
        return
    for kind, i, j, k, n in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch(Mark.SAME, "".join(there[i:j]))
        else:
            yield from _by_characters("".join(there[i:j]), "".join(here[k:n]))


def _by_characters(old: str, new: str) -> Iterator[Stretch]:
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_IN_COMMON:
        yield from _replaced(old, new)
        return
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind == "equal":
            yield Stretch(Mark.SAME, old[i:j])
        else:
            yield from _replaced(old[i:j], new[k:n])


def _replaced(old: str, new: str) -> Iterator[Stretch]:
    yield Stretch(Mark.REMOVED, old)
    yield Stretch(Mark.ADDED, new)


def _joined(parts: Iterable[Stretch]) -> Iterator[Stretch]:
    """Without empty stretches, and neighbours of one mark as one."""
    last: Stretch | None = None
    for each in parts:
        if not each.text:
            continue
        if last is not None and last.mark is each.mark:
            last = Stretch(last.mark, last.text + each.text)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
