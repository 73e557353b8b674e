"""Normalisation: the form of a text in which width, case, script, quotation marks and stray blanks are even.

Every character folds to one character or to nothing, never to several, so that each folded
character stands for one printed character and highlights fall on what is printed.
"""

import re
import unicodedata

from cases.language.folding import Folded, FoldTable, Span, fold_with_offsets, simplified, single
from cases.language.word_tables import rows_of_kind

QUOTE = '"'
PARAGRAPH = "\n"

_DROPPED = "\0"  # in the place of characters that no reader sees, until they are cut out
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
_VARIANTS = {row["word"]: row["standard"] for row in rows_of_kind("variant_characters", "variant")}
_WIDTH_TAGS = ("<wide>", "<narrow>")
_RADICALS = range(0x2E80, 0x2FE0)  # Kangxi radicals, which PDF extraction gives for characters
_FIRST_CJK = "\u2e80"

_STRAY = re.compile(f"[ {_DROPPED}]+")


def fold(text: str) -> Folded:
    """The folded text and where each of its characters is printed. Takes any string at all."""
    return fold_with_offsets(text, _TABLE, _STRAY, _kept_blank)


def fold_text(text: str) -> str:
    """The folded text alone."""
    return _STRAY.sub(_one_blank_or_none, text.translate(_TABLE))


def without_quotes(folded: Folded) -> Folded:
    """The same without quotation marks, for readers who type a quoted word and what follows as one."""
    if QUOTE not in folded.text:
        return folded
    offsets = [at for at, character in zip(folded.offsets, folded.text, strict=True) if character != QUOTE]
    return Folded(folded.text.replace(QUOTE, ""), offsets)


def _one_blank_or_none(run: re.Match[str]) -> str:
    return " " if _separates_words(run) else ""


def _kept_blank(run: re.Match[str]) -> Span:
    """One blank of the run where it separates words, else nothing of it."""
    if not _separates_words(run):
        return run.start(), run.start()
    at = run.string.index(" ", run.start())
    return at, at + 1


def _separates_words(run: re.Match[str]) -> bool:
    """Whether the run of blanks separates two Latin words or numbers; any other blank is stray."""
    text, (start, end) = run.string, run.span()
    return (
        start > 0
        and end < len(text)
        and _is_latin(text[start - 1])
        and _is_latin(text[end])
        and " " in run[0]
    )


def _is_latin(character: str) -> bool:
    return character < _FIRST_CJK and character.isalnum()


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
    return single(_simplified(single(_narrow(character), character)).casefold(), character)


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
    return _VARIANTS.get(character) or simplified(character)


_TABLE = FoldTable(_fold_character)
