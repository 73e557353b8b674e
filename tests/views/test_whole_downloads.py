"""Downloads are whole, or whoever takes them can see that they are not."""

import pytest

from cases.index import files, store
from cases.index.current import current_index
from cases.listing import result_list
from cases.models import DataVersion
from tests.factories import make_award, make_awards

pytestmark = pytest.mark.django_db

FILES = ["/cases.csv", "/cases.csv?raw=1&bom=0", "/cases.json", "/cases.json?q=社区", "/cases.csv?q=无此案例"]
WHOLE = ["/cases.xlsx", "/statistics.csv", "/codebook.csv", "/compilation.docx", "/feed.atom", "/cases/"]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.slow
@pytest.mark.parametrize("address", [*FILES, *WHOLE])
@pytest.mark.parametrize("host", ["testserver", "a-longer-name.example.gov.cn"])
def test_the_length_is_announced_and_true(client, settings, address, host):
    settings.ALLOWED_HOSTS = [host]
    make_awards(3, title="=社区协商", text="“甲”\n乙,丙")
    response = client.get(address, headers={"Host": host})
    assert response.status_code == 200
    assert int(response["Content-Length"]) == len(body(response))


@pytest.mark.parametrize("address", [*FILES, f"/selection.csv?id={'2014-sqzl-w01'}"])
@pytest.mark.slow
def test_a_file_travels_as_it_is(client, address):
    make_awards(80)
    response = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == len(body(response))


@pytest.mark.slow
def test_the_length_is_announced_without_the_file_as_well(client):
    make_awards(2)
    assert client.head("/cases.csv")["Content-Length"] == client.get("/cases.csv")["Content-Length"]


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/cases.csv", "/cases.json", "/cases.xlsx", "/cases/"])
def test_rebuilding_the_index_again_and_again_breaks_no_download(client, address):
    """The second build deleted the file that this process went on reading: 200 and a header alone."""
    make_awards(3)
    before = body(client.get(address))
    for _ in range(3):
        store.build(DataVersion.current())
    response = client.get(address)
    assert response.status_code == 200
    assert address == "/cases.xlsx" or body(response) == before


@pytest.mark.parametrize("address", ["/cases.csv", "/cases.json"])
def test_an_index_that_cannot_be_read_is_noticed_before_the_first_byte(client, address):
    make_award()
    index = current_index()
    files.delete(index.path)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, address)
    assert body(client.get(address))


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/cases.csv", "/cases.json"])
def test_what_fails_on_the_way_does_not_look_like_an_end(client, address, monkeypatch):
    make_awards(3)
    monkeypatch.setattr("cases.exports.delivery.AT_ONCE", 0)
    response = client.get(address)
    pieces = iter(response.streaming_content)
    sent = len(next(pieces))
    monkeypatch.setattr("cases.index.prepared_lines.json.dump", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        b"".join(pieces)
    assert sent < int(response["Content-Length"])


@pytest.mark.parametrize("address", ["/cases.csv", "/cases.json", "/codings.csv", "/cases.xlsx"])
def test_a_file_of_an_index_that_moves_meanwhile_is_begun_again(client, library, monkeypatch, address):
    """As it was, rows of the new state went out under the version and the tag of the old one."""
    old = current_index()
    library.second.withdraw()
    new = current_index()
    asked = iter([old, new])
    monkeypatch.setattr(result_list, "current_index", lambda: next(asked))
    response = client.get(address)
    assert response["X-Data-Version"] == str(new.version.number) != str(old.version.number)
    assert next(asked, None) is None
    assert len(body(response)) == int(response["Content-Length"])
