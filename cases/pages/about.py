"""What the library is, how current it is, and under which terms its data can be used."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from cases.index.index import Index
from cases.models import Award, Revision
from cases.pages.counts import Counted, in_order
from cases.pages.data_sets import of_library
from cases.pages.page import ABOUT, Page, absolute, linked_data
from cases.records.record import Record


def programmes(index: Index) -> list[Counted]:
    """The programmes of which there are cases, in their order."""
    return in_order(
        (label, len(index.with_value("programme", slug)), reverse("programme", args=[slug]))
        for slug, label in index.vocabulary.labels("programme").items()
    )


def latest_case(index: Index) -> tuple[Record, datetime] | None:
    """The published case that came into the library last, and when. One query."""
    newest = Award.objects.published().order_by("-pk").values_list("pk", "created_at").first()
    if newest is None:
        return None
    found = index.records([newest[0]])
    return (found[0], newest[1]) if found else None


def last_change() -> datetime | None:
    """When the data of the library were changed last. One query."""
    return Revision.objects.order_by("-pk").values_list("made_at", flat=True).first()


def about_page(request: HttpRequest, index: Index, citation: str) -> Page:
    url = absolute(request, ABOUT.url)
    return Page(
        title=ABOUT.name,
        section=ABOUT,
        url=url,
        description=ABOUT.description,
        data=linked_data(**of_library(request, index, citation)),
    )
