import itertools
import re

import pytest

from cases.models import Milestone
from cases.models.writing import writing
from tests.factories import (
    make_award,
    make_coding,
    make_mechanism,
    make_renamed_city,
    make_source,
)

URL = "/cases/2014-sqzl-w01/"
# Version, award, issuing bodies, codings, origins, attestations, milestones, facts, tiers, neighbour, place.
QUERIES = 11


@pytest.fixture
def html(client, library) -> str:
    return client.get(URL).content.decode()


def test_it_shows_the_award_line_and_the_applicant(html):
    assert "十大创新成果 · 第 1 项" in html
    assert "2014 年度中国社区治理十大创新成果" in html
    assert "江苏省太仓市民政局" in html


def test_it_shows_headings_as_headings_and_the_rest_as_paragraphs(html):
    assert re.search(r'<h3 id="s1">一、搭建平台\s*</h3>', html)
    assert re.search(r"<p>由政府购买服务,培育社会组织。\s*</p>", html)


def test_it_offers_an_outline_whose_links_lead_somewhere(html):
    targets = re.findall(r'<li class="level-\d"><a href="#(s\d+)">', html)
    assert len(targets) == 3  # two lines and the opening 一是
    assert all(f'id="{target}"' in html for target in targets)


def test_it_marks_the_evidence_of_each_mechanism_even_where_it_overlaps(html):
    marked = re.findall(r'<span[^>]*class="evidence ([^"]*)"[^>]*>([^<]*)</span>', html)
    by_class = {}
    for classes, text in marked:
        for name in classes.replace("evidence", "").split():
            by_class[name] = by_class.get(name, "") + text
    assert by_class == {"m1": "建立居民议事会,推动", "m2": "推动社区协商"}


@pytest.mark.slow
def test_of_many_mechanisms_five_are_in_sight_and_the_rest_is_folded(client, library):
    with writing():
        for number in range(28 - 2):
            make_coding(library.first, make_mechanism(f"机制甲{number}"), evidence="政府购买服务")
    panel = client.get(URL).content.decode().split('id="mechanisms-title"')[1].split("</section>")[0]
    in_sight, folded = panel.split("<details>")
    assert "共 28 项" in in_sight and "其余 23 项" in folded
    assert [part.count('<span class="jumps">') for part in (in_sight, folded)] == [5, 23]


def test_it_has_a_switch_and_a_jump_for_each_mechanism(html):
    assert re.findall(r'<input type="checkbox" id="(m\d+)"', html) == ["m1", "m2"]
    jumps = re.findall(r'<span class="jumps"><a href="#(e[\d-]+)"', html)
    assert jumps == ["e1-1", "e2-1"]
    assert all(f'id="{jump}"' in html for jump in jumps)


@pytest.mark.slow
def test_it_links_evidence_in_the_title_to_the_source(client, library):
    make_coding(library.first, make_mechanism("政社互动"), evidence="政社互动")
    html = client.get(URL).content.decode()
    title = library.first.source.text.index("政社互动", library.first.start)
    assert f'href="/sources/notice/#o{title}"' in html


def test_it_says_what_is_printed_and_where(html, library):
    assert f'class="origin printed" href="/sources/notice/#o{library.first.start}"' in html


def test_it_says_what_is_inferred_and_why(html):
    assert 'class="origin inferred" href="/codebook/#rule-level-from-place"' in html
    assert "编者读正文后判定为城市。" in html


def test_it_says_what_no_source_records(client, library):
    html = client.get(library.third.get_absolute_url()).content.decode()
    assert re.search(r'<th scope="row">年度</th>\s*<td><span class="quiet">原文未注明</span>', html)


def test_it_shows_the_place_of_the_time_and_of_today(client, library):
    html = client.get(library.second.get_absolute_url()).content.decode()
    assert "获评时区划" in html and "铜官山区" in html
    assert "现行区划" in html and "铜官区" in html


def test_it_names_one_place_where_nothing_has_changed(html):
    head = html.split("</header>")[1]
    assert "获评时区划" not in head.split('class="case-grid"')[0]


def test_it_leads_to_its_passage_in_the_source(html):
    assert 'href="/sources/notice/#2014-sqzl-w01"' in html


