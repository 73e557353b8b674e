"""材料汇编: the chosen cases, or the list that /cases/ shows with the same parameters, as a Word document."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from casebook.methods import read_only
from cases.choices import State
from cases.exports.word import CONTENT_TYPE, Cover, compilation, entry_of, with_contents
from cases.exports.word.document import TITLE
from cases.index.current import current_index
from cases.listing.result_list import selection_of
from cases.models import Award, DataVersion, FormerAccession
from cases.pages.page import CASES, Page, absolute
from cases.parameters import InvalidParameters
from cases.views.exports import conditional, origin

CHOSEN = "选定的案例"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The primary keys of the cases in the order of print, and the choice in words."""

    ids: list[int]
    words: str


class Refused(Exception):
    """There is nothing to compile, or too much; `problems` say in Chinese what is wrong."""

    def __init__(self, *problems: str, status: int = 400) -> None:
        super().__init__(" ".join(problems))
        self.problems, self.status = problems, status


@read_only
def compilation_docx(request: HttpRequest) -> HttpResponseBase:
    try:
        chosen = chosen_by_id(request) if "id" in request.GET else chosen_by_list(request)
    except Refused as refused:
        return refusal(request, refused)
    return conditional(request, entity_tag(request, chosen), lambda: document(request, chosen))


def chosen_by_id(request: HttpRequest) -> Chosen:
    """The cases of the accession numbers, each once, in the order of the address; former numbers count."""
    wanted = list(dict.fromkeys(value.strip() for value in request.GET.getlist("id") if value.strip()))
    if not wanted:
        raise Refused("还没有选案例。")
    refuse_too_many(len(wanted))
    known = {name: (pk, state) for name, pk, state in states(wanted)}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise Refused(*(f"没有入库编号为“{name[:40]}”的案例。" for name in unknown))
    gone = [name for name in wanted if known[name][1] == State.WITHDRAWN]
    if gone:
        problems = (f"入库编号为“{name}”的案例已经撤回，请从选案中去掉。" for name in gone)
        raise Refused(*problems, status=410)
    return Chosen(list(dict.fromkeys(known[name][0] for name in wanted)), CHOSEN)


def states(accessions: list[str]) -> list[tuple[str, int, str]]:
    """(number, primary key, state) of each known number, present or former; drafts are not known."""
    present = Award.objects.filter(accession__in=accessions).exclude(state=State.DRAFT)
    former = FormerAccession.objects.filter(accession__in=accessions).exclude(award__state=State.DRAFT)
    return [
        *former.values_list("accession", "award_id", "award__state"),
        *present.values_list("accession", "pk", "state"),
    ]


def chosen_by_list(request: HttpRequest) -> Chosen:
    """All pages of the list that /cases/ shows with the same parameters."""
    try:
        selection = selection_of(request.GET)
    except InvalidParameters as invalid:
        raise Refused(*invalid.messages) from invalid
    if not selection.total:
        raise Refused("没有符合这些条件的案例。")
    refuse_too_many(selection.total)
    return Chosen(selection.order.tolist(), selection.words)


def refuse_too_many(count: int) -> None:
    if count > settings.COMPILATION_LIMIT:
        raise Refused(f"选中了 {count} 例，一份汇编最多 {settings.COMPILATION_LIMIT} 例。")


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    context = {
        "page": Page("材料汇编", CASES, absolute(request, request.path)),
        "problems": refused.problems,
        "limit": settings.COMPILATION_LIMIT,
    }
    return render(request, "compilation/refused.html", context, status=refused.status)


def entity_tag(request: HttpRequest, chosen: Chosen) -> str:
    """Equal for the same cases of the same data on the same day, and for nothing else."""
    parts = (
        DataVersion.current().token,
        chosen.ids,
        chosen.words,
        timezone.localdate(),
        origin(request),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def document(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    awards = with_contents(Award.objects.published()).in_bulk(chosen.ids)
    day, vocabulary = timezone.localdate(), current_index().vocabulary
    entries = [
        entry_of(awards[pk], absolute(request, awards[pk].get_absolute_url()), day, vocabulary)
        for pk in chosen.ids
        if pk in awards  # withdrawn since the index was read
    ]
    body = compilation(Cover(len(entries), chosen.words, day, settings.SITE_NAME), entries)
    name = f"{TITLE}-{len(entries)}例-{day:%Y%m%d}.docx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
