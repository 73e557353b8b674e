"""The one results behind the page and every export."""

from urllib.parse import unquote_plus

import pytest
from django.http import QueryDict

from cases.index.current import current_index
from cases.listing.result_list import ResultList, result_list_of
from cases.models import Award
from cases.models.writing import writing
from cases.parameters import InvalidParameters
from tests.factories import make_award, make_coding, make_mechanism, make_source
from tests.mixture import make_mixture
from tests.replay import replayed, with_index
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db


def selected(query: str = "", path: str = "") -> ResultList:
    return result_list_of(QueryDict(query), path)


@pytest.fixture
def many() -> list[Award]:
    return with_index(make_many())


@replayed
def make_many() -> list[Award]:
    """Two and a half pages of awards, ranked from 1."""
    edition, source = make_edition(), make_source()
    with writing():
        return [
            make_award(edition=edition, source=source, rank=rank, setting="urban") for rank in range(1, 61)
        ]


@pytest.mark.slow
def test_pages_together_are_the_list_without_gap_or_repetition(many):
    pages = [[record.rank for record in selected(f"page={n}").records()] for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 20]
    assert sum(pages, []) == list(range(1, 61))
    assert selected("page=2").order.tolist() == [award.pk for award in many]


def test_it_says_where_in_the_list_the_page_is(many):
    results = selected("page=2&per_page=50")
    assert [record.rank for record in results.records()] == list(range(51, 61))
    assert (results.total, results.state.page, results.last_page) == (60, 2, 2)
    assert (results.previous_url, results.next_url) == ("?per_page=50", "")


def test_a_page_beyond_the_end_is_empty_says_so_and_leads_back(many):
    results = selected("page=999999999&setting=urban")
    assert (results.state.page > results.last_page, results.records(), results.total) == (True, [], 60)
    assert results.last_url == results.previous_url == "?setting=urban&page=3"
    assert results.next_url == ""


def test_an_empty_list_has_one_page_that_is_not_beyond_the_end(many):
    results = selected("setting=rural")
    assert (results.total, results.state.page, results.last_page) == (0, 1, 1)
    assert (results.records(), results.pages) == ([], [])


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        (1, "1 2 3 … 30"),
        (4, "1 2 3 4 5 6 … 30"),
        (15, "1 … 13 14 15 16 17 … 30"),
        (30, "1 … 28 29 30"),
    ],
)
def test_it_links_the_first_the_last_and_the_neighbouring_pages(many, monkeypatch, page, labels):
    results = selected(f"page={page}")
    monkeypatch.setattr(ResultList, "last_page", 30)
    assert " ".join(link.label for link in results.pages) == labels
    assert [link.label for link in results.pages if link.current] == [str(page)]
    assert all(bool(link.url) == (link.label != "…") for link in results.pages)


def test_the_whole_library_is_called_so():
    assert selected().words == "全部案例"
    assert (selected().chips, selected().clear_url) == ([], "")


@pytest.mark.slow
def test_it_says_the_conditions_in_chinese():
    make_mixture(10)
    words = selected("q=三社联动&year=2014&year=none&tier=winner&mechanism=xieshang&place=320106").words
    assert words == (
        "检索“三社联动”，年度为2014或年度不详，等次为十大创新成果，地区为鼓楼区（江苏省南京市），"
        "治理机制为社区协商的案例"
    )


def test_each_chip_takes_away_its_own_condition():
    results = selected("q=三社&year=2014&year=2015&sort=rank&page=2", "/cases/")
    assert [(chip.label, chip.value) for chip in results.chips] == [
        ("检索", "三社"),
        ("年度", "2014"),
        ("年度", "2015"),
    ]
    assert results.chips[0].remove_url == "/cases/?year=2014&year=2015&sort=rank"
    assert results.chips[1].remove_url.endswith("&year=2015&sort=rank")
    assert results.clear_url == "/cases/?sort=rank"


def test_each_word_of_several_has_its_chip_and_keeps_the_others():
    chips = selected("q=三社 联动|协商 -农村&year=2014", "/cases/").chips
    assert [(chip.label, chip.value) for chip in chips] == [
        ("检索", "三社"),
        ("检索", "联动 | 协商"),
        ("不含", "农村"),
        ("年度", "2014"),
    ]
    assert unquote_plus(chips[1].remove_url) == "/cases/?q=三社 -农村&year=2014"
    assert unquote_plus(chips[2].remove_url) == "/cases/?q=三社 联动|协商&year=2014"


