"""The time that feed and sitemap tell of a case moves with what readers see, its data version always."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from cases.choices import CodingState, Through
from cases.curation.coding_acts import ACCEPT, decide
from cases.curation.coding_states import CodingKey
from cases.models import Award, Coding
from cases.models.writing import writing
from tests.admin.forms import page_data
from tests.admin.tables import url
from tests.factories import make_award, make_coding, make_mechanism, make_scheme
from tests.origins import past_the_room
from tests.roles import REVIEWER, account

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def award() -> Award:
    made = make_award()
    past_the_room(Award).update(updated_at=LONG_AGO)
    return made


def moved(award: Award) -> tuple[bool, bool]:
    """Whether the time and the version of the award moved."""
    before = award.version
    award.refresh_from_db()
    return award.updated_at != LONG_AGO, award.version != before


def test_a_coding_that_waits_is_no_change_to_readers(award):
    award.refresh_from_db()
    feed = Client().get("/feed.atom").content
    row = make_coding(award, make_mechanism(), state=CodingState.PROPOSED)
    assert moved(award) == (False, True)
    row.note = "再看"
    row.save()
    row.state = CodingState.REJECTED
    row.save()
    assert moved(award) == (False, True)
    assert Client().get("/feed.atom").content == feed


def test_one_that_is_accepted_is(award):
    user = account("reviewer", REVIEWER)
    row = make_coding(award, make_mechanism(), state=CodingState.PROPOSED)
    key = CodingKey(row.mechanism_id, row.start, row.end, row.coder_id)
    decide(award.pk, user, key, ACCEPT, lambda whole: Coding.objects.filter(award=whole))
    assert moved(award) == (True, True)


def test_one_of_a_hidden_scheme_is_not(award):
    make_coding(award, make_mechanism("面子", slug="face", scheme=make_scheme()))
    assert moved(award) == (False, True)


def test_a_form_that_changes_such_a_coding_alone_leaves_the_time(award, as_curator):
    make_coding(award, make_mechanism(), state=CodingState.PROPOSED)
    address = url(Award, "change", award.pk)
    for changed, expected in (({"codings-0-note": "再看"}, False), ({"codings-0-state": "accepted"}, True)):
        sent = page_data(as_curator, address) | changed | {"_why": "补充内容"}
        assert as_curator.post(address, sent).status_code == 302
        assert moved(award) == (expected, True), changed


def test_a_save_of_one_column_moves_it(award):
    award.save(update_fields=["title"])
    assert moved(award)[0]


def test_what_is_written_together_is_told_apart(award):
    other = make_award()
    past_the_room(Award).update(updated_at=LONG_AGO)
    with writing(Through.LOADER):
        make_coding(award, make_mechanism(), state=CodingState.PROPOSED)
        make_coding(other, make_mechanism("居民参与", slug="participation"), evidence="居民")
    award.refresh_from_db()
    other.refresh_from_db()
    assert (award.updated_at == LONG_AGO, other.updated_at == LONG_AGO) == (True, False)
    assert award.version == other.version
