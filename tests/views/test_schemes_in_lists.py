"""A released coding scheme goes through facets, statistics, files and pages as the mechanisms do."""

import csv
import io
import json

import pytest
from django.http import QueryDict

from cases.facets.declarations import of_schemes
from cases.index.current import current_index
from cases.listing.result_list import result_list_of
from cases.models import FormerMechanismSlug, WorkProblem
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def coded():
    """Three awards: 楼院, 需求 and a mechanism; 物业, which is broader than 楼院; nothing."""
    fields = make_scheme("领域", slug="field-x", is_released=True, description="哪些领域。")
    motives = make_scheme("动因", slug="motives", is_released=True)
    broad = make_mechanism("物业", slug="wuye", scheme=fields, position=1)
    narrow = make_mechanism("楼院", slug="louyuan", scheme=fields, broader=broad, position=2)
    need = make_mechanism("需求", slug="xuqiu", scheme=motives)
    awards = [make_award(rank=rank) for rank in (1, 2, 3)]
    make_coding(awards[0], narrow)
    make_coding(awards[0], need)
    make_coding(awards[0], make_mechanism("社区协商", slug="sqxs"))
    make_coding(awards[1], broad)
    return awards


def numbers(client, query: str) -> list[int]:
    """The ranks of the cases of the list, from the file."""
    answer = client.get(f"/cases.json?sort=rank&{query}")
    assert answer.status_code == 200, answer.content.decode()
    return [item["rank"] for item in json.loads(b"".join(answer))["items"]]


def rows(client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def listed(query: str) -> dict[str, dict[str, int]]:
    """Facet → label → count, of the schemes, as the page lists them."""

    def flat(values):
        for value in values:
            yield value.label, value.count
            yield from flat(value.children)

    views = result_list_of(QueryDict(query), "/cases/").facets
    return {view.label: dict(flat(view.values)) for view in views if view.parameter == "coding"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("coding=field-x:wuye", [1, 2]),
        ("coding=field-x:louyuan", [1]),
        ("coding=field-x:none", [3]),
        ("coding=motives:none", [2, 3]),
        ("coding=field-x:none&coding=field-x:louyuan", [1, 3]),
        ("coding=field-x:wuye&coding=motives:none", [2]),
        ("coding=field-x:wuye&coding=motives:xuqiu&mechanism=sqxs", [1]),
        ("coding_all=field-x:wuye&coding_all=motives:xuqiu", [1]),
        ("coding_all=field-x:wuye&coding_all=field-x:none", []),
        ("mechanism=sqxs", [1]),
    ],
)
def test_terms_of_a_scheme_are_alternatives_and_different_schemes_all_hold(client, coded, query, found):
    assert numbers(client, query) == found


@pytest.mark.parametrize(
    "value",
    [
        "nothing",
        "none",
        "wuye",
        "field-x:nothing",
        "field-x:xuqiu",
        "unknown:none",
        "field-x",
        "mechanism:sqxs",
    ],
)
def test_a_value_that_no_released_scheme_has_is_refused_and_named(client, coded, value):
    for parameter in ("coding", "coding_all"):
        for path in ("/cases/", "/cases.csv", "/statistics/"):
            answer = client.get(f"{path}?{parameter}={value}")
            assert answer.status_code == 400
            assert f"“{value}”" in answer.content.decode()


def test_each_scheme_is_a_facet_with_a_tree_of_its_own(coded):
    assert listed("") == {
        "领域": {"物业": 2, "楼院": 1, "未标注": 1},
        "动因": {"需求": 1, "未标注": 2},
    }
    # A facet leaves its own choice out of its counts, and keeps that of the other scheme.
    assert listed("coding=field-x:louyuan") == {
        "领域": {"物业": 2, "楼院": 1, "未标注": 1},
        "动因": {"需求": 1},
    }


def test_every_count_is_what_its_click_gives(coded):
    for query in ("", "coding=motives:none", "coding=field-x:louyuan&year=2014"):
        results = result_list_of(QueryDict(query), "/cases/")

        def check(values):
            for value in values:
                if not value.selected:
                    clicked = result_list_of(QueryDict(value.url.partition("?")[2]), "/cases/")
                    assert clicked.total == value.count, value.url
                check(value.children)

        for view in results.facets:  # where something is selected a click adds to it
            if view.parameter == "coding" and not view.is_active:
                check(view.values)


