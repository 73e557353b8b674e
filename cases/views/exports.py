"""Cases as files: every format is served alike; what is on the page is in the file, all pages of it."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from casebook.methods import read_only
from cases.basket import basket_of
from cases.exports.case_list import CaseList, of_basket, of_result_list
from cases.exports.delivery import conditional, deliver, entity_tag, origin
from cases.exports.earlier import of_version
from cases.exports.file_format import Format, Options
from cases.exports.word.word_file import WORD
from cases.index.current import current_index
from cases.listing.earlier import VERSION
from cases.listing.result_list import result_list_of
from cases.listing.state import PARAMETERS
from cases.pages.page import CASES, Page, absolute
from cases.parameters import InvalidParameters
from cases.refusals import Refusal


@read_only
def result_list(request: HttpRequest, form: Format) -> HttpResponseBase:
    """The list that /cases/ shows with the same parameters."""
    if request.GET.get(VERSION, "").strip():
        return _of_version(request, form)
    return answer(request, form, _result_list, (*PARAMETERS, VERSION))


@read_only
def basket(request: HttpRequest, form: Format) -> HttpResponseBase:
    """The cases that the address names, in its order."""
    return answer(request, form, _basket, ("id",))


@read_only
def compilation(request: HttpRequest) -> HttpResponseBase:
    """The Word document: of a basket where the address names one, else of a result list."""
    if "id" in request.GET:
        return answer(request, WORD, _basket, ("id",), compilation_refused)
    return answer(request, WORD, _result_list, PARAMETERS, compilation_refused)


def _of_version(request: HttpRequest, form: Format) -> HttpResponseBase:
    headers: dict[str, str] = {}
    response = answer(
        request, form, lambda asked: of_version(asked.GET, form, headers), (*PARAMETERS, VERSION)
    )
    for name, value in headers.items():
        response[name] = value
    return response


def _result_list(request: HttpRequest) -> CaseList:
    return of_result_list(result_list_of(request.GET))


def _basket(request: HttpRequest) -> CaseList:
    return of_basket(basket_of(request.GET), current_index())


def answer(
    request: HttpRequest,
    form: Format,
    read: Callable[[HttpRequest], CaseList],
    parameters: Sequence[str],
    refusal: Refusal | None = None,
) -> HttpResponseBase:
    """The cases that the parameters name, in that format.

    A wrong address is refused in the manner of the format, unless another is given.
    """
    try:
        options = form.options(request.GET, *parameters)
        cases = read(request)
        form.check_size(cases.total)
        return _file(request, form, cases, options)
    except InvalidParameters as invalid:
        return (refusal or form.refusal)(request, invalid)


def _file(request: HttpRequest, form: Format, cases: CaseList, options: Options) -> HttpResponseBase:
    here = origin(request)
    variant = (form.extension, *options.values(), *form.depends_on())
    etag = entity_tag(cases.index.version.token, cases.query, here, variant)
    return conditional(
        request,
        etag,
        lambda: deliver(
            form.write(cases, here, options),
            form.content_type,
            form.disposition_of(cases),
            is_streamed=form.is_streamed,
        ),
    )


def compilation_refused(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """A page, for the link to the document stands on pages; it says what a compilation can hold."""
    context = {
        "page": Page("材料汇编", CASES, absolute(request, request.path)),
        "problems": invalid.messages,
        "limit": settings.COMPILATION_LIMIT,
    }
    return render(request, "compilation/refused.html", context, status=invalid.status)
