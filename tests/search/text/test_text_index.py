"""The text index: it finds what occurs in the texts, all of it and nothing else, after any change too."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import FrozenBitMap

from cases.search.text import frequent_tokens
from cases.search.text.document import Field, SearchDocument
from cases.search.text.normalisation import fold_text
from cases.search.text.set_cache import SetCache
from cases.search.text.text_index import TextIndex
from tests.quick import first_quick
from tests.search.memory import real_library
from tests.search.oracle import PatientReader

# Few characters, so that short random words often match, with everything that has troubled an index.
ALPHABET = "社区治理共建臺台一十36Aaｂ、，。“”\"'-+*:()%^_ 　\n\u200b／\ue000é"
WORDS = st.text(st.sampled_from(ALPHABET), max_size=30)


def document(number=1, title="题名", applicant="", place="", text="", accession="2014-sqzl-w01"):
    return SearchDocument(number, accession, title, applicant, place, text)


def text_index(documents=()):
    database = sqlite3.connect(":memory:")
    index = TextIndex(lambda: database)
    index.create()
    index.fill(documents)
    return index


DOCUMENTS = st.lists(
    st.builds(document, title=WORDS, applicant=WORDS, place=WORDS, text=WORDS), min_size=1, max_size=8
).map(lambda made: [document(n, d.title, d.applicant, d.place, d.text) for n, d in enumerate(made, 1)])


def assert_equal(index, reader, phrase):
    for field in Field:
        assert set(index.documents_with(phrase, field)) == reader.documents_with(phrase, field), (
            phrase,
            field,
        )


@pytest.mark.slow
@settings(max_examples=150)
@given(DOCUMENTS, st.lists(WORDS.map(fold_text).filter(lambda word: word and "\n" not in word), max_size=8))
def test_it_finds_what_a_patient_reader_finds(documents, phrases):
    index, reader = text_index(documents), PatientReader(documents)
    parts = {
        text[at : at + n]
        for d in documents
        for text in [fold_text(d.text)]
        for at in range(9)
        for n in (1, 2, 3)
    }
    for phrase in {*phrases, *(part for part in parts if part and "\n" not in part)}:
        assert_equal(index, reader, phrase)


@pytest.mark.slow
@settings(max_examples=60)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.integers(1, 8)))
def test_it_is_right_after_documents_change_and_go(before, after, gone):
    index = text_index(before)
    index.add(after)
    index.remove(gone)
    left = {d.id: d for d in (*before, *after) if d.id not in gone}
    reader = PatientReader(list(left.values()))
    for word in ("社", "社区", "a", "一十", "、", "36"):
        assert_equal(index, reader, word)


@pytest.mark.slow
@settings(max_examples=30)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.integers(1, 8)))
def test_the_stored_sets_of_frequent_tokens_follow_every_change(before, after, gone):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequent_tokens, "FEWEST_DOCUMENTS", 0)
        index = text_index(before)
        index.add(after)
        index.remove(gone)
    left = {d.id: d for d in (*before, *after) if d.id not in gone}
    reader = PatientReader(list(left.values()))
    for word in ("社", "社区", "治理", "a", "、", "36"):
        assert_equal(index, reader, word)


def test_it_stores_the_sets_of_frequent_tokens(monkeypatch):
    monkeypatch.setattr(frequent_tokens, "FEWEST_DOCUMENTS", 1)
    index = text_index([document(1, text="社区治理"), document(2, text="社区服务")])
    assert index._frequent.get("b社区") == FrozenBitMap([1, 2])
    assert index._frequent.get("b服务") is None


@pytest.mark.slow
@pytest.mark.parametrize("field", first_quick(Field))
def test_it_finds_every_substring_of_the_real_cases(field):
    library = real_library()
    reader = PatientReader([library.document(number) for number in library.cases])
    for number in library.cases:
        line = fold_text(
            getattr(library.document(number), "text" if field is Field.TEXT else field.value)
        ).split("\n")[0]
        for start in range(0, min(len(line), 60), 7):
            for length in (1, 2, 3, 5, 9):
                phrase = line[start : start + length]
                assert set(library.text.documents_with(phrase, field)) == reader.documents_with(phrase, field)


@pytest.mark.parametrize("separator", ["、", "，", "“", "”", "\n", "·", "/", "（"])
def test_a_phrase_does_not_cross(separator):
    index = text_index([document(text=f"共建{separator}共治")])
    assert not index.documents_with("共建共治", Field.TEXT)
    assert (
        index.documents_with("共建", Field.TEXT)
        == index.documents_with("共治", Field.TEXT)
        == FrozenBitMap([1])
    )


def test_a_phrase_does_not_cross_from_one_field_or_path_to_the_next():
    index = text_index([document(title="社区", applicant="治理", place="甲市\n乙区", text="创新")])
    assert not any(
        index.documents_with(word, field) for word in ("社区治理", "治理创新", "市乙") for field in Field
    )


def test_equal_paths_count_once():
    index = text_index([document(place="江苏省/苏州市\n江苏省/苏州市")])
    assert index.texts([1], Field.PLACE) == {1: "/江苏省/苏州市/"}


def test_it_compares_the_rest_of_a_long_phrase_in_the_text():
    start = "社区治理创新成果" * 4
    index = text_index([document(1, text=start + "甲"), document(2, text=start + "乙")])
    assert index.documents_with(start + "乙", Field.TEXT) == FrozenBitMap([2])
    assert index.documents_with(start, Field.TEXT) == FrozenBitMap([1, 2])


@pytest.mark.parametrize("phrase", ["", "甲\n乙"])
def test_it_finds_nothing_for_nothing_and_across_paragraphs(phrase):
    assert not text_index([document(text="甲\n乙")]).documents_with(phrase, Field.TEXT)


def test_a_phrase_is_found_across_quotation_marks():
    index = text_index([document(1, text="以“三社联动”机制"), document(2, title="“三社联动”机制", text="")])
    assert index.phrase_across_quotes("三社联动机制") == FrozenBitMap([1, 2])
    assert index.phrase_across_quotes("三社联动机制", Field.TITLE) == FrozenBitMap([2])


def test_quotation_marks_make_no_difference_to_short_words_and_signs_beside_them():
    index = text_index([document(text="以“三社联动”机制，即“三社”，（联动）为本")])
    for phrase in ("动机", "社,", "三社,(联", "联动机制,即三社,"):
        assert index.phrase_across_quotes(phrase), phrase
    assert not index.phrase_across_quotes("联机")
    assert not index.phrase_across_quotes("动")


def test_it_counts_how_often_words_stand_where_they_are_looked_for():
    index = text_index([document(title="社区", applicant="社区", text="社区治理社区")])
    assert index.occurrences([1], [("社区", None)]) == {1: 4}
    assert index.occurrences([1], [("社区", Field.TEXT), ("治理", None)]) == {1: 3}


def test_it_knows_titles_as_printed_and_accession_numbers():
    index = text_index([document(title="“三社聯動”", accession="2014-sqzl-w05")])
    assert index.titles([1, 9]) == {1: ("2014-sqzl-w05", "“三社聯動”")}
    assert index.accessions("sqzl-w05") == FrozenBitMap([1])


def test_it_finds_titles_by_syllables_of_one_run():
    index = text_index([document(title="民情理事会、协商")])
    assert index.title_syllables(["min", "qing"]) and index.title_syllables(["li", "sh"])
    assert not index.title_syllables(["hui", "xie"])


def test_it_finds_titles_by_initials_at_the_start_of_a_run_or_inside():
    index = text_index([document(title="“民情理事会”协商治理平台")])
    assert index.title_initials("mqlsh", at_start=True) and index.title_initials("xszl", at_start=True)
    assert not index.title_initials("qlsh", at_start=True)
    assert index.title_initials("qlsh", at_start=False)


def test_what_is_written_is_found_at_once():
    index = text_index([document(1, text="社区")])
    assert index.documents_with("社区", Field.TEXT) == FrozenBitMap([1])
    index.add([document(2, text="社区")])
    assert index.documents_with("社区", Field.TEXT) == FrozenBitMap([1, 2])
    index.remove([1, 7])
    assert index.documents_with("社区", Field.TEXT) == FrozenBitMap([2])


def test_it_makes_its_tables_within_the_callers_transaction():
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("BEGIN")
    TextIndex(lambda: database).create()
    database.execute("ROLLBACK")
    assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_the_cache_forgets_what_was_not_used_for_longest():
    cache = SetCache(most_bytes=1000)
    cache.put("甲", FrozenBitMap([1]))
    cache.put("乙", FrozenBitMap([2]))
    assert cache.get("甲") == FrozenBitMap([1])
    cache.put("丙", FrozenBitMap([3]))
    assert cache.get("乙") is None
    assert cache.get("甲") == FrozenBitMap([1])


def test_the_cache_keeps_nothing_bigger_than_itself():
    cache = SetCache(most_bytes=1000)
    cache.put("甲", FrozenBitMap(range(0, 100_000, 3)))
    assert cache.get("甲") is None


def test_threads_read_over_their_own_connections(tmp_path):
    path, local = tmp_path / "index.sqlite3", threading.local()

    def connect():
        if not hasattr(local, "db"):
            local.db = sqlite3.connect(path)
        return local.db

    index = TextIndex(connect)
    index.create()
    index.fill([document(1, text="社区"), document(2, text="治理")])
    connect().commit()
    with ThreadPoolExecutor(4) as pool:
        matches = list(
            pool.map(lambda word: index.documents_with(word, Field.TEXT), ["社区", "治理", "社", "理"] * 10)
        )
    assert matches == [FrozenBitMap([1]), FrozenBitMap([2])] * 20
