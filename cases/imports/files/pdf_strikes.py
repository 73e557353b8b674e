"""Characters of a page of a PDF that a thin line or bar strikes out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from pdfplumber.page import Page

_THICKEST = 0.2  # of a character's height; thicker bars are colour behind words
_MIDDLE = (0.3, 0.7)  # of its height, where a line strikes; underlines and rules of tables lie beyond
Drawn = Mapping[str, Any]


def without_struck(page: Page) -> list[str]:
    """Take the struck characters out of the page; each run of them, in the order of print."""
    bars = sorted(_thin(page), key=_height_of)
    heights = [_height_of(bar) for bar in bars]
    if not bars:
        return []
    kept, runs, is_running = [], list[str](), False
    for char in page.chars:
        is_struck = char["upright"] and _is_struck(char, bars, heights)
        if not is_struck:
            kept.append(char)
        elif is_running:
            runs[-1] += char["text"]
        else:
            runs.append(char["text"])
        is_running = is_struck
    page.chars[:] = kept
    return [words for run in runs if (words := run.strip())]


def _thin(page: Page) -> Iterator[Drawn]:
    for each in (*page.lines, *page.rects):
        if each["width"] > each["height"]:
            yield each


def _height_of(bar: Drawn) -> float:
    return float(bar["top"] + bar["bottom"]) / 2


def _is_struck(char: Drawn, bars: list[Drawn], heights: list[float]) -> bool:
    high = char["bottom"] - char["top"]
    first, last = (char["top"] + part * high for part in _MIDDLE)
    middle = (char["x0"] + char["x1"]) / 2
    return any(
        bar["x0"] <= middle <= bar["x1"] and bar["height"] <= _THICKEST * high
        for bar in bars[bisect_left(heights, first) : bisect_right(heights, last)]
    )
