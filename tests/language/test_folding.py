"""Folding: each character by itself, runs of blanks cut, the offsets in the printed text kept."""

import re

from cases.language.folding import FoldTable, fold_with_offsets, simplified

BLANKS = re.compile(" +")


def test_a_table_folds_each_character_once():
    asked = []
    table = FoldTable(lambda character: asked.append(character) or character.upper())
    assert "abab".translate(table) == "ABAB"
    assert asked == ["a", "b"]


def test_what_is_kept_of_a_run_of_blanks_keeps_its_place_in_print():
    folded = fold_with_offsets("a  b", {}, BLANKS, lambda run: (run.start(), run.start() + 1))
    assert (folded.text, list(folded.offsets)) == ("a b", [0, 1, 3])
    assert folded.printed_span(0, 3) == (0, 4)


def test_a_text_without_blanks_is_where_it_is_printed():
    folded = fold_with_offsets("社区", {}, BLANKS, lambda run: run.span())
    assert list(folded.offsets) == [0, 1]


def test_a_character_is_simplified_by_itself_and_to_one_character():
    assert [simplified(character) for character in "臺灣區𠮷a"] == ["台", "湾", "区", "𠮷", "a"]
