"""Beyond the letter: words typed in one, 深圳社区基金会, 2015提名, 三社联动案例."""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_
from typing import TypeGuard

from cases.search.expansion import Expansion, Level, Sources, Strength, always
from cases.search.letters import Ids
from cases.search.lexicon import Lexicon
from cases.search.query import Term
from cases.search.words import IDLE, years

_LONGEST = 40
_SHORTEST_REST = 2
_SHORTEST_ALONE = 3  # of a rest beside idle words only: 大盆菜经验, but not 社会建设

Find = Callable[[Term], Ids]


def in_one(term: Term, sources: Sources, find: Find) -> Iterator[Expansion]:
    """Cases that match every part of a word made of names, years and the like, and nothing else."""
    parts = split(term.text, sources.lexicon)
    if parts is None or len(parts) < 2:
        return
    yield from _matching(parts, term, find)


def with_rest(term: Term, sources: Sources, find: Find) -> Iterator[Expansion]:
    """The same with a rest in front or behind that is no name: 深圳大盆菜. For words found nowhere."""
    word = term.text[:_LONGEST]
    for cut in range(len(word) - _SHORTEST_REST, 0, -1):
        if _says_enough(parts := split(word[:cut], sources.lexicon), word[cut:]):
            yield from _matching([*parts, word[cut:]], term, find)
            return
    for cut in range(_SHORTEST_REST, len(word)):
        if _says_enough(parts := split(word[cut:], sources.lexicon), word[:cut]):
            yield from _matching([word[:cut], *parts], term, find)
            return


def _says_enough(parts: list[str] | None, rest: str) -> TypeGuard[list[str]]:
    return parts is not None and (len(rest) >= _SHORTEST_ALONE or not set(IDLE).issuperset(parts))


def split(word: str, lexicon: Lexicon) -> list[str] | None:
    """The fewest names, years and idle words that a folded word is made of; None for any other."""
    if len(word) > _LONGEST:
        return None
    best: list[list[str] | None] = [[], *([None] * len(word))]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before = best[start]
            if before is None or not _is_part(word[start:end], lexicon):
                continue
            if best[end] is None or len(before) + 1 < len(best[end]):
                best[end] = [*before, word[start:end]]
    return best[len(word)]


def _is_part(piece: str, lexicon: Lexicon) -> bool:
    return piece in IDLE or bool(years(piece)) or (len(piece) > 1 and lexicon.is_word(piece))


def _matching(parts: list[str], term: Term, find: Find) -> Iterator[Expansion]:
    wanted = tuple(part for part in parts if part not in IDLE)
    if not wanted:
        return
    ids = reduce(and_, (find(Term(part, part, term.field)) for part in wanted))
    reason = always("parts", f"拆词:{' + '.join(wanted)}")
    yield Expansion(ids, Strength.PARTS, Level.TEXT, reason, wanted)
