"""What a helpful librarian would lay out for a query: judged by reading the 46 cases, not by the search.

`printed` reads the texts by brute force, in a normal form of its own; `coded` knows the curators'
codings; everything else is a list written down by hand.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from opencc import OpenCC

from tests.search.memory import built

_MARKS = dict.fromkeys(map(ord, " \u3000\xa0\u2003“”‘’「」『』\"'"))
_SPELT = {"syq": "2014-syq-p01", "cy": "0000-sqzl-w01"}
Cases = frozenset[str]
NOTHING: Cases = frozenset()


@dataclass(frozen=True)
class Wanted:
    """`must` has to match, `may` is what a librarian would defend beside it; nothing else."""

    typed: str
    must: Cases
    may: Cases = field(default_factory=frozenset)
    exact: Cases = field(default_factory=frozenset)  # those of `must` that print the term


def printed(word: str, *fields: str) -> Cases:
    """The accessions of the cases in whose title, applicant or text the word is printed."""
    wanted = plain(word)
    return frozenset(
        accession for accession, texts in _texts().items() if any(wanted in texts[f] for f in fields or texts)
    )


def coded(*slugs: str) -> Cases:
    """The accessions of the cases coded with one of the mechanisms or with a narrower one."""
    below = {term["slug"]: term["broader"] for term in built("mechanisms.json")}

    def reaches(slug: str | None) -> bool:
        return slug is not None and (slug in slugs or reaches(below[slug]))

    return frozenset(
        award["accession"]
        for award in built("awards.json")
        if any(reaches(coding["mechanism"]) for coding in award["codings"])
    )


def with_value(name: str, *values: object) -> Cases:
    """The accessions of the cases with a value in a column."""
    return frozenset(award["accession"] for award in built("awards.json") if award[name] in values)


def cases(listed: str) -> Cases:
    """`15w01 14n02 syq` as accessions."""
    return frozenset(_accession(each) for each in listed.split())


def plain(text: str) -> str:
    """Simplified, half width, lower case, no blanks, no quotation marks."""
    return _converter().convert(unicodedata.normalize("NFKC", text)).casefold().translate(_MARKS)


def _accession(short: str) -> str:
    programme = "jczl" if short.startswith("21") else "sqzl"
    return _SPELT.get(short) or f"20{short[:2]}-{programme}-{short[2:]}"


@cache
def _texts() -> dict[str, dict[str, str]]:
    names = ("title", "applicant", "text")
    return {award["accession"]: {n: plain(award[n]) for n in names} for award in built("awards.json")}


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def word(typed: str, more: Cases | str = NOTHING, may: Cases | str = NOTHING, as_printed: str = "") -> Wanted:
    """A word that matches where it is printed, perhaps as `as_printed`, and what is added by hand."""
    exact = printed(as_printed or typed)
    return Wanted(typed, exact | _set(more), _set(may), exact)


def means(typed: str, must: Cases | str, may: Cases | str = NOTHING) -> Wanted:
    """A query that is not one run of characters, or that occurs nowhere."""
    return Wanted(typed, _set(must), _set(may))


def exactly(typed: str, must: Cases) -> Wanted:
    """A query with signs, whose cases the texts alone decide."""
    return Wanted(typed, must, NOTHING, must)


def each(kind: Callable[..., Wanted], typed: str, *options: Cases | str, **named: str) -> list[Wanted]:
    """Several queries, separated by blanks, for the same cases."""
    return [kind(one, *options, **named) for one in typed.split()]


def _set(listed: Cases | str) -> Cases:
    return cases(listed) if isinstance(listed, str) else listed


ALL = frozenset(award["accession"] for award in built("awards.json"))
BEIJING, CHAOYANG = "cy 14n04 15w02 15w09 21t01", "cy 15w02 21t01"
SHENZHEN, XIAMEN, NANJING = "14w02 14n01 15w04 15w07", "14w06 15w03 21t03", "14w01 15n02 syq"
RURAL = with_value("setting", "rural")
NORTHEAST = "14w04 14n08 14n09 21t02"
WEST = "14n06 14w05 15w08 14w11 15n08 15n04"
CENTRAL = "14n07 15n09 15w11 21t04 14w10 15n07 14n05 15n01"
WINNERS, NOMINEES = with_value("tier", "winner"), with_value("tier", "nominee")
OF_2014, OF_2015, OF_2021 = with_value("year", 2014), with_value("year", 2015), with_value("year", 2021)
PROGRAMME = with_value("programme", "sqzl")
TALKS, THREE = coded("shequ-xieshang"), coded("sanshe-liandong")
SERVICE, OLD = coded("goumai-fuwu"), coded("weilao-fuwu")
