"""The orders of a list: total, and the same wherever they are made."""

import itertools
import random

import pytest

from cases.index.current import current_index
from cases.index.index import Index
from cases.index.orders import ORDERS, arranged
from cases.records.record import Record
from tests.factories import make_award, make_division
from tests.mixture import make_mixture
from tests.quick import first_quick
from tests.records.made import made

pytestmark = pytest.mark.django_db

PROGRAMMES, TIERS = ("sqzl", "jczl", "syq"), ("winner", "nominee", "typical", "pilot")


def ordered(programme: str, tier: str, **fields: object) -> Record:
    """A record that knows the places of its programme and tier."""
    places = (PROGRAMMES.index(programme), TIERS.index(tier), TIERS.index(tier))
    return made(programme=programme, tier=tier, order=places, **fields)


RECORDS = [
    ordered(
        id="2015-sqzl-w02", year=2015, programme="sqzl", tier="winner", rank=2, division_code_now="320106"
    ),
    ordered(
        id="2015-sqzl-n01", year=2015, programme="sqzl", tier="nominee", rank=1, division_code_now="110105"
    ),
    ordered(id="2015-jczl-t01", year=2015, programme="jczl", tier="typical", rank=None, division_code_now=""),
    ordered(
        id="2014-sqzl-w01", year=2014, programme="sqzl", tier="winner", rank=1, division_code_now="320106"
    ),
    ordered(
        id="2014-syq-p01", year=2014, programme="syq", tier="pilot", rank=None, division_code_now="110105"
    ),
    ordered(id="0000-sqzl-w01", year=None, programme="sqzl", tier="winner", rank=None, division_code_now=""),
]
W2, N1, T1, W1, P1, W0 = (record.id for record in RECORDS)
EXPECTED = {
    "newest": [W2, N1, T1, W1, P1, W0],
    "oldest": [W1, P1, W2, N1, T1, W0],
    "rank": [W1, W2, W0, N1, T1, P1],
    "place": [N1, P1, W2, W1, T1, W0],
    "edition": [W0, W1, W2, N1, T1, P1],  # of one edition, all of them
}


@pytest.mark.parametrize("sort", ORDERS)
def test_it_orders_as_it_says(sort):
    for seed in range(5):
        shuffled = random.Random(seed).sample(RECORDS, len(RECORDS))
        assert [record.id for record in sorted(shuffled, key=ORDERS[sort])] == EXPECTED[sort]


@pytest.mark.parametrize("sort", ORDERS)
def test_no_two_awards_stand_in_one_place(sort):
    keys = [ORDERS[sort](record) for record in RECORDS]
    assert all(one != other for one, other in itertools.combinations(keys, 2))


def test_arranged_ids_follow_their_keys():
    assert arranged([((2, "a"), 7), ((1, "b"), 9), ((1, "a"), 8)]).tolist() == [8, 9, 7]


@pytest.mark.parametrize("sort", ["newest", "oldest", "rank"])
def test_numbers_without_a_printed_rank_are_counted(sort):
    """As texts t100 stood before t99."""
    numbers = ("t100", "t10", "t99", "t9", "t101", "t02")
    records = [
        ordered("jczl", "typical", id=f"2021-jczl-{number}", year=2021, rank=None) for number in numbers
    ]
    in_order = [record.id.rpartition("-")[2] for record in sorted(records, key=ORDERS[sort])]
    assert in_order == ["t02", "t9", "t10", "t99", "t100", "t101"]


@pytest.mark.slow
def test_ranks_are_numbers_not_texts():
    for rank in (10, 9, 1):
        make_award(rank=rank)
    index = current_index()
    assert [record.rank for record in index.records(index.orders["newest"].tolist())] == [1, 9, 10]


@pytest.mark.slow
def test_a_street_stands_behind_its_district_and_before_the_next():
    shanghai = make_division("上海市", code="310000")
    jingan = make_division("静安区", code="310106", parent=shanghai)
    street = make_division("曹家渡街道", level="township", parent=jingan, key="310106-caojiadu")
    putuo = make_division("普陀区", code="310107", parent=shanghai)
    for place in (putuo, street, jingan):
        make_award(place_then=place, place_now=place)
    index = current_index()
    assert [record.place_now for record in index.records(index.orders["place"].tolist())] == [
        "上海市/静安区",
        "上海市/静安区/曹家渡街道",
        "上海市/普陀区",
    ]


def by_hand(index: Index, ids: list[int], sort: str) -> list[int]:
    return [pk for pk in index.orders[sort].tolist() if pk in ids]


@pytest.mark.slow
@pytest.mark.parametrize("sort", first_quick(ORDERS))
def test_any_part_of_the_library_keeps_the_order(sort):
    make_mixture(60)
    index, rng = current_index(), random.Random(3)
    for size in (0, 1, 2, 17, 39, 40):
        subset = type(index.all)(rng.sample(list(index.all), size))
        ordered = by_hand(index, list(subset), sort)
        assert index.arranged(subset, sort).tolist() == ordered
        assert index.page(subset, sort, 3, 10) == ordered[3:13]
        assert index.page(subset, sort, 1_000_000, 10) == []
