"""Programmes, tiers and bodies are split: what was chosen goes to the new one, and comes back."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, carry_out, outlook
from cases.curation.care.splitting_named import (
    NewNamed,
    splitting_body,
    splitting_programme,
    splitting_tier,
)
from cases.curation.care.taking_back import take_back
from cases.curation.library import problems_of_library
from cases.models import (
    Award,
    Edition,
    EditionFact,
    EditionQuota,
    IssuingBody,
    Programme,
    ProgrammeName,
    Tier,
    WorkProblem,
)
from tests.curation.test_care_of_named import library, listed, numbers, without_former
from tests.factories import make_award, make_source
from tests.origins import make_attribution
from tests.roles import ADMINISTRATOR, account
from tests.vocabularies import make_edition, make_issuing_body, make_programme, make_tier

pytestmark = pytest.mark.django_db
LOCAL = NewNamed("地方社区治理创新成果", "dfzl", "地方成果", "dfzl")
SILVER = NewNamed("银奖", "yinjiang")
BUREAU = NewNamed("民政部基层政权司", "mca-bureau")


@pytest.fixture
def manager() -> User:
    return account("manager", ADMINISTRATOR)


def do(act: Act, by: User) -> int:
    return carry_out(act, by, "是两回事", outlook(act, by).digest)


def refusal(act: Act, by: User) -> str:
    with pytest.raises(ValidationError) as refused:
        outlook(act, by)
    return "".join(refused.value.messages)


def found(client, query: str) -> list[str]:
    """The numbers of the cases that readers find, of whose lines the text goes over several."""
    return [line.split(",")[0] for line in listed(client, query) if line[:4].isdecimal()]


def leading_nowhere(things: dict) -> dict:
    """Without the numbers and slugs that an undone split gave, which lead on for good."""
    return {
        key: {name: [] if name == "former_slugs" else value for name, value in each.items()}
        for key, each in without_former(things).items()
    }


def there_and_back(act: Act, by: User, before: dict) -> int:
    """Do it, take it back, and do it again; the version of the second time."""
    number = do(act, by)
    assert problems_of_library() == []
    back = take_back(number, by, "看错了")
    assert leading_nowhere(library()) == leading_nowhere(before)
    assert problems_of_library() == []
    again = take_back(back, by, "没有看错")
    assert problems_of_library() == []
    return again


# --- Programmes ---------------------------------------------------------------------------------------


def test_editions_of_a_programme_go_to_a_new_one(client, manager):
    make_award(year=2014)
    make_award(year=2015, tier="nominee")
    make_award(year=2015, tier="nominee", state="draft")
    before, going = library(), Edition.objects.get(year=2015)
    act = splitting_programme(make_programme(), LOCAL, [going.pk])
    said = outlook(act, manager).sentences
    assert "1 个届次的 2 个案例（其中已发布 1 个）改属“地方社区治理创新成果”：2015 " in "".join(said)
    assert library() == before
    there_and_back(act, manager, before)
    made = Programme.objects.get(slug="dfzl")
    assert [each.year for each in made.editions.all()] == [2015]
    assert list(made.programme_tiers.values_list("tier__slug", "letter")) == [("nominee", "n")]
    assert [str(each) for each in made.usual_issuers.all()] == ["民政部"]
    assert numbers() == ["2014-sqzl-w01", "2015-dfzl-n01", "2015-dfzl-n02"]
    assert client.get("/cases/2015-sqzl-n01/")["Location"] == "/cases/2015-dfzl-n01/"
    assert client.get("/programmes/sqzl/2015/")["Location"] == "/programmes/dfzl/2015/"
    assert client.get("/programmes/sqzl/").status_code == 200
    assert client.get("/programmes/dfzl/2015/").status_code == 200
    assert found(client, "programme=dfzl") == ["2015-dfzl-n01"]


def test_what_documents_print_of_the_old_name_stays_beside_with_the_reason(manager):
    make_award(year=2014)
    award = make_award(year=2015)
    printed = award.attributions.get(field="programme")
    act = splitting_programme(make_programme(), LOCAL, [award.edition_id])
    assert "其中 1 个案例，文献印的或者按规则推断的仍是“中国社区治理十大创新成果”" in "".join(
        outlook(act, manager).sentences
    )
    do(act, manager)
    note = "文献以“中国社区治理十大创新成果”称之，拆分时认定为“地方社区治理创新成果”。"
    rows = award.attributions.filter(field="programme").order_by("pk")
    assert [(row.start, row.rule, row.set_aside, row.differs, row.note) for row in rows] == [
        (printed.start, "", True, True, note),
        (None, "curated", False, False, note),
    ]


def test_a_name_that_documents_print_goes_along_and_is_the_reason_itself(manager):
    programme = make_programme()
    ProgrammeName.objects.create(programme=programme, name="地方治理评选")
    make_award(year=2014)
    source = make_source(text="地方治理评选2015\n")
    edition = make_edition(year=2015, source=source)
    fact = EditionFact.objects.create(
        edition=edition, source=source, label="项目", value="sqzl", start=0, end=6
    )
    award = make_award(year=2015, source=source)
    make_attribution(award, "programme", start=0, end=6)
    act = splitting_programme(
        programme, NewNamed("地方治理奖", "dfzl", code="dfzl", names=("地方治理评选",)), [edition.pk]
    )
    do(act, manager)
    fact.refresh_from_db()
    assert fact.value == "dfzl" and not award.attributions.filter(rule="curated").exists()
    assert [each.name for each in Programme.objects.get(slug="dfzl").names.all()] == ["地方治理评选"]
    assert problems_of_library() == []


def test_a_withdrawn_case_goes_along_and_can_come_back(manager):
    make_award(year=2014)
    award = make_award(year=2015)
    award.withdraw()
    do(splitting_programme(make_programme(), LOCAL, [award.edition_id]), manager)
    award.refresh_from_db()
    award.publish()
    assert (award.accession, problems_of_library()) == ("2015-dfzl-w01", [])


def test_a_title_that_is_the_honour_itself_is_decided_too(manager):
    make_award(year=2014)
    award = make_award(year=2015, title="中国社区治理十大创新成果", text="")
    make_attribution(award, "title", rule="title-of-recognition")
    do(splitting_programme(make_programme(), LOCAL, [award.edition_id]), manager)
    assert award.attributions.get(field="title").rule == "curated" and problems_of_library() == []


def test_it_says_which_problems_of_work_still_ask_for_the_old_one(manager):
    make_award(year=2014)
    going = make_award(year=2015).edition
    WorkProblem.objects.create(words="找创新成果", query="programme=sqzl", reason="成果。")
    said = outlook(splitting_programme(make_programme(), LOCAL, [going.pk]), manager).sentences
    assert said[-1].startswith("首页难题“找创新成果”按“中国社区治理十大创新成果”检索，从此不列分出的案例")


def test_what_makes_no_split_is_refused(manager):
    programme, one = make_programme(), make_award(year=2014).edition
    assert "没有选定" in refusal(splitting_programme(programme, LOCAL, []), manager)
    assert "请用“改名”" in refusal(splitting_programme(programme, LOCAL, [one.pk]), manager)
    two, other = make_edition(year=2015), make_edition(programme="jczl", year=2021)
    assert "已经不属于" in refusal(splitting_programme(programme, LOCAL, [two.pk, other.pk]), manager)
    taken = NewNamed("另一个", "jczl", code="yige")
    assert "标识" in refusal(splitting_programme(programme, taken, [two.pk]), manager)
    foreign = NewNamed("另一个", "yige", code="yige", names=("没有的名称",))
    assert "“没有的名称”已经不是" in refusal(splitting_programme(programme, foreign, [two.pk]), manager)


# --- Tiers --------------------------------------------------------------------------------------------


def test_a_tier_that_two_programmes_share_is_split_and_the_numbers_stay(client, manager):
    make_award(tier="typical", programme="jczl", year=2021)
    make_award(tier="typical", year=2014)
    make_award(tier="typical", year=2015)
    before = library()
    going = Edition.objects.filter(programme__slug="sqzl").values_list("pk", flat=True)
    there_and_back(splitting_tier(make_tier("typical"), SILVER, list(going)), manager, before)
    assert numbers() == ["2021-jczl-t01", "2014-sqzl-t01", "2015-sqzl-t01"]
    assert list(Award.objects.order_by("pk").values_list("tier__slug", flat=True)) == [
        "typical",
        "yinjiang",
        "yinjiang",
    ]
    assert found(client, "tier=yinjiang") == ["2015-sqzl-t01", "2014-sqzl-t01"]
    assert found(client, "tier=typical") == ["2021-jczl-t01"]


def test_cases_that_are_named_go_alone_with_a_letter_of_their_own(client, manager):
    edition = make_edition(source=make_source(text="评出11项。\n"))
    stays, goes = make_award(), make_award()
    quota = EditionQuota.objects.create(edition=edition, tier=stays.tier, declared=11, start=2, end=4)
    before, act = library(), splitting_tier(stays.tier, SILVER, [], [goes.accession])
    said = "".join(outlook(act, manager).sentences)
    assert "“银奖”的编号字母是 y" in said and "公布数仍在“十大创新成果”" in said
    there_and_back(act, manager, before)
    assert numbers() == ["2014-sqzl-w01", "2014-sqzl-y01"]
    assert client.get("/cases/2014-sqzl-w02/")["Location"] == "/cases/2014-sqzl-y01/"
    quota.refresh_from_db()
    assert quota.tier == stays.tier


def test_the_numbers_that_an_edition_declares_go_with_its_awards(manager):
    make_award(year=2014)
    edition = make_edition(year=2015, source=make_source(text="评出11项。\n"))
    make_award(year=2015)
    EditionQuota.objects.create(edition=edition, tier=make_tier(), declared=11, start=2, end=4)
    do(splitting_tier(make_tier(), SILVER, [edition.pk]), manager)
    assert EditionQuota.objects.get().tier == Tier.objects.get(slug="yinjiang")
    assert numbers() == ["2014-sqzl-w01", "2015-sqzl-y01"] and problems_of_library() == []


def test_a_split_of_a_tier_that_takes_all_or_what_is_not_there_is_refused(manager):
    award, other = make_award(), make_award(tier="nominee")
    assert "请用“改名”" in refusal(splitting_tier(award.tier, SILVER, [award.edition_id]), manager)
    assert "没有选定" in refusal(splitting_tier(award.tier, SILVER, []), manager)
    wrong = splitting_tier(award.tier, SILVER, [], [other.accession])
    assert f"{other.accession} 不是等次“十大创新成果”的案例" in refusal(wrong, manager)


def test_a_programme_without_a_letter_left_is_named(manager):
    award, stays = make_award(), make_award()
    letters = "abcdefghijklmopqrstuvxyz"  # of sqzl, which has n and w
    for letter in letters:
        award.edition.programme.programme_tiers.create(tier=make_tier(f"tier-{letter}"), letter=letter)
    act = splitting_tier(stays.tier, SILVER, [], [award.accession])
    assert "“中国社区治理十大创新成果”的编号字母用完了" in refusal(act, manager)


# --- Bodies -------------------------------------------------------------------------------------------


def test_editions_of_a_body_go_to_a_new_one(client, manager):
    make_award(year=2014)
    inferred = make_award(year=2015)
    make_attribution(inferred, "issuing_body", rule="issuer-of-programme")
    before = library()
    act = splitting_body(make_issuing_body(), BUREAU, [inferred.edition_id])
    there_and_back(act, manager, before)
    assert [str(each) for each in inferred.edition.bodies] == ["民政部基层政权司"]
    assert inferred.attributions.get(field="issuing_body").rule == "curated"
    assert found(client, "issuer=mca") == ["2014-sqzl-w01"]
    assert found(client, "issuer=mca-bureau") == ["2015-sqzl-w01"]


def test_what_two_gave_together_has_the_new_one_behind_the_other(manager):
    award = make_award(year=2014)
    before = library()
    act = splitting_body(
        make_issuing_body(), BUREAU, [award.edition_id], [award.edition.programme_id], beside=True
    )
    there_and_back(act, manager, before)
    names = ["民政部", "民政部基层政权司"]
    assert [str(each) for each in Edition.objects.get().bodies] == names
    assert [str(each) for each in Programme.objects.get().usual_issuers.all()] == names
    assert IssuingBody.objects.get(slug="mca-bureau").kind == make_issuing_body().kind


def test_a_programme_alone_gets_the_new_body_and_all_is_no_split(manager):
    award, body = make_award(year=2014), make_issuing_body()
    make_attribution(award, "issuing_body", rule="issuer-of-programme")
    programme = award.edition.programme_id
    assert "请用“改名”" in refusal(splitting_body(body, BUREAU, [award.edition_id], [programme]), manager)
    do(splitting_body(body, BUREAU, [], [programme]), manager)
    assert [str(each) for each in Programme.objects.get().usual_issuers.all()] == ["民政部基层政权司"]
    assert [str(each) for each in Edition.objects.get().bodies] == ["民政部"]
    assert problems_of_library() == []
