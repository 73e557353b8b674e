"""The page of a result list: facets, cards, forms, and the list's exports."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from cases.embeddings.nearest import NearSentence
from cases.exports.coding_files import CODINGS
from cases.exports.figure_files import FIGURES
from cases.exports.file_format import Format
from cases.exports.formats import FORMATS, OF_CITATIONS
from cases.exports.json_file import JSON, JSON_LINES
from cases.exports.word.word_file import WORD
from cases.listing.alternatives import (
    alternative_links,
    mechanisms_suggested,
    missing_places,
    places_named,
    words_not_replaced,
    words_without_cases,
)
from cases.listing.partial_list import near_list, partial_list
from cases.listing.result_list import ResultList
from cases.pages.cards import Card, card
from cases.pages.page import BASKET, CASES, Page, absolute
from cases.pages.printed_list import PrintedCase, printed_page
from cases.search.ranking.matches import HighlightTerm
from cases.search.suggestions.partial_matches import PartialMatches
from cases.search.text.document import Field
from cases.templatetags.jinja import jinja

FOR_PROGRAMS = (JSON, JSON_LINES)
OPEN = ("year", "mechanism", "programme", "tier", "place")  # facets that are unfolded from the start
CLOSE = "意思相近的一句见标亮处"


def list_context(request: HttpRequest, results: ResultList, typed: str = "") -> dict[str, object]:
    """What both forms of the page print; `typed` is the search text before a slip in it was put right."""
    as_typed = results.state.with_query(typed)
    page, on_page = list_page(request, results), cards(results)
    return {
        "typed": typed if typed != results.state.q else "",
        "as_typed_url": as_typed.url_with("typed", typed, results.path),
        "page": page,
        "hide_header_search": True,
        "results": results,
        "state": results.state,
        "facets": facets(results),
        "cards": on_page,
        "printed": printed_page(results, (each.record for each in on_page), page.readable_url),
        **beside_the_list(results),
        "alternatives": alternative_links(results),
        "words_not_replaced": words_not_replaced(results),
        "words_without_cases": words_without_cases(results),
        "missing_places": missing_places(results),
        "places": [(reverse("place", args=[key]), name, n) for key, name, n in places_named(results)],
        "mechanisms": mechanisms_suggested(results),
        "hidden": kept_parameters(results.state.pairs, without=("q", "page")),
        "hidden_within": kept_parameters(results.state.pairs, without=("page",)),
        "exports": exports(results),
        "file_groups": file_groups(results),
        "compilation_url": reverse("compilation") if results.total else "",
        "list_pairs": results.state.list_pairs,
        "freeze_url": reverse("frozen-lists"),
        "advanced_url": results.state.with_page(1).url(reverse("advanced")),
        "basket_url": BASKET.url,
    }


def facets(results: ResultList) -> SafeString:
    """The facets as HTML, drawn once for each state of the data: turning a page changes nothing in them."""
    asked = results.state.with_page(1).url(results.path)
    key = sha256(f"facets {results.index.version} {asked}".encode()).hexdigest()
    html: SafeString | None = cache.get(key)
    if html is None:
        html = jinja("browse/facets.jinja", results=results, open_facets=OPEN)
        cache.set(key, html, timeout=None)  # the version is in the key: it never gets old, only out of use
    return html


def cards(results: ResultList) -> list[Card]:
    marks = results.search.highlights if results.search is not None else ()
    asked = results.mechanisms_asked_for
    selected = results.mechanisms_selected | results.coded_selected
    return [card(record, marks, results.reasons(record.pk), asked, selected) for record in results.records()]


def beside_the_list(results: ResultList) -> dict[str, Sequence[object]]:
    """Cards below an empty list: `partly` fit a part of the search text, `near` are near to it in meaning.

    Paper has rows instead: what is highlighted on a card that is near cannot be pointed at there.
    """
    partial = partial_list(results)
    partly, near = _partly(results, partial), _near(results, near_list(results, partial))
    return {
        "partly": partly,
        "near": near,
        "printed_partly": [PrintedCase(n, each.record, each.sentences) for n, each in enumerate(partly, 1)],
        "printed_near": [PrintedCase(n, each.record) for n, each in enumerate(near, 1)],
    }


def _partly(results: ResultList, found: PartialMatches) -> list[Card]:
    """Each with what it fits."""
    reasons = {each.number: each.reasons for each in found.matches}
    records = results.index.records(list(reasons))
    return [card(record, found.highlights, reasons[record.pk]) for record in records]


def _near(results: ResultList, found: list[NearSentence]) -> list[Card]:
    """Each with its near sentence highlighted."""
    marks = {each.number: HighlightTerm(each.sentence, Field.TEXT) for each in found}
    return [card(record, [marks[record.pk]], [CLOSE]) for record in results.index.records(list(marks))]


def kept_parameters(pairs: Iterable[tuple[str, str]], without: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a form carries along as hidden fields: everything but what it asks for itself."""
    return [(name, value) for name, value in pairs if name not in without]


def exports(results: ResultList) -> list[tuple[str, str, str]]:
    """(label, address, what it is) of the whole list in forms for people; of an empty one its news alone."""
    news = ("订阅更新", results.export_url(reverse("feed")), "RSS")
    if not results.total:
        return [news]
    return [
        ("统计", results.export_url(reverse("statistics")), "分类统计表和图"),
        (WORD.label, results.export_url(reverse("compilation")), WORD.meaning),
        news,
        *(
            (each.label, results.export_url(reverse(f"cases-{each.extension}")), each.meaning)
            for each in FORMATS
            if each not in FOR_PROGRAMS
        ),
    ]


def file_groups(results: ResultList) -> list[tuple[str, list[tuple[str, str]]]]:
    """What else can be taken away of the whole list: (what it is, (label, address) of each file)."""

    def links(name: str, forms: Iterable[Format]) -> list[tuple[str, str]]:
        return [(each.label, results.export_url(reverse(f"{name}-{each.extension}"))) for each in forms]

    return [
        ("供程序读取", links("cases", FOR_PROGRAMS)),
        *((rows.title, links(rows.stem, rows.formats)) for rows in (CODINGS, FIGURES)),
        ("案例和机制的 0/1 表", [("CSV", results.export_url(reverse("matrix")))]),
        ("参考文献条目", links("cases", OF_CITATIONS)),
    ]


def list_page(request: HttpRequest, results: ResultList) -> Page:
    words = results.words
    path = results.state.url(CASES.url)
    title = CASES.name if words == "全部案例" else words
    description, feed = f"{words}，共 {results.total} 个", results.export_url(reverse("feed"))
    return Page(title, CASES, absolute(request, path), description, feed=feed)