@pytest.fixture
def coded() -> dict[str, Award]:
    """Awards by the slugs of their mechanisms."""
    terms = {slug: make_mechanism(slug, slug=slug) for slug in ("a", "b", "c")}
    with writing():
        awards = {slugs: make_award() for slugs in ("a", "b", "ab", "abc")}
        for slugs, award in awards.items():
            for slug in slugs:
                make_coding(award, terms[slug])
    return awards


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mechanism=a&mechanism=b", "a b ab abc"),
        ("mechanism_all=a&mechanism_all=b", "ab abc"),
        ("mechanism_all=a&mechanism_all=b&mechanism=c", "abc"),
        ("mechanism_all=a", "a ab abc"),
        ("mechanism_all=a&mechanism_all=none", ""),
    ],
)
def test_of_several_mechanisms_one_is_enough_or_all_must_hold(coded, query, found):
    accessions = {award.accession: slugs for slugs, award in coded.items()}
    assert {accessions[record.id] for record in selected(query).records()} == set(found.split())


@pytest.mark.slow
def test_what_must_all_hold_stands_in_the_words_the_chips_and_the_counts(coded):
    results = selected("mechanism_all=a&mechanism_all=b&sort=oldest", "/cases/")
    assert results.words == "同时用到的机制为a和b的案例"
    assert [(chip.label, chip.value, chip.remove_url) for chip in results.chips] == [
        ("同时用到的机制", "a", "/cases/?mechanism_all=b&sort=oldest"),
        ("同时用到的机制", "b", "/cases/?mechanism_all=a&sort=oldest"),
    ]
    [facet] = [facet for facet in results.facets if facet.parameter == "mechanism"]
    assert [(v.value, v.count, v.named) for v in facet.values] == [
        ("a", 2, True),
        ("b", 2, True),
        ("c", 1, False),
    ]


@pytest.mark.slow
def test_one_click_leads_from_one_of_several_mechanisms_to_all_of_them_and_back(coded):
    one = selected("mechanism=a&mechanism=b&sort=oldest", "/cases/").joint_choice
    assert (one.label, one.url) == (
        "改为同时用到这 2 个机制",
        "/cases/?mechanism_all=a&mechanism_all=b&sort=oldest",
    )
    back = selected(one.url.partition("?")[2], "/cases/").joint_choice
    assert (back.label, back.url) == (
        "改为用到其中一个机制即可",
        "/cases/?mechanism=a&mechanism=b&sort=oldest",
    )
    assert selected("mechanism=a&mechanism_all=b").joint_choice is None


def test_relevance_is_offered_with_a_search_text_only():
    assert [option.label for option in selected().sorts][0] == "最新在前"
    searching = selected("q=a").sorts
    assert [(option.label, option.selected) for option in searching][:2] == [
        ("相关度", True),
        ("最新在前", False),
    ]
    assert searching[1].url == "?q=a&sort=newest"


def test_it_offers_page_sizes_and_readings_of_places():
    results = selected("year=2014&per_page=50")
    assert [(option.label, option.selected) for option in results.page_sizes] == [
        ("20", False),
        ("50", True),
        ("100", False),
    ]
    assert [option.url for option in results.place_readings] == [
        "?year=2014&per_page=50",
        "?year=2014&place_at=then&per_page=50",
    ]


def test_an_export_has_the_conditions_and_the_order():
    results = selected("q=a&year=2014&sort=rank&page=3&per_page=50")
    assert results.export_url("/cases.csv") == "/cases.csv?q=a&year=2014&sort=rank"
    assert selected("page=2").export_url("/cases.csv") == "/cases.csv"


@pytest.mark.slow
def test_a_search_finds_ranks_and_explains():
    letter = make_award(title="清单制度", text="甲。")
    make_award(title="别的", text="乙。")
    results = selected("q=清单制度")
    assert [record.id for record in results.records()] == [letter.accession]
    assert results.reasons(letter.pk) == []


@pytest.mark.slow
def test_a_search_keeps_its_ranking_within_facets_and_can_be_put_in_another_order():
    edition, source = make_edition(), make_source()
    common = {"edition": edition, "source": source}
    in_text = make_award(title="甲乙", text="清单制度。", rank=1, setting="urban", **common)
    make_award(title="清单制度丙", text="清单制度。", rank=2, setting="rural", **common)
    in_title = make_award(title="清单制度", text="丁。", rank=3, setting="urban", **common)
    ids = [in_title.pk, in_text.pk]
    assert selected("q=清单制度&setting=urban").ids == ids
    assert selected("q=清单制度&setting=urban").order.tolist() == ids
    assert selected("q=清单制度&setting=urban&sort=rank").ids == ids[::-1]


def test_nonsense_is_refused():
    with pytest.raises(InvalidParameters):
        selected("year=x")


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "setting=urban", "q=社区&setting=urban&setting=none&place=320000"])
def test_a_whole_page_asks_the_database_once_whatever_the_size(query, django_assert_num_queries):
    for size in (5, 45):
        if size == 5:
            make_mixture(10)
        else:
            with writing():
                for _ in range(size):
                    make_award(setting="urban")
        current_index()
        with django_assert_num_queries(1):
            results = selected(query)
            assert results.total == len(results.order)
            assert results.facets and results.words
            results.records(), results.chips, results.pages, results.sorts
