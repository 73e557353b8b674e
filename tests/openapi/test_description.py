"""/openapi.json is OpenAPI 3.1, names every address of data, and says of each what it takes and answers."""

import re
from collections.abc import Iterator

import pytest
from django.urls import get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator

from cases.exports.formats import FORMATS
from cases.facets.declarations import CONDITIONS
from cases.fields import FIELDS
from cases.index.current import current_index
from cases.listing.earlier import VERSION
from cases.openapi.answers import OF_VERSIONS, SAID
from cases.openapi.document import document as made
from tests.openapi.described import description, parameters, problems

pytestmark = pytest.mark.django_db
NOT_DATA = r"/(oai/.*|robots\.txt|favicon\.ico|sitemap.*\.xml)\Z"  # of browsers and search engines
WITHOUT_EXTENSION = {"/suggest/", "/healthz"}
CASE = "2014-sqzl-w01"


def addresses_of_data() -> Iterator[str]:
    """Those of the URLconf whose last part has a dot, and a few without; sidecars once, as a pattern."""
    for entry in get_resolver().url_patterns:
        own = str(entry.pattern)
        for pattern in entry.url_patterns if own == "" else [entry]:
            text = re.sub(r"\(\?P<(\w+)>[^()]*\)|<\w+:(\w+)>", r"{\1\2}", str(pattern.pattern))
            path = "/" + text.removeprefix("^").removesuffix(r"\Z").replace(r"\.", ".")
            is_data = "." in path.rpartition("/")[2] or path in WITHOUT_EXTENSION
            if is_data and not re.search(NOT_DATA, path) and "{written}" not in path:
                yield path


def example(path: str) -> str:
    values = {"{accession}": CASE, "{slug}": "mca-2014-notice", "{number}": "1", "{code}": "abcdefghjk"}
    return re.sub(r"\{\w+\}", lambda found: values[found[0]], path)


def test_it_is_openapi_3_1(client, library):
    described = description(client)
    assert described["openapi"] == "3.1.0" and described["servers"] == [{"url": "http://testserver"}]
    OpenAPIV31SpecValidator(described).validate()
    operations = [path["get"] for path in described["paths"].values()]
    assert len({each["operationId"] for each in operations}) == len(operations)


def test_it_describes_every_address_of_data_and_no_other(client, library):
    described = [path for path in description(client)["paths"] if not path.endswith(".meta.json")]
    assert sorted(described) == sorted(set(addresses_of_data()) - {"/{file}.meta.json"})


def test_what_has_a_sidecar_is_said(client, library):
    paths = description(client)["paths"]
    for path in paths:
        if path.endswith(".meta.json") or "{code}" in path:
            continue
        asked = client.get(f"{example(path)}.meta.json?id={CASE}" if "selection" in path else
                           f"{example(path)}.meta.json")  # fmt: skip
        assert (asked.status_code == 200) == (f"{path}.meta.json" in paths), path


@pytest.mark.slow
def test_an_address_takes_the_parameters_that_are_described(client, library):
    document = description(client)
    for path in document["paths"]:
        described = parameters(document, path)
        refused = client.get(f"{example(path)}?no-such=1", headers={"Accept": "application/json"})
        if not described or path == "/suggest/":
            continue
        assert refused.status_code == 400, path
        [said] = refused.json()["errors"]
        known = re.search("可用的参数是 (.*)。", said)[1].split("、")
        if "compilation" in path:  # by `id`, or by what a list takes
            known.append("id")
        extra = {VERSION} if VERSION not in described else set()  # known, and refused with a sentence
        assert set(known) - extra == set(described), path


def test_the_values_of_a_facet_are_those_it_takes(client, library):
    taken = parameters(description(client), "/cases.csv")
    for facet in CONDITIONS:
        item = taken[facet.parameter]["schema"]["items"]
        for value in item.get("enum", ["none"] if "pattern" in item else []):
            assert client.get(f"/cases.csv?{facet.parameter}={value}").status_code == 200
            assert value == "none" or "x-labels" not in item or item["x-labels"][value]
        if "pattern" in item:
            assert not re.search(item["pattern"], "nothing") and re.search(item["pattern"], "none")
    sorts = taken["sort"]["schema"]["enum"]
    assert all(client.get(f"/cases.csv?sort={sort}").status_code == 200 for sort in sorts)
    assert "、".join(sorts) in client.get("/cases.csv?sort=x").content.decode()


