"""Explaining a search: why a case matches a query, and why it has its place in the ranking.

Everything is read from the result itself, from the matches and tiers that put the cases in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.search.expansion.expansion import Level, Strength
from cases.search.query.query import QueryTerm
from cases.search.ranking.matches import TermMatch
from cases.search.ranking.ranking import Criterion, Grade
from cases.search.searcher import Result, Searcher
from cases.search.text.document import Field
from cases.search.text.exact_match import ExactMatcher

STRENGTHS = {
    Strength.EXACT: "字面",
    Strength.SPELLING: "写法不同",
    Strength.MEANING: "近义、沿革或信息项",
    Strength.NARROWER: "下级机制",
    Strength.COMPOUND: "拆词",
    Strength.LOOSE: "较远的联系",
    Strength.PINYIN: "拼音",
    Strength.PINYIN_PREFIX: "拼音开头",
    Strength.INITIALS: "首字母",
}
LEVELS = {
    Level.FIRST: "年度",
    Level.TITLE: "标题",
    Level.APPLICANT: "申报单位",
    Level.PLACE: "地区或信息项",
    Level.MECHANISM: "机制",
    Level.TEXT: "正文",
    Level.INSIDE: "较长的词之内",
}
FIELDS = {Field.TITLE: "标题", Field.APPLICANT: "申报单位", Field.PLACE: "地区", Field.TEXT: "正文"}
CRITERIA = {
    Criterion.STRENGTH: "匹配方式更近",
    Criterion.LEVEL: "位置分更高",
    Criterion.OCCURRENCES: "出现次数更多",
    Criterion.DEFAULT_ORDER: "默认次序在前",
}


@dataclass(frozen=True, slots=True)
class TermExplanation:
    """How a case matches one term; `grade` is the best of its ways, None where it does not match."""

    term: QueryTerm
    occurrences: dict[Field, int]  # exact matches only; once for a place, which is no printed text
    expansions: tuple[str, ...]  # why it matches otherwise, the strongest first, with strength and level
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The case above or below, and what put the one before the other."""

    accession: str
    title: str
    grade: Grade
    occurrences: int  # 0 where they do not decide
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of a case in the ranking: `position` from 1, its tier, and what decides within the tier."""

    position: int
    total: int
    grade: Grade
    tier_size: int
    counted: bool
    occurrences: dict[str, int]  # folded text → how often it occurs in the case
    above: Neighbour | None
    below: Neighbour | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """`groups` are all required, one term of each is enough; without `placement` the case is no hit."""

    result: Result
    groups: tuple[tuple[TermExplanation, ...], ...]
    excluded: tuple[QueryTerm, ...]  # the excluded terms that the case matches
    placement: Placement | None


def explain(searcher: Searcher, typed: str, number: int) -> Explanation:
    """Why the case of that id is or is not in the result for what was typed."""
    result = searcher.search(typed)
    matcher = searcher.matcher
    groups = tuple(tuple(_term(match, number, matcher) for match in group) for group in result.matches)
    excluded = tuple(term for term in result.query.excluded if number in searcher.excluding(term))
    placement = _placement(result, number, matcher) if number in result.ids else None
    return Explanation(result, groups, excluded, placement)


def _term(match: TermMatch, number: int, matcher: ExactMatcher) -> TermExplanation:
    fields = [field for field, ids in match.by_field.items() if number in ids]
    expansions = (each for each in match.expansions if number in each.ids)
    labels = (f"{each.reason(number)}（{_grade((each.strength, each.level))}）" for each in expansions)
    return TermExplanation(
        match.term,
        {field: _count(match.term.text, field, number, matcher) for field in fields},
        tuple(dict.fromkeys(labels)),
        next((grade for grade, ids in match.tiers if number in ids), None),
    )


def _count(text: str, field: Field, number: int, matcher: ExactMatcher) -> int:
    if field is Field.PLACE:
        return 1
    return matcher.index.occurrences([number], [(text, field)])[number]


def _placement(result: Result, number: int, matcher: ExactMatcher) -> Placement:
    ranking = result.ranking
    order, tier = ranking.ids().tolist(), ranking.tier_of(number)
    at = order.index(number)
    grade, ids = ranking.tiers[tier]
    above = order[at - 1] if at else None
    below = order[at + 1] if at + 1 < len(order) else None
    return Placement(
        position=at + 1,
        total=len(order),
        grade=grade,
        tier_size=len(ids),
        counted=ranking.is_counted(tier),
        occurrences=dict(_occurrences(result, number, matcher)),
        above=None if above is None else _neighbour(result, above, ranking.criterion(above, number), matcher),
        below=None if below is None else _neighbour(result, below, ranking.criterion(number, below), matcher),
    )


def _occurrences(result: Result, number: int, matcher: ExactMatcher) -> Iterator[tuple[str, int]]:
    for term in result.highlights:
        count = matcher.index.occurrences([number], [(term.text, term.field)])[number]
        if count:
            yield term.text, count


def _neighbour(result: Result, number: int, criterion: Criterion, matcher: ExactMatcher) -> Neighbour:
    accession, title = matcher.index.titles([number])[number]
    ranking = result.ranking
    tier = ranking.tier_of(number)
    occurrences = ranking.counts(tier).get(number, 0) if ranking.is_counted(tier) else 0
    return Neighbour(accession, title, ranking.tiers[tier][0], occurrences, criterion)


# --- In Chinese ---


def lines(explanation: Explanation) -> Iterator[str]:
    """The explanation of a hit, line by line."""
    place = explanation.placement
    if place is None:
        raise ValueError("the case is no hit: ask for missing()")
    yield f"第 {place.position} 位，共 {place.total} 例"
    yield f"检索条件：{explanation.result.query.description or '（没有检索词，列出全部案例）'}"
    for group in explanation.groups:
        for term in group:
            yield from _term_lines(term)
    yield from _placement_lines(place)


def missing(explanation: Explanation) -> str:
    """Which terms keep a case out of the result."""
    unmatched = [group for group in explanation.groups if not any(term.grade for term in group)]
    parts = [f"不匹配{'或'.join(term.term.description for term in group)}" for group in unmatched]
    parts += [f"匹配要排除的“{term.typed}”" for term in explanation.excluded]
    return "；".join(parts)


def _term_lines(term: TermExplanation) -> Iterator[str]:
    yield f"{term.term.description}："
    if term.occurrences:
        counts = (
            FIELDS[field] if field is Field.PLACE else f"{FIELDS[field]} {count} 次"
            for field, count in term.occurrences.items()
        )
        yield f"  字面：{'，'.join(counts)}"
    for label in term.expansions:
        yield f"  扩展：{label}"
    if term.grade is None:
        yield "  不匹配（同组的另一词匹配即可）"
        return
    yield f"  计作：{_grade(term.grade)}（位置分 {term.grade[1]}）"


def _grade(grade: Grade) -> str:
    """The grade of one term: 字面，标题."""
    strength, level = grade
    return f"{STRENGTHS[strength]}，{LEVELS[Level(level)]}"


def _placement_lines(place: Placement) -> Iterator[str]:
    strength, level = place.grade
    yield "排序："
    yield f"  匹配方式：{STRENGTHS[strength]}（各词中最远的一种）；位置分：{level}（各词之和）"
    yield f"  同一档：{place.tier_size} 例，{_within_tier(place)}"
    yield f"  前一例：{_beside(place.above, '它')}"
    yield f"  后一例：{_beside(place.below, '本例')}"


def _beside(neighbour: Neighbour | None, first: str) -> str:
    """The neighbour, and why the first of the two is the first."""
    if neighbour is None:
        return "无"
    strength, level = neighbour.grade
    its_own = {
        Criterion.STRENGTH: f"（它：{STRENGTHS[strength]}）",
        Criterion.LEVEL: f"（它：{level}）",
        Criterion.OCCURRENCES: f"（它：{neighbour.occurrences} 次）",
        Criterion.DEFAULT_ORDER: "",
    }[neighbour.criterion]
    return f"{neighbour.accession} {neighbour.title}，{first}{CRITERIA[neighbour.criterion]}{its_own}"


def _within_tier(place: Placement) -> str:
    if not place.counted:
        return "不比次数，按默认次序" if place.tier_size > 1 else "不必比较"
    counts = "，".join(f"{text} {count}" for text, count in place.occurrences.items())
    total = sum(place.occurrences.values())
    return f"比出现次数，本例 {total} 次" + (f"（{counts}）" if counts else "")
