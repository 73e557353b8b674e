import re
from html import unescape

import pytest

from cases.models import Award
from cases.models.writing import writing
from tests.factories import make_award, make_coding
from tests.origins import change, past_the_room
from tests.quick import first_quick
from tests.views.lists import browse, titles

QUERIES = 2  # the data version, for the tag and for the list: everything else comes from the index


@pytest.mark.slow
def test_it_lists_the_published_cases_the_newest_first(client, library):
    html = browse(client)
    assert titles(html) == ["“政社互动”", "参与式治理", "民情理事会"]
    assert "共 <b>3</b> 个案例" in html


@pytest.mark.slow
def test_it_leaves_out_what_is_not_published(client, library):
    past_the_room(Award).filter(pk=library.second.pk).update(state="draft")
    library.first.save()  # moves the data version
    assert "参与式治理" not in browse(client)


@pytest.mark.slow
def test_it_filters_by_a_facet_and_shows_the_condition_as_a_chip(client, library):
    html = browse(client, "?tier=nominee")
    assert titles(html) == ["民情理事会"]
    assert re.search(r'class="chip" href="/cases/#results"[^>]*>等次：提名成果', html)


@pytest.mark.slow
def test_it_offers_each_value_with_the_count_that_the_click_gives(client, library):
    html = browse(client)
    values = re.findall(r'id="f-[^"]*" href="([^"]*)".*?class="count">(\d+)<', html)
    assert len(values) > 10
    for url, count in values:
        assert f"共 <b>{count}</b> 个案例" in client.get(unescape(url)).content.decode()


@pytest.mark.slow
def test_its_counts_follow_the_data(client, library):
    shown = re.compile(r'id="f-setting-urban"[^>]*>.*?class="count">(\d+)<')
    assert shown.findall(browse(client)) == ["1"]
    change(library.third, setting="urban")
    assert shown.findall(browse(client)) == ["2"]


def test_it_says_what_is_selected_to_those_who_do_not_see_it(client, library):
    html = browse(client, "?year=2014")
    assert re.search(
        r'class="facet-value selected"[^>]*>\s*<span class="name"><span class="visually-hidden">已选：', html
    )


def test_it_lights_up_what_was_searched_for(client, library):
    html = browse(client, "?q=议事会")
    assert "居民<mark>议事会</mark>" in html


def test_it_lights_up_what_the_applicant_is_called(client, library):
    assert "江苏省<mark>太仓市</mark>民政局" in browse(client, "?q=太仓市")


def test_it_says_why_a_case_is_there_that_the_letters_do_not_show(client, library):
    html = browse(client, "?q=苏州")
    assert "“政社互动”" in titles(html)
    assert re.search(r'aria-label="列入的理由"><li>[^<]*苏州市', html)


def test_it_keeps_the_conditions_when_searching(client, library):
    form = (
        browse(client, "?tier=winner&q=社区&sort=oldest")
        .split('aria-label="检索案例"')[1]
        .split("</form>")[0]
    )
    assert 'name="tier" value="winner"' in form
    assert 'name="sort" value="oldest"' in form
    assert form.count('name="q"') == 1


def test_it_searches_within_the_results(client, library):
    response = client.get("/cases/", {"q": "社区", "tier": "winner", "within": "议事会"})
    assert response.status_code == 302
    assert response.url == "/cases/?q=%E7%A4%BE%E5%8C%BA+%E8%AE%AE%E4%BA%8B%E4%BC%9A&tier=winner"


def test_it_sets_the_list_as_a_table(client, library):
    html = browse(client, "?view=table")
    assert '<th scope="row"><a href="/cases/2014-sqzl-w01/">“政社互动”</a></th>' in html


