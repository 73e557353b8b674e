import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.pages.passages import Marking, Span

TEXT = "建立居民议事会,推动社区协商。"


def test_it_cuts_where_passages_begin_and_end():
    marking = Marking(TEXT, [Span(2, 7, "a", "甲"), Span(4, 10, "b", "乙")])
    pieces = [(piece.text, piece.classes, piece.title) for piece in marking.pieces(0, len(TEXT))]
    assert pieces == [
        ("建立", "", ""),
        ("居民", "a", "甲"),
        ("议事会", "a b", "甲、乙"),
        (",推动", "b", "乙"),
        ("社区协商。", "", ""),
    ]


def test_it_gives_a_piece_the_anchors_that_begin_with_it():
    marking = Marking(TEXT, [], [(2, "o2"), (2, "e1"), (7, "o7")])
    anchored = [piece for piece in marking.pieces(0, len(TEXT)) if piece.anchors]
    assert [(piece.anchor, piece.further_anchors) for piece in anchored] == [("o2", ("e1",)), ("o7", ())]


def test_it_keeps_an_anchor_at_the_beginning_of_a_stretch():
    marking = Marking(TEXT, [], [(7, "o7")])
    assert marking.pieces(7, 10)[0].anchor == "o7"


spans = st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))), max_size=8)


@given(spans, st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
@pytest.mark.slow
def test_it_loses_and_adds_nothing(ranges, start, end):
    marking = Marking(TEXT, [Span(a, b, "x") for a, b in ranges if a < b], [(a, f"o{a}") for a, _ in ranges])
    start, end = min(start, end), max(start, end)
    assert "".join(piece.text for piece in marking.pieces(start, end)) == TEXT[start:end]


@given(spans)
@pytest.mark.slow
def test_it_marks_exactly_what_the_passages_cover(ranges):
    passages = [Span(a, b, "x") for a, b in ranges if a < b]
    covered, offset = set(), 0
    for piece in Marking(TEXT, passages).pieces(0, len(TEXT)):
        if piece.classes:
            covered |= set(range(offset, offset + len(piece.text)))
        offset += len(piece.text)
    assert covered == {at for span in passages for at in range(span.start, span.end)}
