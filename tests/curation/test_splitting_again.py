"""What was split is made one again, and split again: awards go back to the numbers that they had."""

import pytest
from django.contrib.auth.models import User

from cases.curation.care.acts import Act
from cases.curation.care.named import merging
from cases.curation.care.splitting_named import (
    NewNamed,
    splitting_body,
    splitting_programme,
    splitting_tier,
)
from cases.curation.care.taking_back import take_back
from cases.curation.library import problems_of_library
from cases.models import FormerAccession, Programme, Tier
from tests.curation.test_care_of_named import numbers
from tests.curation.test_splitting_named import BUREAU, LOCAL, do, found
from tests.factories import make_award
from tests.roles import ADMINISTRATOR, account
from tests.vocabularies import make_edition, make_issuing_body, make_programme, make_tier

pytestmark = pytest.mark.django_db
SILVER = NewNamed("银奖", "yin")
AT_FIRST = ["2014-sqzl-w01", "2015-sqzl-w03", "2015-sqzl-w04"]
APART = ["2014-sqzl-w01", "2015-dfzl-w03", "2015-dfzl-w04"]


@pytest.fixture
def manager() -> User:
    return account("manager", ADMINISTRATOR)


@pytest.fixture
def split_programme() -> Act:
    """Of a round with a printed rank, and a case whose rank is unknown."""
    make_award(year=2014, rank=1)
    make_award(year=2015, rank=3)
    make_award(year=2015, number=4)
    return splitting_programme(make_programme(), LOCAL, [make_edition(year=2015).pk])


@pytest.fixture
def split_tier() -> Act:
    make_award(rank=1)
    alone = [make_award(rank=3), make_award(number=4)]
    return splitting_tier(make_tier(), SILVER, [], [award.accession for award in alone])


def test_a_programme_is_split_again_after_it_was_undone(client, manager, split_programme):
    take_back(do(split_programme, manager), manager, "看错了")
    assert numbers() == AT_FIRST
    do(split_programme, manager)
    assert numbers() == APART and problems_of_library() == []
    assert client.get("/cases/2015-sqzl-w03/")["Location"] == "/cases/2015-dfzl-w03/"


def test_a_programme_that_was_split_off_is_merged_back(client, manager, split_programme):
    do(split_programme, manager)
    do(merging(Programme.objects.get(slug="dfzl"), make_programme()), manager)
    assert numbers() == AT_FIRST and problems_of_library() == []
    assert client.get("/cases/2015-dfzl-w04/")["Location"] == "/cases/2015-sqzl-w04/"
    assert client.get("/programmes/dfzl/2015/", follow=True).request["PATH_INFO"] == "/programmes/sqzl/2015/"
    do(split_programme, manager)
    assert numbers() == APART and client.get("/programmes/dfzl/").status_code == 200


def test_a_tier_is_split_again_after_it_was_undone(client, manager, split_tier):
    take_back(do(split_tier, manager), manager, "看错了")
    do(split_tier, manager)
    assert numbers() == ["2014-sqzl-w01", "2014-sqzl-y03", "2014-sqzl-y04"]
    assert problems_of_library() == []


def test_a_tier_that_was_split_off_is_merged_back(client, manager, split_tier):
    do(split_tier, manager)
    apart = numbers()
    do(merging(Tier.objects.get(slug="yin"), make_tier()), manager)
    assert numbers() == ["2014-sqzl-w01", "2014-sqzl-w03", "2014-sqzl-w04"] and problems_of_library() == []
    assert client.get(f"/cases/{apart[1]}/")["Location"] == "/cases/2014-sqzl-w03/"


def test_addresses_that_were_public_lead_to_what_it_came_from(client, manager, split_programme):
    number = do(split_programme, manager)
    back = take_back(number, manager, "看错了")
    assert client.get("/programmes/dfzl/")["Location"] == "/programmes/sqzl/"
    assert client.get("/programmes/dfzl/2015/")["Location"] == "/programmes/sqzl/2015/"
    assert client.get("/cases/?programme=dfzl").status_code == 200
    assert found(client, "programme=dfzl") == found(client, "programme=sqzl") != []
    again = take_back(back, manager, "没有看错")
    assert client.get("/programmes/dfzl/2015/").status_code == 200
    assert sorted(found(client, "programme=dfzl")) == APART[1:]
    take_back(again, manager, "还是看错了")
    assert client.get("/programmes/dfzl/")["Location"] == "/programmes/sqzl/"
    assert numbers() == AT_FIRST and problems_of_library() == []


def test_filters_by_a_tier_that_were_public_name_what_it_came_from(client, manager, split_tier):
    take_back(do(split_tier, manager), manager, "看错了")
    assert found(client, "tier=yin") == found(client, "tier=winner") != []
    assert problems_of_library() == []


@pytest.mark.parametrize("beside", [False, True])
def test_filters_by_a_body_that_were_public_name_what_it_came_from(client, manager, beside):
    make_award(year=2014)
    going = make_award(year=2015).edition_id
    act = splitting_body(make_issuing_body(), BUREAU, [going], beside=beside)
    take_back(do(act, manager), manager, "看错了")
    assert found(client, "issuer=mca-bureau") == found(client, "issuer=mca") != []
    do(act, manager)
    assert found(client, "issuer=mca-bureau") == ["2015-sqzl-w01"] and problems_of_library() == []


def test_what_readers_never_saw_leads_nowhere(client, manager):
    make_award(year=2014)
    draft = make_award(year=2015, state="draft")
    act = splitting_programme(make_programme(), LOCAL, [draft.edition_id])
    take_back(do(act, manager), manager, "看错了")
    assert client.get("/programmes/dfzl/").status_code == 404
    assert not make_programme().former_slugs.exists()


def test_a_number_that_another_award_had_stays_its_own(client, manager):
    other = make_award(rank=1)
    FormerAccession.objects.create(award=other, accession="2014-sqzl-w05")
    make_award(tier="nominee", rank=5)
    do(merging(make_tier("nominee"), make_tier()), manager)
    assert numbers() == ["2014-sqzl-w01", "2014-sqzl-w06"] and problems_of_library() == []
    assert client.get("/cases/2014-sqzl-w05/")["Location"] == "/cases/2014-sqzl-w01/"
