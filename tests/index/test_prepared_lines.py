"""Lines of the side file: of one state, measured first, and never taken from under a reader."""

import gc
import sqlite3

import pytest

from cases.index import current, files, store
from cases.index.current import current_index, rebuild
from cases.index.index import Index
from cases.models import DataVersion
from cases.records.csv_line import line, raw_line
from cases.records.json_item import item
from tests.factories import make_award, make_awards

pytestmark = pytest.mark.django_db
RENDER = {"csv": line, "raw": raw_line, "item": item}


def build_elsewhere(times: int) -> None:
    """What `reindex` in another process does: this one is not told, for no data has changed."""
    for _ in range(times):
        store.build(DataVersion.current())


@pytest.mark.slow
@pytest.mark.parametrize("column", RENDER)
def test_their_number_and_bytes_are_known_before_they_are_read(column):
    make_awards(3, title="=1+1", text="甲\n乙")
    index = current_index()
    ids = [int(pk) for pk in index.orders["oldest"]]
    printed = index.prepared(ids, column)
    expected = [RENDER[column](record) for record in index.records(ids)]
    assert (printed.number, printed.size) == (3, len(b"".join(expected)))
    assert [each for lines in printed for each in lines] == expected


@pytest.mark.slow
@pytest.mark.parametrize("column", RENDER)
def test_they_are_measured_anew_when_an_award_changes(award, column):
    current_index()
    award.rank = 12_345
    award.withdraw()
    another = make_award(title="另一个", text="一句话。")
    index = current_index()
    printed = index.prepared([award.pk, another.pk], column)
    assert (printed.number, printed.size) == (1, len(RENDER[column](index.records([another.pk])[0])))
    assert len([each for lines in printed for each in lines]) == 1


def test_none_are_none(award):
    printed = current_index().prepared([], "csv")
    assert (printed.number, printed.size, list(printed)) == (0, 0, [])


@pytest.mark.slow
def test_a_generation_that_is_loaded_outlives_any_number_of_builds(award):
    index = current_index()
    build_elsewhere(4)
    assert index.path.exists()
    assert index.prepared([award.pk], "csv").number == 1


@pytest.mark.slow
def test_it_is_deleted_once_nobody_uses_it(award, index_dir):
    path = current_index().path
    build_elsewhere(3)
    current.holder.index = None
    gc.collect()
    build_elsewhere(1)
    assert not path.exists()
    assert len(list(index_dir.glob("*.sqlite3"))) == 2
    assert {each.name.partition(".")[0] for each in index_dir.glob("*-used")} <= {
        each.stem for each in index_dir.glob("*.sqlite3")
    }


def test_two_readers_of_a_generation_do_not_wait_for_each_other(award):
    index = current_index()
    again = Index(index.path)
    assert files.is_in_use(index.path)
    assert again.version == index.version


def test_lines_that_are_being_read_stay_of_one_state(award):
    printed = current_index().prepared([award.pk], "item")
    award.withdraw()
    rebuild()
    current_index()
    assert [each for lines in printed for each in lines]


def test_what_cannot_be_read_fails_before_the_first_line(award):
    index = current_index()
    files.delete(index.path)
    with pytest.raises(sqlite3.OperationalError):
        index.prepared([award.pk], "csv")
