"""Who visits the admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

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
