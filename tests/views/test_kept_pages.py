"""Pages that have not changed are answered by 304 or from the cache; what changed is seen at once."""

import gzip
import re

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from cases.models import CodingRound, DataVersion, PublicVersion, PublishedForm, Revision
from cases.models.writing import Public
from cases.pages import kept_pages
from cases.pages.kept_pages import CACHE_CONTROL, SETTINGS
from tests.factories import make_award

MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept pages"}
ADDRESSES = (
    *(
        "/",
        "/cases/",
        "/cases/?q=社区",
        "/cases/advanced/",
        "/mechanisms/",
        "/sources/",
        "/codebook/",
        "/help/",
    ),
    *("/data/", "/about/", "/statistics/", "/selection/", "/versions/", "/versions/1/"),
    *("/programmes/sqzl/", "/programmes/sqzl/2014/"),
)
# Pages that hang on more than the data version, or that take forms.
MADE_EACH_TIME = {
    *("frozen-lists", "frozen-list", "report", "report-thanks", "report-receipt"),
    *("healthz", "suggest", "oai"),  # for programs
}


@pytest.fixture
def cached(settings):
    settings.CACHES = {**settings.CACHES, "pages": MEMORY}
    yield caches["pages"]
    caches["pages"].clear()


@pytest.fixture
def addresses(library) -> list[str]:
    award = library.first
    further = (
        award.get_absolute_url(),
        f"{award.get_absolute_url()}history/",
        f"/sources/{award.source.slug}/",
    )
    return [*ADDRESSES, *further]


def test_each_page_has_a_strong_tag_of_its_own_and_whoever_holds_it_gets_304(client: Client, addresses):
    tags = {}
    for address in addresses:
        page = client.get(address)
        assert (page.status_code, page["Cache-Control"]) == (200, CACHE_CONTROL), address
        assert not page.cookies and "Cookie" not in page["Vary"], address
        tags[address] = page["ETag"]
        held = client.get(address, headers={"if-none-match": f'"other", {page["ETag"]}'})
        assert (held.status_code, held.content, held["ETag"]) == (304, b"", page["ETag"]), address
        assert held["Cache-Control"] == page["Cache-Control"] and held["Vary"] == page["Vary"]
    assert all(re.fullmatch('"[0-9a-f]{32}"', tag) for tag in tags.values())
    assert len(set(tags.values())) == len(addresses)


def test_a_page_is_made_once_and_comes_from_the_cache_after_one_query(
    client: Client, addresses, cached, django_assert_num_queries
):
    for address in addresses:
        first = client.get(address)
        with django_assert_num_queries(1):
            again = client.get(address)
        assert (again.content, again.headers) == (first.content, first.headers), address


def test_compressed_and_plain_are_two_answers_of_the_same_page(client: Client, addresses, cached):
    plain = client.get("/cases/")
    packed = client.get("/cases/", headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip" and not plain.has_header("Content-Encoding")
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"] and not packed["ETag"].startswith("W/")
    assert "Accept-Encoding" in plain["Vary"] and "Accept-Encoding" in packed["Vary"]
    asked = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert client.get("/cases/", headers=asked).status_code == 304


def test_what_is_published_and_withdrawn_is_seen_at_once(client: Client, library, cached):
    address = library.first.get_absolute_url()
    tags = {client.get("/cases/")["ETag"], client.get(address)["ETag"]}
    further = make_award(title="后来发布的案例", state="published")
    page = client.get("/cases/")
    assert "后来发布的案例" in page.content.decode() and page["ETag"] not in tags
    further.withdraw()
    assert "后来发布的案例" not in client.get("/cases/").content.decode()
    assert client.get(further.get_absolute_url()).status_code == 410
    assert client.get(address)["ETag"] not in tags  # which may say what stands beside it


def test_a_part_for_htmx_is_another_page(client: Client, library, cached):
    page, part = client.get("/cases/"), client.get("/cases/", headers={"hx-request": "true"})
    assert part.content != page.content and part["ETag"] != page["ETag"]
    assert "HX-Request" in page["Vary"] and "HX-Request" in part["Vary"]
    assert client.get("/cases/", headers={"hx-request": "true"}).content == part.content


def test_a_search_that_finds_nothing_is_noted_each_time(client: Client, library, cached, index_dir):
    for _ in range(2):
        page = client.get("/cases/?q=没有的词语")
        assert page["Cache-Control"] == "no-store" and not page.has_header("ETag")
    assert (index_dir / "zero_results.noted").read_text(encoding="utf-8").count("没有的词语") == 2


def test_errors_and_ways_on_are_not_kept(client: Client, library, cached):
    for address, status in (("/cases/?year=x", 400), ("/sources/none/", 404), ("/cases/2014sqzlw01/", 301)):
        answer = client.get(address, headers={"if-none-match": "*"})
        assert answer.status_code == status and not answer.has_header("ETag"), address


def test_a_cache_that_fails_holds_nothing(client: Client, library, settings, tmp_path, caplog):
    (tmp_path / "file").touch()
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    there = {"BACKEND": backend, "LOCATION": str(tmp_path / "file" / "pages")}
    settings.CACHES = {**settings.CACHES, "pages": there}
    for _ in range(2):
        assert library.first.title in client.get("/cases/").content.decode()
    assert "页面缓存写入失败" in caplog.text


@pytest.mark.parametrize("name", ["SITE_NAME", "SITE_OPERATOR", "SITE_ICP"])
def test_another_setting_makes_another_page(client: Client, library, settings, cached, name):
    before = client.get("/about/")["ETag"]
    setattr(settings, name, "京ICP备12345678号")
    page = client.get("/about/")
    assert page["ETag"] != before and "京ICP备12345678号" in page.content.decode()


def test_all_settings_of_the_frame_are_asked():
    said = (project.BASE_DIR / "casebook" / "site_tags.py").read_text(encoding="utf-8")
    files = [
        *(project.BASE_DIR / "cases").glob("pages/*.py"),
        *(project.BASE_DIR / "cases").glob("views/*.py"),
    ]
    used = {name for text in (said, *(each.read_text(encoding="utf-8") for each in files)) for name in
            re.findall(r"settings\.([A-Z_]+)", text)}  # fmt: skip
    assert "SITE_NAME" in used
    assert used - {"BASE_DIR", "INDEX_DIR"} <= {*SETTINGS}


def test_another_release_makes_another_page(client: Client, library, monkeypatch):
    before = client.get("/")["ETag"]
    monkeypatch.setattr(kept_pages, "release", lambda: "another")
    assert client.get("/")["ETag"] != before


def test_kept_pages_are_drawn_from_what_moves_the_data_version(client: Client, addresses):
    moved = {model._meta.db_table for model in apps.get_models() if issubclass(model, Public)}
    moved |= {model._meta.db_table for model in (DataVersion, PublicVersion, PublishedForm, Revision)}
    moved.add(CodingRound._meta.db_table)  # told once it is closed, and closing it moves the version
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        tables = {table for each in asked for table in re.findall(r'(?:FROM|JOIN) "?(\w+)', each["sql"])}
        assert tables and tables <= moved, address


def test_every_page_is_kept_but_those_that_hang_on_more():
    patterns = get_resolver("cases.urls").url_patterns
    pages = {each.name for each in patterns if "." not in str(each.pattern).replace(".{3,40}", "")}
    kept = {each.name for each in patterns if hasattr(each.callback, "is_kept")}
    assert {"home", "cases", "case", "help"} <= kept
    assert pages - kept - {None} == MADE_EACH_TIME
