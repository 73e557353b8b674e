"""The head of the page of one case: title, trail, and what search engines are told."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cases.models import Award, Edition
from cases.pages.case_text import CaseText
from cases.pages.page import CASES, Page, absolute, linked_data
from cases.records.location import Location
from cases.years import year_label


def case_page(request: HttpRequest, award: Award, name: str, text: CaseText, location: Location) -> Page:
    """`name` is the title, or what the case is called without one."""
    names = [coded.mechanism.name for coded in text.mechanisms]
    url = absolute(request, award.get_absolute_url())
    library = {"@type": "Dataset", "@id": absolute(request, reverse("home")), "name": settings.SITE_NAME}
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
        trail=[("案例", CASES.url), *_steps(award.edition)],
        data=linked_data(
            **{"@type": "Article"},
            headline=name,
            url=url,
            identifier=award.accession,
            inLanguage="zh-Hans",
            keywords=names,
            abstract=description,
            award=f"{award.edition} {award.tier}",
            isPartOf=library,
            isBasedOn=absolute(request, award.source.get_absolute_url()),
            spatialCoverage="".join(place.name for place in location.then) + award.locality,
        ),
    )


def _steps(edition: Edition) -> list[tuple[str, str]]:
    when = year_label(edition.year, " 年度") + edition.count
    return [
        (str(edition.programme), edition.programme.get_absolute_url()),
        (when, edition.get_absolute_url()),
    ]
