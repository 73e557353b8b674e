"""Evidence is a passage of the source; pages light it where they print the same characters."""

from cases.records.evidence import EvidencePlace, PrintedParts

# The source: 标题甲\n\n第一段。\n  第二段。
PARTS = PrintedParts("标题甲", 0, "第一段。\n第二段。", [5, 12])


def test_the_first_passage_that_the_text_has_is_taken():
    assert PARTS.place([(12, 15), (5, 9)]) == EvidencePlace("text", 5, 8)
    assert PARTS.text[5:8] == "第二段"


def test_evidence_in_the_title_is_taken_where_none_is_in_the_text():
    assert PARTS.place([(0, 2)]) == EvidencePlace("title", 0, 2)
    assert PARTS.place([(0, 2), (5, 7)]) == EvidencePlace("text", 0, 2)


def test_what_is_printed_nowhere_of_both_has_no_place():
    assert PARTS.place([(2, 5)]) is None
    assert PrintedParts("标题甲", None, "", []).place([(0, 2)]) is None
    assert PARTS.place([]) is None


def test_a_place_is_read_as_it_is_written():
    place = EvidencePlace("text", 12, 30)
    assert EvidencePlace.read(str(place)) == place
