"""A programme that a document only aims at is none of its list: it is asked, with its year and tier."""

import pytest

from cases.readers.aims import without_aims
from tests.readers.layouts import read
from tests.readers.library import NAMES

HONOUR = "全国基层治理创新典型案例"
PAIRS = "长沙市芙蓉区：老街坊\n株洲市石峰区：红色物业\n湘潭市雨湖区：五社联动\n"
TITLE = "湖南省社区治理创新大赛获奖名单"


@pytest.mark.parametrize(
    "said",
    [
        f"获奖项目将择优推荐申报2023年度{HONOUR}。",
        f"以上案例将推荐参加2023年度{HONOUR}评选。",
        f"希望各地再接再厉，积极争创{HONOUR}，入选的给予奖励。",
        f"省民政厅将向民政部推荐，争取入选2023年度{HONOUR}。",
        f"各地要对标{HONOUR}，扎实推进。",
        "以上案例將推薦參加2023年度全國基層治理創新典型案例評選。",
    ],
)
@pytest.mark.parametrize("pairs", [PAIRS, PAIRS.partition("湘潭")[0]])
def test_a_programme_aimed_at_is_not_that_of_the_list(said: str, pairs: str) -> None:
    document = read(f"{TITLE}\n{pairs}{said}\n")

    assert len(document.awards) == pairs.count("：")
    assert (document.edition.programme, document.edition.year) == (None, None)
    for award in document.awards:
        assert (award.programme, award.tier, award.year) == (None, None, None)


def test_an_honour_of_a_sentence_with_an_aim_behind_it_is_its_own_alone() -> None:
    document = read(f"长沙市芙蓉区“老街坊”、株洲市石峰区“红色物业”获一等奖并推荐参加{HONOUR}评选。\n")

    assert [(award.programme, award.tier) for award in document.awards] == [(None, None)] * 2


@pytest.mark.parametrize(
    "said",
    [
        f"根据《关于申报2022年度{HONOUR}的通知》，经评审，确定以上案例。",
        f"经各地推荐申报、专家评审，确定以上案例为2022年度{HONOUR}。",
        f"以上地区参加2022年度{HONOUR}评选，荣获典型案例称号。",
        f"以上是各地申报的2022年度{HONOUR}。",
    ],
)
def test_a_programme_that_was_applied_for_and_given_is_that_of_the_list(said: str) -> None:
    document = read(f"{TITLE}\n{PAIRS}{said}\n")

    assert {award.programme.value for award in document.awards if award.programme} == {"jczl"}


def test_offsets_stay_and_only_the_aim_goes() -> None:
    text = f"2022年度{HONOUR}名单\n将推荐申报2023年度{HONOUR}。"
    own = without_aims(text, NAMES.programmes)

    assert len(own) == len(text)
    assert own.startswith(f"2022年度{HONOUR}名单\n")
    assert own.count(HONOUR) == own.count("年度") == 1
