"""Queries that curators keep name what is there today, not what it was called before."""

from urllib.parse import unquote_plus

from cases.models import WorkProblem


def rewrite_queries(parameter: str, old: str, new: str) -> list[str]:
    """Write the new value into the queries of problems that name the old one; what was done, in Chinese."""
    said = []
    for problem in WorkProblem.objects.filter(query__contains=old).order_by("pk"):
        parts = problem.query.split("&")
        wanted = [_with_new(part, parameter, old, new) for part in parts]
        if wanted != parts:
            problem.query = "&".join(dict.fromkeys(wanted))
            problem.save()
            said.append(f"首页难题“{problem}”的检索条件随之改动。")
    return said


def _with_new(part: str, parameter: str, old: str, new: str) -> str:
    """`mechanism_all` has the values of `mechanism`."""
    name, _equals, value = part.partition("=")
    is_it = name in (parameter, f"{parameter}_all") and unquote_plus(value) == old
    return f"{name}={new}" if is_it else part
