"""A file of CSV: exactly the published columns, a byte order mark, addresses with their host."""

import csv
import io

from cases.exports.csv_file import BOM, CSV, header
from cases.exports.tables import write
from cases.fields import FIELDS
from cases.records.csv_line import ORIGIN, line
from tests.exports.listed import listed
from tests.records.made import HEADER, cell, made

PLAIN = {"raw": False, "bom": True}
TABLE = [["项目", "合计"], ["=1+1", "3"]]


def test_the_columns_are_those_of_the_contract_in_order():
    assert header() == HEADER.encode() + b"\r\n"


def test_every_column_says_in_chinese_what_it_holds():
    assert all(column.label and column.meaning for column in FIELDS)


def test_the_address_is_made_absolute_on_the_way_out():
    pieces = list(CSV.write(listed([[line(made())]]), "https://example.org/library", PLAIN))
    assert cell(pieces[1], "url") == "https://example.org/library/cases/2014-sqzl-w01/"
    assert ORIGIN.encode() not in pieces[1]


def test_it_begins_with_a_byte_order_mark_unless_it_is_left_out():
    assert list(CSV.write(listed([]), "", PLAIN)) == [BOM + header()]
    assert list(CSV.write(listed([]), "", {"raw": False, "bom": False})) == [header()]


def test_a_table_of_another_kind_has_the_same_form_and_guard():
    written = write(TABLE, PLAIN)
    assert written.startswith(BOM) and written.endswith(b"\r\n")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))) == [
        TABLE[0],
        ["'=1+1", "3"],
    ]
    assert write(TABLE, {"raw": True, "bom": False}) == "项目,合计\r\n=1+1,3\r\n".encode()
