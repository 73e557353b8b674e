"""Where the entries of lists are: as printed, inherited from words above them, or offered to a person."""

import pytest

from tests.readers.layouts import LAYOUTS, expected, gazetteer, read, text_of, words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_entry_lies_where_it_says_or_what_stands_above_it(layout: str) -> None:
    awards = read(text_of(layout)).awards

    for award, (_, _, place) in zip(awards, expected(layout), strict=True):
        assert f"{award.place_then}/".startswith(f"{place}/"), award


def test_a_place_that_no_gazetteer_has_is_doubtful_and_stays_as_printed() -> None:
    text = "重庆市：大足县、梁平县、壁山县\n四川省：珙县、射洪县\n"

    award = next(each for each in read(text).awards if words(each) == ("", "壁山县"))

    assert [problem.message for problem in award.problems if "区划库" in problem.message] == [
        "壁山县：区划库中没有重庆市的壁山县，是否为璧山县？"
    ]


@pytest.mark.parametrize(
    ("text", "printed", "meant"),
    [
        ("重庆市：大足县、壁山縣\n", "壁山縣", "重庆市/璧山县"),
        ("2014年\n黑龍江省：鐵力市、齊齊哈爾市鐵峰區\n", "齊齊哈爾市鐵峰區", "黑龙江省/齐齐哈尔市/铁锋区"),
        ("黑龙江省：铁力市、黑河市璦琿區\n", "黑河市璦琿區", "黑龙江省/黑河市/爱辉区"),
        ("江苏省：太仓市、沐阳县\n", "沐阳县", "江苏省/宿迁市/沭阳县"),
    ],
)
def test_the_division_that_a_misprint_may_mean_is_offered_and_not_taken(
    text: str, printed: str, meant: str
) -> None:
    award = read(text).awards[1]

    (problem,) = award.problems
    assert words(award) == ("", printed)
    assert award.place_then == meant.rpartition("/")[0] or award.place_then == meant.partition("/")[0]
    assert problem.message.endswith(f"，是否为{meant.rpartition('/')[2]}？")
    assert problem.suggestion is not None
    assert gazetteer().path(problem.suggestion, 2010) == meant


def test_no_division_is_offered_where_none_or_several_sound_alike() -> None:
    award = read("江苏省：太仓市、天外县\n").awards[1]

    assert [problem.suggestion for problem in award.problems] == [None]
    assert award.problems[0].message.endswith("请核对是否印错或改名。")


def test_an_ambiguous_name_is_not_guessed() -> None:
    (award, _) = read("入选名单如下：\n鼓楼区\n西湖区\n").awards

    assert award.place_then == ""
    assert "地名有几种可能" in award.problems[-1].message


def test_damage_by_a_bad_decoding_is_read_over_and_printed() -> None:
    text = "四川省:珙縣、長(cháng)寧縣、射洪縣\n"

    award = read(text).awards[1]

    assert (award.applicant and award.applicant.value) == "長(cháng)寧縣"
    assert award.place_then == "四川省/宜宾市/长宁县"


def test_inheritance_stops_where_a_county_is_of_another_city() -> None:
    text = "省民政厅确认黄冈市黄州区，崇阳县，随州市曾都区，宣恩县等4个县、区为实验区。"

    assert [award.place_then for award in read(text).awards] == [
        "湖北省/黄冈市/黄州区",
        "湖北省/咸宁市/崇阳县",
        "湖北省/随州市/曾都区",
        "湖北省/恩施土家族苗族自治州/宣恩县",
    ]


def test_the_words_that_a_place_was_inherited_from_are_its_evidence() -> None:
    text = text_of("county-first-semicolons")

    inherited = read(text).awards[1]

    assert inherited.place is None
    assert (inherited.place_above and inherited.place_above.value) == "太仓市城厢镇"


def test_two_bodies_together_are_no_county_that_no_gazetteer_has() -> None:
    award = read(text_of("submitted-by-several")).awards[2]

    assert words(award) == ("政社互动", "苏州市民政局和太仓市民政局")
    assert award.problems == ()


def test_a_province_stops_at_the_corps() -> None:
    award = read(text_of("corps-below-provinces")).awards[-1]

    assert (award.place_then, award.place_above) == ("", None)


def test_a_unit_of_the_corps_is_in_no_county_of_the_entry_before_it() -> None:
    (award,) = [each for each in read(text_of("zones-of-provinces")).awards if words(each)[1] == "第一师十团"]

    assert award.place_then == ""
    assert [problem.message for problem in award.problems] == ["第一师十团：没有读出所在的行政区划。"]
