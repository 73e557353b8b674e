"""A document or an edition without awards that readers see is public when a second person has looked."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.admin.histories.why import NO_WHY_WITHDRAWN
from cases.curation.proposing import proposals
from cases.models import Attestation, Edition, Source
from cases.models.writing import writing
from tests.admin.awards import accepting, draft, sure_to_delete, told
from tests.admin.forms import errors_of, page_data
from tests.factories import make_source
from tests.roles import REVIEWER, account, logged_in
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db
ADD = "/admin/cases/source/add/"
NEW = {
    "slug": "new", "file_name": "new.txt", "title": "关于某事的通知", "kind": "notice",
    "text": "关于某事的通知\n有关单位：",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


def change_page(thing: Source | Edition) -> str:
    return reverse(f"admin:cases_{thing._meta.model_name}_change", args=[thing.pk])


def accept(client: Client) -> str:
    change = proposals().get()
    return told(client.post(reverse("admin:cases_review_act", args=[change.pk]), accepting(client, change)))


def test_a_document_that_an_editor_adds_is_seen_by_no_reader(editor, client):
    editor.post(ADD, page_data(editor, ADD) | NEW)
    source = Source.objects.get(slug="new")
    for address in (source.get_absolute_url(), reverse("source-text", args=["new"])):
        assert client.get(address).status_code == 404
    assert source.title not in client.get("/sources/").content.decode()


@pytest.mark.parametrize("is_new", [True, False])
def test_it_is_public_when_somebody_else_accepts_that(editor, reviewer, client, is_new):
    address = ADD if is_new else change_page(make_source(slug="new", title=NEW["title"]))
    data = page_data(editor, address) | (NEW if is_new else {}) | {"is_published": "on"}
    editor.post(address, data)
    assert Source.objects.filter(is_published=True).count() == 0
    assert client.get("/sources/new/").status_code == 404
    assert "已接受" in accept(reviewer)
    assert client.get("/sources/new/").status_code == 200


def test_from_then_on_its_changes_wait(editor, client):
    source = make_source(slug="new", is_published=True)
    data = page_data(editor, change_page(source)) | {"note": "不实的话", "_why": "补充内容"}
    editor.post(change_page(source), data)
    assert proposals().count() == 1 and Source.objects.get().note == ""
    data.pop("is_published")
    editor.post(change_page(source), data | {"_why_said": "不实"})
    assert proposals().count() == 2
    assert client.get("/sources/new/").status_code == 200


def test_one_who_is_the_whole_office_publishes_it_at_once(settings, client):
    settings.ONE_PERSON_OFFICE = True
    alone = logged_in(account("alone", REVIEWER))
    source = make_source(slug="new")
    alone.post(change_page(source), page_data(alone, change_page(source)) | {"is_published": "on"})
    assert client.get("/sources/new/").status_code == 200


def test_an_edition_is_not_published_before_its_document(editor):
    edition = make_edition(year=2022, source=make_source())
    address = change_page(edition)
    sent = page_data(editor, address) | {"is_published": "on"}
    assert "请先公开文献" in errors_of(editor.post(address, sent))
    with writing():
        Source.objects.update(is_published=True)
    editor.post(address, page_data(editor, address) | {"is_published": "on"})
    assert proposals().get().table == "edition"


def test_a_witness_that_a_change_brings_before_readers_was_seen_by_two(editor, client):
    award = draft()
    award.publish()
    both = account("both", REVIEWER)
    with writing(by=both):
        witness = make_source(slug="witness", text=award.source.text)
    prefix, address = "attestations", reverse("admin:cases_award_change", args=[award.pk])
    start, end = award.start, award.end
    row = {"source": witness.pk, "start": start, "end": end, "words": witness.text[start:end]}
    data = page_data(editor, address) | {f"{prefix}-0-{name}": value for name, value in row.items()}
    editor.post(address, data | {f"{prefix}-TOTAL_FORMS": 1, "_why": "补充内容"})
    shown = logged_in(both).get(reverse("admin:cases_review_page", args=[proposals().get().pk]))
    assert "一同公开" in shown.content.decode()
    assert "最近一次修改是您自己做的" in accept(logged_in(both))
    assert not Attestation.objects.exists() and client.get("/sources/witness/").status_code == 404
    accept(logged_in(account("third", REVIEWER)))
    assert client.get("/sources/witness/").status_code == 200


@pytest.mark.parametrize("alone", [True, False])
def test_who_takes_it_from_readers_again_tells_them_why(editor, reviewer, client, settings, alone):
    settings.ONE_PERSON_OFFICE = alone
    source, writer = make_source(slug="new", is_published=True), reviewer if alone else editor
    address, page = change_page(source), source.get_absolute_url()
    assert "读者在原来的网址上看得到" in writer.get(address).content.decode()
    sent = page_data(writer, address)
    sent.pop("is_published")
    assert "请在“说明”里写明原因" in errors_of(writer.post(address, sent))
    assert client.get(page).status_code == 200
    writer.post(address, sent | {"_why": "", "_why_said": "重复入库"})
    if not alone:
        assert client.get(page).status_code == 200
        accept(reviewer)
    answer = client.get(page)
    assert answer.status_code == 410
    said = answer.content.decode()
    assert "撤回：重复入库</p>" in said and "editor" not in said


def test_deleting_it_asks_why_and_tells_readers(editor, reviewer, client):
    source = make_source(slug="new", is_published=True)
    other = make_source(slug="other")
    address = reverse("admin:cases_source_delete", args=[source.pk])
    assert "读者在原来的网址上看得到" in editor.get(address).content.decode()
    assert NO_WHY_WITHDRAWN.format("来源文献") in told(editor.post(address, sure_to_delete(editor, source)))
    editor.post(address, sure_to_delete(editor, source) | {"_why_said": "重复入库"})
    accept(reviewer)
    assert "删除：重复入库</p>" in client.get("/sources/new/").content.decode()
    hidden = reverse("admin:cases_source_delete", args=[other.pk])
    editor.post(hidden, sure_to_delete(editor, other))
    assert client.get("/sources/other/").status_code == 404 and Source.objects.count() == 0
