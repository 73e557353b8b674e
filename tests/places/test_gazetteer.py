"""The gazetteer against what is known of the divisions of China."""

from collections import Counter

import pytest

from cases.places.gazetteer import Gazetteer
from cases.places.place import Place


def names(divisions: tuple[Place, ...]) -> list[str]:
    return [division.name for division in divisions]


def test_it_holds_every_division_in_force_today(gazetteer: Gazetteer) -> None:
    levels = Counter(d.level for d in gazetteer if d.in_force())
    assert (levels["province"], levels["prefecture"]) == (34, 333)
    assert 2840 <= levels["county"] <= 2850


def test_it_counts_the_counties_that_the_yearbooks_count(gazetteer: Gazetteer) -> None:
    """中国统计年鉴: 2,853 county-level divisions at the end of 2013, 2,844 of 2020 and of 2023."""
    for year, count in ((2013, 2853), (2018, 2851), (2020, 2844), (2023, 2844)):
        counted = sum(d.level == "county" and d.in_force(year) for d in gazetteer)
        assert (year, counted) == (year, count)


def test_it_counts_the_counties_of_each_province(gazetteer: Gazetteer) -> None:
    """民政部, 行政区划代码 of 2023, in the order of the provinces' codes."""
    counties = Counter(d.code[:2] for d in gazetteer if d.level == "county" and d.in_force(2023))
    expected = (
        "16 16 167 117 103 100 60 121 16 95 90 104 84 100 136 157 103 122 122 111 25 38 183 88 129 74 107 86 "
        "44 22 108"
    )
    assert " ".join(str(counties[prefix]) for prefix in sorted(counties)) == expected


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("320114", 2014, "雨花台区"),
        ("222404", 2015, "珲春市"),
        ("320585", 2015, "太仓市"),
        ("330226", 2015, "宁海县"),
        ("140311", 2015, "郊区"),
        ("340702", 2014, "铜官山区"),
        ("340705", 2015, "铜官区"),
        ("310106", 2010, "静安区"),
        ("310106", 2020, "静安区"),
        ("330102", 2021, "上城区"),
        ("370203", 2011, "市北区"),
        ("420600", 2009, "襄樊市"),
        ("420600", 2010, "襄阳市"),
        ("530800", 2006, "思茅市"),
        ("530800", 2007, "普洱市"),
        ("440310", 2016, "坪山区"),
        ("440311", 2018, "光明区"),
        ("360113", 2019, "红谷滩区"),
        ("210112", 2013, "东陵区"),
        ("210112", 2014, "浑南区"),
        ("419001", 2005, "济源市"),
        ("429004", 2005, "仙桃市"),
        ("659001", 2005, "石河子市"),
        ("371200", 2018, "莱芜市"),
        ("330383", 2019, "龙港市"),
        ("659010", 2019, "胡杨河市"),
        ("652902", 2019, "库车市"),
        ("469028", 2010, "陵水黎族自治县"),
        ("320508", 2012, "姑苏区"),
        ("500110", 2010, "万盛区"),
        ("500110", 2011, "綦江区"),
    ],
)
def test_it_knows_who_held_a_code_at_the_end_of_a_year(
    gazetteer: Gazetteer, code: str, year: int, name: str
) -> None:
    assert gazetteer.at(code, year).name == name


@pytest.mark.parametrize(
    ("code", "year"),
    [("340702", 2015), ("340705", 2014), ("440310", 2015), ("330104", 2021), ("310108", 2015)],
)
def test_it_knows_that_nobody_held_a_code(gazetteer: Gazetteer, code: str, year: int) -> None:
    assert gazetteer.at(code, year) is None


@pytest.mark.parametrize(
    ("key", "today"),
    [
        ("340702", ["340705"]),
        ("310108", ["310106"]),
        ("330104", ["330102", "330114"]),
        ("500112", ["500109", "500157"]),
        ("500105", ["500157"]),
        ("130521", ["130502", "130503"]),
        ("520321", ["520302", "520303", "520304"]),
        ("460004", ["460105", "460106", "460107", "460108"]),
        ("640222", ["640104", "640221"]),
        ("330103", ["330105"]),
        ("320124", ["320117"]),
        ("370205", ["370203"]),
        ("420600-2009", ["420600"]),
        ("510123", ["510115"]),
        ("110103", ["110101"]),
        ("110104", ["110102"]),
        ("320107", ["320106"]),
        ("320502", ["320508"]),
        ("320503", ["320508"]),
        ("320504", ["320508"]),
        ("310119", ["310115"]),
        ("310103", ["310101"]),
        ("230107", ["230110"]),
        ("230105", ["230104"]),
        ("371200", ["370116", "370117"]),
        ("532700", ["530800"]),
        ("500110-2010", ["500110"]),
        ("500111-2010", ["500111"]),
        ("341400", ["340124", "340181", "340281", "340522", "340523"]),
        ("440300-pingshan", ["440310"]),
        ("440300-guangming", ["440311"]),
        ("360100-honggutan", ["360113"]),
        ("320585", ["320585"]),
    ],
)
def test_it_follows_a_division_to_today(gazetteer: Gazetteer, key: str, today: list[str]) -> None:
    assert sorted(d.key for d in gazetteer.today(gazetteer.get(key))) == today