@pytest.mark.slow
def test_every_link_on_a_table_leads_to_a_table(client, library):
    with writing():
        for number in range(3, 60):
            make_award(title=f"案例{number}", rank=number, edition=library.first.edition)
    html = browse(client, "?view=table&page=2")
    here = html[html.index('id="browse"') : html.index('aria-labelledby="exports-title"')]
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/cases/\?[^"]*)"', here)]
    assert len(links) > 20
    assert [link for link in links if "view=table" not in link] == ["/cases/?page=2#results"]  # as cards
    assert here.count('name="view" value="table"') == 1


@pytest.mark.slow
def test_it_turns_pages_and_keeps_the_question(client, library):
    with writing():
        for number in range(3, 30):
            make_award(title=f"案例{number}", rank=number, edition=library.first.edition)
    html = browse(client, "?year=2014")
    assert 'href="/cases/?year=2014&amp;page=2#results" rel="next"' in html
    assert len(titles(browse(client, "?year=2014&page=2"))) == 9
    assert len(titles(browse(client, "?year=2014&per_page=50"))) == 29


def test_it_offers_no_document_of_nothing(client, library):
    assert "/compilation.docx?year=2014" in browse(client, "?year=2014")
    assert "compilation.docx" not in browse(client, "?year=1999")


def test_it_leads_back_from_a_page_beyond_the_end(client, library):
    html = browse(client, "?page=99")
    assert "只有 1 页，没有第 99 页" in html
    assert 'href="/cases/#results">到最后一页' in html


def test_it_says_what_excluded_words_mean_and_that_quoted_ones_mean_their_letters(client, library):
    assert "不含“2015”，也不列“年度:2015”。" in browse(client, "?q=治理 -2015")
    assert "引号里的词只按字面检索" in browse(client, '?q="治理"')
    assert "引号里的词只按字面检索" not in browse(client, "?q=治理")


@pytest.mark.slow
def test_it_gives_a_script_only_what_changes(client, library):
    html = browse(client, "?year=2014", **{"HX-Request": "true"})
    assert html.lstrip().startswith("<title>年度为2014的案例")
    assert "<html" not in html and "共 <b>2</b> 个案例" in html


def test_it_gives_the_whole_page_when_a_script_restores_history(client, library):
    html = browse(client, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in html


def test_it_tells_caches_that_scripts_get_something_else(client, library):
    assert "HX-Request" in client.get("/cases/").headers["Vary"]


def test_it_names_the_canonical_address(client, library):
    html = browse(client, "?utm_source=x&tier=winner&year=2014&sort=newest&page=1")
    assert '<link rel="canonical" href="http://testserver/cases/?year=2014&amp;tier=winner">' in html


@pytest.mark.slow
def test_it_leads_to_the_same_list_in_other_forms(client, library):
    html = browse(client, "?tier=winner&q=议事会")
    assert 'href="/cases.csv?q=%E8%AE%AE%E4%BA%8B%E4%BC%9A&amp;tier=winner"' in html


WRONG = [
    ("year=99", "year"),
    ("place=999999", "place"),
    ("tier=x&mechanism=y", "mechanism"),
    ("sort=up", "sort"),
    ("per_page=7", "per_page"),
    ("page=0", "page"),
    ("page=999999999999999999999", "page"),
    ("tier=<script>", "tier"),
    ("year=" + "9" * 5000, "year"),
    ("tier=%00", "tier"),
    ("tier=%FF%FE", "tier"),
]


@pytest.mark.parametrize(("query", "name"), first_quick(WRONG, 3))
def test_it_names_what_it_does_not_know(client, library, query, name):
    response = client.get(f"/cases/?{query}")
    html = response.content.decode()
    assert response.status_code == 400
    assert f"参数 {name}" in html
    assert "浏览全部案例" in html and "<script>" not in html.split("<body>")[1]


HARMLESS = [
    "%00%01",
    "%FF%FE",
    "((((",
    "|||",
    "-",
    '"',
    "- -",
    "标题:",
    "标题:标题:",
    "<b>",
    "a" * 450,
    "😀",
    "NOT%20OR",
    "%25",
    "*",
]


@pytest.mark.parametrize("words", first_quick(HARMLESS))
@pytest.mark.parametrize("parameter", ["q", "within"])
def test_it_takes_any_search_text(client, library, words, parameter):
    assert client.get(f"/cases/?{parameter}={words}", follow=True).status_code == 200


@pytest.mark.slow
def test_of_a_search_text_that_is_a_document_it_reads_the_beginning_and_says_so(client, library):
    response = client.get("/cases/", {"q": "社" * 10_000})
    assert response.status_code == 200
    assert "检索词过长，只用了前 1000 个字。" in response.text


def test_it_ignores_a_parameter_it_does_not_have(client, library):
    assert titles(browse(client, "?nonsense=1&layout=nonsense")) == titles(browse(client))


def test_it_answers_only_to_reading(client, library):
    assert client.post("/cases/").status_code == 405


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    browse(client, "?q=社区")
    with django_assert_num_queries(QUERIES):
        browse(client, "?q=社区")
    with writing():
        for number in range(3, 20):
            make_coding(
                make_award(title=f"案例{number}", rank=number, place_now=library.county), library.term
            )
    browse(client, "?q=社区")
    with django_assert_num_queries(QUERIES):
        browse(client, "?q=社区")


def test_every_mechanism_is_on_the_page_below_its_broader_one_without_scripts(client, library):
    html = client.get("/cases/").content.decode()
    branch = html.split('id="f-mechanism-xieshang"')[1].split("</details>")[0]
    assert branch.index("社区协商的下级机制</span></summary>") < branch.index('id="f-mechanism-yishihui"')
    assert "<details><summary>" in branch


def test_a_search_that_names_a_mechanism_opens_and_marks_it_in_the_tree_and_on_the_cards(client, library):
    html = client.get("/cases/?q=居民议事会").content.decode()
    branch = html.split('id="f-mechanism-xieshang"')[1].split("</details>")[0]
    assert "<details open>" in branch and "<mark>居民议事会</mark>" in branch
    assert '<a class="tag matched" href="/mechanisms/yishihui/">居民议事会</a>' in html


@pytest.mark.slow
def test_a_word_that_a_suggestion_leads_away_from_says_where_to(client, library):
    make_award(title="另一个", text="社区协商，居民参与。", rank=9, edition=library.first.edition)
    html = browse(client, "?q=社区协商")
    assert re.search(r'<a href="/cases/\?mechanism=xieshang"[^>]*>治理机制“社区协商”有 \d 个案例 ›', html)
