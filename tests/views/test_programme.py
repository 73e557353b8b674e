"""The pages of a programme and of an edition: what they are, who gives them, how much of them is here."""

import re
from html import unescape

import pytest

from cases.models import Edition, EditionFact, EditionQuota, Programme, ProgrammeName
from cases.models.writing import writing
from tests.factories import make_award, make_source
from tests.origins import passage_in
from tests.vocabularies import make_edition, make_programme, make_tier

# Version, programme, names, usual issuers with their bodies; editions, quotas, facts, issuers, usual issuers
# of the programme, counts; documents.
QUERIES = 13
EDITION_QUERIES = 10


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def said(html: str) -> str:
    """As a reader sees it."""
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", html.split("<main")[1].split("</main")[0])
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture
def edition(library) -> Edition:
    """The edition that the notice announces: two of eleven winners are here, one of no nominee."""
    edition = library.first.edition
    with writing():
        edition.source = library.first.source
        edition.save()
        declared, theme = passage_in(edition.source, "11"), passage_in(edition.source, "三社联动")
        EditionQuota.objects.create(edition=edition, tier=make_tier("winner"), declared=11, **declared)
        EditionFact.objects.create(
            edition=edition, source=edition.source, label="年度主题", value="三社联动", **theme
        )
    return edition


@pytest.mark.slow
def test_a_programme_says_what_it_is_and_who_gives_it(client, library):
    ProgrammeName.objects.create(programme=make_programme(), name="创新成果", is_printed=False)
    text = said(page(client, "/programmes/sqzl/"))
    assert "评选项目 3 个案例 中国社区治理十大创新成果" in text
    assert "发布机关 民政部 级别 全国 等次 十大创新成果 、 提名成果 又称 创新成果" in text


@pytest.mark.slow
def test_a_programme_says_which_years_are_here_and_how_completely(client, edition):
    with writing():
        full = make_edition(year=2015)
        make_award(title="全", rank=1, edition=full)
        EditionQuota.objects.create(
            edition=full, tier=make_tier("winner"), declared=1, rule="declared-counted"
        )
        EditionQuota.objects.create(
            edition=full, tier=make_tier("nominee"), declared=9, rule="declared-counted"
        )
    text = said(page(client, "/programmes/sqzl/")).split("已收录／公布数")[1]
    assert re.search(
        "2015 年度 十大创新成果 1／1 已收全 提名成果 0／9 暂未收录 "
        "2014 年度 查看公布文件 十大创新成果 2／11 选登 年度不详 提名成果 1 公布总数不详",
        text,
    )


def test_a_programme_lists_its_first_cases_and_its_documents(client, library):
    html = page(client, "/programmes/sqzl/")
    names = re.findall(r'<li><a href="(/cases/2014-[^"]*)">([^<]*)', html)
    assert names == [("/cases/2014-sqzl-w01/", "“政社互动”"), ("/cases/2014-sqzl-w02/", "参与式治理")]
    assert 'href="/sources/notice/"' in html


@pytest.mark.slow
def test_a_programme_without_cases_says_so(client, library):
    make_programme("syq")
    assert "还没有收录这个项目的届次" in page(client, "/programmes/syq/")
    assert "暂未收录案例" in page(client, "/programmes/syq/")


@pytest.mark.slow
def test_an_edition_says_how_much_of_it_is_here_and_where_the_number_stands(client, edition):
    html = page(client, "/programmes/sqzl/2014/")
    assert "十大创新成果 2／11 选登 公布数原文作“11” 原文" in said(html)
    start = EditionQuota.objects.get().start
    assert f'<a class="origin printed" href="/sources/notice/#o{start}">原文' in html
    assert "年度主题 三社联动" in said(html)
    assert "发布机关 民政部" in said(html)


@pytest.mark.slow
def test_an_edition_says_why_a_number_that_is_not_printed_stands_there(client, edition):
    EditionQuota.objects.create(
        edition=edition, tier=make_tier("nominee"), declared=9, rule="declared-counted"
    )
    html = page(client, "/programmes/sqzl/2014/")
    assert "提名成果 0／9 暂未收录 公布数系推断：名单没有写明公布数时，" in said(html)
    assert 'href="/codebook/#rule-declared-counted"' in html


def test_an_edition_without_a_year_has_a_page(client, library):
    text = said(page(client, "/programmes/sqzl/none/"))
    assert "届次 中国社区治理十大创新成果 1 个案例 中国社区治理十大创新成果（年度不详）" in text
    assert "民情理事会" in text


@pytest.mark.slow
def test_each_count_is_that_of_the_list_it_leads_to(client, edition):
    for address in ("/programmes/sqzl/", "/programmes/sqzl/2014/", "/programmes/sqzl/none/"):
        links = re.findall(
            r'<a href="([^"]*tier=[^"]*)">[^<]*</a> <span class="fraction">(\d+)', page(client, address)
        )
        assert links
        for url, count in links:
            assert f"共 <b>{count}</b> 个案例" in client.get(unescape(url)).content.decode()


