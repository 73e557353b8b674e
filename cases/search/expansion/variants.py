"""Spelling variants: the same words written otherwise."""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

from pyroaring import FrozenBitMap

from cases.accessions import read
from cases.language.numerals import NUMERAL, other_writings
from cases.language.pinyin import runs
from cases.language.word_tables import rows_of_kind
from cases.search import thresholds
from cases.search.expansion.expansion import (
    LEVEL_OF,
    Expansion,
    Level,
    SearchContext,
    Strength,
    same_reason,
)
from cases.search.query.query import QueryTerm
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids
from cases.search.text.normalisation import QUOTE

# What texts call the same in other words, and no term of the vocabulary names.
EQUAL_WORDS = {row["word"]: tuple(row["others"].split()) for row in rows_of_kind("equal_words", "equal")}


def quotation_marks(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """三社联动机制 for “三社联动”机制, and the other way round."""
    bare, matcher = term.text.replace(QUOTE, ""), context.matcher
    if not bare:
        return
    reason = same_reason("不计引号")
    unquoted = matcher.documents_by_field(bare, term.field) if bare != term.text else {}
    for field in (term.field,) if term.field else Field:
        ids = matcher.across_quotes(bare, field)
        ids |= unquoted.get(field, ids)
        yield Expansion(ids, Strength.SPELLING, LEVEL_OF[field], reason, (bare,))


def numbers(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """宁海36条 for 宁海三十六条, and the other way round, within quotation marks too; never one character."""
    for written in other_writings(term.text):
        if len(written) < 2:
            continue
        reason = same_reason(f"数字:{written}")
        for field, ids in context.matcher.documents_by_field(written, term.field).items():
            whole = _as_whole_number(written, ids, field, context)
            yield Expansion(whole, Strength.SPELLING, LEVEL_OF[field], reason, (written,))
        bare = written.replace(QUOTE, "")
        for field in (term.field,) if term.field else (Field.TITLE, Field.TEXT):
            across = context.matcher.across_quotes(bare, field)
            whole = _as_whole_number(bare, across, field, context)
            yield Expansion(whole, Strength.SPELLING, LEVEL_OF[field], reason, (written,))


def punctuation(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """A pasted line whose punctuation differs: all of its words, wherever they occur."""
    words = runs(term.text.replace(QUOTE, ""))  # whoever quotes a part of a word has typed one word
    if "%" in term.text:
        return  # 100% is another number than 100
    if len(words) == 1 and words[0] == term.text:
        return
    if not words or any(len(word) < 2 for word in words):
        return
    ids = reduce(and_, (context.matcher.documents_with(word, term.field) for word in words))
    yield Expansion(ids, Strength.SPELLING, Level.TEXT, same_reason("不计标点"), tuple(words))


def equal_words(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """管理委员会 for 管委会, and the like, also as a part of a longer word."""
    for word, others in EQUAL_WORDS.items():
        for other in others if term.field is None and word in term.text else ():
            written = term.text.replace(word, other)
            reason = same_reason(f"又作“{written}”")
            for field, ids in context.matcher.documents_by_field(written, None).items():
                yield Expansion(ids, Strength.MEANING, LEVEL_OF[field], reason, (written,))


def accession_numbers(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """2014-sqzl-w01 in whatever form, or its beginning, of today or before."""
    for number in read(term.text) if term.field is None else ():
        label = same_reason(f"入库编号:{number}")
        yield Expansion(context.matcher.numbered(number), Strength.SPELLING, Level.TITLE, label)


def _as_whole_number(written: str, ids: Ids, field: Field, context: SearchContext) -> Ids:
    """Where the writing occurs as a whole number: 二十条 for 20条, but not the end of 一百二十条."""
    edges = NUMERAL.match(written), NUMERAL.match(written[-1])
    if not any(edges):
        return ids
    if len(ids) > thresholds.NUMBER_CASES.value:
        return FrozenBitMap()  # so common that most of it is something else
    before = rf"(?<!{NUMERAL.pattern})(?<!\d[.])" if edges[0] else ""
    after = rf"(?!{NUMERAL.pattern})(?![.]\d)" if edges[1] else ""
    whole = re.compile(before + re.escape(written) + after)
    texts = context.matcher.index.texts(ids, field)
    return FrozenBitMap(number for number, text in texts.items() if whole.search(text.replace(QUOTE, "")))
