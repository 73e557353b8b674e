"""What was decided stays, whatever program asks: statements past the program, on both databases (0044)."""

from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from cases.choices import Through
from cases.curation import append_only, library
from cases.models import (
    Coder,
    CodingRound,
    FinishedCoding,
    Intake,
    OfficeChange,
    Reconciliation,
    StoredChange,
)
from cases.models.writing import writing
from tests.append_only import decided, found
from tests.curation.rows import change
from tests.factories import make_mechanism
from tests.models.samples import SAMPLES

pytestmark = pytest.mark.django_db
SAID = '[{"by": "shenhe", "at": "2026-11-28T08:00:00+00:00", "text": "页码呢？"}]'
ROUNDS = CodingRound
BY_NAME = {
    **dict.fromkeys(("proposal", "waiting", "returned", "commented", "of_import"), StoredChange),
    **dict.fromkeys(("round", "open_round"), ROUNDS),
    **dict.fromkeys(("finished", "unfinished"), FinishedCoding),
    **dict.fromkeys(("writer", "other"), User),
    **{"settled": Reconciliation, "change": OfficeChange},
    **{"coders": ROUNDS.coders.through, "awards": ROUNDS.awards.through},
}


@pytest.fixture
def rows(db) -> dict[str, models.Model]:
    """One row of each kind, and then the triggers, within the transaction of the test."""
    now = timezone.now()

    def proposal(outcome: str, **more) -> StoredChange:
        values = {"table": "award", "thing": 1, "action": "changed", "proposed": {"title": "一"}}
        return StoredChange.objects.create(made_by="writer", made_at=now, outcome=outcome, **values, **more)

    decision = {"decided_by": "shenhe", "decided_at": now, "reason": "依据不足"}
    settled = SAMPLES[Reconciliation]()
    closed, award = settled.round, settled.round.awards.get()
    coder = closed.coders.first()
    finished = FinishedCoding.objects.create(round=closed, award=award, coder=coder)
    open_round = CodingRound.objects.create(name="第二轮", scheme=closed.scheme, opened_by="boss")
    CodingRound.objects.filter(pk=closed.pk).update(closed_at=now, closed_by="boss")
    made = {
        "proposal": proposal("taken", version=5, **decision),
        "waiting": proposal("waiting"),
        "returned": proposal("declined", **decision),
        "commented": proposal("waiting", comments=[{"by": "shenhe", "at": "2026", "text": "页码呢？"}]),
        "of_import": SAMPLES[StoredChange](),
        **{"round": closed, "open_round": open_round, "finished": finished, "settled": settled},
        "unfinished": FinishedCoding.objects.create(round=open_round, award=award, coder=coder),
        "change": SAMPLES[OfficeChange](),
        **{"writer": User.objects.create_user("writer"), "other": User.objects.create_user("other")},
        "coders": CodingRound.coders.through.objects.get(codinground=closed, coder=coder),
        "awards": CodingRound.awards.through.objects.get(codinground=closed),
    }
    decided.add(None, SimpleNamespace(connection=connection))
    return made


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def table(name: str) -> str:
    return BY_NAME[name]._meta.db_table


REFUSED = [
    *(("delete", name, "") for name in ("proposal", "waiting", "returned", "commented", "finished")),
    *(("delete", name, "") for name in ("round", "coders", "awards", "settled", "change", "writer")),
    *(("update", name, "reason = 'other'") for name in ("proposal", "returned", "waiting", "settled")),
    *(("update", name, "comments = '[]'") for name in ("commented",)),
    ("update", "commented", 'comments = \'[{"by": "other"}]\''),
    *(("update", "proposal", f"outcome = '{outcome}'") for outcome in ("waiting", "declined", "undone")),
    ("update", "proposal", "version = 4"),
    ("update", "proposal", "version = NULL"),
    *(("update", name, "proposed = '{}'") for name in ("proposal", "returned")),
    ("update", "returned", "outcome = 'taken'"),
    ("update", "waiting", "made_at = NULL"),
    ("update", "of_import", "id = id + 1000"),
    *(("update", name, "codings = '[1]'") for name in ("finished",)),
    ("update", "unfinished", "finished_at = '2020-01-01'"),
    ("update", "round", "terms = '[]'"),
    ("update", "round", "closed_at = NULL, closed_by = ''"),
    ("update", "coders", "coder_id = coder_id"),
    ("update", "change", "note = 'other'"),
    ("update", "writer", "username = 'renamed'"),
    ("update", "other", "id = id + 1000"),
]


