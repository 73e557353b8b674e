"""Ways round the room or its record: each is refused, or `check_library` finds what it left."""

import contextvars

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction

from cases.curation.first_revisions import record_what_was_there
from cases.curation.library import problems_of_library
from cases.models import Award, Coder, DataVersion, Mechanism, Revision, Tier
from cases.models.writing import PublicQuerySet, WrittenOutside, writing
from tests.factories import make_award, make_coding, make_mechanism
from tests.origins import make_attribution

pytestmark = pytest.mark.django_db


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def make_decided() -> Award:
    """An award in a city, as a person decided."""
    award = make_award(setting="urban")
    make_attribution(award, "setting", rule="curated")
    return award


def found(what: str) -> list[str]:
    return [problem for problem in problems_of_library() if what in problem]


# --- Ways round it ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["ignore_conflicts", "update_conflicts"])
def test_nobody_writes_rows_of_which_nothing_is_known_afterwards(how):
    with pytest.raises(NotImplementedError, match="conflicts"), writing():
        Tier.objects.bulk_create([Tier(slug="forged", name="伪造")], **{how: True})
    assert not Tier.objects.exists()


@pytest.mark.slow
def test_a_room_that_has_ended_lets_nobody_in():
    award = make_award()
    with writing():
        later = contextvars.copy_context()
    with pytest.raises(WrittenOutside):
        later.run(lambda: Award.objects.filter(pk=award.pk).update(title="伪造"))
    award.title = "伪造"
    with pytest.raises(ValidationError, match="与原文"):
        later.run(award.save)
    assert not problems_of_library()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_runs_on_the_commit_of_a_room_writes_in_one_of_its_own():
    award, refused = make_decided(), []

    def in_bulk() -> None:
        with pytest.raises(WrittenOutside):
            Award.objects.filter(pk=award.pk).update(title="伪造")
        refused.append("bulk")

    def by_saving() -> None:
        award.title = "伪造"
        with pytest.raises(ValidationError, match="与原文"):
            award.save()
        refused.append("save")

    with writing():
        make_mechanism()
        for callback in (in_bulk, by_saving, lambda: make_mechanism("三社联动")):
            transaction.on_commit(callback)
    assert refused == ["bulk", "save"]
    assert Mechanism.objects.count() == 2 and not problems_of_library()


@pytest.mark.slow
def test_what_is_rolled_back_in_a_room_does_not_take_the_version_with_it():
    award = make_decided()
    before = DataVersion.current().number
    rows = Award.objects.filter(pk=award.pk)
    with writing():
        with pytest.raises(KeyError), transaction.atomic():
            rows.update(setting="both")
            raise KeyError
        rows.update(setting="rural")
    award.refresh_from_db()
    assert DataVersion.current().number == before + 1 == award.version
    assert [row.after["setting"] for row in Revision.objects.filter(number=before + 1)] == ["rural"]
    assert not problems_of_library()


@pytest.mark.slow
def test_a_savepoint_rolled_back_in_a_room_does_not_take_the_version_with_it():
    award, before = make_award(), DataVersion.current().number
    with writing():
        here = transaction.savepoint()
        award.save()
        transaction.savepoint_rollback(here)
    assert DataVersion.current().number == before + 1
    assert not problems_of_library()


@pytest.mark.slow
def test_what_was_checked_within_what_is_rolled_back_is_recorded_all_the_same():
    award, other = make_decided(), make_award()
    with writing():
        Award.objects.filter(pk=award.pk).update(setting="rural")
        with pytest.raises(KeyError), transaction.atomic():
            other.publish()
            raise KeyError
    assert Revision.objects.filter(number=DataVersion.current().number).get().after["setting"] == "rural"
    assert not problems_of_library()


def test_what_a_bulk_write_finds_it_finds_while_others_wait(monkeypatch):
    versions, things = [], PublicQuerySet.things
    with writing() as room:
        monkeypatch.setattr(
            PublicQuerySet, "things", lambda rows: [versions.append(room.number), *things(rows)][1:]
        )
        Award.objects.filter(title="没有").update(title="伪造")
    assert versions == [DataVersion.current().number]


# --- The record ---------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["create", "base manager", "bulk_create", "save_base", "conflicts", "clear"])
def test_nobody_adds_to_the_record_or_changes_it_past_its_guard(how):
    make_mechanism()
    first = Revision.objects.get(table="mechanism")
    forged = {"number": 1, "through": "form", "by": "别人", "table": "award", "thing": 1, "key": "x"}
    first.by = "别人"
    with pytest.raises(ValidationError, match="只增不改"):
        {
            "create": lambda: Revision.objects.create(**forged),
            "base manager": lambda: Revision._base_manager.update(by="别人"),
            "bulk_create": lambda: Revision.objects.bulk_create([Revision(**forged)]),
            "save_base": first.save_base,
            "conflicts": lambda: Revision._base_manager.bulk_create([first], update_conflicts=True),
            "clear": lambda: Revision._base_manager.all().delete(),
        }[how]()
    assert Revision.objects.get(table="mechanism").by == ""


@pytest.mark.parametrize(
    "how", ["create", "update", "save", "row", "delete", "clear", "bulk_create", "bulk_update"]
)
def test_nobody_moves_the_data_version_but_a_room(how):
    make_mechanism()
    version, before = DataVersion.objects.get(), DataVersion.current()
    version.number = 99
    with pytest.raises(ValidationError, match="数据版本随每次改动自动推进，不能手工增、改、删"), writing():
        {
            "create": lambda: DataVersion.objects.get_or_create(number=99),
            "update": lambda: DataVersion.objects.update(number=99),
            "save": lambda: DataVersion.objects.update_or_create(pk=1, defaults={"number": 99}),
            "row": version.delete,
            "delete": lambda: DataVersion.objects.filter(pk=1).delete(),
            "clear": lambda: DataVersion.objects.all().delete(),
            "bulk_create": lambda: DataVersion.objects.bulk_create([version], update_conflicts=True),
            "bulk_update": lambda: DataVersion.objects.bulk_update([version], ["number"]),
        }[how]()
    assert DataVersion.current() == before


