"""The index follows the database: soon, safely, and never on readers' time beyond need."""

import os
import subprocess
import sys
import threading

import pytest
from django.db import transaction

from cases.index import current, files, store
from cases.index.check import differences
from cases.index.current import current_index, rebuild
from cases.models import Award, DataVersion, Mechanism
from cases.search.text.document import Field
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.index.listed import titles
from tests.mixture import make_mixture
from tests.origins import change, make_attribution, past_the_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def builder(monkeypatch):
    """Stand in for the process that builds in the background: the commands it was started with."""
    started: list[list[str]] = []

    class Process:
        def __init__(self, command, **options):
            started.append(command)

        def poll(self):
            return None

    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.setattr(current.holder, "builder", None)
    return started


def test_it_is_built_when_there_is_none(award):
    assert titles(current_index()) == ["宁海36条"]


def test_an_empty_library_has_an_empty_index():
    index = current_index()
    assert (len(index.all), titles(index), index.page(index.all, "rank", 0, 20)) == (0, [], [])
    assert differences(index) == []


def test_nothing_changed_is_one_query_and_the_same_index(award, django_assert_num_queries):
    index = current_index()
    with django_assert_num_queries(1):
        assert current_index() is index


def test_a_new_process_loads_what_lies_on_disk(award, forget, monkeypatch):
    built = current_index()
    forget()
    monkeypatch.setattr(store, "build", None)
    assert current_index().version == built.version


@pytest.mark.slow
def test_a_changed_award_is_followed_in_the_same_file(award):
    before = current_index()
    award.title = "宁海三十六条"
    past_the_room(Award).filter(pk=award.pk).update(
        title=award.title, version=DataVersion.advance(everything=False)
    )
    after = current_index()
    assert (titles(after), after.path) == (["宁海三十六条"], before.path)
    assert differences(after) == []


@pytest.mark.slow
def test_a_new_award_is_followed_in_the_same_file(award):
    before = current_index()
    make_award(title="三社联动", edition=award.edition, source=award.source, rank=2)
    after = current_index()
    assert (titles(after), after.path) == (["宁海36条", "三社联动"], before.path)
    assert differences(after) == []


@pytest.mark.slow
def test_a_withdrawn_award_is_nowhere_any_more(award):
    before = current_index()
    award.state = "withdrawn"
    award.save()
    after = current_index()
    assert (len(after.all), after.records([award.pk]), after.path) == (0, [], before.path)
    assert not after.text.documents_with("宁海", Field.TITLE)
    assert all(not ids for values in after.bitmaps.values() for ids in values.values())
    assert differences(after) == []


def test_a_draft_is_nowhere(award):
    make_award(state="draft", edition=award.edition, source=award.source)
    assert titles(current_index()) == ["宁海36条"]


@pytest.mark.slow
def test_codings_and_origins_are_changes_of_their_award(award):
    term = make_mechanism("清单制度", slug="qingdan")
    current_index()
    coding = make_coding(award, term)
    assert list(current_index().with_value("mechanism", "qingdan")) == [award.pk]
    coding.delete()
    assert "qingdan" not in current_index().bitmaps["mechanism"]
    assert not current_index().with_value("mechanism", "qingdan")
    make_attribution(award, "tier", rule="curated")
    assert current_index().records([award.pk])[0].inferred == ("tier",)


@pytest.mark.slow
def test_random_changes_leave_the_index_as_a_full_build_would_make_it():
    awards = make_mixture(60)
    path = current_index().path
    for step, award in enumerate(awards[:12]):
        change(award, setting=["urban", "rural", "both", ""][step % 4])
        award.state = ["published", "withdrawn"][step % 2]
        award.save()
        for coding in awards[-1 - step].codings.all()[:1]:
            coding.delete()
        assert differences(current_index()) == []
    assert current_index().path == path
    in_steps = {sort: order.tolist() for sort, order in current_index().orders.items()}
    assert {sort: order.tolist() for sort, order in rebuild().orders.items()} == in_steps


@pytest.mark.slow
def test_a_changed_vocabulary_is_built_anew(award):
    make_coding(award, make_mechanism("清单制度", slug="qingdan"))
    before = current_index()
    term = Mechanism.objects.get()
    term.name = "清单制"
    term.save()
    after = current_index()
    assert after.path != before.path
    assert after.records([award.pk])[0].mechanisms == ("清单制",)


@pytest.mark.slow
def test_a_deleted_award_is_gone(award):
    current_index()
    past_the_room(Award).update(state="draft")  # what was public is not deleted
    Award.objects.get().delete()
    assert len(current_index().all) == 0


def test_a_big_library_is_built_anew_by_another_process_while_the_old_one_serves(award, builder, monkeypatch):
    monkeypatch.setattr(current, "FEW", 0)
    before = current_index()
    make_division("江苏省", code="320000")
    assert current_index() is before
    assert current_index() is before
    assert [command[-2:] for command in builder] == [["reindex", "--if-stale"]]
    after = rebuild(only_if_stale=True)
    assert current_index() is after
    assert "320000" in after.vocabulary.places


