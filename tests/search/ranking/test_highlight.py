"""Highlighted are printed characters, and fragments always join to what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.ranking.highlight import Fragment, highlight, snippet
from cases.search.ranking.matches import HighlightTerm
from cases.search.text.document import Field
from cases.search.text.normalisation import fold_text
from tests.search.memory import real_library

TEXT = st.text(st.sampled_from("社区治理三联动臺A 　\n，。“”\u200b"), max_size=150)
WORDS = st.lists(st.text(st.sampled_from("社区治理三联动台a"), min_size=1, max_size=4), max_size=3)


def marks(*words, field=None):
    return tuple(HighlightTerm(word, field) for word in words)


def shown(pieces):
    return "".join(f"[{text}]" if marked else text for text, marked in pieces)


@pytest.mark.parametrize(
    ("printed", "words", "expected"),
    [
        ("推动三社联动。", ["三社联动"], "推动[三社联动]。"),
        ("推動三 社　聯動。", ["三社联动"], "推動[三 社　聯動]。"),
        ("Ｏ２Ｏ模式", ["o2o"], "[Ｏ２Ｏ]模式"),
        ("以“三社联动”机制", ["三社联动机制"], "以“[三社联动”机制]"),
        ("“三社联动”", ['"三社联动"'], "[“三社联动”]"),
        ("社区治理", ["社区", "区治"], "[社区治]理"),
        ("社区治理", ["社区", "治理"], "[社区治理]"),
        ("社社社", ["社社"], "[社社社]"),
        ("<b>&社区", ["社区"], "<b>&[社区]"),
        ("社区", ["议事"], "社区"),
        ("", ["社区"], ""),
    ],
)
def test_it_highlights_the_printed_characters(printed, words, expected):
    assert shown(highlight(printed, marks(*words), Field.TEXT)) == expected


def test_a_term_of_one_field_is_highlighted_there_alone():
    title = marks("社区", field=Field.TITLE)
    assert highlight("社区", title, Field.TITLE) == [Fragment("社区", True)]
    assert highlight("社区", title, Field.TEXT) == [Fragment("社区", False)]


@pytest.mark.slow
@given(TEXT, WORDS)
def test_the_fragments_join_to_the_text_and_each_highlight_is_a_term(printed, words):
    pieces = highlight(printed, marks(*words), Field.TEXT)
    assert "".join(piece.text for piece in pieces) == printed
    assert all(not (one.marked and other.marked) for one, other in zip(pieces, pieces[1:], strict=False))
    for piece in pieces:
        if piece.marked:
            assert any(word in fold_text(piece.text).replace('"', "") for word in words)


@pytest.mark.slow
@given(TEXT, WORDS)
def test_a_snippet_is_a_stretch_of_the_text(printed, words):
    text = "".join(piece.text for piece in snippet(printed, marks(*words), size=20))
    assert text.strip("…") in printed.replace("\n", " ")
    assert len(text) <= 20 + 2 + 10


def test_a_snippet_without_an_occurrence_is_the_beginning():
    assert shown(snippet("社区" * 60, (), size=10)) == "社区社区社区社区社区…"


def test_a_snippet_shows_the_stretch_with_most_of_the_words():
    text = "社区工作。" + "其他。" * 20 + "社区协商。" + "其他。" * 20
    assert shown(snippet(text, marks("社区", "协商"), size=12)) == "…[社区协商]。其他。其他。其…"


def test_a_snippet_begins_with_a_clause():
    text = "这是开头的一句话,很长很长。" * 3 + "“第二句”,说到社区协商的事。" + "尾声。" * 30
    assert shown(snippet(text, marks("协商"), size=20)).startswith("…说到社区[协商]的事。")


def test_a_snippet_of_one_long_clause_still_shows_the_word():
    text = "甲" * 300 + "社区" + "乙" * 300
    assert "[社区]" in shown(snippet(text, marks("社区"), size=40))


def test_a_snippet_cuts_no_highlight():
    text = "三社" + "甲" * 7 + "三社机制"
    assert shown(snippet(text, marks("三社"), size=10)) == f"[三社]{'甲' * 7}[三社]…"


def test_every_hit_in_the_text_shows_the_term():
    library = real_library()
    result = library.searcher.search("正文:居民")
    for number in result.ids:
        assert any(piece.marked for piece in snippet(library.cases[number].text, result.highlights))


def test_passages_are_marked_beside_the_terms_and_decide_what_is_shown():
    printed = "社区开头。" + "甲" * 50 + "。居民每月议事，众人商量着办。" + "乙" * 50
    start = printed.index("居民每月")
    shown = snippet(printed, [HighlightTerm("社区")], size=30, passages=[(start, start + 6)])
    assert shown[1] == Fragment("居民每月议事", True)
    assert Fragment("社区", True) in snippet(printed, [HighlightTerm("社区")], size=30)
    assert highlight("居民每月议事", [], Field.TITLE, [(2, 4)]) == [
        Fragment("居民", False),
        Fragment("每月", True),
        Fragment("议事", False),
    ]