@pytest.fixture
def batches(library) -> list[Edition]:
    """Two batches of a year, with a case each."""
    with writing():
        editions = [make_edition(programme="jczl", year=2020, batch=batch) for batch in ("第一批", "第二批")]
        for edition in editions:
            make_award(title=f"{edition.batch}的案例", edition=edition, tier="typical")
    return editions


@pytest.mark.slow
def test_each_batch_of_a_year_has_a_page_and_the_year_has_both(client, batches):
    first = page(client, batches[0].get_absolute_url())
    assert "第一批的案例" in first and "第二批的案例" not in first
    assert "（第一批）</h1>" in first and "其他届次" in first
    assert "tier=typical" not in first.split("<main")[1]  # that list has both
    year = page(client, "/programmes/jczl/2020/")
    assert "第一批的案例" in year and "第二批的案例" in year
    assert f'href="{batches[1].get_absolute_url()}"' in year


@pytest.mark.slow
def test_the_only_batch_of_a_year_has_one_address(client, library):
    edition = make_edition(programme="jczl", year=2020, batch="第一批", round="第九届", is_published=True)
    response = client.get("/programmes/jczl/2020/")
    assert (response.status_code, response["Location"]) == (302, edition.get_absolute_url())
    assert "2020 年度全国基层治理创新典型案例（第九届第一批）" in page(client, response["Location"])


@pytest.mark.slow
def test_drafts_are_not_shown(client, edition):
    make_award(title="草稿案例", edition=edition, state="draft")
    for address in ("/programmes/sqzl/", "/programmes/sqzl/2014/"):
        assert "草稿案例" not in page(client, address)
        assert "2／11" in page(client, address)


@pytest.mark.parametrize(
    "rest",
    ["", "2014/", "none/", "2014/%E7%AC%AC%E4%B8%89%E6%89%B9/"],
    ids=["programme", "year", "none", "batch"],
)
def test_a_former_slug_leads_on(client, library, rest):
    programme = Programme.objects.get(slug="sqzl")
    programme.slug = "shequ"
    programme.save()
    response = client.get(f"/programmes/sqzl/{rest}")
    assert (response.status_code, response["Location"]) == (301, f"/programmes/shequ/{rest}")


@pytest.mark.slow
@pytest.mark.parametrize("values", [{"batch": "第四批"}, {"year": 2021}, {"round": "第九届"}])
def test_the_address_that_an_edition_had_before_leads_on(client, library, values):
    edition = make_edition(year=2020, batch="第三批", is_published=True)
    before = edition.get_absolute_url()
    for name, value in values.items():
        setattr(edition, name, value)
    edition.save()
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    "address", ["no/", "no/2014/", "sqzl/1999/", "sqzl/2014/x/", "sqzl/14/", "%00/", "sqzl/2014/%00/"]
)
def test_what_is_no_edition_answers_404(client, library, address):
    assert client.get(f"/programmes/{address}").status_code == 404


@pytest.mark.slow
def test_they_are_linked_where_they_are_named(client, edition):
    for address in ("/", "/cases/2014-sqzl-w01/", "/sources/notice/", "/programmes/sqzl/"):
        assert 'href="/programmes/sqzl/2014/"' in page(client, address)
    for address in ("/cases/2014-sqzl-w01/", "/programmes/sqzl/2014/"):
        assert 'href="/programmes/sqzl/"' in page(client, address)


def test_the_way_there_stands_above(client, library):
    trail = re.search(r'class="trail".*?</nav>', page(client, "/programmes/sqzl/2014/"), re.S)[0]
    assert re.findall(r'href="([^"]*)"', trail) == ["/", "/cases/", "/programmes/sqzl/"]


@pytest.mark.slow
def test_the_sitemap_has_those_with_cases(client, library):
    make_edition(programme="jczl", year=2021)
    programmes = client.get("/sitemap-programmes.xml").content.decode()
    editions = client.get("/sitemap-editions.xml").content.decode()
    assert re.findall("<loc>http://testserver(.*?)</loc>", programmes) == ["/programmes/sqzl/"]
    assert sorted(re.findall("<loc>http://testserver(.*?)</loc>", editions)) == [
        "/programmes/sqzl/2014/",
        "/programmes/sqzl/none/",
    ]


def test_they_take_the_same_number_of_queries_however_many_there_are(
    client, edition, django_assert_num_queries
):
    def measure() -> None:
        page(client, "/")  # brings the index up to date
        with django_assert_num_queries(QUERIES):
            page(client, "/programmes/sqzl/")
        with django_assert_num_queries(EDITION_QUERIES):
            page(client, "/programmes/sqzl/2014/")

    measure()
    with writing():
        for number in range(3, 7):
            make_award(title=f"案例{number}", rank=number, edition=edition)
            make_award(
                title=f"第{number}批",
                number=20 + number,
                edition=make_edition(year=2014, batch=f"第{number}批"),
            )
            make_award(title=f"年{number}", year=2000 + number, source=make_source())
    measure()
