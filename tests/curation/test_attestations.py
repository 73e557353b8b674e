"""An award attested by several documents: each origin is checked against the words of its own."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cases.models import Attestation, Attribution, Revision, Source
from cases.models.writing import writing
from tests.admin.forms import errors_of, page_data
from tests.curation.witnesses import ARTICLE, attest, make_article, words
from tests.factories import make_award
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Source:
    return make_article()


def page(client, address: str) -> str:
    return client.get(address).content.decode()


# --- What is said of the award -------------------------------------------------------------------


@pytest.mark.slow
def test_two_documents_that_say_different_things_are_both_shown(client, award, article):
    attest(award, article, applicant="太仓市政府", title="政社互动")
    shown = page(client, award.get_absolute_url())
    assert "另见：江南论坛《政社互动的太仓实践》" in shown
    assert f'href="/sources/article-2016/#o{ARTICLE.index("太仓市政府")}"' in shown
    assert "《政社互动的太仓实践》印作“太仓市政府”" in shown
    assert f"，未采用；采用的是《{award.source.title}》" in shown
    assert "《政社互动的太仓实践》同样印作“政社互动”" in shown
    assert client.get(f"/cases/{award.accession}.json").json()["applicant"] == "太仓市民政局"


@pytest.mark.slow
def test_the_origin_that_counts_may_be_in_the_further_document(client, award, article):
    attest(award, article)
    with writing():
        award.attributions.filter(field="applicant").update(set_aside=True)
        Attribution.objects.create(award=award, field="applicant", source=article, **words("太仓市政府"))
        award.applicant = "太仓市政府"
        award.save()
    shown = page(client, award.get_absolute_url())
    assert re.search(
        rf'class="origin printed" href="/sources/article-2016/#o{ARTICLE.index("太仓市政府")}"', shown
    )
    assert "印作“太仓市民政局”" in shown and "采用的是《政社互动的太仓实践》" in shown


@pytest.mark.slow
def test_a_value_stays_inferred_where_the_rule_counts(client, award, article):
    """The article names the county too, and the library goes on by its rule."""
    attest(award, article)
    with writing():
        award.attributions.filter(field="county").delete()
        Attribution.objects.create(award=award, field="county", rule="curated", note="据地图。")
        Attribution.objects.create(
            award=award, field="county", source=article, set_aside=True, **words("太仓市")
        )
    assert "county" in client.get(f"/cases/{award.accession}.json").json()["inferred"]
    assert "《政社互动的太仓实践》印作“太仓市”" in page(client, award.get_absolute_url())


@pytest.mark.slow
def test_the_page_of_a_document_lists_what_it_attests(client, award, article):
    attest(award, article)
    shown = page(client, "/sources/article-2016/")
    start = ARTICLE.index("太仓市政府以")
    assert "另有出处见于本文献的案例（1）" in shown and "所载案例" not in shown.split("</head>")[1]
    assert f'<a href="#o{start}">政社互动</a>' in shown
    assert f'id="o{start}"' in shown, "and the passage is there to be reached"
    assert '<a href="/cases/?source=article-2016">1</a>' in page(client, "/sources/")
    award.withdraw()
    assert "另有出处" not in page(client, "/sources/article-2016/")


@pytest.mark.slow
def test_a_document_with_awards_of_its_own_lists_apart_what_it_attests(client, award, article):
    attest(award, article)
    make_award(source=article, title="江南论坛创新", year=2016)
    shown = page(client, "/sources/article-2016/")
    assert "所载案例（1）" in shown and "<h3>另有出处见于本文献的案例（1）</h3>" in shown


@pytest.mark.slow
def test_the_award_is_listed_under_each_of_its_documents(client, award, article):
    attest(award, article)
    for slug in ("article-2016", award.source.slug):
        text = b"".join(client.get(f"/cases.csv?source={slug}").streaming_content).decode()
        assert award.accession in text and f",{award.source.slug}," in text, "the main one gives the text"
    call_command("reindex", "--check")


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"field": "applicant", **words("太仓市政府"), "set_aside": False}, "只能采用一条|UNIQUE|unique"),
        ({"field": "year", **words("太仓市"), "set_aside": True}, "年度读不出取值"),
        ({"field": "rank", "rule": "curated", "note": "编者", "set_aside": True}, "推断的依据|CHECK|check"),
    ],
)
def test_an_origin_that_cannot_be_is_refused(award, article, values, message):
    attest(award, article)
    with pytest.raises(Exception, match=message):
        Attribution.objects.create(award=award, source=article, **values)


@pytest.mark.slow
def test_a_value_is_checked_against_the_document_that_counts(award, article):
    attest(award, article)
    with (
        pytest.raises(ValidationError, match="申报单位“太仓市民政局”与原文“太仓市政府”不符（article-2016"),
        writing(),
    ):
        award.attributions.filter(field="applicant").update(set_aside=True)
        Attribution.objects.create(award=award, field="applicant", source=article, **words("太仓市政府"))


def test_a_value_without_an_origin_that_counts_has_none(award, article):
    attest(award, article, applicant="太仓市政府")
    with pytest.raises(ValidationError, match="没有依据，请补充取值依据：申报单位"):
        award.attributions.get(field="applicant", source=None).delete()


def test_a_document_that_does_not_attest_the_award_gives_no_origin(award, article):
    with pytest.raises(ValidationError, match="没有列为案例的其他出处"):
        Attribution.objects.create(
            award=award, field="applicant", source=article, set_aside=True, **words("太仓市政府")
        )


def test_a_document_attests_an_award_once_and_the_main_one_not_again(award, article):
    with pytest.raises(ValidationError, match="已是案例的主要来源"):
        Attestation.objects.create(award=award, source=award.source, start=award.start, end=award.end)
    with pytest.raises(ValidationError, match="不是来源文献中的一段文字"):
        Attestation.objects.create(award=award, source=article, start=0, end=10_000)


def test_an_attested_document_keeps_its_words(award, article):
    attest(award, article)
    article.text = "改" + ARTICLE[1:]
    with pytest.raises(ValidationError, match="全文不能改动"):
        article.save()


@pytest.mark.slow
def test_what_is_made_false_past_the_room_is_reported(award, article):
    attest(award, article, title="政社互动")
    past_the_room(Attestation).delete()
    with pytest.raises(CommandError):
        call_command("check_library")


# --- The admin -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_curator_enters_a_further_document_with_what_it_says(as_curator, award, article):
    url = f"/admin/cases/award/{award.pk}/change/"
    number = award.attributions.count()
    data = page_data(as_curator, url) | {
        "attestations-TOTAL_FORMS": 1,
        "attestations-0-source": article.pk,
        "attestations-0-words": "太仓市政府以“政社互动”获评",
        "attributions-TOTAL_FORMS": number + 1,
        f"attributions-{number}-field": "applicant",
        f"attributions-{number}-source": article.pk,
        f"attributions-{number}-words": "太仓市政府",
        f"attributions-{number}-set_aside": "on",
    }
    response = as_curator.post(url, data)
    assert response.status_code == 302, errors_of(response)
    kept = award.attributions.get(field="applicant", source=article)
    assert (kept.counts, ARTICLE[kept.start : kept.end]) == (False, "太仓市政府")
    shown = as_curator.get(url).content.decode()
    assert "太仓市政府以“政社互动”获评" in shown, "the words are cut out of the document they stand in"


def test_a_revision_tells_of_the_further_document(award, article):
    attest(award, article, applicant="太仓市政府")
    after = Revision.objects.filter(table="award", thing=award.pk).first().after
    assert after["attestations"][0]["source"] == "article-2016"
    assert [row["source"] for row in after["attributions"] if row["set_aside"]] == ["article-2016"]
