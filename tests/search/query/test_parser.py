"""Reading the search box: what signs mean, and that nothing is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search import thresholds
from cases.search.query.parser import parse
from cases.search.query.unparsing import unparse
from cases.search.text.document import Field


def texts(typed):
    return [[term.text for term in group] for group in parse(typed).groups]


def excluded(typed):
    return [term.text for term in parse(typed).excluded]


def test_a_blank_of_any_kind_means_and():
    assert texts("社区 治理　提案\t协商\n平台") == [["社区"], ["治理"], ["提案"], ["协商"], ["平台"]]


def test_a_bar_of_either_width_means_or_with_or_without_blanks():
    assert texts("社区|治理") == texts("社区 | 治理") == texts("社区｜治理") == [["社区", "治理"]]


def test_or_binds_closer_than_and():
    assert texts("a b | c d") == [["a"], ["b", "c"], ["d"]]


def test_a_leading_minus_excludes():
    assert texts("社区 -治理") == [["社区"]]
    assert excluded("社区 -治理") == excluded("社区 －治理") == ["治理"]


def test_a_minus_excludes_the_whole_group_that_it_leads():
    assert (texts("社区 -甲|乙"), excluded("社区 -甲|乙")) == ([["社区"]], ["甲", "乙"])


def test_a_minus_on_a_later_alternative_excludes_that_one():
    assert (texts("甲|-乙"), excluded("甲|-乙")) == ([["甲"]], ["乙"])


def test_a_minus_inside_a_word_is_a_character():
    assert texts("o2o-平台 2014-sqzl-w01") == [["o2o-平台"], ["2014-sqzl-w01"]]


def test_a_minus_alone_is_nothing():
    assert texts("社区 - 治理") == [["社区"], ["治理"]]
    assert excluded("社区 - 治理") == []


@pytest.mark.parametrize(
    "typed", ['"共建、共治 a b"', "“共建、共治 a b”", "「共建、共治 a b」", "＂共建、共治 a b＂"]
)
def test_quotation_marks_keep_a_phrase(typed):
    [[term]] = parse(typed).groups
    assert (term.text, term.quoted) == ("共建、共治a b", True)


def test_a_bar_inside_a_phrase_is_a_character():
    assert texts('"甲|乙" 丙') == [["甲|乙"], ["丙"]]


def test_quotation_marks_inside_a_word_belong_to_the_word():
    [[term]] = parse("“民生大盆菜”创新社区治理新模式").groups
    assert (term.text, term.quoted) == ('"民生大盆菜"创新社区治理新模式', False)


def test_a_lone_quotation_mark_is_left_out():
    assert texts("“三社联动") == texts('三社联动"') == [["三社联动"]]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("标题:协商", Field.TITLE),
        ("标题：协商", Field.TITLE),
        ("標題：协商", Field.TITLE),
        ("标题: 协商", Field.TITLE),
        ("正文:协商", Field.TEXT),
        ("申报单位:协商", Field.APPLICANT),
        ("地区:协商", Field.PLACE),
    ],
)
def test_a_field_name_limits_the_term_behind_it(typed, field):
    [[term]] = parse(typed).groups
    assert (term.text, term.field) == ("协商", field)


def test_a_field_limits_one_term_alone():
    query = parse("标题:甲|乙 丙")
    assert [term.field for term in query.terms] == [Field.TITLE, None, None]


def test_a_field_can_limit_a_phrase_and_an_exclusion():
    query = parse('标题:"甲 乙" -正文:丙')
    assert [(term.text, term.field, term.quoted) for term in query.terms] == [("甲乙", Field.TITLE, True)]
    assert [(term.text, term.field) for term in query.excluded] == [("丙", Field.TEXT)]


def test_a_facet_limits_a_word_to_the_catalogue():
    query = parse("年度:2014 -等次:提名 协商")
    assert [(term.text, term.facet) for term in query.terms] == [("2014", "year"), ("协商", "")]
    assert [(term.text, term.facet) for term in query.excluded] == [("提名", "tier")]
    assert query.description == "年度为“2014”，且全文含“协商”，且等次不为“提名”"


def test_small_letters_between_latin_words_are_words():
    assert texts("community or village") == [["community"], ["or"], ["village"]]


def test_a_field_name_with_nothing_behind_it_is_a_word():
    assert texts("标题:") == [["标题:"]]


@pytest.mark.parametrize("typed", ["", "   ", "|", "-", '"', '""', "“”", "||  -", "\u200b", "\x00"])
def test_typing_nothing_to_look_for_is_an_empty_query(typed):
    assert not parse(typed)


def test_it_says_that_there_is_nothing_to_look_for():
    assert parse("-").notes == ("没有可以检索的字，列出的是全部案例。",)
    assert parse(" ").notes == ()


@pytest.mark.parametrize(
    "typed", ["AND", "NEAR(甲 乙)", "甲*", "^甲", "100%", "(", "a:b", "; DROP TABLE", "tokens:甲"]
)
def test_signs_of_the_engine_are_letters(typed):
    assert [term.typed for term in parse(typed).terms] == typed.split()


def test_it_cuts_what_is_too_long_and_says_so():
    query = parse("社" * 10_000)
    assert len(query.terms[0].text) == thresholds.QUERY_CHARACTERS.value
    assert query.notes == ("检索词过长，只用了前 1000 个字。",)


def test_it_uses_the_first_terms_of_too_many_and_says_so():
    query = parse(" ".join(f"词{number}" for number in range(40)) + " -丙")
    assert (len(query.terms), len(query.excluded)) == (thresholds.QUERY_TERMS.value, 0)
    assert query.notes == ("检索词过多，只用了前 20 个。",)


def test_the_same_term_twice_is_one():
    assert texts("社区 社区") == texts("社区|社区") == [["社区"]]


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
@pytest.mark.slow
def test_it_reads_anything_at_all(typed):
    query = parse(typed)
    assert all(term.text for term in (*query.terms, *query.excluded))
    f"{query.description} {unparse(query)}".encode()


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("社区 AND 协商", "社区 协商"),
        ("社区 OR 协商", "社区 | 协商"),
        ("社区 NOT 协商", "社区 -协商"),
        ("社区 or 协商", "社区 | 协商"),
        ("社区 not 协商", "社区 -协商"),
        ("not 协商", "-协商"),
        ("title:协商 题名:提案", "标题:协商 标题:提案"),
        ("年份:2014，評選項目:十大", "年度:2014 项目:十大"),
        ("治理机制：议事;编号:w01", "机制:议事 入库编号:w01"),
        ("NOT 协商", "-协商"),
        ("a OR b OR c NOT d", "a | b | c -d"),
        ("标题:协商，地区:北京", "标题:协商 地区:北京"),
        ("标题:协商；-正文：提案", "标题:协商 -正文:提案"),
        ("协商、标题:提案", "协商 标题:提案"),
        ('标题:"协商"，地区:北京', '标题:"协商" 地区:北京'),
    ],
)
def test_words_of_logic_and_punctuation_before_a_field_part_terms(typed, same):
    assert parse(typed) == parse(same)


@pytest.mark.parametrize(
    "typed", ["AND", "OR", "NOT", "and", "社区 and 协商", "ANDROID x", "社区 AND", "协商,提案"]
)
def test_words_of_logic_are_words_alone_in_small_letters_and_at_the_end(typed):
    query = parse(typed)
    assert [group[0].text for group in query.groups] == typed.lower().split()
    assert not query.excluded
