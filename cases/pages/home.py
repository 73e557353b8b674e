"""The home page: editions, provinces, mechanisms, latest additions, and how large the library is."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cases.choices import Programme, Tier
from cases.index.index import Index
from cases.listing.state import SearchState
from cases.models import Award, Edition
from cases.pages.cards import Card, card
from cases.pages.cartogram import Cartogram
from cases.pages.counts import Counted, ranked
from cases.pages.page import CASES, HOME, Page, absolute, linked_data
from cases.years import year_label

EXAMPLES = (
    ("三社联动", "一个机制，连同它的别称和下位词"),
    ("苏州", "一个地区，连同其下各级"),
    ("居民议事 | 民主协商", "两个说法有一个就行"),
    ("物业 -业委会", "有前者而没有后者"),
    ("标题:村规民约", "只在题名里找"),
)
FREQUENT = 16  # mechanisms on the home page
LATEST = 4
TERM = "search_term_string"  # where the words of a reader come in, in the data for search engines


@dataclass(slots=True)
class EditionLine:
    """An edition with, for each tier, how many awards are here and how many it declares (None: unknown).

    `document_url` leads to the source that announces it, and says its theme, procedure and dates.
    """

    label: str
    url: str
    document_url: str
    tiers: list["TierLine"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TierLine:
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
        ("届次", len(lines)),
        ("省级地区", sum(tile.count > 0 for tile in provinces.tiles)),
        ("治理机制", len(index.vocabulary.terms)),
    ]


def editions(index: Index) -> list[EditionLine]:
    """All editions, the latest first, those without a year at the end. Two queries."""
    queryset = Edition.objects.select_related("source").defer("source__text").prefetch_related("quotas")
    ordered = sorted(queryset, key=lambda e: (e.year is None, -(e.year or 0), e.programme))
    lines = [edition_line(edition, index) for edition in ordered]
    return [line for line in lines if line.tiers]


def edition_line(edition: Edition, index: Index) -> EditionLine:
    year = str(edition.year or "none")
    state = SearchState.of(year=year, programme=edition.programme)
    awards = index.with_value("year", year) & index.with_value("programme", edition.programme)
    declared = {quota.tier: quota.declared for quota in edition.quotas.all()}
    when = year_label(edition.year, " 年度")
    document_url = edition.source.get_absolute_url() if edition.source else ""
    line = EditionLine(f"{when} · {Programme(edition.programme).label}", state.url(CASES.url), document_url)
    for tier in Tier:
        here = len(awards & index.with_value("tier", tier.value))
        if here or tier.value in declared:
            tier_url = state.add("tier", tier.value).url(CASES.url)
            line.tiers.append(TierLine(tier.label, here, declared.get(tier.value), tier_url))
    return line


def frequent_mechanisms(index: Index) -> list[Counted]:
    terms = index.vocabulary.terms
    rows = [
        (terms[slug].name, len(ids), reverse("mechanism", args=[slug]))
        for slug, ids in index.bitmaps["mechanism"].items()
        if slug in terms
    ]
    return ranked(rows)[:FREQUENT]


def latest(index: Index) -> list[Card]:
    """The cases that came into the library last. Primary keys are given in that order."""
    newest = Award.objects.published().order_by("-pk").values_list("pk", flat=True)[:LATEST]
    return [card(record) for record in index.records(list(newest))]


def home_page(request: HttpRequest) -> Page:
    url, search = absolute(request, HOME.url), SearchState.of(q=TERM).url(CASES.url)
    return Page(
        title=settings.SITE_NAME,
        section=HOME,
        url=url,
        feed=reverse("feed"),
        description="社区治理和基层治理创新获奖案例：题名、申报单位和正文照原文录入，可按年度、地区、机制浏览和检索。",
        data=linked_data(
            **{"@type": "WebSite"},
            name=settings.SITE_NAME,
            url=url,
            inLanguage="zh-Hans",
            potentialAction={
                "@type": "SearchAction",
                "target": absolute(request, search).replace(TERM, f"{{{TERM}}}"),
                "query-input": f"required name={TERM}",
            },
        ),
    )
