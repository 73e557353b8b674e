"""What machines follow: the feed is the list, the sitemap is what is public, robots are told the rest."""

from xml.etree import ElementTree

import pytest
from django.urls import set_script_prefix

from cases.models import DataVersion, PublicVersion
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_mechanism, make_scheme
from tests.origins import change

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def feed(client, query: str = "") -> ElementTree.Element:
    response = client.get(f"/feed.atom{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def titles(tree: ElementTree.Element) -> list[str]:
    return [entry.findtext("a:title", namespaces=ATOM) for entry in tree.iterfind("a:entry", ATOM)]


def locations(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    return [node.text for node in ElementTree.fromstring(response.content).iterfind(".//s:loc", MAP)]


@pytest.fixture
def sub_path(settings):
    settings.FORCE_SCRIPT_NAME = "/anli"
    set_script_prefix("/anli/")  # the WSGI handler does so, the test client does not
    yield "http://testserver/anli"
    set_script_prefix("/")


@pytest.mark.slow
def test_the_feed_has_the_latest_change_first(client, library):
    change(library.second, setting="rural")
    assert titles(feed(client))[0] == "参与式治理"
    make_coding(library.third)
    assert titles(feed(client))[:2] == ["民情理事会", "参与式治理"]


def test_the_feed_is_the_filtered_list(client, library):
    tree = feed(client, "?tier=nominee")
    assert titles(tree) == ["民情理事会"]
    assert "提名成果" in tree.findtext("a:title", namespaces=ATOM)


def test_the_feed_names_itself_and_its_list_with_their_conditions(client, library):
    links = {
        link.get("rel"): link.get("href") for link in feed(client, "?tier=nominee").iterfind("a:link", ATOM)
    }
    assert links == {
        "alternate": "http://testserver/cases/?tier=nominee",
        "self": "http://testserver/feed.atom?tier=nominee",
    }


def test_an_entry_has_an_address_days_and_a_summary(client, library):
    entry = feed(client, "?tier=nominee").find("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == f"http://testserver{library.third.get_absolute_url()}"
    assert entry.findtext("a:published", namespaces=ATOM)[:4].isdigit()
    assert entry.findtext("a:updated", namespaces=ATOM)[:4].isdigit()
    assert "提名成果" in entry.findtext("a:summary", namespaces=ATOM)


def test_a_feed_of_nothing_is_a_feed(client, library):
    assert titles(feed(client, "?tier=pilot")) == []


@pytest.mark.slow
def test_the_feed_leaves_out_drafts_and_withdrawn_cases(client, library):
    make_award(title="草稿", state="draft")
    library.second.withdraw()
    assert sorted(titles(feed(client))) == ["“政社互动”", "民情理事会"]


def test_the_feed_ends_somewhere(client, library, monkeypatch):
    monkeypatch.setattr("cases.pages.feed.ENTRIES", 2)
    assert len(titles(feed(client))) == 2


def test_a_feed_of_nonsense_is_refused_by_name(client, library):
    response = client.get("/feed.atom?tier=gold")
    assert response.status_code == 400
    assert "gold" in response.content.decode()


@pytest.mark.slow
def test_a_reader_who_has_the_feed_is_told_so(client, library):
    etag = client.get("/feed.atom")["ETag"]
    assert client.get("/feed.atom", headers={"If-None-Match": etag}).status_code == 304
    DataVersion.advance(everything=True)
    assert client.get("/feed.atom", headers={"If-None-Match": etag}).status_code == 200


def test_the_feed_asks_the_database_as_often_for_many_as_for_few(
    client, library, django_assert_max_num_queries
):
    with writing():
        for _ in range(10):
            make_award()
    client.get("/feed.atom")
    with django_assert_max_num_queries(3):
        assert len(titles(feed(client))) == 13


def test_the_sitemap_leads_to_its_parts(client, library):
    parts = ["pages", "cases", "places", "mechanisms", "programmes", "editions", "sources"]
    parts += ["terms", "versions"]
    assert locations(client, "/sitemap.xml") == [f"http://testserver/sitemap-{name}.xml" for name in parts]


@pytest.mark.slow
def test_the_sitemap_has_the_published_cases(client, library):
    make_award(state="draft")
    library.second.withdraw()
    expected = [f"http://testserver{award.get_absolute_url()}" for award in (library.first, library.third)]
    assert locations(client, "/sitemap-cases.xml") == expected


def test_a_big_sitemap_has_several_files(client, library, monkeypatch):
    monkeypatch.setattr("cases.pages.sitemaps.CaseSitemap.limit", 2)
    assert "http://testserver/sitemap-cases.xml?p=2" in locations(client, "/sitemap.xml")
    assert len(locations(client, "/sitemap-cases.xml?p=2")) == 1


@pytest.mark.slow
def test_the_sitemap_has_the_places_of_today_and_of_the_time(client, library):
    addresses = locations(client, "/sitemap-places.xml")
    assert f"http://testserver{library.former.get_absolute_url()}" in addresses
    assert "http://testserver/places/320500/" in addresses
    assert len(addresses) == len(set(addresses))
    assert all(client.get(place).status_code == 200 for place in addresses)


@pytest.mark.slow
def test_the_sitemap_has_the_terms_and_sources_with_cases(client, library):
    make_award()
    assert set(locations(client, "/sitemap-mechanisms.xml")) == {
        f"http://testserver/mechanisms/{slug}/" for slug in ("xieshang", "yishihui")
    }
    assert "http://testserver/sources/notice/" in locations(client, "/sitemap-sources.xml")


def test_the_sitemap_has_released_schemes_their_terms_with_cases_and_versions(client, library):
    scheme, hidden = make_scheme(is_released=True), make_scheme("秘密", slug="secret")
    award = make_award()
    make_coding(award, make_mechanism("荣誉", slug="honour", scheme=scheme))
    make_mechanism("没有案例", slug="nothing", scheme=scheme)
    make_coding(award, make_mechanism("未公开", slug="unseen", scheme=hidden))
    addresses = locations(client, "/sitemap-terms.xml")
    assert addresses == ["http://testserver/terms/motives/", "http://testserver/terms/motives/honour/"]
    last = PublicVersion.objects.first().number
    versions = locations(client, "/sitemap-versions.xml")
    assert versions == [f"http://testserver/versions/{number}/" for number in range(1, last + 1)]
    assert all(client.get(address).status_code == 200 for address in [*addresses, versions[-1]])
    assert {"http://testserver/data/", "http://testserver/versions/"} <= {
        *locations(client, "/sitemap-pages.xml")
    }


def test_every_page_of_the_navigation_is_in_the_sitemap(client, library):
    addresses = locations(client, "/sitemap-pages.xml")
    assert {"http://testserver/", "http://testserver/cases/"} <= set(addresses)


def test_an_unknown_part_of_the_sitemap_is_not_there(client, library):
    assert client.get("/sitemap-people.xml").status_code == 404


def test_robots_find_the_sitemap_and_stay_out_of_endless_lists(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert {"Disallow: /admin/", "Disallow: /cases/?", "Disallow: /compilation.docx"} <= set(lines)
    assert "Disallow: /cases/" not in lines


def test_everything_keeps_its_sub_path(client, library, sub_path):
    entry = feed(client, "?tier=nominee").find("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM).startswith(f"{sub_path}/cases/")
    assert locations(client, "/sitemap.xml")[0] == f"{sub_path}/sitemap-pages.xml"
    assert all(
        address.startswith(f"{sub_path}/cases/") for address in locations(client, "/sitemap-cases.xml")
    )
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /anli/admin/" in robots
    assert f"Sitemap: {sub_path}/sitemap.xml" in robots


def test_the_sitemap_has_the_pages_that_say_something_by_themselves(client, library):
    addresses = locations(client, "/sitemap-pages.xml")
    assert {
        f"http://testserver/{path}" for path in ("", "cases/", "statistics/", "codebook/", "help/")
    } <= set(addresses)
    assert "http://testserver/selection/" not in addresses


def test_the_feed_holds_only_cases_with_all_mechanisms_asked_for(client, library):
    assert len(titles(feed(client, "?mechanism_all=xieshang"))) == 2
    assert len(titles(feed(client, "?mechanism_all=xieshang&mechanism_all=yishihui"))) == 1
