"""How the cases of one term match, and what the page says of it."""

from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import FrozenBitMap

from cases.search.expansion.expansion import LEVEL_OF, Expansion, Level, Strength
from cases.search.protocols import Reason
from cases.search.query.parser import Term
from cases.search.ranking.ranking import Tiers, merged
from cases.search.text.document import EDGE, Field
from cases.search.text.exact_match import Ids, Letters, union
from cases.search.text.normalisation import PARAGRAPH


@dataclass(frozen=True, slots=True)
class Mark:
    """Folded words to light up, in one field or (None) in all."""

    word: str
    field: Field | None = None


@dataclass(frozen=True)
class Match:
    """The cases of one term: by the letter in each field, and beyond."""

    term: Term
    by_field: dict[Field, FrozenBitMap]
    coded: Ids  # the cases of the mechanism that the term names, whether its letters stand there or not
    expansions: list[Expansion] = field(default_factory=list)

    @cached_property
    def literal(self) -> FrozenBitMap:
        return union(self.by_field.values())

    @cached_property
    def tiers(self) -> Tiers:
        graded = [((Strength.LETTER, LEVEL_OF[where]), ids) for where, ids in self.by_field.items()]
        graded.append(((Strength.LETTER, Level.MECHANISM), self.coded & self.literal))
        graded += [((found.strength, found.level), found.ids) for found in self.expansions]
        return merged([graded])


def reason_of_group(group: list[Match], number: int, letters: Letters) -> Reason | None:
    """Why a case matches one of the terms, of which it has to match one."""
    for match in group:
        if number in match.literal:
            return _of_place(match, number, letters)
    for match in group:
        for found in match.expansions:
            if number in found.ids:
                return found.reason(number)
    return None


def _of_place(match: Match, number: int, letters: Letters) -> Reason | None:
    """None where the letters are printed; else the path that has them, which the source may not print."""
    if any(number in ids for where, ids in match.by_field.items() if where is not Field.PLACE):
        return None
    lines = letters.text.texts([number], Field.PLACE).get(number, "").split(PARAGRAPH)
    paths = [line.strip(EDGE) for line in lines]
    if match.term.text not in paths[0]:
        then, now = (path.rsplit(EDGE, 1)[-1] for path in (paths[0], paths[-1]))
        return Reason("place", f"地区:{then} → 今{now}")
    return Reason("place", f"地区:{paths[0]}")
