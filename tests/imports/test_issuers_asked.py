"""Who gives the honours of a document is printed, usual, said, or asked for."""

from dataclasses import replace

import pytest

from cases.imports.doubtful_facts import NO_ISSUER
from cases.imports.facts import Said
from cases.imports.reading import read_again
from cases.imports.taking import take
from cases.models import Award, Edition, Intake
from tests.imports.lists import LIST, OTHERS, bring_in, make_readers_library
from tests.vocabularies import make_issuing_body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def asked(intake: Intake) -> list[str]:
    return [each["message"] for each in intake.problems if "发布机关" in each["message"]]


def test_who_is_neither_printed_nor_usual_is_asked_for():
    intake = bring_in(said=Said())
    assert asked(intake) == [NO_ISSUER]
    read_again(intake, intake.lock, Said(issuers=("mca",)), by="甲")
    assert asked(intake) == []


def test_nobody_is_asked_where_the_edition_is_held_with_its_issuers():
    first = bring_in()
    take(first, first.lock)
    assert asked(bring_in(OTHERS, Said())) == []


def test_an_office_that_no_table_has_is_asked_about_once_and_read_when_a_table_has_it():
    text = f"{LIST}\n湖北省民政厅\n2021年12月3日\n"
    intake = bring_in(text, Said())
    (problem,) = [each for each in intake.problems if "发布机关" in each["message"]]
    assert problem["message"].startswith("没有读出发布机关：这份文献由“湖北省民政厅”发布")
    assert text[problem["start"] : problem["end"]] == "湖北省民政厅"
    make_issuing_body("hb-mzt", name="湖北省民政厅")
    read_again(intake, intake.lock, Said(), by="甲")
    assert (asked(intake), intake.fact("issuers")) == ([], ["hb-mzt"])


def test_bodies_that_sign_on_lines_of_their_own_are_taken_in_and_published():
    make_issuing_body("ccpod", name="中央组织部")
    text = f"{LIST}\n中央组织部\n民政部\n2021年12月3日\n"
    intake = bring_in(text, replace(Said(), kind="notice"))
    assert asked(intake) == []
    take(intake, intake.lock)
    award = Award.objects.order_by("pk")[0]
    award.publish()
    assert [body.slug for body in Edition.objects.get().bodies] == ["ccpod", "mca"]
    origin = award.attributions.get(field="issuing_body")
    assert text[origin.start : origin.end] == "中央组织部\n民政部"
