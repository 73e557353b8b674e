"""Queries that curators keep name what is there today, not what it was called before."""

from urllib.parse import quote_plus, unquote_plus

from django.db.models import QuerySet

from cases.models import WorkProblem
from cases.terms import BETWEEN


def rewrite_queries(parameter: str, old: str, new: str) -> list[str]:
    """Write the new value into the queries of problems that name the old one; what was done, in Chinese."""
    said = []
    for problem in _naming(old):
        parts = problem.query.split("&")
        wanted = [_with_new(part, parameter, old, new) for part in parts]
        if wanted != parts:
            problem.query = "&".join(dict.fromkeys(wanted))
            problem.save()
            said.append(f"首页难题“{problem}”的检索条件随之改动。")
    return said


def queries_with(parameter: str, value: str) -> list[str]:
    """The problems whose queries name the value, in their order."""
    return [
        str(each)
        for each in _naming(value)
        if any(_is_it(part, parameter, value) for part in each.query.split("&"))
    ]


def _naming(value: str) -> QuerySet[WorkProblem]:
    """Those whose queries may have the value, which stands in them as it is or as addresses write it."""
    return WorkProblem.objects.filter(query__contains=value.rpartition(BETWEEN)[2]).order_by("pk")


def _with_new(part: str, parameter: str, old: str, new: str) -> str:
    return f"{part.partition('=')[0]}={quote_plus(new)}" if _is_it(part, parameter, old) else part


def _is_it(part: str, parameter: str, wanted: str) -> bool:
    """`mechanism_all` has the values of `mechanism`."""
    name, _equals, value = part.partition("=")
    return name in (parameter, f"{parameter}_all") and unquote_plus(value) == wanted
