"""What takes no parameter says so; what is told of versions can be checked and asked for again by its tag."""

import base64
import hashlib

import pytest

from cases.models import Award, FrozenList, PublicVersion
from tests.factories import make_award, make_mechanism
from tests.versions.test_cutting import change, note

pytestmark = pytest.mark.django_db
WITHOUT_PARAMETERS = [
    *("/versions.json", "/versions.atom", "/versions.bib", "/versions.csl.json", "/openapi.json"),
    *("/versions/1.json", "/versions/1.txt", "/versions/1.ris"),
    *("/lists/{key}.json", "/lists/{key}.txt", "/lists/{key}.bib", "/lists/{key}.csl.json"),
]
PAGES = [
    *("/", "/codebook/", "/statistics/", "/mechanisms/", "/mechanisms/talk/", "/sources/", "/about/"),
    *("/cases/2014-sqzl-w01/", "/cases/2014-sqzl-w01/history/", "/cases/advanced/", "/programmes/sqzl/"),
    *(
        "/selection/?id=2014-sqzl-w01",
        "/compare/?id=2014-sqzl-w01&id=2014-sqzl-w02",
        "/help/",
        "/versions/",
        "/data/",
    ),
]


@pytest.fixture
def award(client, index_dir):
    make_mechanism("社区协商", slug="talk")
    make_award(rank=2)
    return make_award(rank=1)


@pytest.fixture
def key(client, award) -> str:
    assert client.post("/lists/", {"year": "2014"}).status_code == 303
    return FrozenList.objects.get().key


def with_parameter(address: str, parameter: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{parameter}"


def test_what_takes_no_parameter_refuses_any_and_passes_tracking_over(client, key, award):
    for address in (*WITHOUT_PARAMETERS, f"/sources/{award.source.slug}.txt"):
        address = address.format(key=key)
        for name in ("version=1", "foo=1"):
            refused = client.get(f"{address}?{name}")
            assert refused.status_code == 400, address
            is_json = address.endswith("json")
            assert refused["Content-Type"].startswith("application/problem" if is_json else "text/plain")
            said = refused.json()["detail"] if is_json else refused.content.decode()
            assert name.partition("=")[0] in said and "这个网址不带参数" in said
        assert client.get(f"{address}?utm_source=x").status_code == 200


def test_the_feed_and_the_compilation_say_an_unknown_parameter_in_plain_text(client, award):
    for address in (
        "/feed.atom?foo=1",
        "/compilation.docx?foo=1",
        "/compilation.docx?id=2014-sqzl-w01&foo=1",
    ):
        refused = client.get(address)
        assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert "foo" in refused.content.decode()
        refused = client.get(address, headers={"Accept": "application/json"})
        assert refused["Content-Type"] == "application/problem+json"
        assert refused.json()["parameters"] == ["foo"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/cases.json?limit=1&limit=2", "limit"),
        ("/cases.json?limit=1&cursor=a&cursor=b", "cursor"),
        ("/codings.csv?scheme=mechanism&scheme=motives", "scheme"),
        ("/cases.csv?version=1&version=2", "version"),
        ("/cases.csv?version=1&version=", "version"),
        ("/codebook.csv?version=1&version=1", "version"),
        ("/vocabulary.ttl?version=1&version=2", "version"),
        ("/cases/?version=1&version=2", "version"),
        ("/cases.csv?raw=0&raw=1", "raw"),
        ("/cases.csv?q=a&q=b", "q"),
        ("/statistics.csv?rows=year&rows=tier", "rows"),
        ("/statistics.csv?form=wide&form=long", "form"),
    ],
)
def test_a_parameter_of_one_value_that_is_given_twice_is_refused(client, award, address, name):
    refused = client.get(address, headers={"Accept": "application/json"})
    assert refused.status_code == 400 and refused.json()["parameters"] == [name]
    assert "只能给一个值" in refused.json()["detail"]


def test_what_takes_several_values_takes_them(client, award):
    for address in (
        "/cases.csv?year=2014&year=2015",
        "/statistics.csv?rows=year&cols=tier&cols=region",
        "/selection.csv?id=2014-sqzl-w01&id=2014-sqzl-w01",
    ):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_today_that_is_asked_for_at_a_version_says_so(client, award, page):
    assert "只有现在的数据" not in client.get(page).content.decode()
    said = client.get(with_parameter(page, "version=1"))
    assert said.status_code == 200
    text = said.content.decode()
    assert "网址中写了 version=1，但这一页只有现在的数据" in text
    assert 'href="/versions/1/"' in text and 'href="/cases/?version=1"' in text
    assert "略过" not in text
    missing = client.get(with_parameter(page, "version=%3Cb%3E")).content.decode()
    assert "version=&lt;b&gt;，但这一页" in missing


def test_the_list_of_a_version_does_not_say_that_it_is_of_today(client, award):
    assert "只有现在的数据" not in client.get("/cases/?version=1").content.decode()
    refused = client.get("/cases/?version=99")
    assert refused.status_code == 400 and "只有现在的数据" not in refused.content.decode()


def tags(client, key: str) -> dict[str, str]:
    found = {}
    for address in WITHOUT_PARAMETERS:
        path = address.format(key=key)
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        digest = base64.b64encode(hashlib.sha256(response.content).digest()).decode()
        assert response["Repr-Digest"] == f"sha-256=:{digest}:", path
        assert response["Content-Length"] == str(len(response.content))
        assert response["ETag"].startswith('"') and "Content-Encoding" not in response, path
        again = client.get(path, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"]), path
        found[address] = response["ETag"]
    return found


def test_what_is_told_of_versions_and_lists_has_a_tag_that_holds_until_it_changes(client, award, key):
    before = tags(client, key)
    assert before == tags(client, key) and len({*before.values()}) == len(before)
    note(award, "核对过。")

    behind = tags(client, key)

    stays = {"/versions/1.txt", "/versions/1.ris"}
    assert {address for address in before if before[address] == behind[address]} == stays
    change(Award.objects.get(rank=2), state="sealed")  # of the first version
    assert tags(client, key)["/versions/1.txt"] != before["/versions/1.txt"]
    assert PublicVersion.objects.count() >= 3
