"""Parsed queries written as they can be typed: the parser reads each of them as the query that it was."""

from dataclasses import dataclass, replace

from cases.search.query.parser import parse
from cases.search.query.query import Query, QueryTerm

_OTHER = "\ue000"  # a word that nobody types
_A_WORD = f"{_OTHER}1"
_ANYTHING = (_A_WORD, f"标题:{_A_WORD}", f'"{_A_WORD}"', f"“{_A_WORD}”", f"「{_A_WORD}」", f"『{_A_WORD}』")


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A condition that can be given up alone: as typed, and what the query is without it."""

    typed: str
    rest: str
    is_excluded: bool = False


def unparse(query: Query) -> str:
    """The query as it can be typed."""
    alternatives = [*query.groups, *((term,) for term in query.excluded)]
    behind = [*(group[0] for group in alternatives[1:]), None]
    written = [_written(group, after) for group, after in zip(alternatives, behind, strict=False)]
    required = len(query.groups)
    return " ".join([*written[:required], *(f"-{each}" for each in written[required:])])


def unparse_term(term: QueryTerm) -> str:
    """The term as it can be typed: in quotation marks where it would read as something else."""
    return _typed_before(term, _A_WORD)


def unparse_anywhere(term: QueryTerm) -> str:
    """As `unparse_term`, also before a field, where a sign at the end is a space, and before a quotation."""
    return _typed_before(term, *_ANYTHING)


def query_parts(query: Query) -> tuple[QueryPart, ...]:
    """What must match, an alternative and what it stands beside as one, then what must not."""
    groups, excluded = query.groups, query.excluded
    required = (
        QueryPart(
            " | ".join(unparse_term(term) for term in group),
            unparse(replace(query, groups=tuple(other for other in groups if other is not group))),
        )
        for group in groups
    )
    refused = (
        QueryPart(
            unparse_term(term),
            unparse(replace(query, excluded=tuple(other for other in excluded if other != term))),
            is_excluded=True,
        )
        for term in excluded
    )
    return (*required, *refused)


def _typed_before(term: QueryTerm, *behind: str) -> str:
    """The term as it can be typed where any of these stands behind it."""
    limit = "" if term.is_free else f"{term.label}:"
    bare = limit + term.typed
    if not term.quoted and all(
        parse(f"{_OTHER} {bare} {each}").groups[1:-1] == ((term,),) for each in behind
    ):
        return bare
    opening, closing = '""' if '"' not in term.typed else "「」"
    return f"{limit}{opening}{term.typed}{closing}"


def _written(group: tuple[QueryTerm, ...], behind: QueryTerm | None) -> str:
    """Alternatives as they can be typed in front of a term: a field behind takes a sign at the end away."""
    *others, last = group
    is_plain = behind is None or (behind.is_free and not behind.quoted)
    return "|".join([*map(unparse_term, others), unparse_term(last) if is_plain else unparse_anywhere(last)])
