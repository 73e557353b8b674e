"""The head of the page of one case: title, trail, and what search engines are told."""

from django.http import HttpRequest

from cases.facets.declarations import NONE
from cases.listing.state import SearchState
from cases.models import Award
from cases.pages.case_text import CaseText
from cases.pages.page import CASES, Page, absolute, linked_data
from cases.records.location import Location


def case_page(request: HttpRequest, award: Award, name: str, text: CaseText, location: Location) -> Page:
    """`name` is the title, or what the case is called without one."""
    names = [coded.mechanism.name for coded in text.mechanisms]
    url = absolute(request, award.get_absolute_url())
    description = award.text.replace("\n", "")[:120] or f"{name}，{award.edition}"
    return Page(
        title=name,
        section=CASES,
        url=url,
        description=description,
        keywords=",".join(names),
        is_article=True,
        pub_date=award.created_at,
        source=award.source.publisher or award.source.title,
        trail=[("案例", CASES.url), *_edition_step(award)],
        data=linked_data(
            **{"@type": "Article"},
            headline=name,
            url=url,
            identifier=award.accession,
            inLanguage="zh-Hans",
            keywords=names,
            abstract=description,
            award=f"{award.edition} {award.tier}",
            isBasedOn=absolute(request, award.source.get_absolute_url()),
            spatialCoverage="".join(place.name for place in location.then) + award.locality,
        ),
    )


def _edition_step(award: Award) -> list[tuple[str, str]]:
    edition = award.edition
    state = SearchState.of(year=edition.year or NONE, programme=edition.programme.slug)
    return [(edition.year_and_programme, state.url(CASES.url))]
