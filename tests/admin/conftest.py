"""Who visits the admin, and the tables that it writes."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from tests.admin.tables import WRITABLE, quick

# django-axes stands first among the backends and knows nobody; people are known to Django's own.
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def curator(db) -> User:
    return User.objects.create_superuser("curator")


@pytest.fixture
def as_curator(client: Client, curator: User) -> Client:
    client.force_login(curator, backend=BACKEND)
    return client


@pytest.fixture
def as_visitor(client: Client) -> Client:
    """Somebody of the staff who may do nothing at all."""
    client.force_login(User.objects.create_user("visitor", is_staff=True), backend=BACKEND)
    return client


@pytest.fixture(params=quick(WRITABLE), ids=lambda model: model.__name__)
def writable(request: pytest.FixtureRequest) -> type[Model]:
    """Each table that curators write."""
    table: type[Model] = request.param
    return table
