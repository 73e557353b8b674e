"""Spelling correction: titles and names similar to what was typed, and parts of it that occur."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from cases.language.pinyin import readings, syllables
from cases.search import thresholds
from cases.search.expansion.pinyin import words_read_as
from cases.search.query.lexicon import Name
from cases.search.query.query import Query, QueryTerm
from cases.search.searcher import Searcher
from cases.search.suggestions.known_words import KnownWord, known_words
from cases.search.text.document import Field
from cases.search.text.exact_match import ExactMatcher
from cases.search.text.normalisation import fold_text

_PAIR = 2
_LETTERS = re.compile("[a-z]{2,24}")


# --- Titles: a long query that was copied from memory, with 的 for 与 ---


def similar_titles(text: str, matcher: ExactMatcher) -> list[str]:
    """The titles, as printed, that hold most of a folded text, the most similar first."""
    if not thresholds.TITLE_CHARACTERS.value <= len(text) <= thresholds.TITLE_CHARACTERS_MOST.value:
        return []
    printed = matcher.index.titles(_candidates(text, matcher))
    shares = {title: _share(text, fold_text(title)) for _accession, title in printed.values()}
    similar = [title for title, share in shares.items() if share >= thresholds.TITLE_SIMILARITY.value]
    return sorted(similar, key=lambda title: (-shares[title], title))[: thresholds.SIMILAR_TITLES.value]


def _candidates(text: str, matcher: ExactMatcher) -> list[int]:
    """The ids of the titles with most of the text's pairs of characters."""
    pairs = {one + other for one, other in pairwise(text)}
    sets = [np.array(matcher.documents_with(pair, Field.TITLE).to_array()) for pair in pairs]
    numbers, counts = np.unique(np.concatenate(sets), return_counts=True)
    most = np.argsort(-counts, kind="stable")[: thresholds.TITLE_CANDIDATES.value]
    enough = counts[most] >= thresholds.TITLE_PAIRS_SHARE.value * len(pairs)
    return [int(number) for number in numbers[most[enough]]]


def _share(text: str, title: str) -> float:
    blocks = SequenceMatcher(None, text, title, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(text)


# --- Terms ---


def corrections(searcher: Searcher, term: QueryTerm) -> list[str]:
    """Similar names, then the words of the texts that the term may be pinyin of.

    Then the names that it has inside, or the words that say most.
    """
    homophones = [word for word, _ids in words_read_as(term, searcher.matcher)]
    inside = _names_inside(searcher, term.text)
    return [
        *_similar_names(searcher, term.text),
        *homophones,
        *(inside or _words_inside(searcher, term)),
    ]


def two_words(searcher: Searcher, term: QueryTerm) -> Iterator[str]:
    """The word as two, where that has most results."""
    if len(term.text) < thresholds.SPLIT_CHARACTERS.value or " " in term.text:
        return
    halves = [(term.text[:cut], term.text[cut:]) for cut in range(2, len(term.text) - 1)]
    with_half = searcher.matcher.documents_with
    counts = {half: len(with_half(half[0], term.field) & with_half(half[1], term.field)) for half in halves}
    best = max(counts, key=lambda half: counts[half])
    if counts[best]:
        yield " ".join(best)


def _similar_names(searcher: Searcher, word: str) -> list[str]:
    """The names pronounced alike or with these initials, then those with most characters in common."""
    lexicon, characters = searcher.lexicon, set(word)
    pinyin = [syllables(word), *readings(word)] if _LETTERS.fullmatch(word) else [syllables(word)]
    similar = {name.name: 2.0 for read in pinyin for name in lexicon.pronounced_like(read)}
    similar |= {name.name: 2.0 for name in lexicon.by_initials.get(word, ()) if _has_cases(name, searcher)}
    if len(word) >= thresholds.MISSPELT_LETTERS.value and _LETTERS.fullmatch(word):
        similar |= {name.name: 1.0 for name in lexicon.spelt_like(word) if _has_cases(name, searcher)}
    similar.pop(word, None)
    for name in lexicon.names:
        if name.name == word or name.name in similar or abs(len(name.name) - len(word)) > len(word) // 2:
            continue
        if 2 * len(characters.intersection(name.name)) >= len(characters) and _has_cases(name, searcher):
            ratio = SequenceMatcher(None, word, name.name).ratio()
            if ratio >= thresholds.NAME_SIMILARITY.value:
                similar[name.name] = ratio
    ranked = sorted(similar, key=lambda name: (-similar[name], name))
    return ranked[: thresholds.SIMILAR_NAMES.value]


def _names_inside(searcher: Searcher, word: str) -> list[str]:
    """The names that occur within a longer word, the longest first: 留守老人 in 留守老人关爱服务."""
    shortest = thresholds.NAME_INSIDE_CHARACTERS.value
    names = {
        name.name: name
        for name in searcher.lexicon.names
        if shortest <= len(name.name) < len(word) and name.name in word
    }
    known = [name for name in sorted(names, key=len, reverse=True) if _has_cases(names[name], searcher)]
    return [name for name in known if not any(name in other for other in known if other != name)]


def _has_cases(name: Name, searcher: Searcher) -> bool:
    facets = ("mechanism",) if name.kind == "mechanism" else ("place", "place_then")
    return any(searcher.context.documents_with_value(facet, name.key) for facet in facets)


def _words_inside(searcher: Searcher, term: QueryTerm) -> list[str]:
    """The known words of a longer one, names first; those that half of all cases have only without others.

    物业, 矛盾 and 业主 of 业主和物业公司闹矛盾.
    """
    words = [
        word for word in _in_a_row(term, searcher) if word.ids and not word.doubtful and word.term != term
    ]
    most = thresholds.PARTIAL_FREQUENCY.value * len(searcher.library.all)
    telling = [word for word in words if len(word.ids) <= most] or words[:1]
    ranked = sorted(telling, key=lambda word: (not word.named, -len(word.ids)))
    return [word.term.text for word in ranked[: thresholds.WORDS_OFFERED.value]]


def _in_a_row(term: QueryTerm, searcher: Searcher) -> list[KnownWord]:
    """The known words; those that mostly stand together in print are one, as they do in the term."""
    joined: list[KnownWord] = []
    for word in known_words(Query(((term,),)), searcher):
        both = _as_one(joined[-1], word, searcher) if joined else None
        joined = [*joined[:-1], both] if both else [*joined, word]
    return joined


def _as_one(word: KnownWord, next_word: KnownWord, searcher: Searcher) -> KnownWord | None:
    text = word.term.text + next_word.term.text
    ids = searcher.matcher.documents_with(text, word.term.field)
    rarer = min(len(word.ids), len(next_word.ids))
    if not rarer or 2 * len(ids) < rarer:
        return None
    return KnownWord(replace(word.term, typed=text, text=text), ids, word.named or next_word.named)
