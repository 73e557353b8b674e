"""The page of one case, and the same as JSON."""

from django.db.models import Prefetch
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from casebook.methods import read_only
from cases.choices import TAKEN_BACK, State
from cases.citations.apa import apa
from cases.citations.gbt7714 import STANDARD, StandardEdition, cite
from cases.citations.reference import reference_of
from cases.exports.citation_files import PRINTED
from cases.exports.delivery import origin
from cases.exports.download import answer, described
from cases.exports.formats import OF_CITATIONS
from cases.index.current import current_index
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coding,
    EditionIssuer,
    KeyFigure,
    Milestone,
)
from cases.models.numbered import accession_of
from cases.pages.case import case_page
from cases.pages.case_facts import case_facts, tier_url
from cases.pages.case_figures import case_figures
from cases.pages.case_file import case_file
from cases.pages.case_history import last_change, taking_back
from cases.pages.case_relations import home_of, in_edition, similar_cases, time_line
from cases.pages.case_text import case_text
from cases.pages.case_values import case_values
from cases.pages.kept_pages import kept
from cases.pages.page import absolute
from cases.pages.signposts import of_case, signposted
from cases.parameters import refuse_unknown
from cases.records.award_name import name_of
from cases.records.location import location_of
from cases.records.record import Record, records
from cases.refusals import as_lines, refusing, with_problem
from cases.vocabulary import read_vocabulary


class Gone(Exception):
    """The award was withdrawn, or sealed: its number stays taken, its page is gone for good."""

    def __init__(self, award: Award) -> None:
        super().__init__(award.accession)
        self.award = award


@read_only
@kept
def case(request: HttpRequest, accession: str) -> HttpResponse:
    try:
        award = published_award(accession)
    except Gone as error:
        return gone(request, error.award)
    except Http404:
        return moved_or_missing(accession, "case")
    figures, home, index = case_figures(award, award.figures.all()), home_of(award), current_index()
    text = case_text(award, award.codings.all(), figures)
    location = location_of(award, index.vocabulary)
    line = time_line(home, index)
    values = case_values(award, list(award.attributions.all()), location, index.vocabulary)
    name, url = name_of(award, location), absolute(request, award.get_absolute_url())
    context = {
        "page": case_page(request, award, name, text, location),
        "award": award,
        "name": name,
        "edition": award.edition,
        "values": case_facts(values, index),
        "tier_url": tier_url(values, index),
        "attestations": award.attestations.all(),
        "milestones": award.milestones.all(),
        "text": text,
        "figures": figures,
        "last_change": last_change(award),
        "citation": cite(award, name, url),
        "citation_standard": STANDARD,
        "earlier_citation": cite(award, name, url, edition=StandardEdition.OF_2015),
        "earlier_standard": StandardEdition.OF_2015.value,
        "apa": apa(reference_of(award, name, url, timezone.localdate())),
        "citation_files": [
            (form.label, reverse(f"basket-{form.extension}")) for form in OF_CITATIONS if form is not PRINTED
        ],
        "neighbours": in_edition(award, index),
        "home": home,
        "time_line": line,
        "similar": similar_cases(award, text.mechanisms, home, index, line),
    }
    return signposted(render(request, "case/page.html", context), of_case(request, award.accession))


@read_only
@described
@refusing(as_lines)
def case_json(request: HttpRequest, accession: str, *, describes: bool = False) -> HttpResponseBase:
    refuse_unknown(request.GET, ())  # `version`, too: what is given is the case of today
    try:
        award = published_award(accession)
    except Gone as error:
        return gone(request, error.award)
    except Http404:
        return moved_or_missing(accession, "case-json")
    return answer(
        request, case_file(award, _record(award), current_index(), origin(request)), describes=describes
    )


def _record(award: Award) -> Record:
    """As the index has it, or from the database while the index is older than the award."""
    if indexed := current_index().records([award.pk]):
        return indexed[0]
    return next(records(Award.objects.filter(pk=award.pk), read_vocabulary()))


def published_award(accession: str) -> Award:
    """The award with all that its page prints; raises Gone or Http404."""
    origins = Attribution.objects.select_related("source").defer("source__text").order_by("id")
    later = Milestone.objects.select_related("source").defer("source__text").order_by("year", "id")
    codings = Coding.objects.accepted().select_related("mechanism__scheme", "coder")
    figures = KeyFigure.objects.accepted().select_related("coder").order_by("start", "end", "id")
    further = Attestation.objects.select_related("source").defer("source__text").order_by("id")
    awards = (
        Award.objects.with_related()
        .select_related("place_now__parent")
        .prefetch_related(Prefetch("edition__issuers", EditionIssuer.objects.select_related("body")))
        .prefetch_related(Prefetch("codings", codings))
        .prefetch_related(Prefetch("figures", figures))
        .prefetch_related(Prefetch("attributions", origins))
        .prefetch_related(Prefetch("attestations", further))
        .prefetch_related(Prefetch("milestones", later))
    )
    award = get_object_or_404(awards.exclude(state=State.DRAFT), accession=accession)
    if award.state in TAKEN_BACK:
        raise Gone(award)
    return award


def moved_or_missing(accession: str, name: str) -> HttpResponse:
    """Redirect a former number, or one in another form, for good; raise Http404 for one that never was."""
    present = accession_of(accession)
    if not present or present == accession:
        raise Http404(f"没有入库编号为 {accession} 的案例。")
    return HttpResponsePermanentRedirect(reverse(name, args=[present]))


@read_only
def case_as_written(request: HttpRequest, written: str, name: str) -> HttpResponse:
    """An address with the number in another form, 2015sqzlw06: redirect to the proper one."""
    return moved_or_missing(written, name)


def gone(request: HttpRequest, award: Award) -> HttpResponse:
    """What readers are told of an award that is theirs no more, with the way to its earlier versions."""
    found = taking_back(award)
    context = {"award": award, "is_sealed": award.state == State.SEALED, "taken_back": found}
    response = render(request, "410.html", context, status=410)
    return with_problem(response, found.told("这个案例"), id=award.accession, **found.members)
