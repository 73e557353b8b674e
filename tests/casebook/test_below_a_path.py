"""Mounted below a path of a portal, nothing that the library prints leads out of that path."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import urlopen

import pytest

from tests.e2e.kinds import PAGES, SAME_ON_EVERY_DATABASE
from tests.e2e.serving import served

PATH = "/gov/anli"
ADDRESSES = {"href", "src", "action", "formaction", "data-suggest"}
# Feeds, maps and data name whole addresses of the site.
FILES = (
    "/feed.atom",
    "/sitemap.xml",
    "/sitemap-cases.xml",
    "/sitemap-places.xml",
    "/robots.txt",
    "/cases.csv",
    "/cases.json",
    "/cases/2014-sqzl-w01.json",
)

pytestmark = [pytest.mark.slow, SAME_ON_EVERY_DATABASE]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host that has the library below PATH and nothing else."""
    with served(tmp_path_factory.mktemp("mounted"), PATH) as address:
        yield address


class Addresses(HTMLParser):
    """Collects every address of a page: of links, forms, pictures, scripts, and in the head's tags."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if value and (name in ADDRESSES or value.startswith("http")):
                self.addresses.add(value)


def read(url: str) -> tuple[str, str]:
    """Where a redirect led, and the text that it answered, of an error as well."""
    try:
        answer = urlopen(url, timeout=30)
    except HTTPError as error:
        answer = error
    with answer:
        return answer.url, answer.read().decode("utf-8-sig")


def ascii_url(url: str) -> str:
    """An address as browsers send it."""
    return quote(url, safe="/?&=:%+")


@pytest.mark.parametrize("kind", PAGES)
def test_no_address_of_a_page_leads_out(host, kind):
    url, html = read(ascii_url(f"{host}{PATH}{PAGES[kind]}"))
    page = Addresses()
    page.feed(html)
    there = {urljoin(url, address) for address in page.addresses}
    assert len(there) > 10
    assert [address for address in there if not address.startswith(f"{host}{PATH}/")] == []


@pytest.mark.parametrize("file", FILES)
def test_no_address_in_a_file_leads_out(host, file):
    _, text = read(f"{host}{PATH}{file}")
    there = re.findall(rf'{re.escape(host)}[^\s"<>,]*', text)
    assert there
    assert [address for address in there if not address.startswith(f"{host}{PATH}/")] == []


def test_suggestions_lead_to_pages_below_the_path(host):
    _, text = read(f"{host}{PATH}/suggest/?q=taicang")
    urls = [suggestion["url"] for suggestion in json.loads(text)["suggestions"] if suggestion["url"]]
    assert urls
    assert [url for url in urls if not url.startswith(f"{PATH}/")] == []


@pytest.mark.parametrize("address", ["/cases/?q=社区&within=议事", "/cases/2014-sqzl-w01", "/favicon.ico"])
def test_a_redirect_stays_below_the_path(host, address):
    asked = ascii_url(f"{host}{PATH}{address}")
    try:
        answer = urlopen(asked, timeout=30)
    except HTTPError as error:
        pytest.fail(f"{error.code} {error.url}")
    assert answer.url.startswith(f"{host}{PATH}/")
    assert answer.url != asked
