"""The heads of the pages of coding schemes beside the mechanisms, and of their terms."""

from django.http import HttpRequest
from django.urls import reverse

from cases.listing.state import SearchState
from cases.models import CodingScheme, Mechanism
from cases.pages.page import MECHANISMS, Page, absolute, linked_data


def scheme_page(request: HttpRequest, scheme: CodingScheme) -> Page:
    url = absolute(request, reverse("scheme", args=[scheme.slug]))
    return Page(
        title=scheme.name,
        section=MECHANISMS,
        url=url,
        description=scheme.description,
        trail=[(MECHANISMS.name, MECHANISMS.url)],
        data=linked_data(
            **{"@type": "DefinedTermSet"}, name=scheme.name, description=scheme.description, url=url
        ),
    )


def term_page(request: HttpRequest, term: Mechanism) -> Page:
    """The term must come with its scheme and its names."""
    scheme, names = term.scheme, [other.name for other in term.names.all()]
    url = absolute(request, reverse("term", args=[scheme.slug, term.slug]))
    of_scheme = reverse("scheme", args=[scheme.slug])
    return Page(
        title=term.name,
        section=MECHANISMS,
        url=url,
        description=term.definition,
        keywords=",".join([term.name, *names]),
        trail=[(MECHANISMS.name, MECHANISMS.url), (scheme.name, of_scheme)],
        feed=SearchState.of(coding=f"{scheme.slug}:{term.slug}").list_url(reverse("feed")),
        data=linked_data(
            **{"@type": "DefinedTerm"},
            name=term.name,
            alternateName=names,
            description=term.definition,
            url=url,
            inDefinedTermSet=absolute(request, of_scheme),
        ),
    )
