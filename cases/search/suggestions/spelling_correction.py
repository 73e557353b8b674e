"""Titles that look much like a long word: one that was copied from memory, with 的 for 与."""

from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from cases.search.text.document import Field
from cases.search.text.exact_match import Letters
from cases.search.text.normalisation import fold_text

MOST = 2
_SHORTEST, _LONGEST = 6, 60  # characters; shorter words resemble too much
_ALIKE = 0.75  # share of its characters that stand in the title, in order
_TRIED = 8  # titles with most of the pairs


def titles_like(word: str, letters: Letters) -> list[str]:
    """The titles, as printed, that hold most of a folded word, the most alike first."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    pairs = {one + other for one, other in pairwise(word)}
    sets = [np.array(letters.standing(pair, Field.TITLE).to_array()) for pair in pairs]
    numbers, counts = np.unique(np.concatenate(sets), return_counts=True)
    most = np.argsort(-counts, kind="stable")[:_TRIED]
    printed = letters.text.titles(numbers[most[2 * counts[most] >= len(pairs)]].tolist())
    alike = {title: _share(word, fold_text(title)) for _accession, title in printed.values()}
    found = [title for title in alike if alike[title] >= _ALIKE]
    return sorted(found, key=lambda title: (-alike[title], title))[:MOST]


def _share(word: str, title: str) -> float:
    blocks = SequenceMatcher(None, word, title, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(word)
