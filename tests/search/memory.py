"""A library in memory, for the search alone: no database, no index file, no Django models."""

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
from pyroaring import BitMap

from cases.places.place import Place
from cases.search.query.lexicon import QueryLexicon
from cases.search.searcher import Searcher
from cases.search.text.document import SearchDocument
from cases.search.text.text_index import TextIndex
from cases.terms import MechanismTerm
from cases.vocabulary import NamedValue, Vocabulary

BUILT = Path(__file__).parents[2] / "fixtures" / "built"
FILES = {"programme": "programmes.json", "tier": "tiers.json", "issuing_body": "issuing_bodies.json"}
FACETS = {"programme": "programme", "tier": "tier", "issuer": "issuing_body"}


@cache
def named_values() -> dict[str, list[NamedValue]]:
    """The programmes, tiers and issuing bodies of the fixtures."""
    return {field: list(map(named_value, built(name))) for field, name in FILES.items()}


def named_value(row: dict) -> NamedValue:
    names = (row["short_name"], *(other["name"] for other in row["names"]))
    return NamedValue(row["slug"], row["name"], tuple(filter(None, names)))


def labels() -> dict[str, dict[str, str]]:
    return {
        facet: {value.slug: value.name for value in named_values()[field]} for facet, field in FACETS.items()
    }


def make_place(
    key,
    name,
    parent="",
    code="",
    aliases=(),
    level="county",
    last_year=None,
    successors=(),
    region="",
) -> Place:
    return Place(key, code, name, aliases, level, parent, region, None, last_year, successors)


def make_term(slug, name, names=(), broader="") -> MechanismTerm:
    return MechanismTerm(slug, name, names, broader)


@dataclass(frozen=True)
class Case:
    """An award with what the search looks at; `then` and `now` are keys of places."""

    title: str = "题名"
    text: str = "正文。"
    applicant: str = ""
    then: str = ""
    now: str = ""
    mechanisms: tuple[str, ...] = ()
    facets: dict[str, str] = field(default_factory=dict)
    accession: str = ""


class MemoryLibrary:
    """The `Library` that the searcher asks for; ids are 1, 2, 3 … in the default order."""

    def __init__(
        self, cases: Iterable[Case], places: Iterable[Place] = (), terms: Iterable[MechanismTerm] = ()
    ) -> None:
        self.vocabulary = Vocabulary(places, terms, {}, values=named_values())
        self.cases = dict(enumerate(cases, start=1))
        self.lexicon = QueryLexicon(self.vocabulary, labels())
        database = sqlite3.connect(":memory:", check_same_thread=False)
        self.text = TextIndex(lambda: database)
        self.text.create()
        self.text.fill(self.document(number) for number in self.cases)
        self.all = BitMap(self.cases)
        self.orders = {"newest": np.array(list(self.cases), dtype=np.uint32)}
        self.bitmaps = self._bitmaps()
        self.searcher = Searcher(self, self.lexicon)

    def document(self, number: int) -> SearchDocument:
        case = self.cases[number]
        return SearchDocument(
            id=number,
            accession=case.accession or f"2014-sqzl-w{number:02}",
            title=case.title,
            applicant=case.applicant,
            place="\n".join(filter(None, [self.lexicon.path(case.then), self.lexicon.path(case.now)])),
            text=case.text,
        )

    def ranked(self, typed: str) -> list[int]:
        """The ids that match a query, in order."""
        return self.searcher.search(typed).ranking.page(0, 10_000)

    def exact(self, typed: str) -> list[int]:
        """The ids of the exact matches, in ascending order."""
        return list(self.searcher.search(typed).exact)

    def reasons(self, typed: str, number: int = 1) -> list[str]:
        """The reasons that are shown for one case."""
        return self.searcher.search(typed).reasons(number)

    def _bitmaps(self) -> dict[str, dict[str, BitMap]]:
        bitmaps: dict[str, dict[str, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
        for number, case in self.cases.items():
            for facet, value in {"year": "none", **case.facets}.items():
                bitmaps[facet][value].add(number)
            for facet, key in (("place_then", case.then), ("place", case.now)):
                for place in self.lexicon.lineage(key):
                    bitmaps[facet][place.key].add(number)
            for slug in case.mechanisms:
                while slug:
                    bitmaps["mechanism"][slug].add(number)
                    slug = self.vocabulary.terms[slug].broader
        return {facet: dict(values) for facet, values in bitmaps.items()}


@cache
def real_library() -> MemoryLibrary:
    """The 46 awards of the five context, with all divisions and mechanisms, newest first."""
    editions = {(e["programme"], e["year"]): e for e in built("editions.json")}
    awards = sorted(built("awards.json"), key=lambda award: (-(award["year"] or 0), award["accession"]))
    terms = [
        make_term(term["slug"], term["name"], tuple(term["names"]), term["broader"] or "")
        for term in built("mechanisms.json")
    ]
    return MemoryLibrary((real_case(award, editions) for award in awards), real_places(), terms)


def real_case(award: dict, editions: dict) -> Case:
    edition = editions[award["programme"], award["year"]]
    facets = {"programme": award["programme"], "tier": award["tier"], "issuer": edition["issuing_body"]}
    if award["year"]:
        facets["year"] = str(award["year"])
    return Case(
        title=award["title"],
        text=award["text"],
        applicant=award["applicant"],
        then=award["place_then"] or "",
        now=award["place_now"] or "",
        mechanisms=tuple(dict.fromkeys(coding["mechanism"] for coding in award["codings"])),
        facets=facets,
        accession=award["accession"],
    )


@cache
def real_places() -> tuple[Place, ...]:
    with (BUILT / "divisions.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(map(Place.from_row, csv.DictReader(rows)))


def built(name: str) -> list[dict]:
    return json.loads((BUILT / name).read_text(encoding="utf-8"))


__all__ = ["Case", "MemoryLibrary", "make_place", "make_term", "real_library", "replace"]