@pytest.mark.parametrize(("act", "name", "sets"), REFUSED)
def test_a_statement_past_the_program_is_refused(rows, act, name, sets):
    row = rows[name]
    before = list(BY_NAME[name]._default_manager.order_by("pk").values())
    words = f"DELETE FROM {table(name)}" if act == "delete" else f"UPDATE {table(name)} SET {sets}"
    with pytest.raises(DatabaseError, match="不能"):
        run(f"{words} WHERE id = {row.pk}")
    assert list(BY_NAME[name]._default_manager.order_by("pk").values()) == before


ALLOWED = [
    *(("delete", name, "") for name in ("of_import", "open_round", "unfinished", "other")),
    ("update", "waiting", "outcome = 'taken', decided_by = 'shenhe', decided_at = '2026-01-01', version = 7"),
    ("update", "waiting", "outcome = 'declined', decided_by = 'shenhe', reason = '依据不足'"),
    ("update", "waiting", "outcome = 'dropped'"),
    ("update", "waiting", "proposed = '{\"title\": \"二\"}', note = '改好了'"),
    ("update", "returned", "outcome = 'waiting', proposed = '{\"title\": \"二\"}'"),
    ("update", "returned", "outcome = 'dropped'"),
    ("update", "waiting", f"comments = '{SAID}'"),
    ("update", "proposal", f"comments = '{SAID}'"),
    ("update", "proposal", "version = 6"),
    ("update", "of_import", "proposed = '{}', reason = 'other'"),
    ("update", "settled", "mechanism_id = NULL"),
    ("update", "unfinished", "codings = '[1]'"),
    ("update", "open_round", "closed_at = '2026-01-01', closed_by = 'boss', called_off = '换人'"),
    ("update", "writer", "password = 'x', last_login = '2026-01-01', is_active = (1 = 0), last_name = '王'"),
    ("update", "other", "username = 'renamed'"),
]


@pytest.mark.parametrize(("act", "name", "sets"), ALLOWED)
def test_what_the_program_does_is_let_through(rows, act, name, sets):
    row = rows[name]
    if name == "open_round":
        FinishedCoding.objects.filter(round=row).delete()
    words = f"DELETE FROM {table(name)}" if act == "delete" else f"UPDATE {table(name)} SET {sets}"
    run(f"{words} WHERE id = {row.pk}")
    assert BY_NAME[name]._default_manager.filter(pk=row.pk).exists() is (act == "update")


def test_comments_are_only_added(rows):
    """In the middle or before the others nothing is put either."""
    row = rows["commented"]
    row.comments = [*row.comments, {"by": "writer", "at": "2026", "text": "第三页"}]
    row.save(update_fields=["comments"])
    row.comments = [{"by": "writer", "at": "2025", "text": "先说的"}, *row.comments]
    with pytest.raises(DatabaseError, match="不能"), transaction.atomic():
        row.save(update_fields=["comments"])


def test_a_term_that_is_deleted_leaves_its_name(rows):
    settled = rows["settled"]
    term, another = settled.mechanism, make_mechanism("另一项")
    with pytest.raises(DatabaseError, match="不能"):
        run(f"UPDATE {table('settled')} SET mechanism_id = {another.pk} WHERE id = {settled.pk}")
    term.delete()
    settled.refresh_from_db()
    assert (settled.mechanism, settled.term) == (None, term.name)


@pytest.mark.parametrize("where", ["revision", "log", "proposed", "decided", "commented", "round", "settled"])
def test_whoever_wrote_anything_stays(db, where):
    user = User.objects.create_user("who")
    now = timezone.now()
    if where == "revision":
        term = make_mechanism()
        with writing(Through.FORM, by=user):
            change(term, name="议事")
    elif where == "log":
        LogEntry.objects.create(user=user, object_repr="x", action_flag=1)
    elif where in ("proposed", "decided"):
        name = {"proposed": "made_by", "decided": "decided_by"}[where]
        StoredChange.objects.create(action="changed", outcome="waiting", made_at=now, **{name: "who"})
    elif where == "commented":
        said = [{"by": "who", "at": "2026", "text": "页码呢？"}]
        StoredChange.objects.create(action="changed", outcome="waiting", made_at=now, comments=said)
    elif where == "round":
        CodingRound.objects.create(name="一", scheme_id=make_mechanism().scheme_id, opened_by="who")
    else:
        settled = SAMPLES[Reconciliation]()
        Reconciliation.objects.filter(pk=settled.pk).update(by="who")
    decided.add(None, SimpleNamespace(connection=connection))
    with pytest.raises(DatabaseError, match="写过记录的账号"):
        run("UPDATE auth_user SET username = 'nobody' WHERE username = 'who'")
    with pytest.raises(models.ProtectedError):
        user.delete()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite alone")
