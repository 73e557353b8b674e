"""Rows of a worksheet: typed, never a formula, never broken by what a text holds."""

from xml.etree import ElementTree

import pytest

from cases.exports.excel.cells import CELL_CHARACTERS, CUT, cut, escaped, fits, for_cell, row_xml


def cells(*values) -> list[ElementTree.Element]:
    letters = "ABCDEFG"[: len(values)]
    return list(ElementTree.fromstring(row_xml(7, letters, "1" * len(values), values)))


def test_a_number_is_a_number_and_a_text_is_a_text():
    number, text = cells(2014, "320585")
    assert (number.get("r"), number.get("t"), number.findtext("v")) == ("A7", None, "2014")
    assert (text.get("r"), text.get("t"), text.findtext("is/t")) == ("B7", "inlineStr", "320585")


def test_what_is_not_recorded_has_no_cell():
    assert [cell.get("r") for cell in cells(None, "", 0)] == ["C7"]


@pytest.mark.parametrize("text", ["=1+1", "＝HYPERLINK(1)", "@sum", "-2", "+3", "\t=1", "{=A1}", "<b>&amp;"])
def test_nothing_is_a_formula(text):
    (cell,) = cells(text)
    assert cell.find("f") is None
    assert cell.findtext("is/t") == text


@pytest.mark.parametrize("strange", ["\x00", "\x0b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_a_blank(strange):
    (cell,) = cells(f"甲{strange}乙")
    assert cell.findtext("is/t") == "甲 乙" == for_cell(f"甲{strange}乙")


def test_a_text_that_looks_like_a_code_of_excel_stays_as_it_is():
    assert escaped("_x0041_ a_x b_") == "_x005F_x0041_ a_x b_"


def test_ends_of_lines_are_line_feeds():
    assert escaped("甲\r\n乙\r丙\n丁\t戊") == "甲\n乙\n丙\n丁\t戊"


@pytest.mark.parametrize(("length", "character"), [(CELL_CHARACTERS, "社"), (CELL_CHARACTERS // 2, "𠮷")])
def test_a_cell_holds_so_much_and_no_more(length, character):
    assert fits(character * length)
    assert not fits(character * (length + 1))


@pytest.mark.parametrize("character", ["社", "𠮷", "a𠮷"])
def test_a_longer_text_is_cut_within_the_limit_and_says_so(character):
    shorter = cut(character * CELL_CHARACTERS)
    assert shorter.endswith(CUT) and fits(shorter) and len(shorter.encode("utf-16-le")) // 2 > 32_700
    assert (character * CELL_CHARACTERS).startswith(shorter.removesuffix(CUT))
