"""Beyond the letter: words that stand nowhere as typed, but in two near by, or with punctuation between.

四项制度三维评价 for 四项制度、三维评价, and 622工作法 for 622社区议事协商工作法.
"""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

from cases.search.document import Field
from cases.search.expansion import Expansion, Level, Sources, Strength, always
from cases.search.fold import PARAGRAPH
from cases.search.letters import Ids
from cases.search.pinyin import runs
from cases.search.query import Term

_MOST_READ = 500  # texts; a word whose parts are in more of them says too little
_SHORTEST, _LONGEST = 4, 40  # characters
_SHORTEST_PART = 2
_MOST_BETWEEN = 12  # characters, within one clause
_SIGN = r"[^\w\n]?"  # a sign or none
_BETWEEN = rf"[^，,。;；！？!?\n]{{0,{_MOST_BETWEEN}}}"
_FIELDS = (Field.TITLE, Field.APPLICANT, Field.TEXT)
_NUMBER = re.compile(r"[0-9a-z]")


def by_punctuation(term: Term, sources: Sources) -> Iterator[Expansion]:
    """The cases in which the word stands with signs between its characters."""
    word = "".join(runs(term.text))
    if not _SHORTEST <= len(word) <= _LONGEST:
        return
    for field in _fields(term):
        letters = sources.letters
        having = reduce(and_, (letters.standing(each, field) for each in set(word)))
        parted = re.compile(_SIGN.join(map(re.escape, word)))
        ids = _reading(parted, having, field, sources)
        yield Expansion(ids, Strength.SPELLING, Level.TEXT, always("spelling", "不计标点"))


def in_two(term: Term, sources: Sources) -> Iterator[Expansion]:
    """The cases in which the word, cut in two where that finds most, stands within one clause."""
    word = term.text
    if not _SHORTEST <= len(word) <= _LONGEST or len(runs(word)) != 1:
        return
    found = [_cut(word[:at], word[at:], term, sources) for at in _cuts(word)]
    if found:
        yield max(found, key=lambda expansion: len(expansion.ids))


def _cuts(word: str) -> Iterator[int]:
    """Where a word may be cut: never within a number or a Latin word."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if not (_NUMBER.match(word[at - 1]) and _NUMBER.match(word[at])):
            yield at


def _cut(first: str, second: str, term: Term, sources: Sources) -> Expansion:
    near = re.compile(re.escape(first) + _BETWEEN + re.escape(second))
    ids = sources.letters.everything - sources.letters.everything
    for field in _fields(term):
        both = sources.letters.standing(first, field) & sources.letters.standing(second, field)
        ids |= _reading(near, both, field, sources)
    reason = always("parts", f"拆词:{first} + {second}")
    return Expansion(ids, Strength.LOOSE, Level.TEXT, reason, (first, second))


def _reading(wanted: re.Pattern[str], ids: Ids, field: Field, sources: Sources) -> Ids:
    """The cases of `ids` in whose field the pattern is found; none when that is too much to read."""
    if len(ids) > _MOST_READ:
        return ids - ids
    texts = sources.letters.text.texts(ids, field)
    found = {number for number, text in texts.items() if any(map(wanted.search, text.split(PARAGRAPH)))}
    return type(ids)(found)


def _fields(term: Term) -> tuple[Field, ...]:
    return _FIELDS if term.field is None else (term.field,)
