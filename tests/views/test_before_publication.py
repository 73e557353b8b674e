"""Of what was brought in readers see neither document nor edition before one of its cases is published."""

import pytest
from django.urls import reverse

from cases.imports.taking import take
from cases.index.check import differences
from cases.index.current import current_index
from cases.models import Award, Edition, Milestone, Source
from cases.models.writing import writing
from tests.factories import make_award, make_source
from tests.imports.lists import TITLE, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def pages() -> list[str]:
    """The pages of a document and of an edition of which there are only drafts."""
    make_readers_library()
    intake = bring_in()
    take(intake, intake.lock)
    source, edition = Source.objects.get(), Edition.objects.get()
    return [source.get_absolute_url(), reverse("source-text", args=[source.slug]), edition.get_absolute_url()]


def told_everywhere(client) -> str:
    addresses = ("/", "/sources/", "/programmes/jczl/", "/about/", "/help/", "/sitemap.xml")
    return "".join(client.get(address, follow=True).content.decode() for address in addresses)


def test_neither_document_nor_edition_is_shown_or_listed_while_all_their_cases_are_drafts(client, pages):
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    told = told_everywhere(client)
    assert TITLE not in told and "/2021/" not in told


def test_both_are_shown_with_the_first_published_case_and_stay_when_it_is_withdrawn(client, pages):
    award = Award.objects.first()
    award.publish()
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert TITLE in told_everywhere(client)
    Award.objects.get(pk=award.pk).withdraw()
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("page", ["/cases/", "/cases.json", "/feed.atom", "/statistics/", "/cases.csv"])
def test_no_list_knows_a_document_before_one_of_its_cases_is_published(client, pages, page):
    address, award = f"{page}?source={Source.objects.get().slug}", Award.objects.first()
    make_award()  # the index is there before
    refused = client.get(address)
    assert refused.status_code == 400 and TITLE not in refused.content.decode()
    assert refused.content == client.get(address).content
    award.publish()
    assert client.get(address).status_code == 200 and differences(current_index()) == []


def test_no_list_knows_a_document_that_is_no_longer_published_alone(client):
    make_award()
    text = make_source(slug="alone", title="关于开展评选的通知", is_published=True)
    assert text.title in client.get("/cases/?source=alone").content.decode()
    text.is_published = False
    text.save()
    answer = client.get("/cases/?source=alone")
    assert answer.status_code == 400 and text.title not in answer.content.decode()


def test_a_document_without_any_case_is_shown_when_it_was_published_alone(client, pages):
    Award.objects.first().publish()
    text = Source.objects.get()
    text.pk, text.slug, text.file_name, text.sha256 = None, "other", "other.txt", "0" * 64
    text.save(force_insert=True)
    assert client.get(text.get_absolute_url()).status_code == 404
    text.is_published = True
    text.save()
    assert client.get(text.get_absolute_url()).status_code == 200


def test_a_document_that_announces_an_edition_becomes_public_with_it(client, pages):
    edition = Edition.objects.get()
    other = make_source(slug="announcing", title="关于开展评选的通知")
    with writing():
        Edition.objects.filter(pk=edition.pk).update(source=other)
    assert client.get(other.get_absolute_url()).status_code == 404
    Award.objects.first().publish()
    assert client.get(other.get_absolute_url()).status_code == 200


def test_a_document_that_says_what_became_of_drafts_alone_is_not_shown(client, pages):
    text = "2022年复核合格：\n小营街道小营巷社区\n"
    document = make_source(slug="review", text=text)
    award = Award.objects.order_by("accession").first()
    start = text.index("小营街道")
    where = {"start": start, "end": start + 9, "year_start": 0, "year_end": 4}
    Milestone.objects.create(award=award, kind="reviewed", year=2022, source=document, **where)
    assert client.get(document.get_absolute_url()).status_code == 404
    Award.objects.get(pk=award.pk).publish()
    assert client.get(document.get_absolute_url()).status_code == 200
    assert "2022 年复核合格" in client.get(award.get_absolute_url()).content.decode()
