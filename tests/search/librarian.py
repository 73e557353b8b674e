"""What a helpful librarian would lay out for a query: judged by reading the 46 cases, not by the search.

`printed` reads the texts by brute force, in a normal form of its own; `coded` knows the curators'
codings; everything else is a list written down by hand.
"""

import unicodedata
from dataclasses import dataclass, field
from functools import cache

from opencc import OpenCC

from tests.search.memory import built

_MARKS = dict.fromkeys(map(ord, " \u3000\xa0\u2003\n“”‘’「」『』\"'"))
_SPELT = {"syq": "2014-syq-p01", "cy": "0000-sqzl-w01"}
Cases = frozenset[str]


@dataclass(frozen=True)
class Wanted:
    """`must` has to be found, `may` is what a librarian would defend beside it; nothing else."""

    typed: str
    must: Cases
    may: Cases = field(default_factory=frozenset)
    literal: Cases = field(default_factory=frozenset)  # those of `must` in which the letters stand


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


def having(name: str, *values: object) -> Cases:
    """The accessions of the cases with a value in a column."""
    return frozenset(award["accession"] for award in built("awards.json") if award[name] in values)


def cases(listed: str) -> Cases:
    """`15w01 14n02 syq` as accessions."""
    return frozenset(_accession(each) for each in listed.split())


def plain(text: str) -> str:
    """Simplified, half width, small letters, no blanks, no quotation marks."""
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


ALL = frozenset(award["accession"] for award in built("awards.json"))
