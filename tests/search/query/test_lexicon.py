"""The vocabularies in look-up form, and the words that mean values of facets."""

import pytest

from cases.choices import Region, Setting
from cases.search.query.facet_words import facet_words, years
from cases.search.text.normalisation import fold_text
from cases.vocabulary import Vocabulary
from tests.search.memory import (
    FACETS,
    MemoryLibrary,
    labels,
    make_place,
    make_term,
    named_values,
    real_library,
)

VALUES = {**labels(), "region": Region.values, "setting": Setting.values}
WORDS = facet_words(Vocabulary([], [], {}, values=named_values()))


def lexicon():
    return real_library().lexicon


def named(word, **options):
    return {lexicon().path(key) for key in lexicon().places_named(word, **options)}


def test_a_full_name_names_all_places_that_have_it():
    assert {"北京市/朝阳区", "吉林省/长春市/朝阳区"} <= named("朝阳区")


def test_the_place_above_tells_homonyms_apart():
    assert named("北京朝阳区") == named("北京市朝阳区") == {"北京市/朝阳区"}
    assert named("吉林长春朝阳") == {"吉林省/长春市/朝阳区"}


def test_a_short_name_and_an_alias_name_a_place():
    assert [lexicon().path(key) for key in lexicon().places_with_short_name("太仓")] == [
        "江苏省/苏州市/太仓市"
    ]
    assert named("内蒙") == {"内蒙古自治区"}


def test_a_common_noun_names_a_place_when_asked_for():
    assert not named("郊区")
    assert "山西省/阳泉市/郊区" in named("郊区", common_nouns=True)
    assert named("阳泉郊区") == {"山西省/阳泉市/郊区"}


def test_it_follows_a_former_place_to_today():
    [key] = lexicon().places_named("铜官山区")
    assert [lexicon().places[today].name for today in lexicon().today(key)] == ["铜官区"]


def test_a_circle_of_successors_or_parents_ends():
    places = [
        make_place("a", "甲区", parent="b", last_year=2000, successors=("b",)),
        make_place("b", "乙区", parent="a", last_year=2001, successors=("a",)),
    ]
    lookup = MemoryLibrary([], places).lexicon
    assert lookup.today("a") == ()
    assert [place.key for place in lookup.lineage("a")] == ["b", "a"]


def test_a_circle_of_mechanisms_ends():
    terms = [make_term("a", "甲甲", broader="b"), make_term("b", "乙乙", broader="a")]
    assert set(MemoryLibrary([], terms=terms).lexicon.narrower("a")) == {"a", "b"}


@pytest.mark.parametrize(("facet", "value"), sorted({m for ms in WORDS.values() for m in ms}))
def test_the_words_of_facets_mean_values_that_exist(facet, value):
    if facet == "place":
        assert lexicon().places[value].last_year is None
    else:
        assert value in VALUES[facet]


@pytest.mark.parametrize("facet", FACETS)
def test_every_name_of_a_value_is_a_word_that_means_it(facet):
    for value in named_values()[FACETS[facet]]:
        for name in (value.name, *value.names):
            assert (facet, value.slug) in WORDS[fold_text(name)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("2014", ("2014",)), ("2014年", ("2014",)), ("2014年度", ("2014",)), ("二〇一四年", ("2014",)),
        ("2014-2016", ("2014", "2015", "2016")), ("2014年至2015年", ("2014", "2015")),
        ("2016-2014", ()), ("1234", ()), ("12014", ()), ("三社", ()),
    ],
)  # fmt: skip
def test_it_knows_year_words(word, expected):
    assert years(word) == expected