# What is deleted past the room, though rows refer to it.
REFERRED_TO = ("cases_issuingbody", "cases_source", "cases_tier", "cases_edition", "cases_division")


@pytest.mark.parametrize("table", REFERRED_TO)
@pytest.mark.slow
def test_a_reference_that_leads_nowhere_is_reported(award, capsys, table):
    """As in the SQLite client, whose checks are off; here they wait for the end of the transaction."""
    with transaction.atomic():
        sql(f"DELETE FROM {table}")
        with pytest.raises(CommandError, match="案例库有 1 处不符"):
            call_command("check_library")
        transaction.set_rollback(True)
    said = capsys.readouterr().out
    assert (
        said.startswith("库中有条目引用了不存在的条目，其余无从核对，请先恢复备份或改正：") and table in said
    )
    assert problems_of_library() == []


# What is written past the room, and what is said of it.
PAST_IT = {
    "UPDATE cases_award SET place_now_id = (SELECT id FROM cases_division WHERE code = '320000')":
        "与最近一次修订记录不符",
    "UPDATE cases_coding SET mechanism_id = (SELECT max(id) FROM cases_mechanism)": "与最近一次修订记录不符",
    "UPDATE cases_coding SET coder_id = (SELECT max(id) FROM cases_coder)": "与最近一次修订记录不符",
    "UPDATE cases_mechanism SET broader_id = NULL": "治理机制 zhai：与最近一次修订记录不符",
    "UPDATE cases_division SET parent_id = (SELECT id FROM cases_division WHERE code = '320000') "
    "WHERE code = '320585'": "区划 320585：与最近一次修订记录不符",
    "UPDATE cases_award SET version = 99999": "数据版本 99999 不在",
    "UPDATE cases_dataversion SET number = 1, rebuild = 0": "数据版本 1 早于修订记录",
    "DELETE FROM cases_dataversion": "全库的数据版本 0 早于修订记录",
    "UPDATE cases_award SET version = 0": "数据版本 0 不在",
    "UPDATE cases_dataversion SET number = 0, rebuild = 0": "全库的数据版本 0 早于修订记录",
    "INSERT INTO cases_coder (name, description) VALUES ('捏造', '')":
        "编码者 捏造（主键",
    "DELETE FROM cases_revision": "没有修订记录",
    "DELETE FROM cases_revision WHERE before IS NULL": "修订记录不连贯",
    "UPDATE cases_revision SET after = before WHERE before IS NOT NULL": "与最近一次修订记录不符",
    "UPDATE cases_revision SET after = '{}' WHERE \"table\" = 'mechanism'": "内容不全，被改动过",
    "UPDATE cases_revision SET after = '[1]' WHERE \"table\" = 'mechanism'": "内容不全，被改动过",
    "UPDATE cases_revision SET after = '{\"names\": [1]}' WHERE \"key\" = 'zhai'": "内容不全，被改动过",
    "UPDATE cases_revision SET \"table\" = 'bogus' WHERE \"table\" = 'coder'": "不是系统记下的",
    "UPDATE cases_revision SET before = NULL, after = NULL WHERE \"table\" = 'coder'": "不是系统记下的",
    "UPDATE cases_revision SET number = 0": "不是系统记下的",
    "UPDATE cases_award SET paragraph_starts = 'null'": "段落起点应是一列不小于 0 的整数",
    "UPDATE cases_award SET paragraph_starts = '{\"0\": 1}'": "段落起点应是一列不小于 0 的整数",
    "UPDATE cases_award SET paragraph_starts = '[\"a\"]'": "段落起点应是一列不小于 0 的整数",
}  # fmt: skip


@pytest.mark.parametrize("statement", PAST_IT)
@pytest.mark.slow
def test_references_new_rows_versions_and_a_changed_record_are_found(award, statement):
    make_coding(award, make_mechanism("窄", slug="zhai", broader=make_mechanism("宽", slug="kuan")))
    Coder.objects.create(name="别的方法")
    make_mechanism("后", slug="hou")
    assert problems_of_library() == []
    sql(statement)
    assert found(PAST_IT[statement])


@pytest.mark.slow
def test_what_was_there_before_records_were_kept_gets_a_first_revision(award):
    changed = make_mechanism("协商", slug="xieshang")
    with writing():
        changed.definition = "改过。"
        changed.save()
    sql("DELETE FROM cases_revision WHERE before IS NULL")
    assert found("没有修订记录") and found("修订记录不连贯")
    record_what_was_there()
    assert problems_of_library() == []
    assert Revision.objects.filter(number=0, before__isnull=True, key="xieshang").exists()


@pytest.mark.slow
def test_a_thing_may_get_another_key_and_its_references_stay_the_same(award):
    term = make_coding(award).mechanism
    term.slug = "another"
    term.save()
    Coder.objects.create(name="别的方法")
    assert Mechanism.objects.get().slug == "another" and problems_of_library() == []


def test_emptying_a_database_without_migrating_it_records_nothing():
    make_mechanism()
    before = Revision.objects.count()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")  # as `flush` does, without a plan
    assert Revision.objects.count() == before
