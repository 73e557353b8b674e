"""A library that is repeated is the library that was made."""

import pytest
from django.db import transaction

from cases.index import files
from cases.index.check import differences
from cases.index.current import current_index
from tests.factories import make_award
from tests.mixture import make_mixture
from tests.replay import read_rows, with_index
from tests.small_library import Library, make_small_library

pytestmark = pytest.mark.django_db


def rows_of(make) -> dict:
    """What `make` leaves in the database, from which it is then taken back."""
    with transaction.atomic():
        make()
        rows = read_rows()
        transaction.set_rollback(True)
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("make", [make_small_library, lambda: make_mixture(10)], ids=["small", "mixture"])
def test_a_repeated_library_has_the_rows_of_the_first(make):
    first = rows_of(make)
    assert first == rows_of(make) != {}


@pytest.mark.slow
def test_its_index_is_the_one_that_would_be_built(settings, tmp_path):
    for folder in ("first", "second"):
        settings.INDEX_DIR = tmp_path / folder
        with transaction.atomic():
            with_index(make_mixture(10))
            before = files.current_file()
            assert current_index().path == before
            assert list(differences(current_index())) == []
            transaction.set_rollback(True)


def test_its_objects_are_those_of_the_database():
    rows_of(make_small_library)
    library: Library = make_small_library()
    library.first.refresh_from_db()
    assert library.first.place_now == library.county
    assert library.first.codings.count() == 2


@pytest.mark.slow
def test_rows_made_afterwards_find_free_keys():
    rows_of(make_small_library)
    library = make_small_library()
    assert make_award(number=9).pk not in {library.first.pk, library.second.pk, library.third.pk}


@pytest.mark.slow
def test_into_a_database_with_rows_it_is_made_as_ever():
    rows_of(lambda: make_mixture(10))
    before = make_award(number=99)
    awards = make_mixture(10)
    assert len({before.pk, *(award.pk for award in awards)}) == 11
