"""Queries that are accession numbers and nothing else: `W01 2014`, several with commas or blanks between."""

from dataclasses import replace

from cases.accessions import read
from cases.search.query.query import Query, QueryTerm


def with_accessions(query: Query) -> Query:
    """The query for any of the numbers that were typed; the same query where it says anything else."""
    plain = all(len(group) == 1 and not group[0].quoted and group[0].is_free for group in query.groups)
    if not plain or query.excluded:
        return query
    numbers = [str(number) for number in read(" ".join(term.typed for term in query.terms))]
    group = tuple(QueryTerm(number, number) for number in numbers)
    return replace(query, groups=(group,)) if group and (group,) != query.groups else query
