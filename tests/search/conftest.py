"""The real library, loaded and indexed as the site does it, once for a module of tests."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from cases.index import store
from cases.index.index import Index
from cases.models import DataVersion
from tests.search.real import RealLibrary


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker, tmp_path_factory) -> RealLibrary:
    """The 46 awards, indexed from the database of this run, in which nothing stays."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(settings, "INDEX_DIR", tmp_path_factory.mktemp("index"))
        call_command("load_library", stdout=io.StringIO())
        index = Index(store.build(DataVersion.current()))
        transaction.set_rollback(True)
    return RealLibrary(index)
