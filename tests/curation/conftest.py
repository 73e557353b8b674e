"""Who curates."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cases.models import Award, FormerAccession
from tests.factories import make_award, make_division
from tests.replay import replayed

BACKEND = "django.contrib.auth.backends.ModelBackend"  # django-axes stands first and knows nobody


@pytest.fixture
def curator(db) -> User:
    return User.objects.create_superuser("curator")


@pytest.fixture
def as_curator(client: Client, curator: User) -> Client:
    client.force_login(curator, backend=BACKEND)
    return client


@pytest.fixture
def award(db) -> Award:
    return make_full_award()


@replayed
def make_full_award() -> Award:
    """Public, with a value of every kind."""
    jiangsu = make_division("江苏省", code="320000")
    city = make_division("苏州市", code="320500", level="prefecture", parent=jiangsu)
    taicang = make_division("太仓市", code="320585", parent=city)
    award = make_award(
        title="政社互动",
        rank=1,
        applicant="太仓市民政局",
        applicant_level="county",
        setting="urban",
        place_then=taicang,
        place_now=taicang,
    )
    award.source.note = "照录。"  # a change, whose revision records what was printed past the room
    award.source.save()
    return award


@pytest.fixture
def former(db) -> FormerAccession:
    """The number that a public award had before."""
    award = make_award()
    award.accession = "2014-sqzl-w07"
    award.save()
    return FormerAccession.objects.get()
