"""What stands in the head of every page, and the policy that pages keep."""

import json
import re
from html import unescape

import pytest

from tests.quick import first_quick

PAGES = [
    "/",
    "/cases/",
    "/cases/?q=社区&year=2014",
    "/cases/advanced/",
    "/cases/2014-sqzl-w01/",
    "/places/320585/",
    "/mechanisms/",
    "/mechanisms/xieshang/",
    "/sources/",
    "/sources/notice/",
    "/codebook/",
]
ARTICLES = ["/cases/2014-sqzl-w01/", "/sources/notice/"]


def tags(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html))


@pytest.mark.parametrize("url", first_quick(PAGES, 3))
def test_every_page_has_the_tags_of_site_and_column(client, library, url):
    meta = tags(client.get(url).content.decode())
    for name in (
        "SiteName",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
        "Url",
        "Description",
    ):
        assert meta[name], name


@pytest.mark.slow
@pytest.mark.parametrize("url", ARTICLES)
def test_a_content_page_has_the_tags_of_its_article(client, library, url):
    meta = tags(client.get(url).content.decode())
    assert meta["ArticleTitle"] and meta["ContentSource"] == "民政部"


@pytest.mark.slow
def test_a_case_says_when_it_was_published_here_and_what_it_is_about(client, library):
    meta = tags(client.get("/cases/2014-sqzl-w01/").content.decode())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", meta["PubDate"])
    assert meta["Keywords"] == "居民议事会,社区协商"


def test_nothing_about_the_site_is_invented(client, library):
    html = client.get("/").content.decode()
    for name in ("SiteDomain", "SiteIDCode", "ICP", "公安备案"):
        assert name not in html


def test_what_the_installation_says_of_itself_is_shown(client, library, settings):
    settings.SITE_ID_CODE, settings.SITE_DOMAIN = "3205850001", "example.gov.cn"
    meta = tags(client.get("/").content.decode())
    assert (meta["SiteIDCode"], meta["SiteDomain"]) == ("3205850001", "example.gov.cn")


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("/", ""),
        ("/cases/", ""),
        ("/cases/?q=社区&year=2014&sort=rank&page=1", "?q=%E7%A4%BE%E5%8C%BA&amp;year=2014&amp;sort=rank"),
        ("/places/320585/", "?place=320585"),
        ("/mechanisms/xieshang/", "?mechanism=xieshang"),
    ],
)
def test_readers_of_feeds_find_the_feed_of_the_cases_on_a_page(client, library, url, query):
    [address] = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="(/feed.atom[^"]*)">',
        client.get(url).content.decode(),
    )
    assert address == f"/feed.atom{query}"
    assert client.get(unescape(address)).status_code == 200


@pytest.mark.parametrize("url", first_quick(PAGES, 3))
def test_every_page_names_its_canonical_address_once(client, library, url):
    html = client.get(url).content.decode()
    assert len(re.findall(r'<link rel="canonical" href="http://testserver/[^"]*">', html)) == 1
    assert '<meta property="og:title"' in html


@pytest.mark.parametrize("url", ["/", *ARTICLES, "/places/320585/", "/mechanisms/xieshang/"])
def test_linked_data_is_json_of_schema_org(client, library, url):
    html = client.get(url).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S).group(1))
    assert (
        data["@context"] == "https://schema.org"
        and data["@type"]
        and data["url"].startswith("http://testserver/")
    )


@pytest.mark.slow
def test_nothing_printed_can_end_the_linked_data(client, library):
    library.term.definition = "</script><script>alert(1)</script>"
    library.term.save()
    html = client.get("/mechanisms/xieshang/").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("url", first_quick(PAGES, 3))
def test_no_page_needs_inline_style_script_or_another_host(client, library, url):
    response = client.get(url)
    html = response.content.decode()
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe-" not in policy and "default-src 'self'" in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.search(r"<script(?! (src|type=\"application/ld\+json\"))", html)
    loaded = re.findall(
        r'<(?:script|img|iframe)[^>]* src="([^"]*)"|<link rel="(?:icon|stylesheet)" href="([^"]*)"', html
    )
    assert all("".join(pair).startswith("/static/") for pair in loaded)


@pytest.mark.parametrize("url", first_quick(PAGES, 3))
def test_every_page_can_be_used_without_a_mouse_or_sight(client, library, url):
    html = client.get(url).content.decode()
    assert '<html lang="zh-Hans"' in html
    assert html.index('class="skip" href="#main"') < html.index("<header")
    assert html.count("<main ") == 1 and html.count("<h1") == 1
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    fields = re.findall(r'<input(?![^>]*type="hidden")(?![^>]*aria-label)[^>]* id="([^"]+)"', html)
    assert set(fields) <= labelled
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
