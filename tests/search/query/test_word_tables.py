"""Every word that the search is told: its query finds what its row says, and otherwise without the word."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from cases.choices import Region, Setting
from cases.language.word_tables import Row, read_table, rows_of_kind, words_of_kind
from cases.search.expansion import longer_words, segmentation, variants
from cases.search.query import facet_words, lexicon
from cases.search.searcher import Searcher
from cases.search.text import normalisation
from tests.search.memory import Case, MemoryLibrary, labels, make_term, named_values, real_places

FACETS = {**labels(), "region": Region.values, "setting": Setting.values}
NOTHING = "nothing"


@cache
def library() -> MemoryLibrary:
    """A case for each value of a facet, for each place that a word means, and for each term."""
    codes = {code for row in rows_of_kind("facet_words", "place") for code in row["values"].split()}
    cases = [
        *(Case(facets={facet: value}) for facet, values in FACETS.items() for value in values),
        *(Case(then=code, now=code) for code in sorted(codes)),
        *(Case(then="320585", now="320585", mechanisms=(term.slug,)) for term in TERMS),
    ]
    return MemoryLibrary(cases, real_places(), TERMS)


TERMS = tuple(
    make_term(f"t{number}", name)
    for number, name in enumerate(["三社联动", "物业管理", "协商民主", "便民服务"])
)


def answer(query: str) -> str:
    """Why the hits of a query match, each reason once, in their order."""
    collection = library()
    collection.searcher = Searcher(collection, collection.lexicon)  # the last one caches its hits
    reasons = itertools.chain.from_iterable(
        collection.reasons(query, number) for number in collection.ranked(query)
    )
    return "; ".join(dict.fromkeys(reasons)) or NOTHING


def rows(table: str, *kinds: str) -> list:
    selected = rows_of_kind(table, *kinds) if kinds else read_table(table)
    return [pytest.param(row, id=f"{row['word']}-{row['kind']}") for row in selected]


@contextmanager
def without_facet_word(row: Row) -> Iterator[None]:
    meant = {(row["kind"], value) for value in row["values"].split()}
    words = dict(library().lexicon.facet_words)
    words[row["word"]] = tuple(each for each in words[row["word"]] if each not in meant)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library().lexicon, "facet_words", words)
        yield


@pytest.mark.slow
@pytest.mark.parametrize("row", rows("facet_words"))
def test_a_word_finds_the_cases_of_its_values_and_nothing_if_it_were_no_word(row: Row) -> None:
    assert answer(row["example"]) == row["expected"]
    with without_facet_word(row):
        assert answer(row["example"]) == row["without"]


def names_of_facets() -> list:
    labelled = {"programme": "评选项目", "tier": "等次", "issuing_body": "发布机关"}
    return [
        pytest.param(name, f"{label}:{value.name}", id=f"{field}-{name}")
        for field, label in labelled.items()
        for value in named_values()[field]
        for name in (value.name, *value.names)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "reason"), names_of_facets())
def test_a_name_of_a_programme_tier_or_body_finds_its_cases(name: str, reason: str) -> None:
    assert reason in answer(name).split("; ")


@pytest.mark.slow
@pytest.mark.parametrize("row", rows("query_words", "idle"))
def test_an_idle_word_in_a_question_is_passed_over(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    assert row["word"] in row["example"]
    assert answer(row["example"]) == row["expected"]
    others = tuple(word for word in facet_words.STOP_WORDS if word != row["word"])
    monkeypatch.setattr(segmentation, "STOP_WORDS", others)
    assert answer(row["example"]) == row["without"]


@pytest.mark.parametrize("row", rows("query_words", "matter-of-course"))
def test_what_all_is_about_may_stand_before_a_term(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    assert row["example"].startswith(row["word"])
    assert answer(row["example"]) == row["expected"]
    others = tuple(word for word in words_of_kind("query_words", "matter-of-course") if word != row["word"])
    monkeypatch.setattr(lexicon, "_MATTERS_OF_COURSE", others)
    assert answer(row["example"]) == row["without"]


@pytest.mark.parametrize("row", rows("query_words", "longer"))
def test_a_hit_inside_a_longer_word_comes_later(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, alone = Case(applicant=f"某地{row['word']}"), Case(text=f"讲{row['example']}。")
    collection = MemoryLibrary([inside, alone], real_places())
    names = {1: row["word"], 2: "text"}

    def order() -> str:
        return " before ".join(names[number] for number in collection.ranked(row["example"]))

    assert order() == row["expected"]
    monkeypatch.setattr(longer_words, "LONGER_WORDS", ())
    collection.searcher = Searcher(collection, collection.lexicon)
    assert order() == row["without"]


@pytest.mark.parametrize("row", rows("equal_words"))
def test_an_equal_word_finds_what_prints_the_other(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = MemoryLibrary(Case(text=f"有{other}。") for other in row["others"].split())

    def reasons() -> str:
        collection.searcher = Searcher(collection, collection.lexicon)
        hits = sorted(collection.ranked(row["example"]))
        said = (reason for number in hits for reason in collection.reasons(row["example"], number))
        return "; ".join(said) or NOTHING

    assert reasons() == row["expected"]
    others = {word: equal for word, equal in variants.EQUAL_WORDS.items() if word != row["word"]}
    monkeypatch.setattr(variants, "EQUAL_WORDS", others)
    assert reasons() == row["without"]


def named(word: str) -> set[str]:
    known = library().lexicon
    return {*known.places_named(word), *known.places_with_short_name(word)}


@pytest.mark.parametrize("row", rows("common_nouns", "everywhere", "queries"))
def test_a_common_noun_asks_for_no_place(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    assert named(row["word"]) == set()
    monkeypatch.setattr(lexicon, "_COMMON_NOUNS", lexicon._COMMON_NOUNS - {row["word"]})
    assert bool(named(row["word"])) == (not row["note"])


@pytest.mark.parametrize("row", rows("common_nouns", "queries"))
def test_a_query_with_a_common_noun_is_answered_as_its_row_says(
    row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(row["example"]) == row["expected"]
    monkeypatch.setattr(lexicon, "_COMMON_NOUNS", lexicon._COMMON_NOUNS - {row["word"]})
    assert codes(row["example"]) == row["without"]


def codes(query: str) -> str:
    return " ".join(sorted(named(query))) or "no place"


@pytest.mark.parametrize("row", rows("variant_characters"))
def test_a_variant_is_read_as_the_standard_character(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    assert normalisation.fold_text(row["example"]) == row["expected"]
    others = {old: new for old, new in normalisation._VARIANTS.items() if old != row["word"]}
    monkeypatch.setattr(normalisation, "_VARIANTS", others)
    monkeypatch.delitem(normalisation._TABLE, ord(row["word"]))
    assert normalisation.fold_text(row["example"]) == row["without"]
    del normalisation._TABLE[ord(row["word"])]
