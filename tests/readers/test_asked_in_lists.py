"""What a list leaves open is asked: short names of several places, totals behind it, remarks on one unit."""

import pytest

from cases.readers.lists.reviews import reviews
from tests.readers.layouts import read, words


def units(text: str) -> list[tuple[str, str, bool]]:
    """Unit, place, and whether the award is asked."""
    return [(words(award)[1], award.place_then, bool(award.problems)) for award in read(text).awards]


def passages(text: str) -> list[str]:
    return [text[each.start : each.end] for each in read(text).problems if each.end is not None]


def test_a_short_name_of_several_places_is_that_of_the_province_of_the_list() -> None:
    text = "广东省示范社区名单\n东莞：石龙镇西湖社区；\n中山：石岐街道太平社区；\n"

    assert [(*words(award), award.place_then) for award in read(text).awards] == [
        ("", "石龙镇西湖社区", "广东省/东莞市"),
        ("", "石岐街道太平社区", "广东省/中山市"),
    ]


def test_a_short_name_of_several_places_is_asked_elsewhere() -> None:
    text = "示范社区名单\n中山：石岐街道太平社区\n吉林：船营区北京路街道\n朝阳：双塔区燕都街道燕都社区\n"

    assert units(text) == [
        ("石岐街道太平社区", "", True),
        ("船营区北京路街道", "吉林省/吉林市/船营区/北京路街道", False),
        ("双塔区燕都街道燕都社区", "辽宁省/朝阳市/双塔区/燕都街道", False),
    ]


def test_a_short_title_that_is_called_as_a_place_stays_one() -> None:
    text = "2021年度典型案例名单\n平安：扬州市邗江区汊河街道\n五红：镇江市京口区正东路街道\n"

    assert [words(award)[0] for award in read(text).awards] == ["平安", "五红"]


@pytest.mark.parametrize("word", ["先后", "相继", "陆续"])
def test_units_that_were_honoured_at_several_times_are_named(word: str) -> None:
    text = f"扬州市邗江区、镇江市京口区{word}入选全国社区治理和服务创新实验区。\n"
    document = read(text)

    assert not document.awards
    assert any("扬州市邗江区、镇江市京口区" in each for each in passages(text))


def test_those_who_follow_the_first_are_named() -> None:
    text = (
        "2021年全国基层治理创新典型案例评选结果揭晓：扬州市邗江区“邻里议事”位列第一，"
        "镇江市京口区“板凳会”、泰州市海陵区“百姓茶馆”紧随其后。\n"
    )
    assert any("镇江市京口区“板凳会”、泰州市海陵区" in each for each in passages(text))


@pytest.mark.parametrize(
    ("total", "is_asked"), [("（共5个）", True), ("合计：5个社区", True), ("（共2个）", False)]
)
def test_a_total_behind_the_list_is_compared(total: str, is_asked: bool) -> None:
    text = f"示范社区名单\n扬州市邗江区汊河街道金水社区\n镇江市京口区正东路街道酒海街社区\n{total}\n"
    told = [each.message for each in read(text).problems if "文中说有" in each.message]

    assert told == (["文中说有 5 个，读到 2 个。"] if is_asked else [])


def test_a_remark_on_one_unit_is_of_no_other() -> None:
    text = (
        "关于命名“五星社区”的决定\n江阴市：\n澄江街道君巫社区（复评）\n华士镇华西新市村\n澄江街道花山社区\n"
    )

    awards = read(text).awards
    said = [each is not None for each in reviews(text, awards)]

    assert list(zip([words(award)[1] for award in awards], said, strict=True)) == [
        ("澄江街道君巫社区", True),
        ("华士镇华西新市村", False),
        ("澄江街道花山社区", False),
    ]
    assert [each is not None for each in reviews(text, awards[1:])] == [False, False]
