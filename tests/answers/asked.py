"""Which questions are asked of the public side: every address of the interface, right and wrong."""

import random
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import permutations
from urllib.parse import quote, urlencode

from tests.answers.addresses import (
    BOXES,
    FACETS,
    FIXED,
    GZIP,
    LISTS,
    MISSING,
    PARTIAL,
    QUERIES,
    SORTS,
    TABLES,
    TYPED,
    WORDS,
)
from tests.answers.question import AFTER, SEARCH_CSV, Question
from tests.answers.site import Site
from tests.answers.stock import Stock


def public_questions(site: Site, stock: Stock, queries: list[str]) -> Iterator[Question]:
    """All but the curators', those after a change last."""
    yield from (Question("fixed", address) for address in FIXED)
    yield from (Question("missing", address) for address in MISSING)
    yield from lists(site, stock)
    yield from records(stock)
    yield from choices(stock)
    yield from statistics(stock)
    yield from machines(stock)
    yield from suggestions(stock, queries)
    yield from manners(site, stock)
    for query in queries:
        yield Question("search, page", f"/cases/?{urlencode({'q': query})}")
        yield Question(SEARCH_CSV, f"/cases.csv?{urlencode({'q': query})}")


def lists(site: Site, stock: Stock) -> Iterator[Question]:
    """Each value of each facet, combinations by chance, and all that is wrong."""
    shown = ["/cases/", "/cases/?place_at=then", "/", "/codebook/", "/statistics/", "/?q=社区"]
    addresses = {link for page in shown for link in links(site, page, r"/cases/\?")}
    for address in stock.some(sorted(addresses), 300):
        yield Question("facet value", address)
    for address in stock.some(sorted(addresses), 60):
        yield Question("facet value, JSON", address.replace("/cases/", "/cases.json"))
        yield Question("facet value, CSV", address.replace("/cases/", "/cases.csv"))
    for query in combinations(site, stock):
        yield Question("combination", f"/cases/?{query}")
        yield Question("combination, CSV", f"/cases.csv?{query}")
    for query in QUERIES:
        yield from (Question("parameters", f"{address}?{query}") for address in LISTS)
        yield Question("parameters, partial", f"/cases/?{query}", headers=PARTIAL)
        yield Question("parameters, advanced", f"/cases/advanced/?w_all=社区&{query}")


def links(site: Site, page: str, start: str, *, curator: bool = False) -> list[str]:
    """The addresses on a page that begin as this expression says, in their order, each once."""
    answer = site.ask(Question("", page, curator=curator)).decode()
    return list(dict.fromkeys(unescape(link) for link in re.findall(rf'href="({start}[^"#]*)"', answer)))


def combinations(site: Site, stock: Stock) -> Iterator[str]:
    """Query strings with one to four conditions and a form of the list, by chance but always the same."""
    chance = random.Random(8)
    values = [link.partition("?")[2] for link in links(site, "/cases/", r"/cases/\?\w+=")]
    plain = [value for value in values if value.count("=") == 1 and value.partition("=")[0] in FACETS]
    for _each in range(120):
        parts = chance.sample(plain, min(len(plain), chance.randint(1, 3)))
        parts += [f"q={quote(chance.choice(WORDS))}"] if chance.random() < 0.5 else []
        parts += [f"sort={chance.choice(SORTS)}"] if chance.random() < 0.6 else []
        parts += [f"per_page={chance.choice((20, 50, 100))}"] if chance.random() < 0.4 else []
        parts += [f"page={chance.randint(1, 3)}"] if chance.random() < 0.4 else []
        parts += ["view=table"] if chance.random() < 0.3 else []
        yield "&".join(parts)
    for sort in SORTS:
        for page in (1, 2, 3, 9, 50):
            yield f"sort={sort}&page={page}"
            yield f"q={quote(chance.choice(WORDS))}&sort={sort}&page={page}&per_page=50"


def records(stock: Stock) -> Iterator[Question]:
    """The pages of cases, places, mechanisms and sources."""
    for accession in [*stock.real, *stock.some(stock.synthetic, 150), *stock.unusual]:
        yield Question("case", f"/cases/{accession}/")
        yield Question("case, JSON", f"/cases/{accession}.json")
        yield Question("case, history", f"/cases/{accession}/history/")
        yield Question("case, earlier version", f"/cases/{accession}/history/1/")
    yield from (Question("place", f"/places/{key}/") for key in stock.places)
    yield from (Question("mechanism", f"/mechanisms/{slug}/") for slug in stock.mechanisms)
    for slug in stock.sources:
        yield Question("source", f"/sources/{slug}/")
        yield Question("source, text", f"/sources/{slug}.txt")


def choices(stock: Stock) -> Iterator[Question]:
    """Baskets: compared, listed, compiled."""
    chance = random.Random(9)
    everything = [*stock.real, *stock.synthetic]
    for number in (*(0, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 8, 12), min(len(everything), 201)):
        yield from basket(urlencode([("id", one) for one in chance.sample(everything, number)]))
    first, second = stock.real[:2]
    yield from basket(f"id={first}&id={first}&id={second}")
    yield from basket(f"id={first.upper()}，{second}")
    yield from basket(f"id={first}&id=0000-xx-w01&id=<b>")
    for accession in stock.unusual:
        yield from basket(f"id={first}&id={accession}")
    for query in (
        *QUERIES[::5],
        "year=2014",
        "q=社区&tier=nominee",
        "year=2021&sort=oldest",
        "q=zzzz",
        "q=三社联动&year=2015",
    ):
        yield Question("compilation", f"/compilation.docx?{query}")