def test_it_leads_on_within_the_edition(client, library):
    html = client.get(library.second.get_absolute_url()).content.decode()
    assert re.search(r'href="/cases/2014-sqzl-w01/" rel="prev"', html)
    assert 'rel="next"' not in html


@pytest.mark.slow
def test_it_goes_from_the_last_winner_to_the_first_nominee(client, library):
    nominee = make_award(title="提名一", tier="nominee", rank=1, edition=library.first.edition)
    html = client.get(library.second.get_absolute_url()).content.decode()
    assert f'href="{nominee.get_absolute_url()}" rel="next"' in html


def test_it_leads_on_to_published_cases_only(client, library):
    assert 'rel="next"' in client.get(URL).content.decode()
    library.second.withdraw()
    assert 'rel="next"' not in client.get(URL).content.decode()


@pytest.mark.slow
def test_neighbours_without_a_printed_rank_follow_each_other_by_number(client, library):
    """As texts t100 followed t10, and nothing followed t99."""
    numbers = [9, 10, 99, 100, 101]
    fellows = {number: make_award(number=number, tier="nominee") for number in reversed(numbers)}
    for before, after in itertools.pairwise(numbers):
        html = client.get(fellows[before].get_absolute_url()).content.decode()
        assert f'href="{fellows[after].get_absolute_url()}" rel="next"' in html
        html = client.get(fellows[after].get_absolute_url()).content.decode()
        assert f'href="{fellows[before].get_absolute_url()}" rel="prev"' in html


def test_it_shows_the_awards_of_the_place_as_a_time_line(html, library):
    line = html.split('class="timeline"')[1].split("</ol>")[0]
    assert re.findall(r'class="when">([^<]*)<', line) == ["2014", "年度不详"]
    assert library.third.get_absolute_url() in line


def test_it_names_similar_cases_with_the_reason(html):
    similar = html.split("相近案例")[1]
    assert "/cases/2014-sqzl-w02/" in similar
    assert "共同机制：社区协商" in similar


@pytest.mark.slow
def test_what_all_similar_cases_share_is_said_once_and_no_word_repeats_a_mechanism(client, library):
    with writing():
        for number in (7, 8):
            award = make_award(
                title=f"“社区协商”{number}", text="推动社区协商。", rank=number, edition=library.first.edition
            )
            make_coding(award, library.term, evidence="推动社区协商")
    similar = client.get(URL).content.decode().split("相近案例</h2>")[1].split("</section>")[0]
    assert "下列各例都与本案例有共同机制：社区协商。" in similar
    assert (similar.count("共同机制"), similar.count("<li>")) == (1, 3)
    own = client.get("/cases/2014-sqzl-w07/").content.decode().split("相近案例</h2>")[1]
    assert "均提到“社区协商”" not in own.split("</section>")[0]


def test_what_the_head_says_is_said_once_and_its_passage_named(html):
    head, rest = html.split("</header>", maxsplit=2)[1:]
    facts = rest.split('<table class="values">')[1].split("</table>")[0]
    first = facts.split("</tr>")[0]
    assert re.findall(r'<span class="value">(\w+) <a class="origin printed"', first) == [
        "标题", "申报单位", "年度", "评选项目", "等次", "序号"
    ]  # fmt: skip
    assert "江苏省太仓市民政局</" in head and "江苏省太仓市民政局</" not in facts
    assert '<a class="tag tier" href="/cases/?tier=winner">' in head


def test_what_the_place_lists_is_not_listed_again_as_similar(html, library):
    line, similar = html.split('class="timeline"')[1].split("相近案例")
    assert library.third.get_absolute_url() in line
    assert library.third.get_absolute_url() not in similar


@pytest.mark.slow
def test_no_value_leads_to_a_list_of_this_case_alone(client, html, library):
    facts = record(client, library.first)
    shown = html.split("</header>", maxsplit=1)[1].split("</header>")[0] + facts
    lists = re.findall(r'href="(/cases/\?[^"]*)"', shown)
    assert lists == ["/cases/?tier=winner", "/cases/?issuer=mca"]
    for url in lists:
        assert "共 <b>1</b> 个案例" not in client.get(url).content.decode()
    assert "县级" in facts and "level=county" not in facts


def test_a_reason_is_a_sentence_about_this_case(client, library):
    facts = record(client, library.first)
    assert "所在地区单凭字面分不清层级，按地名库中当年的层级。" in facts
    assert "依次判断" not in facts