def test_chips_and_words_name_the_scheme_and_give_up_one_value_alone(coded):
    results = result_list_of(QueryDict("coding=field-x:wuye&coding=motives:none"), "/cases/")
    assert [(chip.label, chip.value) for chip in results.chips] == [("领域", "物业"), ("动因", "未标注")]
    assert results.chips[0].remove_url == "/cases/?coding=motives%3Anone"
    assert results.words == "领域为物业，动因为未标注的案例"
    joint = result_list_of(QueryDict("coding_all=field-x:wuye"), "/cases/")
    assert joint.words == "同时标有领域·物业的案例"
    both = result_list_of(QueryDict("year=2014&coding_all=field-x:wuye&coding_all=motives:xuqiu"), "/cases/")
    assert both.words == "年度为2014，同时标有领域·物业和动因·需求的案例"


def test_a_file_of_one_scheme_is_called_by_it_and_one_of_all_is_not(coded, client):
    called = {
        scheme: client.get(f"/codings.csv.meta.json?scheme={scheme}").json()["file"].partition("_")[0]
        for scheme in ("", "mechanism", "field-x")
    }
    assert called == {"": "编码", "mechanism": "机制编码", "field-x": "领域编码"}


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ("coding=field-x:nothing", "没有编码项“field-x:nothing”（参数 coding）。"),
        ("coding_all=field-x:nothing", "没有编码项“field-x:nothing”（参数 coding_all）。"),
        ("mechanism_all=nothing", "没有治理机制“nothing”（参数 mechanism_all）。"),
        ("mechanism=nothing", "没有治理机制“nothing”（参数 mechanism）。"),
    ],
)
def test_what_no_scheme_has_is_refused_in_plain_words(coded, client, asked, refusal):
    response = client.get(f"/cases/?{asked}")
    assert response.status_code == 400
    assert refusal in response.content.decode()


def test_the_page_shows_the_facets_last_and_folded(client, coded):
    page = client.get("/cases/").content.decode()
    assert page.index('id="facet-source"') < page.index('id="facet-coding-field-x"')
    assert '<details class="facet whole">\n<summary id="facet-coding-field-x"' in page
    chosen = client.get("/cases/?coding=field-x:louyuan").content.decode()
    assert '<details class="facet whole" open>\n<summary id="facet-coding-field-x"' in chosen
    assert '<details class="facet whole">\n<summary id="facet-coding-motives"' in chosen


def test_counts_of_facets_statistics_and_files_are_the_same(client, coded):
    long = rows(client, "/statistics.csv?form=long&rows=coding:field-x")
    assert {(row["coding_field_x"], row["coding_field_x_label"]): int(row["n"]) for row in long} == {
        ("wuye", "物业"): 2,
        ("louyuan", "楼院"): 1,
        ("none", "未标注"): 1,
    }
    assert {row["coding_field_x_label"]: int(row["n"]) for row in long} == listed("")["领域"]
    direct = rows(client, "/statistics.csv?form=long&rows=coding:field-x&terms=direct")
    assert {row["coding_field_x"]: row["n"] for row in direct} == {"wuye": "1", "louyuan": "1", "none": "1"}
    wide = rows(client, "/statistics.csv?rows=coding:field-x&cols=coding:motives")
    assert [list(row.values()) for row in wide] == [
        ["物业", "1", "1", "2"],
        ["楼院", "1", "0", "1"],
        ["未标注", "0", "1", "1"],
        ["合计", "1", "2", "3"],
    ]
    matrix = rows(client, "/matrix.csv?scheme=field-x&terms=with-narrower&sort=rank")
    assert [(row["coded"], row["t_wuye"], row["t_louyuan"]) for row in matrix] == [
        ("1", "1", "1"),
        ("1", "1", "0"),
        ("0", "0", "0"),
    ]
    assert [row["t_wuye"] for row in rows(client, "/matrix.csv?scheme=field-x&sort=rank")] == ["0", "1", "0"]


def test_a_figure_of_the_statistics_leads_to_exactly_its_cases(client, coded):
    page = client.get(
        "/statistics/?rows=coding:field-x&cols=coding:motives&coding=motives:none"
    ).content.decode()
    assert '<a href="/terms/field-x/wuye/">物业</a>' in page
    assert '<a href="/cases/?coding=field-x%3Awuye&amp;coding=motives%3Anone">1</a>' in page
    assert '<option value="coding:field-x" selected>领域</option>' in page
    refused = client.get("/statistics/?rows=coding:nothing")
    assert refused.status_code == 400 and "coding:field-x" in refused.content.decode()