def test_every_former_division_leads_to_today(gazetteer: Gazetteer) -> None:
    lost = [d.key for d in gazetteer if d.level != "zone" and not gazetteer.today(d)]
    assert lost == []


def test_successors_are_in_force_when_the_former_division_ends(gazetteer: Gazetteer) -> None:
    gaps = [
        (d.key, successor.key)
        for d in gazetteer
        for successor in gazetteer.successors(d)
        if d.code and not successor.in_force(d.last_year + 1)
    ]
    assert gaps == []


def test_no_year_is_lost_between_a_division_and_what_it_became(gazetteer: Gazetteer) -> None:
    """A successor begins the year after, or was there; where the code moved on alone, it begins then."""
    for division in gazetteer:
        after = gazetteer.successors(division)
        assert all((new.first_year or 0) <= division.last_year + 1 for new in after if division.code)
        same = [new for new in after if new.code == division.code and new.name != division.name]
        assert all(new.first_year == division.last_year + 1 for new in same)


def test_what_a_division_was_and_became_agree(gazetteer: Gazetteer) -> None:
    for division in (d for d in gazetteer if d.code and d.last_year):
        for successor in gazetteer.successors(division):
            assert division in gazetteer.predecessors(successor)
            assert division.code[:2] == successor.code[:2], (division.key, successor.key)


def test_every_former_division_holds_its_code_in_its_last_year(gazetteer: Gazetteer) -> None:
    for division in (d for d in gazetteer if d.code and d.last_year and d.last_year >= 1999):
        assert gazetteer.then(division, division.last_year) == (division,)
        assert gazetteer.at(division.code, division.last_year) is division


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("342501", 1999, "宣州市"),
        ("332501", 1999, "丽水市"),
        ("362502", 1999, "临川市"),
        ("320212", 1999, "马山区"),
        ("142702", 1999, "永济市"),
        ("340207", 2000, "鸠江区"),
        ("500383", 2000, "永川市"),
        ("640111", 2001, "郊区"),
        ("640203", 2001, "石嘴山区"),
        ("469021", 2004, "定安县"),
        ("469030", 2004, "琼中黎族苗族自治县"),
        ("620925", 2004, "安西县"),
        ("230110", 2005, "香坊区"),
        ("460302", 2021, "西沙区"),
    ],
)
def test_it_follows_the_standard_where_a_list_of_upstream_errs(
    gazetteer: Gazetteer, code: str, year: int, name: str
) -> None:
    assert gazetteer.at(code, year).name == name


@pytest.mark.parametrize(
    ("key", "today"),
    [
        ("330721", ["金东区", "婺城区"]),
        ("411123", ["郾城区", "召陵区"]),
        ("440582", ["潮阳区", "潮南区"]),
        ("542528", ["仲巴县"]),
    ],
)
def test_it_names_every_successor_of_a_divided_county(
    gazetteer: Gazetteer, key: str, today: list[str]
) -> None:
    assert names(gazetteer.today(gazetteer.get(key))) == today


def test_it_follows_a_division_back_to_its_predecessors(gazetteer: Gazetteer) -> None:
    gusu = gazetteer.get("320508")
    assert names(gazetteer.then(gusu, 2010)) == ["沧浪区", "平江区", "金阊区"]
    assert names(gazetteer.predecessors(gusu)) == ["沧浪区", "平江区", "金阊区"]


def test_it_goes_back_on_the_same_level_where_it_can(gazetteer: Gazetteer) -> None:
    assert names(gazetteer.then(gazetteer.get("370116"), 2010)) == ["莱城区"]
    assert names(gazetteer.then(gazetteer.get("340181"), 2005)) == ["居巢区"]


def test_it_says_nothing_of_a_zone_before_it_was_set_up(gazetteer: Gazetteer) -> None:
    assert gazetteer.then(gazetteer.get("440300-pingshan"), 2005) == ()


