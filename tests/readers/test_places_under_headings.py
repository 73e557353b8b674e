"""A name of several counties is that of the heading in force, or doubtful: never one from further up."""

import pytest

from tests.readers.layouts import read, words

TITLE = "2021年度全国和谐社区建设示范单位名单\n"
JIANGSU = "江苏省南京市鼓楼区\n江苏省太仓市\n"


def places_of(text: str, printed: str) -> list[str]:
    """Where the entries with these words lie; empty strings are doubtful."""
    return [award.place_then for award in read(text).awards if words(award)[1] == printed]


def doubts_of(text: str, printed: str) -> list[str]:
    """What is doubtful of the place of an entry."""
    return [
        problem.message.partition("：")[2]
        for award in read(text).awards
        if words(award)[1] == printed
        for problem in award.problems
        if "可能" in problem.message
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "福建省", "福建省（2个）", "福建省入选名单", "【福建省】", "（二）福建省", "福建省推荐单位：",
        "福建省先进单位", "福州市", "来自福建省的有：", "福建省示范社区（2个）",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [JIANGSU, "江苏省\n南京市鼓楼区\n太仓市\n"])
def test_a_county_of_a_common_name_is_of_the_heading_above_it(heading: str, before: str) -> None:
    text = f"{TITLE}{before}{heading}\n鼓楼区\n台江区\n"
    assert places_of(text, "鼓楼区") == ["福建省/福州市/鼓楼区"]
    text = f"{TITLE}{before}{heading}\n鼓楼区军门社区\n台江区瀛洲社区\n"
    assert places_of(text, "鼓楼区军门社区") == ["福建省/福州市/鼓楼区"]


@pytest.mark.parametrize(
    ("before", "heading", "printed", "place"),
    [
        ("甘肃省兰州市城关区\n", "西藏自治区入选名单", "城关区", "西藏自治区/拉萨市/城关区"),
        ("辽宁省沈阳市铁西区\n", "吉林省入选名单", "铁西区", "吉林省/四平市/铁西区"),
        ("吉林省长春市朝阳区\n", "北京市入选名单", "朝阳区", "北京市/朝阳区"),
        ("四川省乐山市市中区\n", "枣庄市入选名单", "市中区", "山东省/枣庄市/市中区"),
        ("河北省石家庄市新华区\n", "河南省入选名单", "新华区", "河南省/平顶山市/新华区"),
        ("河南省平顶山市新华区\n", "沧州市入选名单", "新华区", "河北省/沧州市/新华区"),
        ("江苏省南京市鼓楼区\n", "徐州市入选名单", "鼓楼区", "江苏省/徐州市/鼓楼区"),
    ],
)
def test_so_it_is_with_every_common_name(before: str, heading: str, printed: str, place: str) -> None:
    text = f"{TITLE}{before}江苏省太仓市\n{heading}\n{printed}\n{printed}东园社区\n"
    assert places_of(text, printed) == [place]
    assert places_of(text, f"{printed}东园社区") == [place]


@pytest.mark.parametrize(
    ("before", "heading", "printed", "possible"),
    [
        ("辽宁省沈阳市铁西区\n", "辽宁省入选名单", "铁西区", "辽宁省/沈阳市/铁西区、辽宁省/鞍山市/铁西区"),
        ("枣庄市市中区\n", "山东省入选名单", "市中区", "山东省/济南市/市中区、山东省/枣庄市/市中区"),
        ("四川省乐山市市中区\n", "四川省入选名单", "市中区", "四川省/内江市/市中区、四川省/乐山市/市中区"),
    ],
)
def test_of_several_in_the_province_of_the_heading_none_is_guessed(
    before: str, heading: str, printed: str, possible: str
) -> None:
    text = f"{TITLE}{before}江苏省太仓市\n{heading}\n{printed}\n"
    assert places_of(text, printed)[-1] == ""
    assert doubts_of(text, printed) == [f"地名有几种可能：{possible}。"]


def test_of_several_in_the_province_that_in_the_city_before_it_is_meant() -> None:
    text = f"{TITLE}河北省\n沧州市新华区\n石家庄市长安区\n新华区\n"
    assert places_of(text, "新华区") == ["河北省/石家庄市/新华区"]


