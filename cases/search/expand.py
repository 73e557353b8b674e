"""All that a term finds beyond its letters, strongest first."""

from collections.abc import Iterator
from itertools import chain

from cases.search import apart, meanings, parts, sounds, spellings
from cases.search.expansion import Expander, Expansion, Sources
from cases.search.letters import Ids, union
from cases.search.query import Term

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
    """The expansions of a term that add to its literal cases; none for phrases and single characters."""
    if term.quoted or len(term.text) < 2:
        return []
    found = list(_adding(_simple(term, sources), literal))
    if not literal:  # what stands in print is one phrase, not several words
        found += _adding(parts.in_one(term, sources, lambda part: _whole(part, sources)), literal)
    for expander in (apart.by_punctuation, _with_rest, apart.in_two):
        if not found and not literal:
            found += _adding(expander(term, sources), literal)
    return sorted(found, key=lambda expansion: (expansion.strength, -expansion.level))


def _with_rest(term: Term, sources: Sources) -> Iterator[Expansion]:
    return parts.with_rest(term, sources, lambda part: _whole(part, sources))


def _simple(term: Term, sources: Sources) -> Iterator[Expansion]:
    return chain.from_iterable(expander(term, sources) for expander in _EXPANDERS)


def _adding(found: Iterator[Expansion], literal: Ids) -> Iterator[Expansion]:
    return (expansion for expansion in found if expansion.ids - literal)


def _whole(part: Term, sources: Sources) -> Ids:
    """All cases of one part of a word, by the letter and beyond."""
    literal = sources.letters.standing(part.text, part.field)
    if len(part.text) < 2:
        return literal
    return union([literal, *(expansion.ids for expansion in _simple(part, sources))])
