"""How the cases of one term match, and what the page says of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import FrozenBitMap

from cases.search.expansion.expansion import LEVEL_OF, Expansion, Level, Strength
from cases.search.query.query import QueryTerm
from cases.search.ranking.ranking import Tiers, best_grades
from cases.search.text.document import EDGE, Field
from cases.search.text.exact_match import ExactMatcher, Ids, union
from cases.search.text.normalisation import PARAGRAPH


@dataclass(frozen=True, slots=True)
class HighlightTerm:
    """Folded text to highlight, in one field or (None) in all."""

    text: str
    field: Field | None = None


@dataclass(frozen=True)
class TermMatch:
    """The cases of one term: exact matches in each field, and expansions."""

    term: QueryTerm
    by_field: dict[Field, FrozenBitMap]
    coded: Ids  # the cases of the mechanism that the term names, whether it occurs in them or not
    expansions: list[Expansion] = field(default_factory=list)
    inside: dict[Field, Ids] = field(default_factory=dict)  # where the term is but a part of longer words
    first: Ids = field(default_factory=FrozenBitMap)  # before all others

    @cached_property
    def exact(self) -> FrozenBitMap:
        return union(self.by_field.values())

    @cached_property
    def tiers(self) -> Tiers:
        graded: Tiers = [((Strength.EXACT, Level.FIRST), self.first)]
        for where, ids in self.by_field.items():
            inside = self.inside.get(where, FrozenBitMap())
            graded += [((Strength.EXACT, LEVEL_OF[where]), ids - inside)]
            graded += [((Strength.EXACT, Level.INSIDE), ids & inside)]
        graded.append(((Strength.EXACT, Level.MECHANISM), self.coded & self.exact))
        graded += [((each.strength, each.level), each.ids) for each in self.expansions]
        return best_grades([graded])

    def highlights(self) -> Iterator[HighlightTerm]:
        """What to highlight in the cases."""
        if not self.term.facet:
            yield HighlightTerm(self.term.text, self.term.field)
        for expansion in self.expansions:
            for text in expansion.highlights:
                yield HighlightTerm(text, self.term.field)


def reason_of_group(group: list[TermMatch], number: int, matcher: ExactMatcher) -> str | None:
    """Why a case matches one of the alternatives of a group; None where it prints the term."""
    for match in group:
        if number in match.exact:
            return _of_place(match, number, matcher)
    for match in group:
        for expansion in match.expansions:
            if number in expansion.ids:
                return expansion.reason(number)
    return None


def _of_place(match: TermMatch, number: int, matcher: ExactMatcher) -> str | None:
    """None where the term is printed; else the path in which it occurs, which the source may not print."""
    if any(number in ids for where, ids in match.by_field.items() if where is not Field.PLACE):
        return None
    lines = matcher.index.texts([number], Field.PLACE).get(number, "").split(PARAGRAPH)
    paths = [line.strip(EDGE) for line in lines]
    if match.term.text not in paths[0]:
        then, now = (path.rsplit(EDGE, 1)[-1] for path in (paths[0], paths[-1]))
        return f"地区:{then} → 今{now}"
    return f"地区:{paths[0]}"
