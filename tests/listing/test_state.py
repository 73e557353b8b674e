"""The search state: what an address asks for, read strictly and written canonically."""

from dataclasses import FrozenInstanceError

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cases.facets.declarations import CONDITIONS
from cases.listing.state import SearchState
from cases.parameters import InvalidParameters
from cases.places.place import Place
from cases.search import thresholds
from cases.search.query.parser import parse
from cases.terms import MechanismTerm
from cases.vocabulary import NamedValue, Vocabulary


def place(
    key: str, name: str, parent: str = "", last_year: int | None = None, became: tuple[str, ...] = ()
) -> Place:
    level = "county" if parent else "province"
    return Place(key, key[:6], name, (), level, parent, "east", None, last_year, became)


VOCABULARY = Vocabulary(
    [
        place("320000", "江苏省"),
        place("320106", "鼓楼区", "320000"),
        place("340702", "铜官山区", "320000", 2015),
    ],
    [MechanismTerm("sanshe", "三社联动", (), "")],
    {"notice": "通知"},
    values={"tier": [NamedValue("winner", "十大创新成果")]},
)


def read(query: str) -> SearchState:
    return SearchState.from_querydict(QueryDict(query), VOCABULARY)


def refusals(query: str) -> str:
    with pytest.raises(InvalidParameters) as refused:
        read(query)
    return "\n".join(refused.value.messages)


def test_an_empty_address_is_the_whole_library_newest_first():
    state = read("")
    assert (state.q, dict(state.selected), state.order, state.page, state.per_page) == (
        "",
        {},
        "newest",
        1,
        20,
    )
    assert (state.query_string, state.url("/cases/"), state.is_filtered) == ("", "/cases/", False)


def test_it_reads_every_parameter():
    state = read("q=三社&year=2014&year=none&place=320106&sort=rank&page=3&per_page=50&place_at=then")
    assert (state.q, state.values("year"), state.values("place")) == ("三社", ("2014", "none"), ("320106",))
    assert (state.order, state.page, state.per_page, state.place_at) == ("rank", 3, 50, "then")


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("year=1948", "year", "1948"),
        ("year=2101", "year", "2101"),
        ("year=２０１４", "year", "２０１４"),
        ("year=14", "year", "14"),
        ("programme=x", "programme", "x"),
        ("tier=gold", "tier", "gold"),
        ("issuer=mof", "issuer", "mof"),
        ("region=north", "region", "north"),
        ("place=999999", "place", "999999"),
        ("level=x", "level", "x"),
        ("applicant=x", "applicant", "x"),
        ("setting=moon", "setting", "moon"),
        ("mechanism=nothing", "mechanism", "nothing"),
        ("source=nothing", "source", "nothing"),
        ("sort=random", "sort", "random"),
        ("per_page=30", "per_page", "30"),
        ("place_at=later", "place_at", "later"),
        ("view=map", "view", "map"),
        ("page=two", "page", "two"),
        ("page=0", "page", "0"),
        ("page=-1", "page", "-1"),
        ("page=1.5", "page", "1.5"),
        ("page=٣", "page", "٣"),
        ("page=" + "9" * 4400, "page", "999"),
    ],
)
def test_it_refuses_an_unknown_value_and_names_parameter_and_value(query, parameter, value):
    message = refusals(query)
    assert f"参数 {parameter}" in message
    assert value in message


def test_it_names_everything_that_is_wrong_at_once():
    message = refusals("year=x&tier=y&page=z&setting=urban")
    assert all(f"参数 {name}" in message for name in ("year", "tier", "page"))
    assert "setting" not in message


def test_it_tells_a_reader_with_an_old_code_how_to_go_on():
    assert "铜官山区（340702）只存在到 2015 年" in refusals("place=340702")
    assert read("place=340702&place_at=then").values("place") == ("340702",)


FORMER = Vocabulary(
    [
        place("320000", "江苏省"),
        place("320587", "太仓区", "320000"),
        place("320585", "太仓市", "320000", 2025, ("320587",)),
        place("320584-1995", "吴江县", "320000", 1995, ("320584",)),
        place("320584", "吴江市", "320000", 2011, ("320509", "320586", "320587")),
        place("320509", "吴江区", "320000"),
        place("320586", "平望区", "320000"),
        place("320502-2000", "桥东区", "320000", 2000, ("320509",)),
        place("320502-2010", "桥东区", "320000", 2010, ("320586",)),
    ],
    [],
    {},
)


@pytest.mark.parametrize(
    ("query", "today"),
    [
        ("place=320585", "place=320587"),
        ("place=320584&year=2014", "year=2014&place=320509&place=320586&place=320587"),
        ("place=320584-1995&place=320587", "place=320509&place=320586&place=320587"),
        ("place=320502", "place=320586"),
        ("place=320502-2000", "place=320509"),
        ("place=320584&place_at=then", "place=320584&place_at=then"),
    ],
)
def test_a_former_code_or_key_means_all_that_the_division_became(query, today):
    assert SearchState.from_querydict(QueryDict(query), FORMER).query_string == today


def test_what_divided_places_became_counts_as_so_many_values():
    many = tuple(f"33{number:04}" for number in range(51))
    parts = [place(key, key, "320000") for key in many]
    divided = Vocabulary(
        [place("320000", "江苏省"), *parts, place("320585", "太仓市", "", 2025, many)], [], {}
    )
    with pytest.raises(InvalidParameters, match="参数 place 有 51 个值"):
        SearchState.from_querydict(QueryDict("place=320585"), divided)