def test_codings_are_filtered_by_scheme_and_stand_scheme_by_scheme(client, coded):
    everything = rows(client, "/codings.csv?sort=rank")
    assert [row["scheme"] for row in everything] == ["mechanism", "field-x", "motives", "field-x"]
    fields = client.get("/codings.csv?sort=rank&scheme=field-x")
    assert fields["X-Row-Count"] == "2"
    assert [row["term_slug"] for row in rows(client, "/codings.csv?sort=rank&scheme=field-x")] == [
        "louyuan",
        "wuye",
    ]
    assert rows(client, "/codings.csv?sort=rank&scheme=field-x")[0]["broader_slugs"] == "wuye"
    assert [row["term_slug"] for row in rows(client, "/codings.csv?scheme=mechanism")] == ["sqxs"]
    lines = b"".join(client.get("/codings.jsonl?scheme=motives")).splitlines()
    assert [json.loads(line)["term"] for line in lines] == ["需求"]
    assert client.get("/codings.xlsx?scheme=motives").status_code == 200
    for address in (
        "/codings.csv?scheme=nothing",
        "/matrix.csv?scheme=nothing",
        "/codings.jsonl?scheme=nothing",
    ):
        refused = client.get(address)
        assert refused.status_code == 400 and "nothing" in refused.content.decode()


def test_the_matrix_of_the_mechanisms_is_as_ever(client, coded):
    assert [list(row) for row in rows(client, "/matrix.csv")][0] == ["id", "coded", "m_sqxs"]
    assert rows(client, "/matrix.csv") == rows(client, "/matrix.csv?scheme=mechanism")


def test_a_scheme_and_its_terms_have_pages(client, coded):
    tree = client.get("/terms/field-x/").content.decode()
    assert "哪些领域。" in tree and tree.index("物业") < tree.index("楼院")
    assert '<a href="/terms/field-x/louyuan/">' in tree and "2 个案例" in tree
    term = client.get("/terms/field-x/wuye/").content.decode()
    assert '<a href="/cases/?coding=field-x%3Awuye">' in term and "（楼院）" in term
    assert '<dt>下级</dt><dd><a href="/terms/field-x/louyuan/">楼院</a>' in term
    assert client.get("/terms/mechanism/sqxs/")["Location"] == "/mechanisms/sqxs/"
    assert client.get("/terms/mechanism/")["Location"] == "/mechanisms/"
    assert client.get("/mechanisms/wuye/")["Location"] == "/terms/field-x/wuye/"
    for address in ("/terms/nothing/", "/terms/field-x/nothing/", "/terms/field-x/xuqiu/"):
        assert client.get(address).status_code == 404
    assert "领域" in client.get("/mechanisms/").content.decode()


def test_an_earlier_slug_leads_on_as_a_page_and_as_a_value(client, coded):
    with writing():
        term = next(each for each in coded[0].codings.all() if each.mechanism.slug == "louyuan").mechanism
        FormerMechanismSlug.objects.create(mechanism=term, slug="yuanluo")
    assert client.get("/terms/field-x/yuanluo/")["Location"] == "/terms/field-x/louyuan/"
    assert numbers(client, "coding=field-x:yuanluo") == [1]


def test_comparison_and_case_name_the_scheme(client, coded):
    first, second = (award.accession for award in coded[:2])
    compared = client.get(f"/compare/?id={first}&id={second}").content.decode()
    assert "领域与依据" in compared and "动因与依据" in compared and "没有共有的项" in compared
    assert '<a class="tag" href="/terms/field-x/louyuan/">楼院</a>' in compared


def test_the_card_of_a_case_lights_what_shows_the_term(client, coded):
    assert "<mark>" not in client.get("/cases/").content.decode().partition('id="results"')[2]
    assert (
        "<mark>" in client.get("/cases/?coding=field-x:louyuan").content.decode().partition('id="results"')[2]
    )


def test_the_facets_are_made_once_for_a_vocabulary(coded):
    vocabulary = current_index().vocabulary
    assert of_schemes(vocabulary) is of_schemes(vocabulary)
    assert [facet.key for facet in of_schemes(vocabulary)] == ["coding-field-x", "coding-motives"]


def test_as_many_queries_as_without_schemes(client, django_assert_max_num_queries, coded):
    client.get("/cases/")
    with django_assert_max_num_queries(2):
        client.get("/cases/?coding=field-x:wuye")


def test_a_problem_follows_a_term_that_is_merged(coded):
    from cases.curation.care.addresses import rewrite_queries

    with writing():
        WorkProblem.objects.create(
            words="物业难管", query="coding=field-x%3Alouyuan&year=2014", reason="楼院的案例"
        )
        rewrite_queries("coding", "field-x:louyuan", "field-x:wuye")
    assert WorkProblem.objects.get().query == "coding=field-x%3Awuye&year=2014"
