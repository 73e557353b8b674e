"""Whether the words of a passage say the value that is marked as printed there."""

from collections.abc import Callable, Mapping

from cases.fields import BY_NAME
from cases.language.numerals import printed_number
from cases.models import Source
from cases.readers.printed_codes import ISSUERS, PROGRAMMES, TIERS

CODES: Mapping[str, dict[str, str]] = {"programme": PROGRAMMES, "tier": TIERS, "issuing_body": ISSUERS}
NUMBERS = {"year", "rank"}
SIGNS = "〇○零一二三四五六七八九十百千"


def disagreement(field: str, value: str | int, source: Source, start: int, end: int) -> str:
    """What is wrong with saying that the source prints the value of the field there; empty if nothing is."""
    words = source.text[start:end]
    says = reading(field, source, start, end)
    if says is not None and str(says) == str(value):
        return ""
    meant = BY_NAME[field].label_of(str(value)) or str(value)
    return f"“{meant}”与原文“{_short(words)}”不符（{source.slug} 第 {start}–{end} 字）"


def reading(field: str, source: Source, start: int, end: int) -> str | int | None:
    """The value of the field that these words stand for; None where they stand for none."""
    return _reading_of(field)(source.text, start, end)


def _reading_of(field: str) -> Callable[[str, int, int], str | int | None]:
    if field in CODES:
        return lambda text, start, end: _code(CODES[field], text, start, end)
    if field in NUMBERS:
        return _number
    if BY_NAME[field].vocabulary is not None:
        return lambda text, start, end: _labelled(field, text[start:end])
    return lambda text, start, end: text[start:end]


def _code(table: dict[str, str], text: str, start: int, end: int) -> str | None:
    """The code of exactly these words, unless longer words of the table stand there: 民政部办公厅."""
    words = text[start:end]
    for longer in table:
        inside = longer.find(words)
        if len(longer) > len(words) and inside >= 0 and text.startswith(longer, start - inside):
            return None
    return table.get(words)


def _number(text: str, start: int, end: int) -> int | None:
    """The number of exactly these words, unless more digits or signs of the same kind stand around them."""
    words = text[start:end]
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    cut_off = any(sign in SIGNS if words[0] in SIGNS else sign.isdecimal() for sign in around)
    return None if cut_off else printed_number(words)


def _labelled(field: str, words: str) -> str | None:
    """The value whose Chinese label these words are."""
    labels = {label: value for value, label in BY_NAME[field].vocabulary.choices}  # type: ignore[union-attr]
    return labels.get(words)


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:30]}…"
