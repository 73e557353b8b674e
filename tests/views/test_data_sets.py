"""Pages tell search engines which data they are about (schema.org), programs where it is (signposting)."""

import json
import re
from datetime import date

import pytest

pytestmark = pytest.mark.django_db
CASE = "/cases/2014-sqzl-w01/"
NEEDED = ["@type", "@id", "name", "description", "url", "version", "dateModified", "license", "distribution"]


def linked(client, address: str) -> dict:
    html = client.get(address).content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(data)


def links(client, address: str) -> list[tuple[str, str, str]]:
    """(address, relation, media type) of the `Link` header."""
    header = client.get(address)["Link"]
    return re.findall(r'<([^>]+)>; rel="([a-z-]+)"(?:; type="([^"]+)")?', header)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def frozen(client, library) -> str:
    return client.post("/lists/", {"year": "2014"})["Location"]


def checked(data: dict) -> dict:
    """A Dataset as Google and schema.org ask for it."""
    assert set(NEEDED) <= set(data) and data["@type"] == "Dataset"
    assert 50 <= len(data["description"]) <= 5000 and data["url"] == data["@id"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    date.fromisoformat(data["dateModified"])
    assert data["spatialCoverage"]["@type"] == "Place" and data["isAccessibleForFree"] is True
    assert "creator" not in data and "publisher" not in data  # nothing says who runs this one
    for each in data["distribution"]:
        assert each["@type"] == "DataDownload" and set(each) == {
            "@type",
            "name",
            "encodingFormat",
            "contentUrl",
        }
    return data


def test_the_home_page_is_about_the_library(client, library):
    site = linked(client, "/")
    data = checked(site["mainEntity"])
    assert site["@type"] == "WebSite" and data["url"] == "http://testserver/"
    assert data["temporalCoverage"] == "2014/2014"
    assert [each["name"] for each in data["distribution"]] == ["Excel", "CSV", "JSON", "JSON Lines"]


def test_about_has_the_same_with_its_citation(client, library, settings):
    data = checked(linked(client, "/about/"))
    assert "[DS/OL]" in data["citation"] and data["@context"] == "https://schema.org"
    settings.SITE_OPERATOR = "某某研究中心"
    assert linked(client, "/about/")["creator"] == {"@type": "Organization", "name": "某某研究中心"}


@pytest.mark.parametrize("of", ["version", "list"])
def test_a_version_and_a_list_name_their_files_and_their_hash(client, library, frozen, of):
    address = "/versions/1/" if of == "version" else frozen
    data, said = checked(linked(client, address)), client.get(f"{address[:-1]}.json").json()
    number = said["version"] if of == "version" else said["version"]["version"]
    assert data["identifier"] == f"sha256:{said['sha256']}" and data["version"] == str(number)
    assert data["isPartOf"]["@id"] == "http://testserver/" and said["citation"] == data["citation"]
    rows = [
        json.loads(line) for line in body(client.get(data["distribution"][-1]["contentUrl"])).splitlines()
    ]
    assert len(rows) == said.get("total", said.get("awards"))
    for each in data["distribution"]:
        response = client.get(each["contentUrl"])
        assert response.status_code == 200 and response["Content-Type"].startswith(each["encodingFormat"])


def test_an_empty_library_is_one_too(client, db):
    data = linked(client, "/")["mainEntity"]
    assert "temporalCoverage" not in data and data["distribution"]


@pytest.mark.parametrize("of", ["case", "version", "list"])
def test_signposts_lead_where_they_say(client, library, frozen, of):
    address = {"case": CASE, "version": "/versions/1/", "list": frozen}[of]
    found = links(client, address)
    relations = {relation for _target, relation, _type in found}
    assert {"cite-as", "describedby", "collection", "license", "type"} <= relations
    assert ("item" in relations) == (of != "case") and "author" not in relations
    [permanent] = [target for target, relation, _type in found if relation == "cite-as"]
    assert permanent == f"http://testserver{address}"
    for target, relation, media_type in found:
        if relation in ("describedby", "item", "collection", "cite-as"):
            response = client.get(target)
            assert response.status_code == 200, target
            assert response["Content-Type"].startswith(media_type or "text/html")


def test_a_case_is_part_of_the_library(client, library):
    data = linked(client, CASE)
    assert data["@type"] == "Article" and data["isPartOf"]["@id"] == "http://testserver/"


@pytest.mark.parametrize("address", ["/", "/about/", "/versions/1/"])
def test_the_policy_makes_no_exception_for_it(client, library, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "unsafe" not in policy and "nonce" not in policy and "script-src" not in policy
