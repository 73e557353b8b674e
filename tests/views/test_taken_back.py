"""At the address of what readers saw and see no longer stands since when and why."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.choices import Through
from cases.models import Award, Edition, Mechanism, Source
from cases.models.writing import writing
from tests.factories import make_award, make_mechanism, make_source
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db
REASON = "重复入库"


def withdraw(thing: Source | Edition, note: str = REASON, through: str = Through.FORM) -> None:
    with writing(through, note=note):
        thing.is_published = False
        thing.save()


def told(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 410
    return response.content.decode()


def test_a_document_that_was_withdrawn_says_when_and_why(client):
    source = make_source(slug="notice", is_published=True)
    address, text = source.get_absolute_url(), reverse("source-text", args=["notice"])
    assert client.get(address).status_code == client.get(text).status_code == 200
    withdraw(source, f"与原文核对后更正：{REASON}")
    for each in (address, text):
        said = told(client, each)
        assert f"撤回：{REASON}" in said and "这份文献已经撤回" in said and "核对" not in said
    assert source.title not in told(client, address)
    source.slug = "letter"
    with writing():
        source.save()
    assert REASON in told(client, address) and REASON in told(client, source.get_absolute_url())


def test_one_that_was_never_public_is_missing(client):
    hidden = make_source(slug="hidden")
    withdraw(hidden)
    for address in (hidden.get_absolute_url(), reverse("source-text", args=["hidden"]), "/sources/none/"):
        assert client.get(address).status_code == 404


def test_the_reason_of_a_program_is_not_told(client):
    source = make_source(is_published=True)
    withdraw(source, "internal", Through.SHELL)
    said = told(client, source.get_absolute_url())
    assert "撤回</p>" in said and "internal" not in said


def test_one_that_comes_back_is_shown(client):
    source = make_source(is_published=True)
    withdraw(source)
    with writing():
        Source.objects.update(is_published=True)
    assert client.get(source.get_absolute_url()).status_code == 200


def test_a_document_that_was_deleted_says_so(client):
    source = make_source(is_published=True)
    address = source.get_absolute_url()
    with writing(Through.FORM, note=REASON):
        source.delete()
    assert f"删除：{REASON}" in told(client, address)


def test_a_document_that_no_published_case_draws_on_any_more_says_since_when(client):
    source = make_award().source
    other = make_source(text=source.text)
    assert client.get(source.get_absolute_url()).status_code == 200
    with writing(Through.FORM, note="换了文献"):
        Award.objects.update(source=other)
    said = told(client, source.get_absolute_url())
    assert "不再公开</p>" in said and "换了文献" not in said


def test_an_edition_that_was_withdrawn_says_when_and_why_at_its_year_too(client):
    source = make_source(text="关于公布第三批案例的通知\n", is_published=True)
    edition = make_edition(year=2022, batch="第三批", source=source, is_published=True)
    address, of_year = edition.get_absolute_url(), reverse("edition", args=[edition.programme.slug, 2022])
    assert client.get(address).status_code == 200
    withdraw(edition)
    assert f"撤回：{REASON}" in told(client, address) and REASON in told(client, of_year)
    assert client.get(reverse("edition", args=[edition.programme.slug, 2023])).status_code == 404


def test_an_edition_that_was_never_public_is_missing(client):
    edition = make_edition(year=2022, source=make_source())
    assert client.get(edition.get_absolute_url()).status_code == 404


def test_a_retired_term_keeps_its_page_and_a_deleted_one_says_so(client):
    term = make_mechanism("社区协商")
    address = term.get_absolute_url()
    with writing():
        Mechanism.objects.update(is_retired=True)
    assert "已停用" in client.get(address).content.decode()
    with writing(Through.FORM, note=REASON):
        Mechanism.objects.get().delete()
    assert f"删除：{REASON}" in told(client, address)
    assert client.get("/mechanisms/none/").status_code == 404