def test_what_the_heading_does_not_contain_is_doubtful() -> None:
    text = f"{TITLE}{JIANGSU}湖南省入选名单\n鼓楼区\n浏阳市\n"
    assert places_of(text, "鼓楼区") == [""]
    assert "福建省/福州市/鼓楼区" in doubts_of(text, "鼓楼区")[0]


def test_an_entry_of_another_province_between_heading_and_name_makes_it_doubtful() -> None:
    text = "福建省2021年示范社区名单\n江苏省南京市鼓楼区\n鼓楼区\n晋江市\n"
    assert places_of(text, "鼓楼区") == [""]


def test_who_recommended_the_entries_below_is_no_entry_and_says_where_they_are() -> None:
    text = f"{TITLE}{JIANGSU}福建省民政厅推荐\n鼓楼区\n台江区\n"
    assert places_of(text, "鼓楼区") == ["福建省/福州市/鼓楼区"]
    assert places_of(text, "福建省民政厅推荐") == []


def test_without_a_heading_the_city_of_the_entry_before_it_counts() -> None:
    text = f"{TITLE}福建省福州市鼓楼区\n江苏省南京市玄武区\n鼓楼区\n"
    assert places_of(text, "鼓楼区") == ["江苏省/南京市/鼓楼区"]


def test_a_county_before_a_colon_is_of_the_heading_above_it() -> None:
    text = f"{TITLE}{JIANGSU}福建省入选名单\n鼓楼区：军门社区、庆城社区\n台江区：瀛洲社区、光明社区\n"
    assert places_of(text, "庆城社区") == ["福建省/福州市/鼓楼区"]
    assert places_of(text, "光明社区") == ["福建省/福州市/台江区"]


def test_the_province_of_a_table_s_cell_counts() -> None:
    rows = (
        "省份\t案例\t单位",
        "江苏省\t网格微治理\t南京市鼓楼区",
        "福建省\t大协商\t鼓楼区",
        "福建省\t村务公开\t晋江市",
    )
    text = "\n".join(rows)
    assert places_of(text, "鼓楼区") == ["福建省/福州市/鼓楼区"]


def test_the_heading_is_kept_as_the_evidence_of_the_province() -> None:
    award = read(f"{TITLE}{JIANGSU}福建省\n鼓楼区\n台江区\n").awards[2]
    assert (award.place_above and award.place_above.value) == "福建省"


@pytest.mark.parametrize(("count", "problems"), [(2, []), (3, [("文中说有 3 个，读到 2 个。", "3")])])
def test_a_city_with_its_number_below_a_bare_province_is_read_and_compared(
    count: int, problems: list[tuple[str, str]]
) -> None:
    text = f"{TITLE}四川省\n成都市（{count}个）\n武侯区\n锦江区\n绵阳市（1个）\n涪城区\n"
    document = read(text)
    found = [
        (each.message, text[each.start : each.end]) for each in document.problems if "个" in each.message
    ]
    assert places_of(text, "锦江区") == ["四川省/成都市/锦江区"]
    assert found == problems
    assert not any("没有读懂" in each.message for each in document.problems)


def test_places_that_head_each_other_are_no_lines_that_were_not_read() -> None:
    text = f"{TITLE}四川省\n成都市\n武侯区\n玉林街道\n浆洗街街道\n绵阳市\n涪城区\n城厢街道\n"
    assert places_of(text, "浆洗街街道") == ["四川省/成都市/武侯区"]
    assert not any("没有读懂" in each.message for each in read(text).problems)


FIRST, SECOND = "第一批（2011年）", "第二批（2013年）"


def test_a_province_of_one_batch_is_not_over_the_next() -> None:
    lines = ["实验区名单", FIRST, "江苏省", "南京市建邺区", "苏州市吴江区"]
    lines += [SECOND, "北京市石景山区", "上海市杨浦区", "鼓楼区"]
    *others, last = read("\n".join([*lines, ""])).awards

    assert not any(award.problems for award in others)
    assert any("地名有几种可能" in each.message for each in last.problems)


def test_a_province_over_its_batches_stays_over_them() -> None:
    lines = ["实验区名单", "江苏省", FIRST, "建邺区", "吴江区", SECOND, "泉山区"]
    lines += ["浙江省", FIRST, "上城区", SECOND, "北京市石景山区", ""]
    award = read("\n".join(lines)).awards[-1]

    assert any("不在上面写的浙江省" in each.message for each in award.problems)
