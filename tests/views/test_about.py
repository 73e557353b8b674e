"""关于本库: what the library is, who runs it, how current it is; nothing about it is invented."""

import re
from html import unescape

import pytest
from django.utils.timezone import localtime

from cases.exports.licence import data_licence
from cases.models import Revision
from cases.models.writing import writing
from tests.factories import make_award

QUERIES = 5  # the data version twice, the last change, the newest award, the latest public version
OPERATOR = {
    "SITE_OPERATOR": "某省民政厅",
    "SITE_CONTACT": "010-12345678",
    "SITE_ICP": "京ICP备12345678号-1",
    "SITE_POLICE": "京公网安备 11010502030143号",
}


def page(client, address: str = "/about/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def said(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def test_it_opens_on_an_empty_library(client, db):
    assert "数据版本 0 " in said(page(client))


@pytest.mark.slow
def test_it_says_how_large_and_how_current_the_library_is(client, library):
    newest = make_award(title="刚入库的案例", rank=3, edition=library.first.edition)
    make_award(title="草稿", state="draft")
    changed = localtime(Revision.objects.first().made_at)
    html = page(client)
    assert re.search(
        rf"案例 4 个 来源文献 2 份 更新日期 {changed:%Y-%m-%d} 数据版本 \d+ 公布版本 第 \d+ 版 最新案例",
        said(html),
    )
    assert f'<a href="{newest.get_absolute_url()}">刚入库的案例</a>' in html and "草稿" not in html
    assert '<a href="/programmes/sqzl/">中国社区治理十大创新成果</a>' in html


@pytest.mark.slow
def test_it_says_who_runs_it_and_so_does_every_footer(client, library, settings):
    for name, value in OPERATOR.items():
        setattr(settings, name, value)
    assert all(said(page(client)).count(value) >= 2 for value in OPERATOR.values())
    for address in ("/", "/cases/2014-sqzl-w01/"):
        assert all(value in page(client, address) for value in OPERATOR.values())
    assert 'href="https://beian.miit.gov.cn/"' in page(client, "/")


def test_what_is_not_set_is_not_shown(client, library):
    for address in ("/", "/about/"):
        html = page(client, address)
        assert not re.search("主办单位：|<dt>主办单位|联系方式|备案|beian", html)


def test_the_terms_are_those_of_the_data_licence(client, library):
    text = said(page(client))
    assert "按“知识共享署名 4.0 国际”（CC BY 4.0）许可使用" in text
    assert "来源文献的原文不在此列" in text
    found = page(client)
    assert data_licence().strip() in unescape(re.sub("</?span[^>]*>", "", found))
    assert '<span lang="zh-Hans">本项目编制的' in found and '<span lang="en">Copyright 2026' in found


@pytest.mark.slow
def test_every_page_leads_to_it_and_so_does_the_sitemap(client, library):
    for address in ("/", "/cases/", "/help/", "/report/"):
        assert 'href="/about/"' in page(client, address)
    assert "http://testserver/about/" in page(client, "/sitemap-pages.xml")


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    page(client)  # brings the index up to date
    with django_assert_num_queries(QUERIES):
        page(client)
    with writing():
        for year in range(2000, 2004):
            make_award(title=f"案例{year}", year=year)
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)
