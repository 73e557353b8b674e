"""Who asks while another follows a change waits for a small one, and reads the state before of a long one."""

import threading
import time

import pytest

from cases.index import current, files
from cases.index.current import current_index
from cases.index.index import Superseded
from tests.factories import make_award

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_while_somebody_else_builds_the_old_one_serves_once_one_has_waited(award, monkeypatch):
    monkeypatch.setattr(current, "PATIENCE", 0.1)
    monkeypatch.setattr(current.holder, "waits_from", 0.0)
    before = current_index()
    make_award(edition=award.edition, source=award.source)
    with files.lock(wait=True):
        assert current_index() is before
        assert current.holder.patience == 0
        assert current_index() is before
    assert len(current_index().all) == 2


@pytest.mark.parametrize("held", ["lock", "mutex"])
def test_who_asks_while_a_small_change_is_followed_gets_it(award, monkeypatch, held):
    """As it was, readers went on getting a withdrawn case for as long as another followed the withdrawal."""
    monkeypatch.setattr(current.holder, "waits_from", 0.0)
    current_index()
    award.withdraw()
    taken = threading.Event()

    def hold() -> None:
        with current.holder.mutex if held == "mutex" else files.lock(wait=True):
            taken.set()
            time.sleep(0.2)

    other = threading.Thread(target=hold)
    other.start()
    taken.wait()
    assert len(current_index().all) == 0
    other.join()


def test_lines_are_those_of_the_state_that_was_asked(award):
    before = current_index()
    award.save()
    assert current_index().prepared([award.pk], "csv").number == 1
    with pytest.raises(Superseded):
        before.prepared([award.pk], "csv")
    with pytest.raises(Superseded):
        before.prepared_rows("coding", [award.pk], "csv")


@pytest.mark.slow
def test_while_another_thread_refreshes_for_long_the_old_one_serves(award, monkeypatch):
    before = current_index()
    monkeypatch.setattr(current, "PATIENCE", 0.1)
    monkeypatch.setattr(current.holder, "waits_from", 0.0)
    make_award(edition=award.edition, source=award.source)
    with current.holder.mutex:
        assert current_index() is before
