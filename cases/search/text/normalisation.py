"""Folding: the form of a text in which width, case, script, quotation marks and stray blanks are gone.

Every character folds to one character or to nothing, never to several, so that each folded
character stands for one printed character and highlights fall on what is printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

QUOTE = '"'
PARAGRAPH = "\n"

_DROPPED = "\0"  # stands for characters that no reader sees, until they are cut out
_UNREADABLE = "\ufffd"

_QUOTES = "“”„‟‘’‚‛'`´「」『』﹁﹂﹃﹄〝〞〟«»‹›｢｣"
_DASHES = "‐‑‒–—―−─━﹘﹣"
_DOTS = "•‧∙⋅・･"
_TILDES = "〜∼〰"
_ZEROS = "○◯"
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_EQUAL = {
    **dict.fromkeys(_QUOTES, QUOTE),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_DOTS, "·"),
    **dict.fromkeys(_TILDES, "~"),
    **dict.fromkeys(_ZEROS, "〇"),
    **dict.fromkeys(_BREAKS, PARAGRAPH),
}
# Variant forms that OpenCC leaves alone: old print forms, and forms of Japanese fonts that
# Chinese documents pick up on their way through other systems.
_VARIANTS = dict(
    zip(
        "隣戸靑淸濶汚緖値吿鄕硏晩増徳呌敍戻歩毎黒関図実経済発対広祇衹",
        "邻户青清阔污绪值告乡研晚增德叫叙戾步每黑关图实经济发对广只只",
        strict=True,
    )
)
_WIDTH_TAGS = ("<wide>", "<narrow>")
_RADICALS = range(0x2E80, 0x2FE0)  # Kangxi radicals, which PDF extraction gives for characters
_FIRST_CJK = "\u2e80"

_STRAY = re.compile(f"[ {_DROPPED}]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is the index in the printed text of folded character i."""

    text: str
    offsets: Sequence[int]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """The printed characters behind the folded characters start to end, end exclusive."""
        if start >= end:
            return (0, 0)
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """The folded text and where each of its characters is printed. Takes any string at all."""
    even = text.translate(_TABLE)
    kept: list[tuple[int, int]] = []
    done = 0
    for match in _STRAY.finditer(even):
        start, end = match.span()
        if _separates_words(even, start, end):
            end = even.index(" ", start)  # one blank of the run stays: this one
            kept += [(done, start), (end, end + 1)]
        else:
            kept.append((done, start))
        done = match.end()
    if not kept:
        return Folded(even, range(len(even)))
    kept.append((done, len(even)))
    offsets: list[int] = []
    for start, end in kept:
        offsets += range(start, end)
    return Folded("".join([even[start:end] for start, end in kept]), offsets)


def fold_text(text: str) -> str:
    """The folded text alone."""
    return _STRAY.sub(_one_blank_or_none, text.translate(_TABLE))


def without_quotes(folded: Folded) -> Folded:
    """The same without quotation marks, for readers who type a quoted word and its rest as one."""
    if QUOTE not in folded.text:
        return folded
    offsets = [at for at, character in zip(folded.offsets, folded.text, strict=True) if character != QUOTE]
    return Folded(folded.text.replace(QUOTE, ""), offsets)


def _one_blank_or_none(match: re.Match[str]) -> str:
    return " " if _separates_words(match.string, *match.span()) else ""


def _separates_words(text: str, start: int, end: int) -> bool:
    """Whether the run of blanks parts two Latin words or numbers; any other blank is stray."""
    return (
        start > 0
        and end < len(text)
        and _is_latin(text[start - 1])
        and _is_latin(text[end])
        and " " in text[start:end]
    )


def _is_latin(character: str) -> bool:
    return character < _FIRST_CJK and character.isalnum()


class _FoldTable(dict[int, str]):
    """Folds of single characters, worked out when first met: a text uses few of all there are."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = _fold_character(chr(code_point))
        return folded


def _fold_character(character: str) -> str:
    """Fold until nothing changes any more, so that folding twice is folding once."""
    for _ in range(4):
        folded = _fold_once(character)
        if folded == character:
            break
        character = folded
    return character


def _fold_once(character: str) -> str:
    if character in _EQUAL:
        return _EQUAL[character]
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category == "Cs":
        return _UNREADABLE
    if category in ("Cc", "Cf") or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return _DROPPED
    return _single(_simplified(_single(_narrow(character), character)).casefold(), character)


def _narrow(character: str) -> str:
    """The ordinary form of full-width, half-width and compatibility forms, one to one."""
    decomposition = unicodedata.decomposition(character)
    tag = decomposition.split(" ")[0]
    if tag in _WIDTH_TAGS or ord(character) in _RADICALS:
        return unicodedata.normalize("NFKC", character)
    if decomposition and " " not in decomposition:
        return unicodedata.normalize("NFC", character)
    return character


def _simplified(character: str) -> str:
    return _VARIANTS.get(character) or _single(_converter().convert(character), character)


def _single(folded: str, character: str) -> str:
    """A fold that would give several characters, or none, is not made."""
    return folded if len(folded) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_TABLE = _FoldTable()
