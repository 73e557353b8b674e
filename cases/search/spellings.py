"""Beyond the letter: the same words written otherwise."""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

from pyroaring import FrozenBitMap

from cases.search.document import Field
from cases.search.expansion import Expansion, Level, Sources, Strength, always
from cases.search.fold import PARAGRAPH, QUOTE
from cases.search.letters import union
from cases.search.numerals import NUMERAL, other_writings
from cases.search.pinyin import runs
from cases.search.query import Term

_MOST_COMPARED = 2_000  # texts read to see that a number is not part of a longer one
_ACCESSION = re.compile(r"[0-9]{4}-[a-z]+(-[a-z]?[0-9]*)?|[a-z]+-[a-z][0-9]+")


def quotation_marks(term: Term, sources: Sources) -> Iterator[Expansion]:
    """三社联动机制 for “三社联动”机制, and the other way round."""
    bare = term.text.replace(QUOTE, "")
    found = sources.letters.across_quotes(bare, term.field)
    if bare != term.text and bare:
        found |= sources.letters.standing(bare, term.field)
    yield Expansion(found, Strength.SPELLING, Level.TEXT, always("spelling", "不计引号"), (bare,))


def numbers(term: Term, sources: Sources) -> Iterator[Expansion]:
    """宁海36条 for 宁海三十六条, and the other way round; never one character alone."""
    for written in other_writings(term.text):
        if len(written) < 2:
            continue
        found = _not_within_numbers(written, term.field, sources)
        yield Expansion(
            found, Strength.SPELLING, Level.TEXT, always("spelling", f"数字:{written}"), (written,)
        )


def punctuation(term: Term, sources: Sources) -> Iterator[Expansion]:
    """A pasted line whose punctuation differs: all of its words, wherever they stand."""
    words = runs(term.text)
    if len(words) == 1 and words[0] == term.text:
        return
    if not words or any(len(word) < 2 for word in words):
        return
    found = reduce(and_, (sources.letters.standing(word, term.field) for word in words))
    yield Expansion(found, Strength.SPELLING, Level.TEXT, always("spelling", "不计标点"), tuple(words))


def accession_numbers(term: Term, sources: Sources) -> Iterator[Expansion]:
    """2014-sqzl-w01, or its beginning."""
    if term.field is None and _ACCESSION.fullmatch(term.text):
        found = sources.letters.accessions(term.text)
        label = f"入库编号:{term.text}"
        yield Expansion(found, Strength.SPELLING, Level.TITLE, always("accession", label))


def _not_within_numbers(written: str, limit: Field | None, sources: Sources) -> FrozenBitMap:
    """Where the writing stands as a whole number: 二十条 for 20条, but not the end of 一百二十条."""
    edges = NUMERAL.match(written), NUMERAL.match(written[-1])
    by_field = sources.letters.by_field(written, limit)
    if not any(edges):
        return union(by_field.values())
    if sum(map(len, by_field.values())) > _MOST_COMPARED:
        return FrozenBitMap()  # so common that most of it is something else
    before = rf"(?<!{NUMERAL.pattern})(?<!\d[.])" if edges[0] else ""
    after = rf"(?!{NUMERAL.pattern})(?![.]\d)" if edges[1] else ""
    whole = re.compile(before + re.escape(written) + after)
    return FrozenBitMap(
        number
        for field, found in by_field.items()
        for number, text in sources.letters.text.texts(found, field).items()
        if any(whole.search(line) for line in text.split(PARAGRAPH))
    )
