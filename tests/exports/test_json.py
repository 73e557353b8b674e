"""The JSON: one object, whose items are the CSV's rows with their types."""

import json

from cases.records.json_item import COLUMN_NAMES, item, record_of, rest, stream
from tests.exports.test_csv import made


def answer(items: list[list[bytes]], **values: object) -> dict[str, object]:
    given = {"words": "全部案例", "query": "", "version": 3, "total": 0, **values}
    return json.loads(b"".join(stream(items, "https://example.org", **given)))


def test_it_says_what_was_asked_and_of_which_data():
    found = answer([], words="年度为2014的案例", query="year=2014", version=7, total=0)
    assert found == {"words": "年度为2014的案例", "query": "year=2014", "version": 7, "total": 0, "items": []}


def test_items_have_the_columns_in_order_with_their_types():
    found = answer([[item(made(year=None, rank=4, mechanisms=("三社联动",)))]])["items"][0]
    assert tuple(found) == COLUMN_NAMES
    assert (found["year"], found["rank"], found["mechanisms"], found["inferred"]) == (
        None,
        4,
        ["三社联动"],
        [],
    )


def test_items_of_all_chunks_make_one_list():
    chunks = [[item(made(id=str(n))) for n in range(first, first + 2)] for first in (0, 2, 4)]
    assert [found["id"] for found in answer(chunks)["items"]] == list("012345")


def test_addresses_are_absolute_and_texts_that_look_like_the_mark_stay():
    strange = 'x"\\u0000/cases/'
    found = answer([[item(made(text=strange))]])["items"][0]
    assert found["url"] == "https://example.org/cases/2014-sqzl-w01/"
    assert found["text"] == strange


def test_a_record_comes_back_as_it_was():
    record = made(title="=1", mechanisms=("甲", "乙"), places_then=("320000",), year=None)
    assert record_of(item(record), rest(record)) == record