@pytest.mark.parametrize("name", ["proposal", "round", "finished", "settled", "change", "writer"])
def test_an_insertion_in_place_of_another_is_refused(rows, name):
    model = BY_NAME[name]
    columns = ", ".join(connection.ops.quote_name(each.column) for each in model._meta.concrete_fields)
    held = f"SELECT {columns} FROM {table(name)} WHERE id = {rows[name].pk}"
    with pytest.raises(DatabaseError, match="不能"):
        run(f"INSERT OR REPLACE INTO {table(name)} ({columns}) {held}")
    if name != "change" and name not in ("proposal", "round"):  # it has no other key
        with_new_key = held.replace('"id"', "id + 1000", 1)
        with pytest.raises(DatabaseError, match="不能"):
            run(f"INSERT OR REPLACE INTO {table(name)} ({columns}) {with_new_key}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite alone")
def test_a_name_is_not_taken_from_who_wrote(rows):
    with pytest.raises(DatabaseError, match="写过记录的账号"):
        run(f"UPDATE OR REPLACE auth_user SET username = 'writer' WHERE id = {rows['other'].pk}")


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["proposal", "settled", "finished", "change"])
def test_no_table_is_emptied_at_once(rows, name):
    run("SET CONSTRAINTS ALL IMMEDIATE")  # of the rows that were made just now
    with pytest.raises(DatabaseError, match="不能"):
        run(f"TRUNCATE {table(name)} CASCADE")


def test_an_import_goes_with_its_changes(rows):
    intake = rows["of_import"].intake
    intake.delete()
    assert not Intake.objects.filter(pk=intake.pk).exists()
    assert not StoredChange.objects.filter(pk=rows["of_import"].pk).exists()


def test_accounts_are_made_and_log_in(rows):
    user = User.objects.create_user("new")
    user.last_login = timezone.now()
    user.save()
    Coder.of(user)
    assert User.objects.filter(username="new").exists()


# --- They are there, and stay ------------------------------------------------------------------------


def test_after_all_migrations_they_are_there():
    assert found.lacking == []


def test_check_library_misses_each_of_them(monkeypatch, rows):
    monkeypatch.setattr(library, "lacking_triggers", append_only.lacking_triggers)
    there = {name for _table, name in decided.names_of(connection.vendor)}
    assert not there & set(append_only.lacking_triggers())
    decided.remove(None, SimpleNamespace(connection=connection))
    assert there <= set(append_only.lacking_triggers())
    said = "\n".join(library.problems_of_library())
    assert all(name in said for name in there)


def test_migrating_takes_them_away_and_brings_them_back(rows):
    """Without a plan, as `flush` tells it, nothing is done."""
    there = {name for _table, name in decided.names_of(connection.vendor)}
    plan = [(decided.Migration("0044_what_was_decided_stays", "cases"), False)]
    append_only.before_migrating()
    assert not there & set(append_only.lacking_triggers())
    append_only.before_migrating(plan=plan)
    append_only.after_migrating()
    assert there <= set(append_only.lacking_triggers())
    append_only.after_migrating(plan=plan)
    assert not there & set(append_only.lacking_triggers())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL makes no table anew")
def test_a_table_that_others_name_is_made_anew_without_them(rows):
    """As a migration does: with the triggers in place SQLite refuses the new name."""
    anew = (
        "CREATE TABLE new__distinct AS SELECT * FROM cases_distinctcases",
        "DROP TABLE cases_distinctcases",
        "ALTER TABLE new__distinct RENAME TO cases_distinctcases",
    )
    with pytest.raises(DatabaseError, match="no such table"), transaction.atomic():
        for statement in anew:
            run(statement)
    decided.remove(None, SimpleNamespace(connection=connection))
    for statement in anew:
        run(statement)
    decided.add(None, SimpleNamespace(connection=connection))
