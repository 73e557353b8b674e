"""The JSON: one object, whose items are the CSV's rows with their types."""

import json

from cases.exports.json_file import JSON
from cases.records.json_item import COLUMN_NAMES, item
from tests.exports.listed import listed
from tests.records.made import made


def answer(items: list[list[bytes]], **values: object) -> dict[str, object]:
    return json.loads(b"".join(JSON.write(listed(items, **values), "https://example.org", {})))


def test_it_says_what_was_asked_and_of_which_data():
    data = answer([], words="年度为2014的案例", query="year=2014", version=7, total=0)
    versions = {"version": 7, "data_version": 7, "public_version": None}
    assert data == {"words": "年度为2014的案例", "query": "year=2014", **versions, "total": 0, "items": []}


def test_items_have_the_columns_in_order_with_their_types():
    record = answer([[item(made(year=None, rank=4, mechanisms=("三社联动",)))]])["items"][0]
    assert tuple(record) == COLUMN_NAMES
    assert (record["year"], record["rank"], record["mechanisms"], record["inferred"]) == (
        None,
        4,
        ["三社联动"],
        [],
    )


def test_items_of_all_chunks_make_one_list():
    chunks = [[item(made(id=str(n))) for n in range(first, first + 2)] for first in (0, 2, 4)]
    assert [record["id"] for record in answer(chunks)["items"]] == list("012345")


def test_addresses_are_absolute_and_texts_that_look_like_the_mark_stay():
    strange = 'x"\\u0000/cases/'
    record = answer([[item(made(text=strange))]])["items"][0]
    assert record["url"] == "https://example.org/cases/2014-sqzl-w01/"
    assert record["text"] == strange
