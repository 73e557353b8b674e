"""No program changes or deletes a revision: the database refuses, whichever it is."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from cases.curation import library
from cases.curation.append_only import KEEPING, lacking_triggers
from cases.models import Revision
from tests.append_only import decided, found, triggers
from tests.factories import make_mechanism
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db
REFUSED = "修订记录只增不改"


@pytest.fixture(autouse=True)
def kept():
    """Within the transaction of the test."""
    for migration in (triggers, decided):
        migration.add(None, SimpleNamespace(connection=connection))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_revision SET note = 'another'",
        "UPDATE cases_revision SET \"by\" = ''",
        "DELETE FROM cases_revision",
        "DELETE FROM cases_revision WHERE number > 0",
    ],
)
def test_a_statement_past_the_program_is_refused(statement):
    make_mechanism()
    before = list(Revision.objects.values())
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert before == list(Revision.objects.values()) != []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite alone")
def test_an_insertion_in_place_of_another_is_refused():
    make_mechanism()
    before = list(Revision.objects.values())
    columns = ", ".join(connection.ops.quote_name(each.column) for each in Revision._meta.concrete_fields)
    replaced = f"INSERT OR REPLACE INTO cases_revision ({columns}) SELECT {columns} FROM cases_revision"
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replaced)
    assert before == list(Revision.objects.values()) != []


@pytest.mark.postgres
def test_the_table_is_not_emptied_at_once():
    make_mechanism()
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_revision CASCADE")  # reports refer to it


def test_a_program_that_goes_round_the_guard_is_refused():
    make_mechanism()
    for write in (lambda rows: rows.update(note="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            write(past_the_room(Revision))


def test_new_revisions_are_written():
    count = Revision.objects.count()
    make_mechanism()
    assert Revision.objects.count() == count + 1


def test_the_migration_goes_back():
    triggers.remove(None, SimpleNamespace(connection=connection))
    make_mechanism()
    assert past_the_room(Revision).filter(table="mechanism").update(note="x") == 1


def test_the_migration_makes_them():
    made = [getattr(operation, "code", None) for operation in triggers.Migration.operations]
    assert triggers.add in made


def test_after_all_migrations_they_are_there():
    """SQLite makes a table anew for some changes, and its triggers go: that migration calls 0026's `add`."""
    assert found.lacking == []


def test_check_library_misses_them(monkeypatch):
    monkeypatch.setattr(library, "lacking_triggers", lacking_triggers)
    assert library.problems_of_library() == []
    triggers.remove(None, SimpleNamespace(connection=connection))
    [problem] = library.problems_of_library()
    assert all(name in problem for name in KEEPING)


@pytest.mark.postgres
def test_a_trigger_that_is_switched_off_is_missing():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_revision DISABLE TRIGGER cases_revision_no_update")
    assert lacking_triggers() == ["cases_revision_no_update"]
