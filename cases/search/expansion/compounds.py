"""Beyond the letter: words typed in one, 深圳社区基金会, 2015提名, 三社联动案例."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_
from typing import TypeGuard

from cases.search.expansion.expansion import Expansion, Level, Sources, Strength
from cases.search.expansion.segmentation import may_part
from cases.search.protocols import Reason
from cases.search.query.facet_words import IDLE, years
from cases.search.query.lexicon import Lexicon
from cases.search.query.parser import Term
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import QUOTE

_LONGEST = 40
_SHORTEST_REST = 2
_LONGEST_HALVED = 12
_SHORTEST_ALONE = 3  # of a rest beside idle words only: 大盆菜经验, but not 社会建设


@dataclass(frozen=True, slots=True)
class Part:
    """All cases of one part of a word, by the letter (`standing`) and beyond."""

    term: Term
    standing: Ids
    beyond: tuple[Expansion, ...] = ()

    @property
    def ids(self) -> Ids:
        return union([self.standing, *(expansion.ids for expansion in self.beyond)])

    def words(self, number: int) -> str:
        """What the reason says of the part: itself, and how a case has it that does not print it."""
        text = self.term.text.replace(QUOTE, "")
        if number in self.standing:
            return text
        why = (each.reason(number).label for each in self.beyond if number in each.ids)
        return next((f"{text}({label})" for label in why), text)


Find = Callable[[Term], Part]


def in_one(term: Term, sources: Sources, find: Find) -> Iterator[Expansion]:
    """Cases that match every part of a word made of names, years and the like, and nothing else."""
    parts = split(term.text, sources.lexicon)
    if parts is not None and len(parts) > 1 and (found := _matching(parts, term, find)):
        yield found


def with_rest(term: Term, sources: Sources, find: Find) -> Iterator[Expansion]:
    """The same with a rest in front or behind that is no name: 深圳大盆菜. For words found nowhere.

    A rest that stands nowhere may be two: 温江343协商.
    """
    word, find = term.text[:_LONGEST], lru_cache(maxsize=None)(find)
    for parts, rest in _with_names(word, sources.lexicon):
        tried = (_matching([*parts, *pieces], term, find) for pieces in ((rest,), *_halves(rest)))
        found = next((expansion for expansion in tried if expansion and expansion.ids), None)
        if found:
            yield found
            return


def _halves(rest: str) -> Iterator[tuple[str, str]]:
    """The ways to part a rest that is not too long in two."""
    if len(rest) <= _LONGEST_HALVED:
        for cut in range(_SHORTEST_REST, len(rest) - 1):
            if may_part(rest, cut):
                yield rest[:cut], rest[cut:]


def _with_names(word: str, lexicon: Lexicon) -> Iterator[tuple[list[str], str]]:
    """The names that a word begins with, then those that it ends with, as many as can be, and the rest."""
    for cut in range(len(word) - _SHORTEST_REST, 0, -1):
        if _says_enough(parts := split(word[:cut], lexicon), word[cut:]):
            yield parts, word[cut:]
            break
    for cut in range(_SHORTEST_REST, len(word)):
        if _says_enough(parts := split(word[cut:], lexicon), word[:cut]):
            yield parts, word[:cut]
            break


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


def _matching(parts: list[str], term: Term, find: Find) -> Expansion | None:
    """The cases of all parts; None when they are but words of no matter."""
    wanted = tuple(part for part in parts if part not in IDLE)
    if not wanted:
        return None
    found = [find(Term(part, part, term.field)) for part in wanted]

    def reason(number: int) -> Reason:
        return Reason("parts", f"拆词:{' + '.join(part.words(number) for part in found)}")

    ids = reduce(and_, (part.ids for part in found))
    return Expansion(ids, Strength.PARTS, Level.TEXT, reason, wanted)
