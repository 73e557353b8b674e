"""The home page: editions, provinces, mechanisms, latest additions, and how large the library is."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse

from cases.facets.facet import NONE
from cases.index.index import Index
from cases.listing.problem_lists import problem_lists
from cases.listing.state import SearchState
from cases.models import Award, Edition, EditionQuota, Source, WorkProblem
from cases.pages.cards import Card, card
from cases.pages.cartogram import Cartogram
from cases.pages.counts import Counted, in_order, ranked
from cases.pages.data_sets import of_library
from cases.pages.page import CASES, HOME, Page, absolute, linked_data
from cases.vocabulary import Vocabulary
from cases.years import year_label

EXAMPLES = (
    ("三社联动", "一个机制，连同它的别称和下级机制"),
    ("苏州", "一个地区，连同其下各级"),
    ("居民议事 | 民主协商", "两个说法有一个就行"),
    ("物业 -业委会", "有前者而没有后者"),
    ("标题:村规民约", "只在标题里找"),
)
FREQUENT = 12  # mechanisms on the home page, beside those that curators feature
LATEST = 4
TERM = "search_term_string"  # where the words of a reader come in, in the data for search engines


@dataclass(slots=True)
class EditionLine:
    """The editions of a programme in a year, with how many awards of each tier are here and are declared.

    There may be several batches, `count` of them; `url` is their page. `document_url` leads to the source
    that announces the first one, and says its theme, procedure and dates.
    """

    label: str
    url: str
    document_url: str
    count: int
    tiers: list["TierLine"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TierLine:
    """`declared` is None where it is unknown."""

    label: str
    here: int
    declared: int | None
    url: str

    @property
    def complete(self) -> bool:
        return self.declared is not None and self.here >= self.declared

    @property
    def share(self) -> float:
        """What is here of what was declared, 0 to 100."""
        return min(100, round(100 * self.here / self.declared, 1)) if self.declared else 0


def examples() -> list[tuple[str, str, str]]:
    """(address, words, meaning) of each example; blanks as %20, as these links have always had them."""
    urls = {words: SearchState.of(q=words).url(CASES.url).replace("+", "%20") for words, _ in EXAMPLES}
    return [(urls[words], words, meaning) for words, meaning in EXAMPLES]


def figures(index: Index, lines: list["EditionLine"], provinces: Cartogram) -> list[tuple[str, int]]:
    """(label, number): how large the library is."""
    return [
        ("案例", len(index.all)),
        ("届次", sum(line.count for line in lines)),
        ("省级地区", sum(tile.count > 0 for tile in provinces.tiles)),
        ("治理机制", len(index.vocabulary.terms)),
    ]


def editions(index: Index) -> list[EditionLine]:
    """The editions by year and programme, the latest first, those without a year last. Two queries."""
    queryset = Edition.objects.shown().select_related("source", "programme").defer("source__text")
    grouped: dict[tuple[int | None, str], list[Edition]] = {}
    quotas = Prefetch("quotas", EditionQuota.objects.select_related("tier"))
    for edition in queryset.prefetch_related(quotas):
        grouped.setdefault((edition.year, edition.programme.slug), []).append(edition)
    in_order = sorted(grouped.items(), key=lambda pair: _by_year(pair[0], index.vocabulary))
    lines = [edition_line(year, programme, group, index) for (year, programme), group in in_order]
    return [line for line in lines if line.tiers]


def _by_year(key: tuple[int | None, str], vocabulary: Vocabulary) -> tuple[bool, int, int]:
    year, programme = key
    return (year is None, -(year or 0), vocabulary.position("programme", programme))


def edition_line(year: int | None, programme: str, group: list[Edition], index: Index) -> EditionLine:
    value, vocabulary = str(year or NONE), index.vocabulary
    state = SearchState.of(year=value, programme=programme)
    awards = index.with_value("year", value) & index.with_value("programme", programme)
    declared = Counter[str]()
    for quota in (quota for edition in group for quota in edition.quotas.all()):
        declared[quota.tier.slug] += quota.declared
    when, page = year_label(year, " 年度"), reverse("edition", args=[programme, value])
    label = vocabulary.label("programme", programme) or programme
    document = next((edition.source for edition in group if edition.source), None)
    line = EditionLine(f"{when} · {label}", page, _url_of(document), len(group))
    for tier in vocabulary.tiers_of.get(programme, ()):
        here = len(awards & index.with_value("tier", tier))
        if here or tier in declared:
            name, url = vocabulary.label("tier", tier) or tier, state.add("tier", tier).url(CASES.url)
            line.tiers.append(TierLine(name, here, declared.get(tier), url))
    return line


def _url_of(document: Source | None) -> str:
    return document.get_absolute_url() if document is not None else ""


def featured_mechanisms(index: Index) -> list[Counted]:
    """The terms that curators feature, in their order."""
    terms = sorted(index.vocabulary.terms.values(), key=lambda term: (term.position, term.slug))
    return in_order(_mechanism(index, term.slug) for term in terms if term.is_featured)


def frequent_mechanisms(index: Index) -> list[Counted]:
    """The other terms with the most cases."""
    terms = index.vocabulary.terms
    others = [slug for slug in index.bitmaps["mechanism"] if slug in terms and not terms[slug].is_featured]
    return ranked(_mechanism(index, slug) for slug in others)[:FREQUENT]


def _mechanism(index: Index, slug: str) -> tuple[str, int, str]:
    name, ids = index.vocabulary.terms[slug].name, index.with_value("mechanism", slug)
    return name, len(ids), reverse("mechanism", args=[slug])


def problems(index: Index) -> list[Counted]:
    """The problems that curators publish, each with the number of cases that its list has. One query."""
    rows = WorkProblem.objects.published().values_list("words", "query")
    return in_order(problem_lists(rows, index, CASES.url))


def latest(index: Index) -> list[Card]:
    """The cases that came into the library last. Primary keys are given in that order."""
    newest = Award.objects.published().order_by("-pk").values_list("pk", flat=True)[:LATEST]
    return [card(record) for record in index.records(list(newest))]


def home_page(request: HttpRequest, index: Index) -> Page:
    url, search = absolute(request, HOME.url), SearchState.of(q=TERM).url(CASES.url)
    return Page(
        title=settings.SITE_NAME,
        section=HOME,
        url=url,
        feed=reverse("feed"),
        description="社区治理和基层治理创新入选案例：标题、申报单位和正文照原文录入，可按年度、地区、机制浏览和检索。",
        data=linked_data(
            **{"@type": "WebSite"},
            name=settings.SITE_NAME,
            url=url,
            inLanguage="zh-Hans",
            mainEntity=of_library(request, index),
            potentialAction={
                "@type": "SearchAction",
                "target": absolute(request, search).replace(TERM, f"{{{TERM}}}"),
                "query-input": f"required name={TERM}",
            },
        ),
    )
