"""What is read in these tests: the library's vocabularies and divisions, without a document or an award."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture(scope="module")
def vocabularies(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The curated tables and the divisions, for all tests of a module, each of which undoes its changes."""
    from django.db import transaction

    from cases.library.snapshots import KINDS
    from cases.models.writing import writing

    with django_db_blocker.unblock(), transaction.atomic():
        with writing():
            for kind in KINDS:
                if kind.name not in ("source", "problem", "edition", "award"):
                    kind.write(kind.read(FIXTURES))
        yield
        transaction.set_rollback(True)
