"""The exact matches of a query, however it is typed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.search.text.normalisation import fold_text
from tests.search.asked import accessions, reader
from tests.search.memory import Case, MemoryLibrary, make_term, real_library


def generated_queries(count):
    """Queries as readers type them, of words that occur in the cases, in all forms."""
    chance = random.Random(20140504)
    texts = [f"{case.title}\n{case.applicant}\n{case.text}" for case in real_library().cases.values()]
    for _ in range(count):
        words = []
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
            text = chance.choice(texts)
            start = chance.randrange(len(text) - 12)
            word = "".join(text[start : start + chance.choice((1, 2, 2, 2, 3, 4, 6, 10))].split("\n"))
            sign = chance.choice(("", "", "", "-", "标题:", "正文：", "申报单位:", "地区:"))
            words.append(f'{sign}"{word}"' if chance.random() < 0.3 else sign + word)
        yield chance.choice((" ", " ", "|", " | ")).join(words)


@pytest.mark.slow
def test_the_exact_matches_of_500_queries_are_what_a_patient_reader_finds():
    library, patient = real_library(), reader()
    for typed in generated_queries(500):
        assert set(library.exact(typed)) == patient.exact(typed), typed


@pytest.mark.slow
@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=[]), max_size=120))
def test_nothing_that_can_be_typed_is_an_error(typed):
    result = real_library().searcher.search(typed)
    for number in result.ranking.page(0, 20):
        assert all(result.reasons(number))
    assert result.exact <= result.ids
    assert set(result.exact) <= reader().exact(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "AND",
        "社区*",
        "^社区",
        "NEAR(社区 治理)",
        "tokens:社区",
        "o2o-平台",
        '"',
        "a" * 10_000,
        "社区 " * 5_000,
    ],
)
def test_signs_of_the_engine_are_no_error(typed):
    assert set(accessions(typed)) <= set(accessions(""))


@pytest.mark.parametrize("typed", ["社区 治理", "社區 治理", "社区　治理", "“社区” 治理", "社\u200b区 治理"])
def test_form_makes_no_difference(typed):
    assert accessions(typed) == accessions("社区 治理")


def test_a_single_character_is_never_expanded():
    library = MemoryLibrary([Case(text="一。"), Case(text="1。")], terms=[make_term("yi", "一")])
    assert library.ranked("一") == [1]


def test_a_phrase_matches_exactly_alone():
    assert accessions('"三社协作"') == ["2014-sqzl-w10"]


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [("提名 -2014", "年度:2014"), ("社区 -十大", "等次:十大创新成果"), ("社区 -典型案例", "等次:典型案例")],
)
def test_an_excluded_word_of_the_catalogue_excludes_what_it_means(typed, left_out):
    library = real_library()
    wanted, unwanted = typed.split(" -")
    result = library.searcher.search(typed)
    assert result.ids
    assert set(result.ids) == set(library.ranked(wanted)) - set(library.ranked(unwanted))
    assert result.exclusion_labels == (left_out,)
    quoted = library.searcher.search(f'{wanted} -"{unwanted}"')
    assert quoted.exclusion_labels == () and result.ids < quoted.ids


def test_an_excluded_term_excludes_exact_matches_alone():
    library = real_library()
    left = {library.cases[number].accession for number in library.ranked("-三社协作")}
    assert "2014-sqzl-w10" not in left and "2014-sqzl-w05" in left


def test_a_number_is_not_found_inside_a_longer_one():
    library = MemoryLibrary([Case(text="一百二十条。"), Case(text="共二十条。")])
    assert library.ranked("20条") == [2]


def test_a_query_of_nothing_finds_everything():
    assert len(accessions("-")) == len(accessions("")) == 46


def test_an_index_that_is_a_change_behind_its_file_shows_only_what_it_knows():
    library = MemoryLibrary([Case(text="社区"), Case(text="社区")])
    library.all.discard(2)
    assert library.ranked("社区") == [1]


def test_the_hits_of_a_term_can_be_highlighted():
    marks = {mark.text for mark in real_library().searcher.search("宁海三十六条").highlights}
    assert marks == {"宁海三十六条", "宁海36条"}
    assert all(fold_text(mark) == mark for mark in marks)


def test_a_share_is_another_number_than_the_count():
    printing = {case.accession for case in real_library().cases.values() if "100%" in case.text}
    assert set(accessions("100%")) == printing


def test_quotation_marks_inside_a_word_are_no_boundary():
    assert accessions('"三社"联动')[0] == "2014-sqzl-w05"
    assert "2014-sqzl-w10" not in accessions('"三社"联动')
