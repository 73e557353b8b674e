"""Frames of questions: what in 什么是三社联动, 老小区没有物业怎么办 asks, and says nothing of the matter."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cases.language.word_tables import any_of, words_of_kind
from cases.search.query.facet_words import STOP_WORDS
from cases.search.query.query import Query, QueryTerm
from cases.search.text.normalisation import fold_text

FRAMES = words_of_kind("question_words", "frame")
ENDINGS = words_of_kind("question_words", "ending")
_SIGNS = r"[\s,，.。?？!！;；:：、]*"


def without_frames(query: Query) -> Query:
    """The query of what a question is about; the same query where it asks nothing, or nothing else.

    A frame within a word makes two of it: 社区怎么开展协商 is 社区 and 开展协商.
    """
    groups = (tuple(_without_frames(group)) for group in query.groups)
    kept = tuple(dict.fromkeys(each for several in groups for each in several if each))
    return replace(query, groups=kept, of_question=True) if kept and kept != query.groups else query


def _without_frames(group: tuple[QueryTerm, ...]) -> Iterator[tuple[QueryTerm, ...]]:
    """The groups that become of one: several of a single word, one of alternatives."""
    words = [_about(term) for term in group]
    if len(group) == 1:
        yield from ((word,) for word in words[0])
    else:
        yield tuple(word for several in words for word in several)


def _about(term: QueryTerm) -> list[QueryTerm]:
    """What a term is about, in one or more words; a phrase is no question."""
    if term.quoted:
        return [term]
    ending = re.compile(f"(?:{_SIGNS}{any_of(ENDINGS)})+{_SIGNS}$")
    words = [ending.sub("", word) for word in _between_frames(term.typed)]
    if words == [term.typed]:
        return [term]
    return [replace(term, typed=word, text=fold_text(word)) for word in words if _says(word)]


def _between_frames(typed: str) -> list[str]:
    """What stands before, between and behind the frames; all of it where there is none."""
    words = re.split(_SIGNS + any_of(FRAMES) + _SIGNS, typed)
    return [re.sub(f"{_SIGNS}$", "", word) for word in words] if len(words) > 1 else words


def _says(word: str) -> bool:
    """Whether a word beside a frame says anything: 做法 in 有哪些做法 does not."""
    return bool(fold_text(word)) and fold_text(word) not in STOP_WORDS
