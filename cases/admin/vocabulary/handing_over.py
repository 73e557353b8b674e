"""An act of care that is too long for a request is handed to the worker; its page says how far it is."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases.admin.reviews.bulk import hand_over_care
from cases.admin.vocabulary.long_acts import asked_at_once, asked_by
from cases.curation.care.acts import Outlook
from cases.curation.care.waiting import AskedFor
from cases.models import BulkWork, StoredChange


class HandedOver(Exception):
    """The worker does it, as this page says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page


def handed_over(request: HttpRequest, asked: AskedFor, found: Outlook, reason: str) -> HttpResponse:
    """The page of the work."""
    assert isinstance(request.user, User)  # noqa: S101 - who may care has an account
    work = hand_over_care(asked_at_once(asked, found), found, request.user, reason)
    return HttpResponseRedirect(page_of(work))


def accepted_by_worker(change: StoredChange, found: Outlook, user: User, shown: str, words: str) -> BulkWork:
    """The work that accepts a proposal; ValidationError where there is one already."""
    return hand_over_care(asked_by(change, shown, words), found, user, change.note)


def page_of(work: BulkWork) -> str:
    return reverse("admin:cases_bulkwork_change", args=[work.pk])
