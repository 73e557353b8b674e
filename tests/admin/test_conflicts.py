"""The page on which somebody decides what is adopted, and the list of what waits for that."""

import pytest
from django.db import connection
from django.urls import reverse

from cases.admin.desk.quality import _conflicts
from cases.curation.conflicts import conflicts_of
from cases.curation.proposing import accept, proposals
from cases.models import Award, Revision
from tests.admin.awards import page
from tests.admin.forms import undrawn
from tests.curation.conftest import make_full_award
from tests.curation.witnesses import attest, make_article
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
REASON = "以公布文件为准。"


@pytest.fixture
def disputed(db) -> Award:
    award = make_full_award()
    attest(award, make_article(), applicant="太仓市政府")
    return Award.objects.get(pk=award.pk)


def address(award: Award) -> str:
    return reverse("admin:award_conflicts", args=[award.pk])


def decision(award: Award, at: int, **values: object) -> dict[str, object]:
    adopted = conflicts_of(award.pk)[0].claims[at].origin.pk
    seen = Award.objects.values_list("version", flat=True).get(pk=award.pk)
    return {"field": "applicant", "adopted": adopted, "version": seen, "reason": REASON, **values}


def waiting(client) -> int:
    groups = undrawn(client, "/admin/")["desk"]
    return next(line.number for group in groups for line in group.lines if line.of.name == "conflicts")


def test_what_waits_is_a_list_that_empties_as_it_is_decided(as_curator, disputed):
    assert waiting(as_curator) == 1
    listed = as_curator.get("/admin/desk/conflicts/").content.decode()
    assert address(disputed) in listed and "申报单位：《政社互动的太仓实践》印作“太仓市政府”" in listed
    assert as_curator.post(address(disputed), decision(disputed, 0)).status_code == 302
    assert waiting(as_curator) == 0
    assert Revision.objects.order_by("pk").last().by == "curator"
    disputed.withdraw()
    assert as_curator.get(address(disputed)).status_code == 200


def test_the_list_is_asked_of_an_index(curator, disputed):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # which it prefers for one row
            cursor.execute("SET LOCAL enable_sort = off")
    assert "attribution_differs" in _conflicts(curator).explain()


def test_the_page_shows_both_with_their_passages_and_takes_the_other(as_curator, disputed):
    shown = as_curator.get(address(disputed)).content.decode()
    assert "太仓市民政局" in shown and "太仓市政府" in shown and "《政社互动的太仓实践》" in shown
    assert "待核定" in shown
    as_curator.post(address(disputed), decision(disputed, 1))
    assert Award.objects.get(pk=disputed.pk).applicant == "太仓市政府"
    assert "已核定" in as_curator.get(address(disputed)).content.decode()


def test_the_form_of_the_award_leads_to_it(as_curator, disputed):
    link = f'href="{address(disputed)}">说法不同，'
    assert f"{link}待核定" in as_curator.get(page(disputed)).content.decode()
    as_curator.post(address(disputed), decision(disputed, 0))
    assert f"{link}已核定" in as_curator.get(page(disputed)).content.decode()


def test_what_is_refused_keeps_what_was_typed(as_curator, disputed):
    sent = decision(disputed, 1, version=1, reason="我的理由")
    shown = as_curator.post(address(disputed), sent).content.decode()
    assert "有人改过" in shown and "我的理由" in shown and "checked" in shown
    assert Award.objects.get(pk=disputed.pk).applicant == "太仓市民政局"
    assert "请选定" in as_curator.post(address(disputed), {"field": "applicant"}).content.decode()


def test_of_a_published_case_it_waits_for_another_person(disputed, settings):
    settings.ONE_PERSON_OFFICE = False
    client, reviewer = logged_in(account("editor", EDITOR)), account("reviewer", REVIEWER)
    assert client.post(address(disputed), decision(disputed, 1)).status_code == 302
    assert Award.objects.get(pk=disputed.pk).applicant == "太仓市民政局"
    assert conflicts_of(disputed.pk)[0].is_open
    accept(proposals().get(), reviewer)
    assert Award.objects.get(pk=disputed.pk).applicant == "太仓市政府"
    assert not conflicts_of(disputed.pk)[0].is_open


def test_an_award_without_conflicts_says_so(as_curator):
    award = make_full_award()
    assert "没有不同的说法" in as_curator.get(address(award)).content.decode()
    assert as_curator.get(reverse("admin:award_conflicts", args=[0])).status_code == 404
