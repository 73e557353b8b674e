"""What 年度: 项目: 等次: 机制: 编号: ask for: values of the catalogue, by any of their names."""

from collections.abc import Iterator

from cases.accessions import read
from cases.facets.declarations import FACET_LABELS
from cases.search.expansion.expansion import Expansion, Level, SearchContext, Strength, same_reason
from cases.search.expansion.synonyms import coded
from cases.search.query.facet_words import years
from cases.search.query.query import QueryTerm


def catalogue_values(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The cases with the values of its facet that a term names, whole or in part."""
    if term.facet == "accession":
        yield from _numbered(term, context)
    elif term.facet == "mechanism":
        named = context.lexicon.mechanisms_named(term.text)
        for slug in named or context.lexicon.mechanisms_containing(term.text):
            yield from coded(slug, term, context)
    else:
        for value in _values(term, context):
            label = context.lexicon.labels.get(term.facet, {}).get(value, value)
            reason = same_reason(f"{FACET_LABELS[term.facet]}:{label}")
            ids = context.documents_with_value(term.facet, value)
            yield Expansion(ids, Strength.MEANING, Level.PLACE, reason)


def _numbered(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    for number in read(term.text):
        reason = same_reason(f"入库编号:{number}")
        yield Expansion(context.matcher.numbered(number), Strength.MEANING, Level.PLACE, reason)


def _values(term: QueryTerm, context: SearchContext) -> tuple[str, ...]:
    """The values that have the word as a name, else those with it in a name: 项目:十大."""
    if term.facet == "year":
        return years(term.text)
    of_facet = [
        (word, value)
        for word, meant in context.lexicon.facet_words.items()
        for facet, value in meant
        if facet == term.facet
    ]
    named = [value for word, value in of_facet if word == term.text]
    return tuple(dict.fromkeys(named or [value for word, value in of_facet if term.text in word]))
