"""Programmes, tiers and issuing bodies are merged, renamed and retired; the awards follow, and come back."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, carry_out, outlook
from cases.curation.care.named import merging, renaming, retiring
from cases.curation.care.taking_back import take_back
from cases.curation.library import problems_of_library
from cases.curation.restoring import restore
from cases.curation.states import own_values, states
from cases.models import (
    Award,
    Edition,
    EditionQuota,
    IssuingBody,
    IssuingBodyName,
    Programme,
    Revision,
    Tier,
)
from cases.models.writing import writing
from tests.factories import make_award, make_source
from tests.roles import ADMINISTRATOR, account
from tests.vocabularies import give_issuers, make_edition, make_issuing_body, make_programme, make_tier

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return account("manager", ADMINISTRATOR)


def do(act: Act, by: User) -> int:
    return carry_out(act, by, "同一个", outlook(act, by).digest)


def library() -> dict:
    return {
        (model, pk): {
            name: sorted(map(str, value)) if isinstance(value, list) else value
            for name, value in own_values(model, state, state).items()
        }
        for model in (Programme, Tier, IssuingBody, Edition, Award)
        for pk, state in states(model, model.objects.values_list("pk", flat=True)).items()
    }


def listed(client, query: str) -> list[str]:
    return b"".join(client.get(f"/cases.csv?{query}").streaming_content).decode().splitlines()[1:]


def test_a_body_goes_into_another_and_comes_back(client, manager):
    body, into = (
        make_issuing_body("mca-bureau", name="民政部基层司", short_name="基层司"),
        make_issuing_body("mca"),
    )
    IssuingBodyName.objects.create(body=body, name="民政部基层政权司")
    IssuingBodyName.objects.create(body=into, name="基层司", is_printed=False)
    make_award()
    give_issuers(make_edition(year=2015), "mca-bureau")
    give_issuers(make_edition(year=2016), "mca；mca-bureau")
    before = library()
    number = do(merging(body, into), manager)
    assert [str(each) for edition in Edition.objects.all() for each in edition.bodies] == ["民政部"] * 3
    assert set(into.names.values_list("name", "is_printed")) == {
        ("民政部基层司", True),
        ("民政部基层政权司", True),
        ("基层司", False),
    }
    assert len(listed(client, "issuer=mca-bureau")) == len(listed(client, "issuer=mca")) > 0
    assert problems_of_library() == []
    take_back(number, manager, "看错了")
    assert library() == before
    assert problems_of_library() == []


def test_a_tier_goes_into_another_with_its_awards_and_its_letter(client, manager):
    award, tier, into = make_award(tier="pilot", programme="syq"), make_tier("pilot"), make_tier("typical")
    before, number_of_award = library(), award.accession
    lines = listed(client, "tier=pilot")
    number = do(merging(tier, into), manager)
    award.refresh_from_db()
    assert (award.tier, award.accession) == (into, number_of_award)
    assert list(award.edition.programme.programme_tiers.values_list("tier__slug", "letter")) == [
        ("typical", "p")
    ]
    assert listed(client, "tier=pilot") == [line.replace(",pilot,", ",typical,", 1) for line in lines]
    assert problems_of_library() == []
    back = take_back(number, manager, "看错了")
    assert library() == before
    take_back(back, manager, "没有看错")
    assert Award.objects.get().tier == into


def numbers() -> list[str]:
    return list(Award.objects.order_by("pk").values_list("accession", flat=True))


def without_former(things: dict) -> dict:
    """A number that was public leads on for good, also one that an undone merge gave."""
    return {key: {**value, "former_accessions": []} for key, value in things.items()}


def test_of_two_tiers_of_one_programme_the_awards_get_other_numbers_and_the_old_lead_on(client, manager):
    make_award(tier="winner")
    make_award(tier="nominee")
    make_award(tier="nominee", state="draft")
    before, old = library(), numbers()
    number = do(merging(make_tier("nominee"), make_tier("winner")), manager)
    assert numbers() == ["2014-sqzl-w01", "2014-sqzl-w02", "2014-sqzl-w03"]
    assert client.get(f"/cases/{old[1]}/")["Location"] == "/cases/2014-sqzl-w02/"
    assert problems_of_library() == []
    take_back(number, manager, "看错了")
    assert without_former(library()) == without_former(before)
    assert client.get("/cases/2014-sqzl-w02/")["Location"] == f"/cases/{old[1]}/"
    assert problems_of_library() == []


def test_a_programme_goes_into_another_with_its_editions(client, manager):
    make_award(programme="syq", tier="pilot")
    make_award(programme="jczl", tier="typical", year=2021)
    before = library()
    number = do(merging(make_programme("syq"), make_programme("jczl")), manager)
    assert numbers() == ["2014-jczl-p01", "2021-jczl-t01"]
    assert client.get("/cases/2014-syq-p01/")["Location"] == "/cases/2014-jczl-p01/"
    assert len(listed(client, "programme=syq")) == len(listed(client, "programme=jczl")) == 4
    assert problems_of_library() == []
    back = take_back(number, manager, "看错了")
    assert without_former(library()) == without_former(before)
    take_back(back, manager, "没有看错")
    assert numbers() == ["2014-jczl-p01", "2021-jczl-t01"]
    assert problems_of_library() == []


def test_two_programmes_with_the_same_edition_make_one_of_it(client, manager):
    make_award(programme="syq", tier="pilot")
    make_award(programme="jczl", tier="typical")
    before = library()
    number = do(merging(make_programme("syq"), make_programme("jczl")), manager)
    assert numbers() == ["2014-jczl-p01", "2014-jczl-t01"] and Edition.objects.count() == 1
    assert client.get("/programmes/syq/2014/", follow=True).request["PATH_INFO"] == "/programmes/jczl/2014/"
    assert problems_of_library() == []
    back = take_back(number, manager, "看错了")
    assert without_former(library()) == without_former(before)
    take_back(back, manager, "没有看错")
    assert Edition.objects.count() == 1 and problems_of_library() == []


def test_an_earlier_state_of_a_case_of_a_merged_programme_is_restored(manager):
    award = make_award(programme="syq", tier="pilot")
    make_award(programme="jczl", tier="typical")
    at_first = Revision.objects.filter(table="award", thing=award.pk).first()
    with writing():
        award.attributions.update(note="改错了")
    do(merging(make_programme("syq"), make_programme("jczl")), manager)
    restore(at_first, note="改回")
    award.refresh_from_db()
    assert (award.edition, award.accession) == (Edition.objects.get(), "2014-jczl-p01")
    assert not award.attributions.filter(note="改错了").exists() and problems_of_library() == []


def test_what_the_two_say_differently_of_an_edition_is_named_and_nothing_done(manager):
    make_edition(programme="syq", source=make_source(title="关于公布甲的通知"))
    make_edition(programme="jczl", year=2014, source=make_source(title="关于公布乙的通知"))
    make_award(programme="syq", tier="pilot")
    make_award(programme="jczl", tier="typical")
    with pytest.raises(ValidationError) as refused:
        outlook(merging(make_programme("syq"), make_programme("jczl")), manager)
    [said] = refused.value.messages
    assert "是同一届" in said and "公布文件（“" in said and "甲的通知" in said and "乙的通知" in said
    assert "发布机关" not in said and "请先在届次页面" in said and Edition.objects.count() == 2


def test_what_only_one_says_of_an_edition_is_kept(manager):
    source = make_source(text="评出11项。\n")
    one = make_edition(programme="syq", source=source)
    EditionQuota.objects.create(edition=one, tier=make_tier("pilot"), declared=11, start=2, end=4)
    make_award(programme="syq", tier="pilot")
    make_award(programme="jczl", tier="typical")
    other = make_edition(programme="jczl")
    do(merging(one.programme, other.programme), manager)
    other.refresh_from_db()
    assert other.source == source and [str(each) for each in other.bodies] == ["民政部"]
    assert other.quotas.get().declared == 11 and problems_of_library() == []


def test_two_tiers_with_numbers_of_one_edition_say_which(manager):
    edition = make_edition(source=make_source(text="评出11项，提名20项。\n"))
    one, other = make_tier("nominee"), make_tier("winner")
    EditionQuota.objects.create(edition=edition, tier=one, declared=20, start=8, end=10)
    EditionQuota.objects.create(edition=edition, tier=other, declared=11, start=2, end=4)
    with pytest.raises(ValidationError, match=r"提名成果 20，.* 11"):
        outlook(merging(one, other), manager)
    with writing():
        EditionQuota.objects.filter(tier=one).update(declared=11, start=2, end=4)
    do(merging(one, other), manager)
    assert [row.declared for row in EditionQuota.objects.all()] == [11]


def test_a_programme_that_was_entered_twice_goes_into_the_other(client, manager):
    twice, into = (
        make_programme("jczl-2", name="全国基层治理典型", tiers={}, code="jcz"),
        make_programme("jczl"),
    )
    make_award(programme="jczl", tier="typical")
    before = library()
    number = do(merging(twice, into), manager)
    assert client.get("/programmes/jczl-2/")["Location"] == "/programmes/jczl/"
    take_back(number, manager, "看错了")
    assert library() == before


@pytest.mark.parametrize("make", [make_programme, make_tier, make_issuing_body])
def test_it_is_renamed_retired_and_taken_up_again(manager, make):
    make_award()
    thing = make()
    old, old_slug = thing.name, thing.slug
    number = do(renaming(thing, "新的名称", "新名", "new-slug"), manager)
    do(retiring(thing), manager)
    thing.refresh_from_db()
    assert (thing.name, thing.short_name, thing.slug, thing.is_retired) == (
        "新的名称",
        "新名",
        "new-slug",
        True,
    )
    assert list(thing.names.values_list("name", "is_printed")) == [(old, True)]
    assert thing.former_slugs.get().slug == old_slug
    with pytest.raises(ValidationError, match="此后由“manager”"):
        take_back(number, manager, "看错了")
    do(retiring(thing), manager)
    thing.refresh_from_db()
    assert not thing.is_retired
    assert problems_of_library() == []
