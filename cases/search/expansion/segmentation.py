"""Beyond the letter: words that stand nowhere as typed, but in two near by, or with punctuation between.

四项制度三维评价 for 四项制度、三维评价, and 622工作法 for 622社区议事协商工作法.
"""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

from cases.language.pinyin import runs
from cases.search.expansion.expansion import Expansion, Level, Sources, Strength, always
from cases.search.query.parser import Term
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids
from cases.search.text.normalisation import PARAGRAPH, QUOTE

_MOST_READ = 500  # texts; a word whose parts are in more of them says too little
_SHORTEST, _LONGEST, _LONGEST_CUT = 4, 40, 12  # characters
_SHORTEST_PART = 2
_RARE = 10  # one part is in no more than one of so many cases: 社会 and 建设 near by mean nothing
_MOST_BETWEEN = 8  # characters, none of them a sign but quotation marks
_SIGN = r"[^\w\n]?"  # a sign or none
_BETWEEN = rf"[\w{QUOTE}]{{0,{_MOST_BETWEEN}}}"
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
        parted = re.compile("".join(_with_sign_before(word, at) for at in range(len(word))))
        ids = _reading(parted, having, field, sources)
        yield Expansion(ids, Strength.SPELLING, Level.TEXT, always("spelling", "不计标点"))


def _with_sign_before(word: str, at: int) -> str:
    return (_SIGN if may_part(word, at) else "") + re.escape(word[at])


def in_two(term: Term, sources: Sources) -> Iterator[Expansion]:
    """The cases in which the word, cut in two where that finds most, stands within one clause."""
    word = term.text
    if not _SHORTEST <= len(word) <= _LONGEST_CUT or len(runs(word)) != 1:
        return
    found = [_cut(word[:at], word[at:], term, sources) for at in _cuts(word)]
    if found:
        yield max(found, key=lambda expansion: len(expansion.ids))


def _cuts(word: str) -> Iterator[int]:
    """Where a word may be cut."""
    return (at for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if may_part(word, at))


def may_part(word: str, at: int) -> bool:
    """Never within a number or a Latin word."""
    return at > 0 and not (_NUMBER.match(word[at - 1]) and _NUMBER.match(word[at]))


def _cut(first: str, second: str, term: Term, sources: Sources) -> Expansion:
    near = re.compile(re.escape(first) + _BETWEEN + re.escape(second))
    ids = sources.letters.everything - sources.letters.everything
    for field in _fields(term):
        having = [sources.letters.standing(part, field) for part in (first, second)]
        if min(map(len, having)) * _RARE <= len(sources.letters.everything):
            ids |= _reading(near, having[0] & having[1], field, sources)
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