@pytest.mark.parametrize(
    ("key", "year", "path"),
    [
        ("320585", None, "江苏省/苏州市/太仓市"),
        ("110105", None, "北京市/朝阳区"),
        ("420602", 2009, "湖北省/襄樊市/襄城区"),
        ("420602", 2010, "湖北省/襄阳市/襄城区"),
        ("429004", None, "湖北省/仙桃市"),
        ("659001", None, "新疆维吾尔自治区/石河子市"),
        ("341402", None, "安徽省/巢湖市/居巢区"),
        ("440300-pingshan", None, "广东省/深圳市/坪山新区"),
        ("310106-caojiadu", 2014, "上海市/静安区/曹家渡街道"),
        ("532701", None, "云南省/思茅地区/思茅市"),
        ("500222", None, "重庆市/綦江县"),
    ],
)
def test_it_writes_the_path_of_a_year(gazetteer: Gazetteer, key: str, year: int | None, path: str) -> None:
    assert gazetteer.path(gazetteer.get(key), year) == path


def test_children_are_those_of_the_year(gazetteer: Gazetteer) -> None:
    tongling = gazetteer.get("340700")
    assert names(gazetteer.children(tongling, 2014)) == ["铜官山区", "狮子山区", "郊区", "铜陵县"]
    assert names(gazetteer.children(tongling)) == ["铜官区", "义安区", "郊区", "枞阳县"]


def test_children_of_a_renamed_city_are_found_under_both_names(gazetteer: Gazetteer) -> None:
    assert "墨江哈尼族自治县" in names(gazetteer.children(gazetteer.get("530800"), 2005))
    assert "墨江哈尼族自治县" in names(gazetteer.children(gazetteer.get("530800-2006"), 2005))


def test_ancestors_stand_the_province_first(gazetteer: Gazetteer) -> None:
    assert names(gazetteer.ancestors(gazetteer.get("320585"))) == ["江苏省", "苏州市"]


def test_a_lineage_ends_with_the_place_itself(gazetteer: Gazetteer) -> None:
    xiangcheng = gazetteer.get("420602")
    assert names(gazetteer.lineage(xiangcheng, 2009)) == ["湖北省", "襄樊市", "襄城区"]
    assert gazetteer.lineage(xiangcheng)[:-1] == gazetteer.ancestors(xiangcheng)


def test_a_circle_of_parents_ends_the_climb() -> None:
    here, there = Place("1", "", "甲", (), "county", "2"), Place("2", "", "乙", (), "county", "1")
    assert Gazetteer([here, there]).path(here) == "乙/甲"


def test_who_holds_a_code_today_stands_first_and_then_the_latest(gazetteer: Gazetteer) -> None:
    assert [place.key for place in gazetteer.holders["500110"]] == ["500110", "500110-2010"]


@pytest.mark.parametrize(
    ("key", "short", "written"),
    [
        ("222400", "延边", "延边州"),
        ("422800", "恩施", "恩施州"),
        ("150000", "内蒙古", "内蒙古自治区"),
        ("450000", "广西", "广西壮族自治区"),
        ("810000", "香港", "香港特别行政区"),
        ("320500", "苏州", "苏州市"),
        ("429021", "神农架", "神农架林区"),
        ("520203", "六枝", "六枝特区"),
        ("331127", "景宁", "景宁县"),
        ("150722", "莫力达瓦", "莫旗"),
        ("430921", "南县", "南县"),
        ("632500", "海南州", "海南州"),
        ("140302", "城区", "城区"),
        ("120116", "滨海", "滨海新区"),
    ],
)
def test_a_division_has_its_short_name_and_other_names(
    gazetteer: Gazetteer, key: str, short: str, written: str
) -> None:
    division = gazetteer.get(key)
    assert division.short_name == short
    assert written in division.names
    assert division in gazetteer.named(written)


def test_regions_are_those_of_the_statistics_bureau(gazetteer: Gazetteer) -> None:
    provinces = [d for d in gazetteer if d.level == "province"]
    assert Counter(d.region for d in provinces) == {
        "east": 10,
        "central": 6,
        "west": 12,
        "northeast": 3,
        "": 3,
    }
    assert {d.name for d in provinces if not d.region} == {"台湾省", "香港特别行政区", "澳门特别行政区"}


def test_it_is_built_from_places_of_any_origin() -> None:
    gazetteer = Gazetteer([Place("x", "990000", "某省", (), "province")])
    assert gazetteer.at("990000", 2000).name == "某省"
    assert len(gazetteer) == 1
