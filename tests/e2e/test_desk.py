"""The desk of the curators and the pages of review have no barrier and fit a phone."""

from cases.curation.proposing import submit
from cases.models import Report
from tests.admin.awards import draft
from tests.e2e.test_curation import open_as_curator
from tests.e2e.test_history import pages_without_barriers
from tests.factories import make_award
from tests.roles import EDITOR, account


def test_its_pages_have_no_barrier_and_fit_a_phone(page, transactional_db):
    first = make_award(title="三社联动")
    make_award(title="三社联动")
    report = Report.objects.create(award=first, message="第二段有错字。")
    change = submit(draft(), account("editor", EDITOR))
    open_as_curator(page, "/admin/")
    pages_without_barriers(
        page,
        "/admin/",
        "/admin/desk/same-title/",
        "/admin/manual/",
        f"/admin/cases/report/{report.pk}/change/",
        "/admin/cases/storedchange/review/",
        f"/admin/cases/storedchange/review/{change.pk}/",
    )
