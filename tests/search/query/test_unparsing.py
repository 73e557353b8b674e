"""What is parsed can be written as it was typed, whole and in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.query.parser import parse
from cases.search.query.unparsing import query_parts, unparse


@pytest.mark.slow
@given(st.text(st.sampled_from('甲乙丙ab "|-:：标题正文\n'), max_size=40))
def test_what_it_writes_back_reads_the_same(typed):
    query = parse(typed)
    again = parse(unparse(query))
    assert [[term.text for term in group] for group in again.groups] == [
        [term.text for term in group] for group in query.groups
    ]


@pytest.mark.parametrize("typed", ["x AND", "AND x", "x 标题:", "标题: :"])
def test_what_reads_as_a_sign_is_written_back_in_quotation_marks(typed):
    query = parse(typed)
    assert [term.text for term in parse(unparse(query)).terms] == [term.text for term in query.terms]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("协商", [("协商", "", False)]),
        ("协商 民主", [("协商", "民主", False), ("民主", "协商", False)]),
        ("协商 议事|民主", [("协商", "议事|民主", False), ("议事 | 民主", "协商", False)]),
        ("协商 -农村", [("协商", "-农村", False), ("农村", "协商", True)]),
        (
            '标题:协商 "党员 干部"',
            [("标题:协商", '"党员 干部"', False), ('"党员 干部"', "标题:协商", False)],
        ),
        (
            "年度:2014 -协商 协商",
            [
                ("年度:2014", "协商 -协商", False),
                ("协商", "年度:2014 -协商", False),
                ("协商", "年度:2014 协商", True),
            ],
        ),
    ],
)
def test_each_part_can_be_given_up_alone(typed, parts):
    query = parse(typed)
    assert [(part.typed, part.rest, part.is_excluded) for part in query_parts(query)] == parts


@pytest.mark.parametrize(
    "typed",
    [
        "互联网+ 提案 标题:协商",
        '互联网+ 提案 "居民 议事"',
        "互联网+ 提案 年度:2014",
        "互联网+ 提案 -标题:协商",
    ],
)
def test_a_word_keeps_its_last_sign_when_what_stood_behind_it_is_given_up(typed):
    query = parse(typed)
    rest = query_parts(query)[1].rest
    assert parse(rest).groups == (query.groups[0], *query.groups[2:]) or '"互联网+"' in rest
    assert [term.text for term in parse(rest).terms] == [
        term.text for term in query.terms if term.text != "提案"
    ]
    assert [term.text for term in parse(rest).excluded] == [term.text for term in query.excluded]


def test_a_word_is_put_in_quotation_marks_only_where_it_must_be():
    assert query_parts(parse("互联网+ 提案 协商"))[1].rest == "互联网+ 协商"
    assert query_parts(parse("居民 提案 标题:协商"))[1].rest == "居民 标题:协商"
    assert query_parts(parse("互联网+ 提案 标题:协商"))[1].rest == '"互联网+" 标题:协商'
