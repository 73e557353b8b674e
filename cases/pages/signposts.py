"""Signposting: `Link` headers by which programs find from a page what it is, its data and its licence.

The relations are those of https://signposting.org/FAIR/ (level 1); nothing of a page has to be read for them.
"""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases.exports import licence
from cases.exports.file_format import Format
from cases.exports.formats import OF_CITATIONS
from cases.pages.data_sets import files_of
from cases.pages.page import absolute

DATASET, ARTICLE, ABOUT_PAGE = (f"https://schema.org/{name}" for name in ("Dataset", "Article", "AboutPage"))
CITED = {form.extension: form.content_type.partition(";")[0] for form in OF_CITATIONS}
Signpost = tuple[str, str, str]  # address, relation, media type or nothing


def signposted(response: HttpResponse, signposts: Iterable[Signpost]) -> HttpResponse:
    """The answer with these links."""
    response.headers["Link"] = ", ".join(
        f'<{address}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
        for address, relation, media_type in signposts
    )
    return response


def of_case(request: HttpRequest, accession: str) -> Iterator[Signpost]:
    """A case: its permanent address, its values, how it is cited, what it is one of."""
    own = reverse("case", args=[accession])
    yield absolute(request, own), "cite-as", ""
    yield absolute(request, reverse("case-json", args=[accession])), "describedby", "application/json"
    for extension in ("bib", "ris", "csl.json"):
        address = f"{reverse(f'basket-{extension}')}?id={accession}"
        yield absolute(request, address), "describedby", CITED[extension]
    yield absolute(request, reverse("home")), "collection", ""
    yield from _known((ABOUT_PAGE, ARTICLE))


def of_data_set(
    request: HttpRequest, own: str, query: str, formats: Iterable[Format], collection: str = ""
) -> Iterator[Signpost]:
    """A version or a frozen list at the path `own`: its files are its items, its JSON describes it."""
    yield absolute(request, own), "cite-as", ""
    yield absolute(request, f"{own.rstrip('/')}.json"), "describedby", "application/json"
    for extension in ("bib", "ris", "csl.json"):
        yield absolute(request, f"{own.rstrip('/')}.{extension}"), "describedby", CITED[extension]
    for form, address in files_of(query, formats):
        yield absolute(request, address), "item", form.content_type.partition(";")[0]
    if collection:
        yield absolute(request, collection), "collection", ""
    yield from _known((ABOUT_PAGE, DATASET))


def _known(types: Iterable[str]) -> Iterator[Signpost]:
    yield licence.URL, "license", ""
    yield from ((each, "type", "") for each in types)
