import pytest


def suggestions(client, typed: str) -> list[dict[str, str]]:
    response = client.get("/suggest/", {"q": typed})
    assert response.status_code == 200
    return response.json()["suggestions"]


@pytest.mark.parametrize(
    ("typed", "text", "url"),
    [
        ("社区协", "社区协商", "/cases/?mechanism=xieshang"),
        ("太仓", "太仓市", "/cases/?place=320585"),
        ("参与式", "参与式治理", "/cases/2014-sqzl-w02/"),
        ("taicang", "太仓市", "/cases/?place=320585"),
        ("江苏 社区协", "江苏 社区协商", "/cases/?q=%E6%B1%9F%E8%8B%8F&mechanism=xieshang"),
    ],
)
def test_it_suggests_what_there_is_and_where_it_leads(client, library, typed, text, url):
    assert (text, url) in [(entry["text"], entry["url"]) for entry in suggestions(client, typed)]


@pytest.mark.slow
def test_every_suggestion_leads_to_a_page(client, library):
    for typed in ("社", "区", "2014", "东", "江苏", "成果"):
        for entry in suggestions(client, typed):
            assert client.get(entry["url"]).status_code == 200, entry


@pytest.mark.parametrize("typed", ["", " ", "\x00", "(((", "😀", '"', "社" * 10_000])
def test_it_takes_anything(client, library, typed):
    assert isinstance(suggestions(client, typed), list)


def test_it_takes_broken_encodings(client, library):
    assert client.get("/suggest/?q=%FF%FE").status_code == 200
