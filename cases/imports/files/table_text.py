"""Tables as the lines that the readers of lists know: a row a line, a tabulator between its cells."""

import re
from collections.abc import Iterable

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CHINESE = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]"
# A line that a cell or a page breaks goes on in the next: between Chinese characters nothing stands there.
_BREAK = re.compile(rf"(?<={_CHINESE})[ \t]*\r?\n[ \t]*|[ \t]*\r?\n[ \t]*(?={_CHINESE})")


def one_line(words: str) -> str:
    """The words of a cell on one line."""
    return _BLANKS.sub(" ", words).strip()


def rejoined(words: str) -> str:
    """The words of a cell that was too narrow for them."""
    return one_line(_BREAK.sub("", words.strip()))


def row_line(cells: Iterable[str]) -> str:
    """The line of a row; one whose only words are those of a cell over all columns is a line of text."""
    line = "\t".join(map(one_line, cells))
    words = line.strip("\t")
    return words if "\t" not in words and line.startswith(words) else line.rstrip("\t")


def joined(lines: Iterable[str]) -> str:
    """The text of the lines; of several empty ones together one is left."""
    kept: list[str] = []
    for line in lines:
        words = line.rstrip()
        if words.strip() or (kept and kept[-1]):
            kept.append(words)
    return "\n".join(kept).strip("\n") + "\n" if any(kept) else ""
