"""Programmes, tiers and issuing bodies are merged, renamed and retired; the awards follow, and come back."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, carry_out, outlook, take_back
from cases.curation.care.named import merging, renaming, retiring
from cases.curation.library import problems_of_library
from cases.curation.states import own_values, states
from cases.models import Award, Edition, IssuingBody, IssuingBodyName, Programme, Tier
from tests.factories import make_award
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


def test_two_programmes_with_one_edition_are_not_merged(manager):
    make_award(programme="syq", tier="pilot")
    make_award(programme="jczl", tier="typical")
    with pytest.raises(ValidationError, match="已有同一届次"):
        outlook(merging(make_programme("syq"), make_programme("jczl")), manager)


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
