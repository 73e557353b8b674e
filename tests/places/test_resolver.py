"""What the tables of printed places cannot say: objects, speed, odd input."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.places.gazetteer import Gazetteer
from cases.places.resolver import resolve


@pytest.mark.slow
def test_a_mention_carries_its_divisions(gazetteer: Gazetteer) -> None:
    mention = resolve("安徽省铜陵市铜官山区", 2018, gazetteer)[0]
    assert mention.division.key == "340702"
    assert [d.key for d in mention.divisions_then] == ["340705"]
    assert [d.key for d in mention.divisions_now] == ["340705"]


def test_an_ambiguous_mention_carries_its_candidates_alone(gazetteer: Gazetteer) -> None:
    mention = resolve("朝阳区", 2018, gazetteer)[0]
    assert mention.division is None
    assert [d.key for d in mention.candidates] == ["110105", "220104"]
    assert mention.divisions_now == ()


def test_a_township_has_the_code_of_its_county_and_a_level_of_its_own(gazetteer: Gazetteer) -> None:
    mention = resolve("浙江省诸暨市枫桥镇", 2018, gazetteer)[0]
    assert (mention.division.level, mention.division.code, mention.code_then) == ("township", "", "330681")
    assert gazetteer.path(mention.division) == "浙江省/绍兴市/诸暨市/枫桥镇"


def test_a_listed_street_is_found_by_its_key(gazetteer: Gazetteer) -> None:
    mention = resolve("上海市静安区曹家渡街道", 2014, gazetteer)[0]
    assert mention.division is gazetteer.get("310106-caojiadu")


def test_a_zone_without_a_row_hangs_under_its_city(gazetteer: Gazetteer) -> None:
    mention = resolve("合肥市高新区管委会", 2018, gazetteer)[0]
    assert (mention.division.level, mention.division.parent, mention.codes_now) == ("zone", "340100", [])


def test_a_township_of_a_divided_county_is_followed_to_the_counties_only(gazetteer: Gazetteer) -> None:
    mention = resolve("石家庄市桥东区休门街道", 2012, gazetteer)[0]
    assert mention.place_then == "河北省/石家庄市/桥东区/休门街道"
    assert mention.place_now == ["河北省/石家庄市/长安区", "河北省/石家庄市/桥西区"]


@pytest.mark.slow
def test_every_division_is_read_back_from_its_own_path(gazetteer: Gazetteer) -> None:
    wrong = []
    for division in gazetteer:
        year = division.last_year or 2026
        printed = gazetteer.path(division, year).replace("/", "")
        mentions = resolve(printed, year, gazetteer)
        if [m.division for m in mentions] != [division] or mentions[0].printed != printed:
            wrong.append(printed)
    assert wrong == []


@pytest.mark.slow
def test_twenty_thousand_characters_take_a_moment(gazetteer: Gazetteer) -> None:
    line = "江苏省太仓市市委、市政府以规范行政权力为主要任务，北京市朝阳区通过社区党组织带领，城乡社区治理。"
    text = (line * 500)[:20_000]
    resolve(line, 2015, gazetteer)
    started = time.thread_time()
    assert len(resolve(text, 2015, gazetteer)) > 800
    assert time.thread_time() - started < 2  # a tenth of a second on an idle machine


@pytest.mark.parametrize("text", ["", "\x00", "省市区县", "、、、", "原", "市" * 500, "区域" * 50, "ABC 123"])
def test_odd_texts_name_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert resolve(text, 2015, gazetteer) == []


GAZETTEER = Gazetteer.from_csv(Path(__file__).parents[2] / "fixtures" / "built" / "divisions.csv")
PIECES = st.sampled_from(
    re.split(
        r"\|",
        "江苏省|南京市|鼓楼区|朝阳区|城区|郊区|原|、|（|）|街道|镇|新区|高新区|区委|的|和|\n|太仓|羅湖區|铜官山区|2014|\u3000",
    )
)


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14), st.sampled_from([None, 1999, 2014, 2026]))
def test_whatever_is_printed_mentions_lie_in_order_on_print(pieces: list[str], year: int | None) -> None:
    text = "".join(pieces)
    mentions = resolve(text, year, GAZETTEER)
    assert all(text[m.start : m.end] == m.printed and m.printed for m in mentions)
    assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:], strict=False))
    assert all(bool(m.ambiguous) != bool(m.place_now) for m in mentions)
