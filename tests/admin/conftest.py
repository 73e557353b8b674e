"""Who visits the admin, and the tables that it writes."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template.response import SimpleTemplateResponse
from django.test import Client

from cases.choices import State
from cases.models import Coding, Intake, Mechanism
from tests.admin.tables import WRITABLE, quick
from tests.factories import make_award, make_coding, make_mechanism
from tests.imports.lists import bring_in, make_readers_library
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

# django-axes stands first among the backends and knows nobody; people are known to Django's own.
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def curator(db) -> User:
    return User.objects.create_superuser("curator")


@pytest.fixture
def as_curator(client: Client, curator: User) -> Client:
    # Read once for a process: what a test counts must not depend on which tests went before it.
    ContentType.objects.get_for_models(*apps.get_models())
    client.force_login(curator, backend=BACKEND)
    return client


@pytest.fixture
def as_visitor(client: Client) -> Client:
    """Somebody of the staff who may do nothing at all."""
    client.force_login(User.objects.create_user("visitor", is_staff=True), backend=BACKEND)
    return client


@pytest.fixture
def second(db) -> Client:
    """Another curator, at another machine."""
    client = Client()
    user = User.objects.create_superuser("second", last_name="李", first_name="四")
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def coding() -> Coding:
    return make_coding(make_award(state=State.DRAFT), make_mechanism())


@pytest.fixture
def readers_library(db) -> None:
    """The programme and the places of the list that imports of these tests bring in."""
    make_readers_library()


@pytest.fixture
def intake(readers_library) -> Intake:
    """The list, read and not yet taken in."""
    return bring_in()


@pytest.fixture(params=quick(WRITABLE), ids=lambda model: model.__name__)
def writable(request: pytest.FixtureRequest) -> type[Model]:
    """Each table that curators write."""
    table: type[Model] = request.param
    return table


@pytest.fixture
def undrawn_pages(monkeypatch) -> None:
    """Pages are answered without being drawn: for tests that ask for statuses alone."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


@pytest.fixture
def editor(db) -> Client:
    return logged_in(account("editor", EDITOR))


@pytest.fixture
def reviewer(db) -> Client:
    return logged_in(account("reviewer", REVIEWER))


@pytest.fixture
def manager() -> Client:
    return logged_in(account("manager", ADMINISTRATOR))


@pytest.fixture
def two() -> tuple[Mechanism, Mechanism]:
    """A term to keep, and one to be merged into it that a published case and a draft are coded with."""
    kept, other = make_mechanism("社区协商", slug="xieshang"), make_mechanism("协商议事", slug="yishi")
    make_coding(make_award(title="甲街道"), other)
    make_coding(make_award(title="乙街道", state=State.DRAFT), other)
    return kept, other
