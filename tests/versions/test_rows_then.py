"""Codings, key figures and the matrix of a version: the bytes that they had, whatever was changed since."""

import pytest
from django.contrib.auth.models import User

from cases.models import Award, Coder, PublicVersion
from cases.models.writing import writing
from cases.versions.index_then import indexes
from tests.factories import (
    FIGURES,
    TEXT,
    make_award,
    make_coding,
    make_figure,
    make_mechanism,
    make_scheme,
)
from tests.versions.test_cutting import change

pytestmark = pytest.mark.django_db
FILES = [
    *("/codings.csv", "/codings.csv?raw=1&bom=0", "/codings.jsonl", "/codings.csv?scheme=motives"),
    *("/codings.jsonl?year=2014&limit=1", "/figures.csv", "/figures.jsonl", "/figures.csv?year=2014"),
    *("/matrix.csv", "/matrix.csv?terms=with-narrower", "/matrix.csv?scheme=motives&year=2014"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def none_loaded() -> None:
    indexes.loaded.clear()


def body(response) -> bytes:
    assert response.status_code == 200, response.content.decode()
    return b"".join(response.streaming_content) if response.streaming else response.content


def at(address: str, number: int) -> str:
    return f"{address}{'&' if '?' in address else '?'}version={number}"


@pytest.fixture
def library(index_dir) -> list[Award]:
    """Three awards with codings in two schemes, by two coders, and figures."""
    broader = make_mechanism("协商民主", slug="xie-shang")
    term = make_mechanism("社区协商", slug="xieshang", broader=broader)
    motive = make_mechanism(
        "荣誉", slug="honour", scheme=make_scheme("动因", slug="motives", is_released=True)
    )
    hidden = make_mechanism("秘密", slug="secret", scheme=make_scheme("未公开", slug="later"))
    first = make_award(rank=1, text=f"{TEXT}\n{FIGURES}")
    awards = [first, make_award(rank=2), make_award(year=2015)]
    for each in (term, broader, motive, hidden):
        make_coding(awards[0], each)
    with writing():
        Coder.objects.create(name="乙", user=User.objects.create_user("yi"))
    make_coding(awards[0], term, coder="乙")
    make_coding(awards[2], broader, state="proposed")
    make_figure(awards[0])
    return awards


def rewrite(library: list[Award]) -> None:
    """All that these files draw on is called otherwise, withdrawn or gone."""
    first, second, third = library
    coding = first.codings.filter(mechanism__slug="xieshang").first()
    make_coding(second, coding.mechanism)
    change(coding.mechanism, name="协商议事", slug="yi-shi", broader=None)
    change(Coder.objects.get(name="乙"), name="另一位")
    change(first.source, slug="another-source")
    with writing():
        coding.delete()
        figure = first.figures.get()
        figure.note = "又读了一遍"
        figure.save()
    make_mechanism("新的", slug="new-one")
    second.withdraw()
    with writing():
        third.codings.update(state="accepted")


@pytest.mark.parametrize("address", FILES)
def test_a_file_of_a_version_has_its_bytes_whatever_was_changed_since(client, library, address):
    number = PublicVersion.objects.first().number
    response = client.get(at(address, number))
    before, today = body(response), body(client.get(address))
    if "limit" not in address:
        assert before == today, "asked while it was the latest it is that of the day"
    rewrite(library)

    again = client.get(at(address, number))

    assert body(again) == before != body(client.get(address))
    assert again["X-Public-Version"] == str(number) and again["X-Row-Count"] == response["X-Row-Count"]
    assert again["Content-Disposition"] == response["Content-Disposition"]
    assert f"v{number}" in again["Content-Disposition"]


@pytest.mark.parametrize("extension", ["ttl", "jsonld"])
def test_the_vocabulary_of_a_version_has_its_bytes_whatever_was_changed_since(client, library, extension):
    address, number = f"/vocabulary.{extension}", PublicVersion.objects.first().number
    before = body(client.get(at(address, number)))
    assert before == body(client.get(address)), "while it was the latest it is that of the day"
    rewrite(library)
    scheme = library[0].codings.get(mechanism__slug="honour").mechanism.scheme
    change(scheme, name="为什么做", description="原因")
    with writing():
        later = library[0].codings.get(mechanism__slug="secret").mechanism
        later.names.create(name="隐秘")
        later.contrasts.create(text="公开", why="人人知道。")
        later.scheme.is_released = True
        later.scheme.save()

    again = client.get(at(address, number))

    assert body(again) == before != body(client.get(address))
    assert again["X-Public-Version"] == str(number) and f"v{number}" in again["Content-Disposition"]
    latest = PublicVersion.objects.first().number
    assert body(client.get(at(address, latest))) == body(client.get(address))
    assert client.get(f"{address}?version=99").status_code == 400


def test_a_scheme_is_known_to_the_files_of_the_versions_that_had_it(client, library):
    before = PublicVersion.objects.first().number
    scheme = library[0].codings.get(mechanism__slug="secret").mechanism.scheme
    change(scheme, is_released=True)
    for address in ("/codings.csv?scheme=later", "/matrix.csv?scheme=later"):
        refused = client.get(at(address, before))
        assert refused.status_code == 400 and "没有编码方案“later”" in refused.content.decode()
        assert body(client.get(at(address, before + 1))) == body(client.get(address))


@pytest.mark.parametrize("address", ["/codings.csv", "/codings.jsonl", "/figures.csv", "/matrix.csv"])
def test_a_search_or_no_version_is_refused_with_a_sentence(client, library, address):
    for query, said in (
        ("version=1&q=社区", "请去掉 q"),
        ("version=99", "没有第“99”版"),
        ("version=x", "“x”"),
    ):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400 and said in answer.content.decode()


def test_a_workbook_of_a_version_is_refused_and_says_what_is_there(client, library):
    for address in ("/codings.xlsx", "/figures.xlsx"):
        answer = client.get(f"{address}?version=1")
        assert answer.status_code == 400 and "请用 CSV 或者 JSON" in answer.content.decode()
