"""Where a term occurs only as a part of longer words that have nothing to do with it: 民政 in 人民政府."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import FrozenBitMap

from cases.language.word_tables import any_of, words_of_kind
from cases.search import thresholds
from cases.search.expansion.expansion import SearchContext
from cases.search.query.query import QueryTerm
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union

LONGER_WORDS = words_of_kind("query_words", "longer")
_FIELDS = (Field.TITLE, Field.APPLICANT, Field.TEXT)


def longer_words(word: str, context: SearchContext) -> tuple[str, ...]:
    """The words in which a folded word stands by chance: curated ones, and places behind each other."""
    curated = (longer for longer in LONGER_WORDS if word in longer and word != longer)
    return (*curated, *context.lexicon.names_across(word)) if len(word) > 1 else ()


def inside_longer_words(
    term: QueryTerm, by_field: Mapping[Field, Ids], context: SearchContext
) -> dict[Field, Ids]:
    """The cases in whose field a term occurs in longer words alone; of too many the text is not read."""
    longer = longer_words(term.text, context)
    if not longer:
        return {}
    return {
        field: _inside(term.text, longer, field, by_field[field], context)
        for field in _FIELDS
        if field in by_field
    }


def _inside(word: str, longer: Sequence[str], field: Field, ids: Ids, context: SearchContext) -> Ids:
    if len(ids) > thresholds.COUNTED_CASES.value:
        return _with_a_curated_word(word, field, ids, context)
    anywhere_else = re.compile(f"{any_of(longer)}|({re.escape(word)})")
    texts = context.matcher.index.texts(ids, field)
    return ids - FrozenBitMap(
        number for number, text in texts.items() if any(match[1] for match in anywhere_else.finditer(text))
    )


def _with_a_curated_word(word: str, field: Field, ids: Ids, context: SearchContext) -> Ids:
    """Titles and applicants are short: where the longer word stands, the term hardly stands again."""
    longer: Iterable[str] = () if field is Field.TEXT else (each for each in LONGER_WORDS if word in each)
    return union(context.matcher.documents_with(each, field) for each in longer if each != word) & ids
