"""The public versions, and lists and vocabulary as they were with one of them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.citations.exchange import bibtex, csl_item, ris
from cases.citations.reference import Reference
from cases.exports.delivery import checked
from cases.listing.earlier import SEALED_SINCE, VERSION, list_then, query_at, version_of
from cases.listing.state import PARAMETERS
from cases.models import DataVersion, PublicVersion
from cases.pages.data_sets import KEPT
from cases.pages.frozen_lists import ON_A_PAGE as CASES_ON_A_PAGE
from cases.pages.frozen_lists import listed
from cases.pages.kept_pages import kept
from cases.pages.signposts import of_data_set, signposted
from cases.pages.versions import (
    HANGING,
    ON_A_PAGE,
    VersionFeed,
    cited,
    files_then,
    hashes_of,
    summary,
    then_page,
    version_json,
    version_lines,
    version_page,
    version_reference,
    versions_page,
    whole_comparison,
    whole_reference,
)
from cases.parameters import InvalidParameters, refuse_unknown, unknown_parameters
from cases.records.json_item import dump
from cases.refusals import as_lines, refusing
from cases.versions.states_then import sealed_among, sealed_then

TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
WRITERS: dict[str, Callable[[Reference], bytes]] = {
    "bib": lambda reference: bibtex(reference).encode(),
    "ris": lambda reference: ris(reference).encode(),
    "csl.json": lambda reference: b"[\n" + dump(csl_item(reference)) + b"\n]\n",
}


@read_only
@kept
def versions(request: HttpRequest) -> HttpResponse:
    latest = PublicVersion.objects.first()
    context = {
        "page": versions_page(request),
        "lines": version_lines(PublicVersion.objects.all()[:ON_A_PAGE]),
        "most": ON_A_PAGE,
        "latest": latest,
        "cited": cited(whole_reference(request, latest), reverse("versions")) if latest is not None else None,
    }
    return render(request, "versions/list.html", context)


@read_only
@refusing(as_lines)
def versions_json(request: HttpRequest) -> HttpResponseBase:
    """All versions, the newest first."""
    refuse_unknown(request.GET, ())

    def make() -> HttpResponse:
        return as_json({"versions": [summary(each) for each in PublicVersion.objects.all()]})

    return checked(request, _identity(PublicVersion.objects.first()), make)


@read_only
@refusing(as_lines)
def versions_feed(request: HttpRequest) -> HttpResponseBase:
    refuse_unknown(request.GET, ())
    decides = (*_identity(PublicVersion.objects.first()), sorted(sealed_among(None)))
    return checked(request, decides, lambda: VersionFeed()(request))


@read_only
@refusing(as_lines)
def versions_cited(request: HttpRequest, form: str) -> HttpResponseBase:
    """The citation of the library as a whole, for programs."""
    refuse_unknown(request.GET, ())
    latest = PublicVersion.objects.first()
    if latest is None:
        raise Http404("还没有公布的数据。")
    return checked(request, _identity(latest), lambda: citation_file(whole_reference(request, latest), form))


def _identity(version: PublicVersion | None) -> tuple[object, ...]:
    """What is another of another version: a restored backup may have had one of the same number."""
    return (version.number, version.sha256, version.made_at.isoformat()) if version is not None else ()


@read_only
@kept
def version(request: HttpRequest, number: str) -> HttpResponse:
    found = one(number)
    context = {
        "page": version_page(request, found),
        "version": found,
        "sealed": len(sealed_then(found)),
        "found": whole_comparison(found),
        "before": found.before,
        "behind": PublicVersion.objects.filter(number=found.number + 1).first(),
        "cited": cited(version_reference(request, found), found.get_absolute_url()),
        "downloads": files_then(query_at("", found.number)),
        "beside": HANGING,
    }
    own, query = found.get_absolute_url(), query_at("", found.number)
    signposts = of_data_set(request, own, query, KEPT, reverse("home"))
    return signposted(render(request, "versions/page.html", context), signposts)


@read_only
@refusing(as_lines)
def version_as_json(request: HttpRequest, number: str) -> HttpResponseBase:
    """What differs from the version before, told by the names that readers see today."""
    refuse_unknown(request.GET, ())
    found = one(number)

    def make() -> HttpResponse:
        citation = cited(version_reference(request, found), "")["gbt7714"]
        return as_json(version_json(found, whole_comparison(found), citation))

    return checked(request, (*_identity(found), DataVersion.current().token), make)


@read_only
@refusing(as_lines)
def version_hashes(request: HttpRequest, number: str) -> HttpResponseBase:
    """The number and the SHA-256 of each case of a version, a line each; of sealed ones the latter alone."""
    refuse_unknown(request.GET, ())
    found = one(number)
    decides = (*_identity(found), sorted(sealed_then(found)))
    return checked(request, decides, lambda: with_sealed(lines(hashes_of(found)), found))


@read_only
@refusing(as_lines)
def version_cited(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    refuse_unknown(request.GET, ())
    found = one(number)
    return checked(request, _identity(found), lambda: citation_file(version_reference(request, found), form))


def cases_then(request: HttpRequest, found: PublicVersion) -> HttpResponse:
    """The list of cases as it was with a version; InvalidParameters what is wrong with the address."""
    results = list_then(request.GET, found)
    query = query_at(results.state.list_query_string, found.number)
    context = {
        "page": then_page(request, found, results.words, query),
        "ignored": unknown_parameters(request.GET, (*PARAMETERS, VERSION)),
        "version": found,
        "answers_version": True,
        "sealed": len(sealed_then(found)),
        "results": results,
        "cases": listed(results),
        "most": CASES_ON_A_PAGE,
        "downloads": files_then(query),
        "list_pairs": [*results.state.list_pairs, (VERSION, str(found.number))],
        "now_url": results.state.list_url(reverse("cases")),
    }
    return render(request, "versions/cases.html", context)


def one(number: str) -> PublicVersion:
    """The version of that number; Http404 where there is none."""
    try:
        return version_of(number)
    except InvalidParameters as missing:
        raise Http404(missing.messages[0]) from missing


def citation_file(reference: Reference, form: str) -> HttpResponse:
    return HttpResponse(WRITERS[form](reference), content_type=TYPES[form])


def with_sealed(response: HttpResponse, version: PublicVersion) -> HttpResponse:
    """The answer, which says how many cases of the version are sealed."""
    response[SEALED_SINCE] = str(len(sealed_then(version)))
    return response


def lines(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def as_json(data: dict[str, object], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
