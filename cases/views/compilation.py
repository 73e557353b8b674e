"""材料汇编: the chosen cases, or the list that /cases/ shows with the same parameters, as a Word document."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from casebook.methods import read_only
from cases.basket import basket_of
from cases.exports.word import CONTENT_TYPE, Cover, compilation, entry_of, with_contents
from cases.exports.word.document import TITLE
from cases.index.current import current_index
from cases.listing.result_list import result_list_of
from cases.models import Award, DataVersion
from cases.pages.page import CASES, Page, absolute
from cases.parameters import InvalidParameters
from cases.views.exports import conditional, origin

CHOSEN = "选定的案例"


@dataclass(frozen=True, slots=True)
class Contents:
    """The primary keys of the cases in the order of print, and in words which cases they are."""

    ids: Sequence[int]
    words: str


@read_only
def compilation_docx(request: HttpRequest) -> HttpResponseBase:
    try:
        contents = of_basket(request) if "id" in request.GET else of_result_list(request)
    except InvalidParameters as invalid:
        return refusal(request, invalid)
    return conditional(request, entity_tag(request, contents), lambda: document(request, contents))


def of_basket(request: HttpRequest) -> Contents:
    """The cases of the basket, in its order; former numbers count."""
    basket = basket_of(request.GET)
    check_number(len(basket.given))
    basket.check()
    return Contents(basket.ids, CHOSEN)


def of_result_list(request: HttpRequest) -> Contents:
    """All pages of the list that /cases/ shows with the same parameters."""
    results = result_list_of(request.GET)
    if not results.total:
        raise InvalidParameters(["没有符合这些条件的案例。"])
    check_number(results.total)
    return Contents(results.order.tolist(), results.words)


def check_number(count: int) -> None:
    """Raise InvalidParameters for more cases than one document may hold."""
    if count > settings.COMPILATION_LIMIT:
        message = f"选中了 {count} 例，一份汇编最多 {settings.COMPILATION_LIMIT} 例。"
        raise InvalidParameters([message])


def refusal(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    context = {
        "page": Page("材料汇编", CASES, absolute(request, request.path)),
        "problems": invalid.messages,
        "limit": settings.COMPILATION_LIMIT,
    }
    return render(request, "compilation/refused.html", context, status=invalid.status)


def entity_tag(request: HttpRequest, contents: Contents) -> str:
    """Equal for the same cases of the same data on the same day, and for nothing else."""
    parts = (
        DataVersion.current().token,
        contents.ids,
        contents.words,
        timezone.localdate(),
        origin(request),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def document(request: HttpRequest, contents: Contents) -> HttpResponse:
    awards = with_contents(Award.objects.published()).in_bulk(contents.ids)
    day, vocabulary = timezone.localdate(), current_index().vocabulary
    entries = [
        entry_of(awards[pk], absolute(request, awards[pk].get_absolute_url()), day, vocabulary)
        for pk in contents.ids
        if pk in awards  # withdrawn since the index was read
    ]
    body = compilation(Cover(len(entries), contents.words, day, settings.SITE_NAME), entries)
    name = f"{TITLE}-{len(entries)}例-{day:%Y%m%d}.docx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
