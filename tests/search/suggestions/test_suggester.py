"""Suggestions while typing."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cases.language.word_tables import rows_of_kind
from cases.search import thresholds
from cases.search.suggestions import suggester as module
from cases.search.suggestions.suggester import Suggester
from tests.search.memory import Case, MemoryLibrary, built, make_place, make_term, real_library


@cache
def suggester() -> Suggester:
    return Suggester(real_library().searcher)


def suggested(typed):
    return [(s.kind, s.text) for s in suggester().suggest(typed)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("三社", ("mechanism", "三社联动")),
        ("三社協", ("mechanism", "三社联动")),
        ("sanshe", ("mechanism", "三社联动")),
        ("sanshel", ("mechanism", "三社联动")),
        ("sqjjh", ("mechanism", "社区基金会")),
        ("huanquan", ("mechanism", "赋权")),
        ("haiquanfu", ("mechanism", "赋权")),
        ("太仓", ("place", "太仓市")),
        ("taic", ("place", "太仓市")),
        ("提名", ("tier", "提名成果")),
        ("实验区", ("tier", "实验区")),
        ("2014", ("year", "2014 年")),
        ("mqlsh", ("case", "“民情理事会”协商治理平台建设")),
        ("大盆菜", ("case", "“民生大盆菜”创新社区治理新模式")),
        ("北京 三社", ("mechanism", "三社联动")),
        ("停车", ("mechanism", "物业管理")),
        ("电梯", ("mechanism", "人居环境整治")),
        ("盖章", ("mechanism", "社区减负")),
        ("老人", ("mechanism", "为老服务")),
    ],
)
def test_it_suggests_first(typed, first):
    assert suggested(typed)[0] == first


def test_it_tells_homonyms_apart_by_what_they_lie_in():
    shown = [s for s in suggester().suggest("朝阳") if s.kind == "place"]
    assert [(s.text, s.detail, s.value, s.count) for s in shown] == [
        ("朝阳区", "北京市", "110105", 3),
        ("朝阳区", "吉林省长春市", "220104", 1),
    ]


def test_a_former_place_leads_to_what_it_is_today():
    [former] = [s for s in suggester().suggest("铜官山") if s.kind == "place"]
    assert (former.text, former.detail) == ("铜官山区", "安徽省铜陵市 · 今铜官区")
    assert (former.parameter, former.value, former.count) == ("place", "340705", 1)


def test_another_name_leads_to_the_mechanism_and_says_so():
    [shown] = [s for s in suggester().suggest("三社融合") if s.kind == "mechanism"]
    assert (shown.text, shown.detail, shown.value) == ("三社联动", "又称“三社融合”", "sanshe-liandong")


@pytest.mark.parametrize("row", rows_of_kind("suggested_words", "suggested"), ids=lambda row: row["word"])
def test_a_word_that_is_no_name_suggests_what_its_row_says(row, monkeypatch):
    terms = [make_term(slug, name) for slug, name in built_names().items()]
    library = MemoryLibrary([Case(mechanisms=(term.slug,)) for term in terms], terms=terms)

    def answer() -> str:
        shown = Suggester(library.searcher).suggest(row["example"])
        return "; ".join(each.text for each in shown) or "nothing"

    assert answer() == row["expected"]
    words = module.SUGGESTED_WORDS.items()
    others = {word: slug for word, slug in words if row["word"] not in word and word not in row["word"]}
    monkeypatch.setattr(module, "SUGGESTED_WORDS", others)
    assert answer() == row["without"]


def built_names() -> dict[str, str]:
    return {term["slug"]: term["name"] for term in built("mechanisms.json")}


def test_a_thing_is_suggested_once():
    shown = [(s.kind, s.value, s.text) for s in suggester().suggest("社区")]
    assert len(shown) == len(set(shown))


def test_a_case_leads_to_its_accession_number():
    shown = next(s for s in suggester().suggest("宁海36") if s.kind == "case")
    assert (shown.parameter, shown.value, shown.text) == ("", "2015-sqzl-w06", "宁海36条")


def test_only_what_has_cases_is_suggested():
    library = MemoryLibrary(
        [Case(then="a", now="a")],
        [make_place("a", "甲省"), make_place("b", "甲乙省")],
        [make_term("m", "甲机制")],
    )
    assert [s.text for s in Suggester(library.searcher).suggest("甲")] == ["甲省"]


def test_the_more_cases_the_sooner():
    counts = [s.count for s in suggester().suggest("区") if s.kind == "place"]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("typed", ["", " ", '"', "\x00", "火星"])
def test_it_suggests_nothing_for_nothing_known(typed):
    assert suggester().suggest(typed) == []


@pytest.mark.slow
@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=[]), max_size=80))
def test_it_takes_anything_that_can_be_typed(typed):
    assert len(suggester().suggest(typed)) <= thresholds.SUGGESTIONS.value


def test_it_gives_no_more_than_asked_for():
    assert len(suggester().suggest("社", limit=3)) == 3


@pytest.mark.parametrize("typed", ["长春朝", "长春市朝阳区", "吉林长春朝阳", "吉林朝"])
def test_a_place_is_suggested_behind_what_it_lies_in(typed):
    assert [(shown.text, shown.value) for shown in suggester().suggest(typed)] == [("朝阳区", "220104")]


def test_a_terms_own_name_is_shown_when_it_fits_as_well_as_another():
    first = suggester().suggest("三社")[0]
    assert (first.text, first.detail) == ("三社联动", "治理机制")


def test_what_was_typed_before_stays_and_is_counted_in():
    [shown] = [s for s in suggester().suggest("江苏 三社") if s.kind == "mechanism"]
    both = real_library().bitmaps["mechanism"]["sanshe-liandong"] & BitMap(real_library().ranked("江苏"))
    assert (shown.rest, shown.value, shown.count) == ("江苏", "sanshe-liandong", len(both))
    assert both


def test_nothing_is_suggested_that_has_no_case_with_the_words_before():
    assert suggested("深圳 太仓") == []


def test_words_that_find_nothing_do_not_keep_the_last_one_from_being_suggested_for():
    assert [(s.text, s.rest) for s in suggester().suggest("火星 太仓") if s.kind == "place"] == [
        ("太仓市", "")
    ]


@pytest.mark.parametrize(
    ("typed", "first", "rest"),
    [("nan jing", "南京市", ""), ("tai c", "太仓市", ""), ("sanshe liandong", "三社联动", "")],
)
def test_pinyin_with_blanks_is_read_as_one(typed, first, rest):
    shown = suggester().suggest(typed)[0]
    assert (shown.text, shown.rest) == (first, rest)
