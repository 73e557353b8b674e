import pytest

from cases.models import Succession
from tests.factories import make_award, make_division


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


@pytest.mark.slow
def test_a_place_that_was_divided_is_suggested_with_all_that_it_became(client, library):
    city = library.county.parent
    former = make_division("宁海县", code="320526", parent=city, last_year=2015)
    for number, name in enumerate(("甲县", "乙县"), 27):
        successor = make_division(name, code=f"3205{number}", parent=city, first_year=2016)
        Succession.objects.create(predecessor=former, successor=successor)
    make_award(title="渔村议事", rank=5, place_then=former, place_now=None)
    [entry] = [each for each in suggestions(client, "宁海") if each["text"] == "宁海县"]
    assert entry["label"] == "江苏省苏州市 · 今甲县、乙县 · 1 个"
    assert entry["url"] == "/places/320526/"
    html = client.get(entry["url"]).content.decode()
    assert "渔村议事" in html and "甲县" in html and "乙县" in html
    [both] = [each for each in suggestions(client, "渔村 宁海") if each["text"] == "渔村 宁海县"]
    answer = client.get(both["url"])
    assert "place_at=then" in both["url"] and "渔村议事" in answer.content.decode()
