"""The tokens that the full-text index keeps of a document.

A text becomes overlapping pairs of characters, and a run's last character alone, so that every
character begins exactly one token and a phrase query for pairs finds exactly the substrings.
Punctuation is kept like any character: only then does "1+10" match, and 共建、共治 not 共建共治.
A letter in front of each token says in which field it is, so that one table serves every field and the
list of a token's documents is no longer than it must be.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cases.language.pinyin import SYLLABLES, initials, runs, syllables
from cases.search.text.document import Field
from cases.search.text.normalisation import PARAGRAPH, QUOTE

SINGLE, PAIR = 2, 3  # lengths of tokens, the field's letter included
LOOSE_LENGTH = 2  # characters; one character crosses no mark
_AROUND = 12  # characters before and behind a quotation mark in which a phrase may cross it

_TAGS = {Field.TITLE: "t", Field.APPLICANT: "a", Field.PLACE: "p", Field.TEXT: "b"}
_LOOSE_TAGS = {Field.TITLE: "u", Field.TEXT: "l"}
_ACCESSION = "m"
_SYLLABLE = "y"
_INITIALS = "i"
_START = "\ue000"  # a private character, which no folded text of a reader needs, before each run

# The tokenizer keeps letters, digits and everything outside ASCII; folded texts have no full-width
# forms left, so these are free to encode ASCII punctuation and the blank.
_CODES = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if not chr(code).isalnum()} | {
    " ": "\u3000"
}
_CLAUSE = re.compile(r'[\w" ]+')


def indexed_pairs(folded: dict[Field, str], numbers: str) -> list[str]:
    """The tokens of one document in the table of pairs, in order, from its folded texts and its numbers."""
    tokens: list[str] = []
    for field, text in folded.items():
        for line in _coded(text).split(PARAGRAPH):
            tokens += _pairs_of_coded(_TAGS[field], line)
    for field, tag in _LOOSE_TAGS.items():
        for stretch in quoted_stretches(folded[field]):
            tokens += _pairs(tag, stretch)
    tokens += _pairs(_ACCESSION, numbers)
    for run in runs(folded[Field.TITLE]):
        tokens += [_SYLLABLE + part for part in syllables(run)]
        tokens += _pairs(_INITIALS, _START + initials(run))
        tokens.append(_SYLLABLE + _START)  # separates the syllables of this run from the next one's
    return tokens


def indexed_characters(folded: dict[Field, str]) -> list[str]:
    """The distinct characters of each field: queries of one character need no positions."""
    tokens: list[str] = []
    for field, text in folded.items():
        tag = _TAGS[field]
        tokens += [tag + character for character in set(_coded(text)) if character != PARAGRAPH]
    return tokens


def quoted_stretches(text: str) -> Iterator[str]:
    """The clauses with quotation marks and what is around each mark, without the marks."""
    for line in text.split(PARAGRAPH):
        clauses = [clause.span() for clause in _CLAUSE.finditer(line) if QUOTE in clause[0]]
        around = [(max(0, mark.start() - _AROUND), mark.end() + _AROUND) for mark in re.finditer(QUOTE, line)]
        for start, end in _joined(sorted(clauses + around)):
            yield line[start:end].replace(QUOTE, "")


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            start, last = joined.pop()
            end = max(end, last)
        joined.append((start, end))
    return joined


def phrase_tokens(field: Field, phrase: str) -> list[str]:
    """The tokens in a row that a folded phrase consists of; one character is a token of its own table."""
    if len(phrase) == 1:
        return [_TAGS[field] + _coded(phrase)]
    return _adjacent(_TAGS[field], phrase)


def expression(tokens: Iterable[str]) -> str:
    """The FTS5 expression for tokens in a row. No token holds a quotation mark: they are encoded."""
    return f'"{" ".join(tokens)}"'


def loose_query(field: Field, phrase: str) -> str:
    """The query for a phrase that runs across quotation marks of the title or the text."""
    return expression(_adjacent(_LOOSE_TAGS[field], phrase))


def accession_query(part: str) -> str:
    return expression(_adjacent(_ACCESSION, part))


def syllables_query(parts: Sequence[str]) -> str:
    """The query for syllables in a row in the title, the last one perhaps only begun."""
    begun = "" if parts[-1] in SYLLABLES else " *"
    return expression(_SYLLABLE + part for part in parts) + begun


def initials_query(letters: str, *, at_start: bool) -> str:
    """The query for initials in the title, at the start of a run or anywhere in it."""
    return expression(_adjacent(_INITIALS, _START + letters if at_start else letters))


def _coded(text: str) -> str:
    """The text with its punctuation encoded. Ten times as fast as str.translate."""
    for character, code in _CODES.items():
        text = text.replace(character, code)
    return text


def _adjacent(tag: str, text: str) -> list[str]:
    return [f"{tag}{one}{other}" for one, other in pairwise(_coded(text))]


def _pairs(tag: str, text: str) -> list[str]:
    return _pairs_of_coded(tag, _coded(text))


def _pairs_of_coded(tag: str, coded: str) -> list[str]:
    return [*(f"{tag}{one}{other}" for one, other in pairwise(coded)), tag + coded[-1]] if coded else []
