"""All that a term finds beyond its letters, strongest first."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from cases.search.expansion import compounds as parts
from cases.search.expansion import pinyin_of_names as sounds
from cases.search.expansion import pinyin_of_texts as spoken
from cases.search.expansion import segmentation as apart
from cases.search.expansion import synonyms as meanings
from cases.search.expansion import variants as spellings
from cases.search.expansion.compounds import Part
from cases.search.expansion.expansion import Expander, Expansion, Sources
from cases.search.query.facet_words import years
from cases.search.query.parser import Term
from cases.search.text.exact_match import Ids, union

_OUTER_SIGNS = re.compile(r"^(?:(?![%+])[\W_])+|(?:(?![%+])[\W_])+$")  # 90% and A+ are not 90 and A
_EXPANDERS: tuple[Expander, ...] = (
    spellings.quotation_marks,
    spellings.numbers,
    spellings.punctuation,
    spellings.accession_numbers,
    meanings.mechanisms,
    meanings.places,
    meanings.catalogue,
    sounds.pinyin,
    sounds.first_letters,
)


def expansions(term: Term, sources: Sources, literal: Ids) -> list[Expansion]:
    """The expansions of a term that add to its literal cases; of single characters those of provinces alone.

    A phrase finds no other words, but quotation marks make no difference to it either.
    """
    if len(term.text) < 2:
        return [] if term.quoted else list(_adding(meanings.catalogue(term, sources), literal))
    if term.quoted:
        return list(_adding(spellings.quotation_marks(term, sources), literal))
    bare = _without_outer_signs(term)
    found = list(_adding(_simple(term, sources), literal))
    if bare != term:
        found += _adding(_simple(bare, sources), literal)
    if not literal:  # what stands in print is one phrase, not several words
        found += _adding(parts.in_one(bare, sources, lambda part: _whole(part, sources)), literal)
    for expander in (apart.by_punctuation, _with_rest, apart.in_two, spoken.in_texts):
        if not found and not literal:
            found += _adding(expander(bare, sources), literal)
    return sorted(found, key=lambda expansion: (expansion.strength, -expansion.level))


def _without_outer_signs(term: Term) -> Term:
    """（苏州） and 三社联动。 mean what is inside."""
    text = _OUTER_SIGNS.sub("", term.text)
    return replace(term, typed=_OUTER_SIGNS.sub("", term.typed), text=text) if len(text) > 1 else term


def _with_rest(term: Term, sources: Sources) -> Iterator[Expansion]:
    return parts.with_rest(term, sources, lambda part: _whole(part, sources))


def _simple(term: Term, sources: Sources) -> Iterator[Expansion]:
    return chain.from_iterable(expander(term, sources) for expander in _EXPANDERS)


def _adding(found: Iterator[Expansion], literal: Ids) -> Iterator[Expansion]:
    return (expansion for expansion in found if expansion.ids - literal)


def _whole(term: Term, sources: Sources) -> Part:
    """All cases of one part of a word, by the letter and beyond."""
    standing = sources.letters.standing(term.text, term.field)
    if len(term.text) < 2:
        return Part(term, standing)
    if years(term.text):  # beside other words a year is the award's, not one that is mentioned
        meant = tuple(meanings.catalogue(term, sources))
        if any(each.ids for each in meant):
            return Part(term, union([]), meant)
    beyond = tuple(_simple(term, sources))
    if not standing and not any(each.ids for each in beyond):
        beyond = tuple(apart.by_punctuation(term, sources))
    return Part(term, standing, beyond)