def basket(query: str) -> Iterator[Question]:
    yield Question("compare", f"/compare/?{query}")
    yield Question("selection", f"/selection/?{query}")
    yield Question("selection", f"/selection.csv?{query}")
    yield Question("selection", f"/selection.csv?{query}&raw=1&bom=0")
    yield Question("compilation", f"/compilation.docx?{query}")


def statistics(stock: Stock) -> Iterator[Question]:
    """Every dimension by every other, as CSV, and some of them as pages."""
    pairs = [f"rows={rows}&cols={columns}" for rows, columns in permutations(FACETS, 2)]
    single = [f"rows={rows}" for rows in FACETS]
    yield from (
        Question("statistics, CSV", f"/statistics.csv?{table}") for table in [*single, *pairs, *TABLES]
    )
    yield from (
        Question("statistics", f"/statistics/?{table}")
        for table in [*single, *stock.some(pairs, 36), *TABLES]
    )


def machines(stock: Stock) -> Iterator[Question]:
    """What machines read: the feed, the sitemaps, and files that they already have."""
    yield from (Question("feed", f"/feed.atom?q={quote(word)}") for word in WORDS)
    yield from (Question("feed", f"/feed.atom?mechanism={slug}") for slug in stock.some(stock.mechanisms, 12))
    for section in ("pages", "cases", "places", "mechanisms", "sources"):
        yield Question("sitemap", f"/sitemap-{section}.xml")


def suggestions(stock: Stock, queries: list[str]) -> Iterator[Question]:
    """The beginnings of what readers look for, as they are typed."""
    starts = [query[:length] for query in stock.some(queries, 70) for length in (1, 2, 4)]
    for typed in dict.fromkeys([*TYPED, *starts]):
        yield Question("suggest", f"/suggest/?{urlencode({'q': typed})}")


def manners(site: Site, stock: Stock) -> Iterator[Question]:
    """Other methods, forms, compressed pages, and what the client has already."""
    case = f"/cases/{stock.real[0]}/"
    addresses = [*(address for address in FIXED if "?" not in address), case, f"{case[:-1]}.json"]
    for address in addresses:
        for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
            if address not in ("/report/", "/lists/", "/oai") or method != "POST":
                yield Question("method", address, method)
        yield Question("compressed", address, headers=GZIP)
        yield Question("partial", address, headers=PARTIAL)
    yield Question("partial", "/cases/?q=社区", headers=(*PARTIAL, ("HX-History-Restore-Request", "true")))
    files = ("/cases.csv", "/cases.json", "/codings.csv", "/codebook.csv", f"{case[:-1]}.json")
    for address in (*files, "/feed.atom", "/compilation.docx?year=2014"):
        tag = re.search(
            r"^ETag: (.*)$", site.ask(Question("", address)).decode(errors="replace"), re.MULTILINE
        )
        if tag:
            yield Question("not modified", address, headers=(("If-None-Match", tag[1]),))
    for parts in (*((box,) for box in BOXES), BOXES[:4], BOXES):
        yield Question(
            "advanced", f"/cases/advanced/?{urlencode({f'w_{box}': '社区 居民' for box in parts})}"
        )
    for form in ({"verb": "Identify"}, {"verb": "ListRecords", "metadataPrefix": "oai_dc"}, {"q": "x"}):
        yield Question("harvest", "/oai", "POST", form=tuple(form.items()))
    for form in ({}, {"message": "短"}, {"message": "字" * 2001}, {"message": "有错字", "website": "x"}):
        yield Question("report", "/report/", "POST", form=tuple(form.items()))
    for form in ({"year": "2014"}, {"q": "社区"}, {"year": "x"}, {"version": "1", "sort": "oldest"}):
        yield Question("frozen list", "/lists/", "POST", form=tuple(form.items()))
    kept = (("case", stock.real[0]), ("page", f"{case}?x=1"), ("message", "第二段有一个错字。"))
    for contact in range(6):  # more than are taken within an hour
        yield Question("report", "/report/", "POST", form=(*kept, ("contact", str(contact))))


def after_change(stock: Stock, words: Iterable[str] = WORDS) -> Iterator[Question]:
    """What readers and curators see when awards have changed and others were withdrawn."""
    lists = (
        "/cases/",
        "/cases.csv",
        "/cases.json",
        "/feed.atom",
        "/statistics/",
        "/statistics.csv?rows=applicant",
    )
    fixed = ("/", "/mechanisms/", "/sources/", "/sitemap-cases.xml", "/healthz")
    yield from (Question(AFTER, address) for address in (*lists, *fixed))
    yield from (Question(AFTER, f"/cases/?q={quote(word)}") for word in words)
    yield from (Question(AFTER, f"/cases.csv?q={quote(word)}") for word in words)
    for accession in stock.real:
        yield Question(AFTER, f"/cases/{accession}/")
        yield Question(AFTER, f"/cases/{accession}.json")
    yield from basket_after(stock)


def basket_after(stock: Stock) -> Iterator[Question]:
    query = urlencode([("id", accession) for accession in stock.real])
    for address in ("/selection/", "/selection.csv", "/compilation.docx", "/compare/"):
        yield Question(AFTER, f"{address}?{query}")