def test_it_gives_a_citation_and_names_its_standard(html):
    assert "http://testserver/cases/2014-sqzl-w01/.</p>" in html
    assert "按 GB/T 7714—2025 著录" in html and "按 GB/T 7714—2015 著录" in html
    assert 'href="/selection.csl.json?id=2014-sqzl-w01"' in html


@pytest.mark.slow
def test_it_shows_what_happened_later_with_its_passage(client, library):
    award = make_award(title="又一例", text="2016年验收。", source=library.first.source)
    start = award.paragraph_starts[0]
    Milestone.objects.create(award=award, kind="accepted", year=2016, start=start, end=start + 7)
    shown = client.get(award.get_absolute_url()).content.decode()
    assert f'href="/sources/notice/#o{start}">2016 年通过验收' in shown


@pytest.mark.slow
def test_it_shows_a_lost_title_with_the_notice_that_says_so(client, library):
    award, text = library.first, "2022年有关项目撤销称号：\n政社互动\n"
    notice = make_source(slug="review", text=text)
    start = text.index("政社互动")
    Milestone.objects.create(
        award=award, kind="withdrawn", year=2022, source=notice,
        start=start, end=start + 4, year_start=0, year_end=4,
    )  # fmt: skip
    shown = client.get(URL).content.decode()
    assert f'<a class="tag is-withdrawn" href="/sources/review/#o{start}">2022 年撤销称号</a>' in shown
    assert "2022 年撤销称号：见" in shown
    document = client.get("/sources/review/").content.decode()
    assert "说到后续事项的案例（1）" in document
    assert f'id="o{start}"' in document
    assert f'id="o{start}"' not in client.get("/sources/notice/").content.decode()


@pytest.mark.slow
def test_it_shows_accepted_codings_only(client, library):
    make_coding(library.first, make_mechanism("网格化管理"), evidence="政府购买服务", state="proposed")
    assert "网格化管理" not in client.get(URL).content.decode()


@pytest.mark.slow
def test_it_shows_what_looks_like_markup_as_it_is_printed(client, library):
    make_award(
        title="<b>甲</b> & 乙", text="<script>alert(1)</script>", rank=9, edition=library.first.edition
    )
    html = client.get("/cases/2014-sqzl-w09/").content.decode()
    assert "&lt;b&gt;甲&lt;/b&gt; &amp; 乙" in html
    assert "<script>alert" not in html


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    with writing():
        for number in range(3, 9):
            award = make_award(
                title=f"案例{number}", rank=number, edition=library.first.edition, place_now=library.county
            )
            make_coding(award, library.term, evidence="推动社区协商")
            make_coding(library.first, make_mechanism(f"机制甲{number}"), evidence="政府购买服务")
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)


@pytest.mark.slow
def test_it_names_words_of_their_own_that_similar_cases_share(client, library):
    edition = library.first.edition
    make_award(title="“三事分流”治理", text="分大事小事。", rank=7, edition=edition)
    make_award(title="另一案例", text="学习“三事分流”经验。", rank=8, edition=edition)
    assert "均提到“三事分流”" in client.get("/cases/2014-sqzl-w07/").content.decode()


@pytest.mark.slow
def test_a_place_lies_in_the_city_of_the_year_under_its_name_of_then(client, library):
    place = make_renamed_city()
    award = make_award(year=2009, place_then=place, place_now=place)
    rows = r"(?:获评时区划|现行区划)</th>\s*<td>(.*?)</td>"
    then, now = re.findall(rows, record(client, award), re.S)
    assert re.findall(r'href="/places/([^/]+)/">', then) == ["420000", "420600-2009", "420602"]
    assert re.findall(r'href="/places/([^/]+)/">', now) == ["420000", "420600", "420602"]


@pytest.mark.slow
def test_the_record_names_the_city_as_it_was_called(client, library):
    place = make_renamed_city()
    early, late = (make_award(year=year, place_then=place, place_now=place) for year in (2009, 2014))
    assert "襄樊市" in record(client, early) and "与获评时相同" not in record(client, early)
    assert "襄樊市" not in record(client, late) and "与获评时相同" in record(client, late)


def get(client, award) -> str:
    return client.get(award.get_absolute_url()).content.decode()


def record(client, award) -> str:
    return re.search(r'<table class="values">.*?</table>', get(client, award), re.S)[0]
