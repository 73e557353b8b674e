"""Figures that a text states come in with it as proposals, and count for nothing yet."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cases.curation.states import states
from cases.curation.still_open import still_open
from cases.imports.facts import Said
from cases.imports.reading import read_pasted
from cases.imports.taking import take
from cases.imports.undoing import undo_intake
from cases.models import Award, Coder, KeyFigure
from cases.readers.proposed_figures import FIGURE_RULES, FIGURE_RULES_DESCRIPTION
from tests.imports.lists import make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXT = (
    "2021年全国基层治理创新典型案例\n典型案例名单\n"
    "1.建设社区新平台(浙江省杭州市上城区)\n全区登记社会组织1010余家，投入资金7.1亿元。\n建成服务站20个。\n"
    "2.建设便民新平台(浙江省杭州市上城区民政局)\n上城区把服务送到居民身边。\n"
)


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def brought_in():
    intake = read_pasted(TEXT, Said(programme="jczl", tier="typical", year=2021, issuers=("mca",)))
    intake.rows.update(outcome="accepted")
    return intake


def test_the_preview_shows_them_with_their_rows(client):
    intake = read_pasted(TEXT, Said(programme="jczl", tier="typical", year=2021, issuers=("mca",)))
    client.force_login(User.objects.create_superuser("curator"))
    page = client.get(reverse("admin:cases_intake_change", args=[intake.pk])).content.decode()
    assert "社会组织 多于1010家；投入资金 7.1亿元；服务站 20个</p>" in page
    assert page.count("关键数字（收录后待审") == 1, "the other row states none"


def test_they_are_taken_in_as_proposals_of_the_rules():
    intake = brought_in()
    take(intake, intake.lock)
    found = [
        (row.counted, row.qualifier, int(row.value), row.unit) for row in KeyFigure.objects.order_by("start")
    ]
    assert found == [
        ("社会组织", "over", 1010, "家"),
        ("投入资金", "", 710_000_000, "元"),
        ("服务站", "", 20, "个"),
    ]
    assert not KeyFigure.objects.accepted().exists()
    coder = Coder.objects.filter(figures__isnull=False).distinct().get()
    assert (coder.name, coder.description) == (FIGURE_RULES, FIGURE_RULES_DESCRIPTION)


def test_before_publication_somebody_is_asked_to_read_them():
    intake = brought_in()
    take(intake, intake.lock)
    award = Award.objects.get(title="建设社区新平台")
    open_of = still_open(states(Award, [award.pk]))[award.pk]
    assert "还没有核对的关键数字：3 个。" in [each.words for each in open_of]


def test_they_go_with_the_import_that_is_undone(client: Client):
    intake = brought_in()
    take(intake, intake.lock)
    undo_intake(intake, intake.lock, reason="测试")
    assert not KeyFigure.objects.exists()
    assert client.get("/figures.csv").status_code == 200
