"""The address of the protocol for harvesting, and the XML schema of its richer format."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from casebook.methods import answers, read_only
from cases.exports.delivery import conditional, entity_tag, origin
from cases.oai.answer import answer
from cases.oai.case_schema import case_schema
from cases.oai.catalogue import current_catalogue
from cases.oai.repository import Repository

TYPE = "text/xml; charset=utf-8"


@answers("GET", "HEAD", "POST", from_anywhere=True)
def oai(request: HttpRequest) -> HttpResponseBase:
    """Any of the six verbs, by an address or by a form; a refusal is an answer like others."""
    site = Repository(
        origin(request),
        request.build_absolute_uri(reverse("oai")),
        request.build_absolute_uri(reverse("oai-schema")),
        request.get_host(),
    )
    catalogue = current_catalogue()
    given = [*request.GET.lists(), *request.POST.lists()]

    def made() -> HttpResponse:
        return HttpResponse(answer(given, catalogue, site), content_type=TYPE)

    if request.method == "POST":
        return made()
    # A weak one: an answer says when it was given, and means the same a second later.
    return conditional(request, f"W/{entity_tag(catalogue.state, site, given)}", made)


@read_only
def schema(request: HttpRequest) -> HttpResponseBase:
    return conditional(
        request, entity_tag("schema"), lambda: HttpResponse(case_schema(), content_type="application/xml")
    )
