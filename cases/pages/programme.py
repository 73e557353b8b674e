"""The pages of a programme and of an edition: what it is, who gives it, what of it is here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from pyroaring import AbstractBitMap, BitMap

from cases.facets.facet import NONE
from cases.index.index import Index
from cases.listing.state import SearchState
from cases.models import Award, Edition, IssuingBody, Programme, Source
from cases.pages.case_values import Part, Value
from cases.pages.coverage import EditionCoverage
from cases.pages.page import CASES, Page, absolute, linked_data
from cases.pages.source_editions import edition_values
from cases.vocabulary import Vocabulary
from cases.years import WITHOUT_YEAR, year_label

SHOWN = 20  # cases; the whole list is one click away


class Link(NamedTuple):
    """A value of a facet, or a page."""

    label: str
    url: str


def tiers_of(programme: Programme, vocabulary: Vocabulary) -> list[Link]:
    """The tiers in their order, each with the list of its cases."""
    state = SearchState.of(programme=programme.slug)
    slugs = vocabulary.tiers_of.get(programme.slug, ())
    return [
        Link(vocabulary.label("tier", slug) or slug, state.add("tier", slug).url(CASES.url)) for slug in slugs
    ]


def bodies_of(programme: Programme, covered: list[EditionCoverage]) -> list[Link]:
    """Who gave its editions; where none says so, who usually does."""
    given = [body for each in covered for body in each.edition.bodies]
    bodies: list[IssuingBody] = given or [usual.body for usual in programme.usual_issuers.all()]
    state = SearchState.of(programme=programme.slug)
    return [
        Link(body.name, state.add("issuer", body.slug).url(CASES.url) if body in given else "")
        for body in dict.fromkeys(bodies)
    ]


def documents(ids: AbstractBitMap, covered: Iterable[EditionCoverage], index: Index) -> list[Source]:
    """What announces the editions or attests one of the cases. One query."""
    announcing = {each.edition.source.slug for each in covered if each.edition.source}
    attesting = {slug for slug, awards in index.bitmaps["source"].items() if awards.intersect(ids)}
    return list(Source.objects.shown().defer("text").filter(slug__in=announcing | attesting))


def cases_of(edition: EditionCoverage, index: Index) -> BitMap:
    """The published cases of one edition; the index only knows those of its year. One query."""
    awards = Award.objects.published().filter(edition=edition.edition).order_by()
    return BitMap(awards.values_list("pk", flat=True)) & index.all


def cases_of_year(programme: Programme, year: str, index: Index) -> AbstractBitMap:
    return index.with_value("programme", programme.slug) & index.with_value("year", year)


def values_of(edition: Edition, vocabulary: Vocabulary) -> list[Value]:
    """What is recorded of an edition; what no document prints of its names stands without a mark."""
    values = {value.label: value for value in edition_values(edition, vocabulary)}
    programme = values.pop("评选项目", Value("评选项目", [Part(edition.programme.name)]))
    linked = [replace(part, url=edition.programme.get_absolute_url()) for part in programme.parts]
    year = values.pop("年度", Value("年度", [Part(year_label(edition.year, ""))]))
    counted = [("届", edition.round), ("批次", edition.batch)]
    counts = [Value(label, [Part(printed)]) for label, printed in counted if printed]
    return [replace(programme, parts=linked), year, *counts, *values.values()]


def title_of(programme: Programme, year: int | None, count: str) -> str:
    """2014 年度中国社区治理十大创新成果（第三批）."""
    behind = "".join(f"（{words}）" for words in (count, WITHOUT_YEAR if year is None else "") if words)
    return f"{'' if year is None else f'{year} 年度'}{programme}{behind}"


def others(programme: Programme, covered: list[EditionCoverage], shown: list[EditionCoverage]) -> list[Link]:
    """The other editions, by year."""
    return [Link(each.when, each.edition.get_absolute_url()) for each in covered if each not in shown]


def programme_page(request: HttpRequest, programme: Programme) -> Page:
    url = absolute(request, programme.get_absolute_url())
    return Page(
        title=programme.name,
        section=CASES,
        url=url,
        description=f"{programme}：历次公布和收录情况、公布文件和入选案例",
        keywords=programme.name,
        trail=[(CASES.name, CASES.url)],
        feed=SearchState.of(programme=programme.slug).list_url(reverse("feed")),
        data=linked_data(**{"@type": "CollectionPage"}, name=programme.name, url=url),
    )


def edition_page(
    request: HttpRequest, programme: Programme, year: int | None, edition: Edition | None
) -> Page:
    """Of one edition, or of a year with several."""
    title = title_of(programme, year, edition.count if edition else "")
    value = str(year or NONE)
    path = edition.get_absolute_url() if edition else reverse("edition", args=[programme.slug, value])
    url = absolute(request, path)
    return Page(
        title=title,
        section=CASES,
        url=url,
        description=f"{title}：收录情况、公布文件和入选案例",
        keywords=programme.name,
        trail=[(CASES.name, CASES.url), (programme.name, programme.get_absolute_url())],
        feed=SearchState.of(programme=programme.slug, year=value).list_url(reverse("feed")),
        data=linked_data(**{"@type": "CollectionPage"}, name=title, url=url),
    )
