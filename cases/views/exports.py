"""Cases as files: every format is served alike; what is on the page is in the file, all pages of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import resolve

from casebook.methods import read_only
from cases.basket import basket_of
from cases.exports import download
from cases.exports.case_list import CaseList, in_part, of_basket, of_result_list
from cases.exports.delivery import origin
from cases.exports.earlier import of_version, vocabulary_of
from cases.exports.file_format import Format
from cases.exports.scheme_option import vocabulary_now
from cases.exports.word.word_file import WORD
from cases.index.current import current_index
from cases.index.index import Superseded
from cases.listing.earlier import VERSION
from cases.listing.result_list import result_list_of
from cases.listing.state import PARAMETERS
from cases.pages.page import CASES, Page, absolute
from cases.parameters import InvalidParameters, UnknownParameters
from cases.refusals import Refusal, as_lines, told
from cases.vocabulary import Vocabulary

OFTEN = 5  # times that a file is begun of an index which changes just then


@read_only
@download.described
def result_list(
    request: HttpRequest, form: Format, stem: str = "", title: str = "", *, describes: bool = False
) -> HttpResponseBase:
    """The list that /cases/ shows with the same parameters; `stem` and `title` name a file of other rows."""

    if request.GET.get(VERSION, "").strip():
        return _of_version(request, form, stem, title, describes=describes)

    def read(request: HttpRequest) -> CaseList:
        results = result_list_of(request.GET)
        cases = in_part(of_result_list(results), results, request.GET, _address(request))
        return replace(cases, stem=stem, title=title) if stem else cases

    return answer(request, form, read, (*PARAMETERS, VERSION), describes=describes)


@read_only
@download.described
def basket(request: HttpRequest, form: Format, *, describes: bool = False) -> HttpResponseBase:
    """The cases that the address names, in its order."""
    return answer(request, form, _basket, ("id",), describes=describes)


@read_only
@download.described
def compilation(request: HttpRequest, *, describes: bool = False) -> HttpResponseBase:
    """The Word document: of a basket where the address names one, else of a result list."""
    read, parameters = (_basket, ("id",)) if "id" in request.GET else (_result_list, PARAMETERS)
    return answer(request, WORD, read, parameters, compilation_refused, describes=describes)


@read_only
def sidecar(request: HttpRequest, file: str) -> HttpResponseBase:
    """What describes the file at an address: any of those that take `describes`."""
    found = resolve(f"/{file}")
    if not getattr(found.func, "is_described", False):
        raise Http404(f"没有描述文件 {file} 的页面。")
    answered: HttpResponseBase = found.func(request, *found.args, **found.kwargs, describes=True)
    if location := answered.headers.get("Location"):  # of a case whose number was changed
        answered.headers["Location"] = f"{location}{download.SIDECAR}"
    return answered


def _of_version(
    request: HttpRequest, form: Format, stem: str, title: str, *, describes: bool
) -> HttpResponseBase:
    headers: dict[str, str] = {}

    def read(asked: HttpRequest) -> CaseList:
        return of_version(asked.GET, form, headers, _address(asked), stem, title)

    vocabulary = partial(vocabulary_of, request.GET)
    parameters = (*PARAMETERS, VERSION)
    response = answer(request, form, read, parameters, vocabulary=vocabulary, describes=describes)
    for name, value in headers.items():
        response[name] = value
    return response


def _address(request: HttpRequest) -> str:
    """That of the file, though its sidecar be asked for, without parameters."""
    return request.build_absolute_uri(request.path).removesuffix(download.SIDECAR)


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
    *,
    vocabulary: Callable[[], Vocabulary] = vocabulary_now,
    describes: bool = False,
) -> HttpResponseBase:
    """The cases that the parameters name, in that format, or the sidecar of that file.

    A wrong address is refused in the manner of the format, unless another is given.
    """
    try:
        options = form.options(request.GET, *parameters, vocabulary=vocabulary)
        for _time in range(OFTEN):
            with suppress(Superseded):
                cases = read(request)
                form.check_size(cases.total)
                file = form.download(cases, origin(request), options)
                return download.answer(request, file, describes=describes)
    except InvalidParameters as invalid:
        return (refusal or form.refusal)(request, invalid)
    raise Superseded


def compilation_refused(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """A page, for the link to the document stands on pages; it says what a compilation can hold.

    No link of a page has parameters that are none: who typed them is answered as at other files.
    """
    if isinstance(invalid, UnknownParameters):
        return as_lines(request, invalid)
    context = {
        "page": Page("材料汇编", CASES, absolute(request, request.path)),
        "problems": invalid.messages,
        "limit": settings.COMPILATION_LIMIT,
    }
    return told(render(request, "compilation/refused.html", context, status=invalid.status), invalid)