def test_a_case_is_described_by_the_declarations_of_its_fields(client, library):
    schema = description(client)["components"]["schemas"]["Case"]
    assert list(schema["properties"]) == schema["required"] == [each.name for each in FIELDS]
    assert schema["properties"]["year"]["type"] == ["integer", "null"]
    assert schema["properties"]["setting"]["enum"] == ["urban", "rural", "both", ""]
    assert schema["properties"]["mechanisms"]["type"] == "array"


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/cases.json", "/cases.json", 200),
        ("/cases.json", "/cases.json?limit=1&year=2014", 200),
        ("/cases.json", "/cases.json?version=1", 200),
        ("/cases.jsonl", "/cases.jsonl", 200),
        ("/codings.jsonl", "/codings.jsonl", 200),
        ("/figures.jsonl", "/figures.jsonl", 200),
        ("/cases/{accession}.json", f"/cases/{CASE}.json", 200),
        ("/cases.csv.meta.json", "/cases.csv.meta.json", 200),
        ("/cases.csl.json", "/cases.csl.json", 200),
        ("/versions.json", "/versions.json", 200),
        ("/versions/{number}.json", "/versions/1.json", 200),
        ("/versions.csl.json", "/versions.csl.json", 200),
        ("/suggest/", "/suggest/?q=s", 200),
        ("/healthz", "/healthz", 200),
        ("/openapi.json", "/openapi.json", 200),
        ("/cases.json", "/cases.json?year=x", 400),
        ("/cases.csv", "/cases.csv?year=x", 400),
        ("/compilation.docx", "/compilation.docx?year=1999", 400),
        ("/feed.atom", "/feed.atom?year=x", 400),
        ("/cases/{accession}.json", "/cases/2014-sqzl-w99.json", 404),
        ("/sources/{slug}.txt", "/sources/nothing.txt", 404),
        ("/versions/{number}.json", "/versions/99.json", 404),
        ("/lists/{code}.json", "/lists/abcdefghjk.json", 404),
    ],
)
def test_an_answer_is_what_is_described(client, library, path, address, status):
    response = client.get(address)
    assert response.status_code == status
    found = [each for each in problems(description(client), path, response) if "paths" not in each]
    assert [each for each in found if path != "/openapi.json"] == []


def test_a_frozen_list_and_what_is_withdrawn_are_what_is_described(client, library):
    described = description(client)
    location = client.post("/lists/", {"year": "2014"})["Location"]
    assert problems(described, "/lists/{code}.json", client.get(f"{location[:-1]}.json")) == []
    library.first.state = "withdrawn"
    library.first.save()
    gone = client.get(f"/cases/{CASE}.json")
    assert gone.status_code == 410 and problems(described, "/cases/{accession}.json", gone) == []
    compared = client.get("/versions/2.json")
    assert compared.status_code in (200, 404)
    assert problems(described, "/versions/{number}.json", compared) == []
    assert problems(described, "/lists/{code}.json", client.get(f"{location[:-1]}.json")) == []


def test_the_headers_are_there(client, library):
    described = description(client)
    for form in FORMATS:
        headers = described["paths"][f"/cases.{form.extension}"]["get"]["responses"]["200"]["headers"]
        response = client.get(f"/cases.{form.extension}")
        of_special = {"X-Cursor-Version", "X-Public-Version", "X-Public-Version-SHA-256", *OF_VERSIONS}
        assert set(headers) - of_special <= set(response.headers)
    assert "X-Cursor-Version" in client.get("/cases.json?limit=1").headers


def test_whoever_has_it_is_told_so_until_the_vocabulary_changes(client, library):
    tag = client.get("/openapi.json")["ETag"]
    assert client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304
    assert set(SAID) >= {"400", "404", "410", "503"}


def test_below_a_path_it_names_the_path(library):
    vocabulary = current_index().vocabulary
    assert made("https://example.org/anli", vocabulary)["servers"] == [{"url": "https://example.org/anli"}]
