"""The sizes of prepared lines: those of long lists are remembered, for one state of the file alone."""

import pytest

from cases.index import line_sizes
from cases.index.current import current_index
from tests.factories import make_award, make_coding, make_mechanism

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_list_is_long(monkeypatch):
    monkeypatch.setattr(line_sizes, "MANY", 0)
    line_sizes._known.clear()


def measured(table: str = "") -> tuple[int, int]:
    """Number and bytes of all lines, which are as many and as long as they say."""
    index = current_index()
    ids = index.orders["newest"]
    lines = index.prepared_rows(table, ids, "csv") if table else index.prepared(ids, "csv")
    content = b"".join(line for some in lines for line in some)
    assert (content.count(b"\r\n"), len(content)) == (lines.number, lines.size)
    return lines.number, lines.size


def test_they_are_read_once_for_a_state(award, monkeypatch):
    reads = []
    read = line_sizes.SizeQuery.read
    monkeypatch.setattr(line_sizes.SizeQuery, "read", lambda *arguments: reads.append(1) or read(*arguments))
    assert measured() == measured()
    assert len(reads) == 1
    make_award(number=7)
    measured()
    assert len(reads) == 2


def test_another_state_has_its_own(award):
    number, size = measured()
    another = make_award(title="另一个", number=7)
    assert measured()[0] == number + 1
    assert measured()[1] > size
    another.withdraw()
    assert measured() == (number, size)


def test_those_of_codings_count_rows_not_awards(award):
    make_coding(award, make_mechanism("甲", slug="one"))
    make_coding(award, make_mechanism("乙", slug="two"))
    assert measured("coding")[0] == 2
    with_rows = measured("coding")
    another = make_award(number=7)
    assert measured("coding") == with_rows
    make_coding(another, make_mechanism("丙", slug="three"))
    assert measured("coding")[0] == 3
    award.withdraw()
    assert measured("coding")[0] == 1


def test_of_few_cases_nothing_is_remembered(award, monkeypatch):
    monkeypatch.setattr(line_sizes, "MANY", 10)
    measured()
    assert not line_sizes._known


def test_no_more_are_remembered_than_fit(award, monkeypatch):
    monkeypatch.setattr(line_sizes, "MOST_KNOWN", 2)
    index = current_index()
    sizes = [index.prepared(index.orders["newest"], column).size for column in ("csv", "raw", "item", "csv")]
    assert sizes[0] == sizes[3]
    assert len(line_sizes._known) == 2
