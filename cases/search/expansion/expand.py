"""All expansions of a term, strongest first."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from cases.search.expansion import pinyin, segmentation, synonyms, variants
from cases.search.expansion.expansion import Expander, Expansion, SearchContext
from cases.search.expansion.segmentation import Segment
from cases.search.query.facet_words import years
from cases.search.query.query import QueryTerm
from cases.search.text.exact_match import Ids, union

_OUTER_SIGNS = re.compile(r"^(?:(?![%+])[\W_])+|(?:(?![%+])[\W_])+$")  # 90% and A+ are not 90 and A
_EXPANDERS: tuple[Expander, ...] = (
    variants.quotation_marks,
    variants.numbers,
    variants.punctuation,
    variants.accession_numbers,
    variants.equal_words,
    synonyms.mechanisms,
    synonyms.places,
    synonyms.catalogue,
    pinyin.names,
    pinyin.initials_of_names,
)


def expansions(term: QueryTerm, context: SearchContext, exact: Ids) -> list[Expansion]:
    """The expansions of a term that add to its exact matches; of single characters those of provinces alone.

    A phrase is not expanded, but quotation marks make no difference to it either.
    """
    if len(term.text) < 2:
        return [] if term.quoted else list(_with_new_cases(synonyms.catalogue(term, context), exact))
    if term.quoted:
        return list(_with_new_cases(variants.quotation_marks(term, context), exact))
    bare = _without_outer_signs(term)
    expanded = list(_with_new_cases(_without_segmentation(term, context), exact))
    if bare != term:
        expanded += _with_new_cases(_without_segmentation(bare, context), exact)
    expanded += _with_new_cases(
        segmentation.listed_words(bare, context, lambda part: _segment(part, context)), exact
    )
    if not exact:  # what occurs in print is one phrase, not several words
        expanded += _with_new_cases(
            segmentation.compounds(bare, context, lambda part: _segment(part, context)), exact
        )
    for last_resort in _LAST_RESORTS:
        if not expanded and not exact:
            expanded += _with_new_cases(last_resort(bare, context), exact)
    return sorted(expanded, key=lambda expansion: (expansion.strength, -expansion.level))


def _without_outer_signs(term: QueryTerm) -> QueryTerm:
    """（苏州） and 三社联动。 mean what is inside."""
    text = _OUTER_SIGNS.sub("", term.text)
    return replace(term, typed=_OUTER_SIGNS.sub("", term.typed), text=text) if len(text) > 1 else term


def _compounds_with_rest(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    return segmentation.compounds_with_rest(term, context, lambda part: _segment(part, context))


_LAST_RESORTS: tuple[Expander, ...] = (
    segmentation.across_punctuation,
    _compounds_with_rest,
    segmentation.halves_nearby,
    pinyin.words_of_texts,
)


def _without_segmentation(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    return chain.from_iterable(expander(term, context) for expander in _EXPANDERS)


def _with_new_cases(expanded: Iterator[Expansion], exact: Ids) -> Iterator[Expansion]:
    return (expansion for expansion in expanded if expansion.ids - exact)


def _segment(term: QueryTerm, context: SearchContext) -> Segment:
    """All cases of one segment of a word, exact matches and expansions."""
    exact = context.matcher.documents_with(term.text, term.field)
    if len(term.text) < 2:
        return Segment(term, exact)
    if years(term.text):  # beside other words a year is the award's, not one that is mentioned
        meant = tuple(synonyms.catalogue(term, context))
        if any(each.ids for each in meant):
            return Segment(term, union([]), meant)
    expanded = tuple(_without_segmentation(term, context))
    if not exact and not any(each.ids for each in expanded):
        expanded = tuple(segmentation.across_punctuation(term, context))
    return Segment(term, exact, expanded)
