"""The sets of the protocol: by programme, programme and year, and year.

They follow from the accession number alone, which is permanent, so that what is deleted stays in its sets.
"""

from collections.abc import Iterable, Iterator

from cases.models import Programme
from cases.years import year_label

PROGRAMME, YEAR = "programme", "year"


def sets_of(accession: str) -> tuple[str, str]:
    """The narrowest sets of a number: `programme:sqzl:2014`, `year:2014`; 0000 where no year is known."""
    year, code, _number = accession.split("-")
    return f"{PROGRAMME}:{code}:{year}", f"{YEAR}:{year}"


def with_broader(name: str) -> Iterator[str]:
    """The set and those that it lies in."""
    while name:
        yield name
        name = name.rpartition(":")[0]


def names_of(sets: Iterable[str]) -> dict[str, str]:
    """Set → what it is called in Chinese, in order, the two at the top always among them. One query."""
    programmes = dict(Programme.objects.order_by().values_list("code", "name"))
    named = {PROGRAMME: "按评选项目", YEAR: "按年度"}
    for each in sorted(set(sets) - named.keys()):
        kind, first, *rest = each.split(":")
        if kind == YEAR:
            named[each] = _year(first)
        else:
            called = programmes.get(first, first)  # a programme may be gone, its numbers are not
            named[each] = f"{called}，{_year(rest[0])}" if rest else called
    return dict(sorted(named.items()))


def _year(digits: str) -> str:
    return year_label(int(digits) or None, " 年")
