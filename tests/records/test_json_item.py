"""A JSON item: the columns with their types, and with the rest the whole record again."""

from cases.records.json_item import COLUMN_NAMES, columns, item, record_of, rest
from tests.records.made import made


def test_the_columns_stand_in_their_order_and_the_address_has_its_host():
    values = columns(made(rank=4), "https://example.org")
    assert tuple(values) == COLUMN_NAMES
    assert (values["rank"], values["url"]) == (4, "https://example.org/cases/2014-sqzl-w01/")


def test_a_record_comes_back_as_it_was():
    record = made(title="=1", mechanisms=("甲", "乙"), places_then=("320000",), year=None)
    assert record_of(item(record), rest(record)) == record