def test_every_facet_takes_none_for_what_is_not_recorded():
    names = "year programme tier issuer region place level applicant setting mechanism source"
    for name in names.split():
        assert read(f"{name}=none").values(name) == ("none",)


def test_unknown_parameters_and_empty_values_are_passed_over():
    assert read("utm_source=x&year=&q=&page=&sort=&place=+&Q=1") == SearchState()


def test_a_known_division_without_cases_is_not_an_error():
    assert read("place=320000").values("place") == ("320000",)


def test_messages_repeat_only_what_can_be_printed():
    message = refusals("year=%00%1b%E2%80%AE" + "x" * 5000)
    assert message.isprintable()
    assert len(message) < 200


def test_of_a_document_the_beginning_is_searched_for():
    [note] = parse(read("q=" + "长" * 10_000).q).notes
    assert f"只用了前 {thresholds.QUERY_CHARACTERS.value} 个字" in note
    assert not parse(read("q=" + "长" * thresholds.QUERY_CHARACTERS.value).q).notes


def test_control_characters_and_lone_surrogates_in_a_search_text_are_blanks():
    data = QueryDict(mutable=True)
    data["q"] = "\x00三社\ud800联动\x1b"
    assert SearchState.from_querydict(data, VOCABULARY).q == "三社 联动"


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%E4%B8", "q=%", "q=%zz", "year=2014&&&=&=x", "%00=%00"])
def test_a_broken_encoding_is_no_error(query):
    assert isinstance(read(query), SearchState)


@given(st.dictionaries(st.sampled_from(["q", "year", "place", "page", "sort", "x"]), st.text(), max_size=4))
@pytest.mark.slow
def test_whatever_is_asked_there_is_a_state_or_a_refusal_in_words(values):
    data = QueryDict(mutable=True)
    data.update(values)
    try:
        state = SearchState.from_querydict(data, VOCABULARY)
    except InvalidParameters as refused:
        assert refused.messages and all(message.isprintable() for message in refused.messages)
    else:
        assert read(state.query_string) == state


def test_equal_questions_have_one_query_string():
    assert read("tier=winner&year=2015&year=2014&year=2015").query_string == (
        read("year=2014&x=1&page=1&tier=winner&per_page=20&sort=newest&year=2015").query_string
    )
    assert read("tier=winner&year=2015&q=a").query_string == "q=a&year=2015&tier=winner"


def test_the_default_order_is_not_named():
    assert read("q=a&sort=relevance").query_string == "q=a"
    assert read("q=a&sort=newest").query_string == "q=a&sort=newest"
    assert read("sort=relevance").order == "newest"
    assert read("q=a&sort=newest").with_query("").query_string == ""


def test_any_change_but_the_page_goes_back_to_the_first_page():
    state = read("q=a&year=2014&page=5")
    changed = [
        state.add("tier", "winner"),
        state.remove("year", "2014"),
        state.replace("year", ["2015"]),
        state.clear("year"),
        state.clear(),
        state.with_query("b"),
        state.with_sort("rank"),
        state.with_per_page(50),
        state.with_place_at("then"),
    ]
    assert [other.page for other in changed] == [1] * 9
    assert state.with_page(6).page == 6
    assert state.page == 5


def test_what_is_added_and_removed_changes_nothing():
    state = read("year=2014")
    assert state.add("year", "2015").values("year") == ("2014", "2015")
    assert state.add("year", "2015").remove("year", "2015") == state


def test_clearing_leaves_order_and_page_size():
    assert read("q=a&year=2014&sort=rank&per_page=50").clear().query_string == "sort=rank&per_page=50"


def test_the_other_reading_of_places_drops_the_selected_ones():
    assert read("place=320106&year=2014").with_place_at("then").query_string == "year=2014&place_at=then"


def test_nobody_can_change_a_state():
    state = read("year=2014")
    with pytest.raises(FrozenInstanceError):
        state.page = 2
    with pytest.raises(TypeError):
        state.selected["year"] = ()


def test_a_layout_stays_until_it_is_changed_and_keeps_the_page():
    state = read("year=2014&view=table&page=3")
    assert state.query_string == "year=2014&view=table&page=3"
    assert state.with_sort("rank").query_string == "year=2014&sort=rank&view=table"
    assert state.with_view("cards").query_string == "year=2014&page=3"
    assert state.list_query_string == "year=2014"


def test_an_export_follows_conditions_and_order_but_not_the_page():
    assert read("year=2014&sort=rank&page=3&per_page=50").list_query_string == "year=2014&sort=rank"


def test_chinese_is_written_as_utf_8():
    assert read("q=三社").query_string == "q=%E4%B8%89%E7%A4%BE"


@pytest.mark.parametrize("path", ["", "/cases/"])
@pytest.mark.parametrize("parameter", ["year", "place", "mechanism"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=三社 %26联动",
        "year=2014&place=320106&mechanism=sanshe&place_at=then&sort=rank&per_page=50&view=table&page=4",
    ],
)
def test_the_many_addresses_of_a_facet_are_those_of_the_changed_states(query: str, parameter: str, path: str):
    state = read(query)
    url = state.urls(next(facet for facet in CONDITIONS if facet.parameter == parameter), path)
    for values in ([], ["none"], ["b", "a", "b"], ["三社&x=1"]):
        assert url(values) == state.replace(parameter, values).url(path)
