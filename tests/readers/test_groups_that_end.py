"""A group ends where the next city is named, and no county is passed on to a unit that names one itself."""

import pytest

from tests.readers.layouts import read

GROUPS = "佛山市：禅城区祖庙街道培德社区、南海区桂城街道怡翠社区；\n梅州市：五华县水寨镇大布社区。\n"


def places(text: str) -> list[str]:
    return [award.place_then for award in read(text).awards]


def problems(text: str) -> list[str]:
    return [each.message for each in read(text).problems]


@pytest.mark.parametrize("between", ["", "2022年度最佳志愿服务项目\n"])
def test_units_of_other_cities_below_a_group_are_not_against_it(between: str) -> None:
    below = "1.佛山市顺德区容桂街道：“容桂义工”\n2.江门市蓬江区民政局：“邻里守望”\n"
    text = f"2022年度广东省“志愿服务社区”名单\n{GROUPS}{between}{below}"

    assert places(text)[-2:] == ["广东省/佛山市/顺德区/容桂街道", "广东省/江门市/蓬江区"]
    assert problems(text) == []


def test_a_unit_elsewhere_below_the_heading_of_a_city_is_still_asked_about() -> None:
    text = "示范社区名单\n福建省（2个）\n福州市鼓楼区东街街道军门社区\n成都市武侯区玉林街道玉林东路社区\n"

    assert any("不在上面写的福建省" in each for each in problems(text))


def test_a_county_that_is_in_no_gazetteer_is_not_that_of_the_line_above() -> None:
    text = "示范社区名单\n仙桃市沙嘴街道杜柳社区\n济源示范区沁园街道马寨社区\n"

    assert places(text) == ["湖北省/仙桃市/沙嘴街道", ""]
    assert any("没有读出所在的行政区划" in each for each in problems(text))


@pytest.mark.parametrize("below", ["西马棚街社区", "城区街道文庙社区"])
def test_a_community_below_its_county_is_still_in_it(below: str) -> None:
    text = f"示范社区名单\n汾阳市太和桥街道冯家庄社区\n{below}\n"

    assert places(text)[1].startswith("山西省/吕梁市/汾阳市")


def test_one_of_several_selected_is_no_declared_number() -> None:
    honour = "2021年度全国基层治理创新典型案例"
    won = "宜都市民政局申报的“微网格”成功入选，系全省3个入选案例之一。"
    text = f"宜都一案例入选\n近日，民政部公布{honour}名单，{won}\n"

    assert not [each for each in problems(text) if "文中说有" in each]


def test_numbers_go_down_two_columns_of_a_short_table() -> None:
    table = "序号\t单位\t序号\t单位\n1\t南京市鼓楼区\t3\t南京市玄武区\n2\t南京市秦淮区\t4\t南京市建邺区\n"

    assert not [each for each in problems(f"示范区名单\n{table}") if "序号" in each]


def test_numbers_that_changed_places_are_still_asked_about() -> None:
    table = "序号\t单位\n1\t南京市鼓楼区\n3\t南京市玄武区\n2\t南京市秦淮区\n4\t南京市建邺区\n"

    assert [each for each in problems(f"示范区名单\n{table}") if "序号" in each]