@pytest.mark.slow
def test_many_changed_awards_are_left_to_another_process(award, builder, monkeypatch):
    before = current_index()
    monkeypatch.setattr(current, "SMALL", 1)
    monkeypatch.setattr(current, "FEW", 1)
    for rank in (2, 3):
        make_award(edition=award.edition, source=award.source, rank=rank)
    assert current_index() is before
    assert len(builder) == 1


@pytest.mark.slow
def test_what_another_process_refreshed_is_loaded_not_refreshed_again(award, monkeypatch):
    old = current_index()
    make_award(edition=award.edition, source=award.source)
    new = current_index()
    current.holder.index = old
    monkeypatch.setattr(store, "refresh", None)
    assert current_index().version == new.version


def test_an_index_of_another_database_is_never_served(award):
    current_index()
    past_the_room(DataVersion).update(token="00000000-0000-0000-0000-000000000001")
    past_the_room(Award).update(title="别的库")
    assert titles(current_index()) == ["别的库"]


@pytest.mark.slow
def test_a_restored_backup_is_noticed_by_its_lower_number(award):
    make_award(edition=award.edition, source=award.source)
    current_index()
    past_the_room(DataVersion).update(number=1, rebuild=0)
    past_the_room(Award).exclude(pk=award.pk).update(state="draft")
    assert len(current_index().all) == 1


@pytest.mark.slow
def test_a_restored_backup_is_noticed_even_when_its_number_is_higher(award):
    other = make_award(edition=award.edition, source=award.source)
    before = current_index()
    past_the_room(Award).filter(pk=other.pk).update(state="draft")  # as if restored: no version moved
    award.save()
    after = current_index()
    assert (len(after.all), after.path == before.path) == (1, False)


@pytest.mark.slow
def test_a_restored_backup_with_as_many_awards_is_noticed_by_their_versions(award):
    other = make_award(edition=award.edition, source=award.source)
    before = current_index()
    past_the_room(Award).filter(pk=other.pk).update(
        title="旧标题", version=1
    )  # as if restored: an older state
    award.save()
    after = current_index()
    assert (titles(after)[1], after.path == before.path) == ("旧标题", False)


@pytest.mark.slow
def test_what_changes_while_an_index_is_stored_does_not_make_it_unusable(award, monkeypatch):
    other = make_award(edition=award.edition, source=award.source)
    before, write_meta = current_index(), store.write_meta

    def meanwhile(*args, **kwargs) -> None:
        write_meta(*args, **kwargs)
        Award.objects.get(pk=other.pk).save()

    monkeypatch.setattr(store, "write_meta", meanwhile)
    award.save()
    assert current_index().path == before.path
    monkeypatch.undo()
    after = current_index()
    assert (after.path, differences(after)) == (before.path, [])


@pytest.mark.slow
def test_a_change_after_one_of_everything_is_followed_in_the_same_file(award):
    make_division("江苏省", code="320000")
    before = current_index()
    assert before.version.rebuild == before.version.number
    award.save()
    assert current_index().path == before.path


@pytest.mark.slow
def test_a_change_that_was_rolled_back_is_not_kept(award):
    current_index()
    with transaction.atomic():
        sneaked = make_award(edition=award.edition, source=award.source)
        assert len(current_index().all) == 2
        transaction.set_rollback(True)
    assert sneaked.pk not in current_index().all
    assert differences(current_index()) == []


@pytest.mark.slow
def test_threads_read_one_index_at_once():
    awards = make_mixture(60)
    index = current_index()
    lists: list[list[str]] = []

    def read() -> None:
        for _ in range(20):
            lists.append([record.id for record in index.records([award.pk for award in awards])])
            assert index.text.documents_with("社区", Field.TEXT) <= index.all

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lists == [[award.accession for award in awards]] * 80


@pytest.mark.slow
def test_only_one_process_at_a_time_may_write(index_dir):
    script = "from cases.index import files\nwith files.lock(wait=False): print('in')"
    environment = {**os.environ, "INDEX_DIR": str(index_dir)}

    def another_process() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", script]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    with files.lock(wait=True):
        assert "Locked" in another_process().stderr
    assert another_process().stdout == "in\n"


def test_what_is_slow_at_first_use_is_made_ready_beside_the_first_reader(award):
    index = current_index()
    for thread in [thread for thread in threading.enumerate() if thread.name == "warm"]:
        thread.join()
    assert "suggester" in vars(index)


def test_a_side_file_that_breaks_while_it_is_made_ready_harms_nobody(award):
    index = current_index()
    index.path.unlink()
    index._connections = threading.local()
    index.warm()
    assert "suggester" in vars(index)
