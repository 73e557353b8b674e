"""Query expansion: other names and spellings, places through time, the catalogue, compounds."""

import pytest

from tests.search.asked import accessions, printing, reasons
from tests.search.memory import Case, MemoryLibrary, make_place, make_term, real_library


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "accession", "reason"),
    [
        ("三社联动", "2014-sqzl-w10", "机制:三社联动(近义:三社协作)"),
        ("三社协作", "2014-sqzl-w05", "机制:三社联动(近义:三社协作)"),
        ("三社联动", "2014-sqzl-w07", "机制:四社联动(三社联动的下位词)"),
        ("铜官区", "2014-sqzl-n07", "地区:铜官山区 → 今铜官区"),
        ("坪山区", "2015-sqzl-w07", "地区:坪山新区 → 今坪山区"),
        ("苏州", "2015-sqzl-w01", "地区:江苏省/苏州市/太仓市"),
        ("江苏太仓", "2015-sqzl-w01", "地区:江苏太仓 → 江苏省/苏州市/太仓市"),
        ("阳泉郊区", "2015-sqzl-n01", "地区:阳泉郊区 → 山西省/阳泉市/郊区"),
        ("闸北区", "2014-sqzl-n03", "地区:闸北区 → 今静安区(获评时尚未合并)"),
        ("闸北", "2014-sqzl-n03", "地区:闸北区 → 今静安区(获评时尚未合并)"),
        ("sanshe", "2014-syq-p01", "拼音:sanshe → 三社联动"),
        ("taicang", "2015-sqzl-w01", "拼音:taicang → 江苏省/苏州市/太仓市"),
        ("san-she", "2014-syq-p01", "拼音:san-she → 三社联动"),
        ("ninghai", "2015-sqzl-w06", "拼音:ninghai → 宁海"),
        ("3社联动", "2014-sqzl-w10", "机制:三社联动(近义:3社联动)"),
        ("mqlsh", "2015-sqzl-n09", "首字母:mqlsh → 民情理事会"),
        ("宁海三十六条", "2015-sqzl-w06", "数字:宁海36条"),
        ("权力清单36条", "2015-sqzl-w06", "数字:权力清单三十六条"),
        ("十大", "2014-sqzl-w01", "等次:十大创新成果"),
        ("2014年度", "2014-sqzl-w01", "年度:2014"),
        ("二〇一五年", "2015-sqzl-n01", "年度:2015"),
        ("典型案例", "2021-jczl-t01", "等次:典型案例"),
        ("民政部办公厅", "2021-jczl-t01", "发布机关:民政部办公厅"),
        ("2014-sqzl-w01", "2014-sqzl-w01", "入库编号:2014-sqzl-w01"),
        ("深圳社区基金会", "2014-sqzl-n01", "拆词:深圳 + 社区基金会"),
        ("三社联动机制", "2014-syq-p01", "不计引号"),
        ("深圳大盆菜", "2015-sqzl-w04", "拆词:深圳 + 大盆菜"),
    ],
)
def test_a_term_is_expanded_and_the_reason_says_how(typed, accession, reason):
    assert accession in accessions(typed)
    assert reasons(typed, accession) == [reason]


def test_each_term_has_its_own_reason():
    assert reasons("2015 提名", "2015-sqzl-n04") == ["年度:2015", "等次:提名成果"]


def test_year_and_tier_find_exactly_the_edition():
    expected = [f"2015-sqzl-n{number:02}" for number in range(1, 10)]
    assert accessions("2015 提名") == accessions("2015提名") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("铜官山", ["2014-sqzl-n07"]),
        ("太仓", ["2015-sqzl-w01"]),
        ("雨花台", ["2014-syq-p01"]),
        ("雨花台区", ["2014-syq-p01"]),
        ("suzhou", ["2015-sqzl-w01"]),
        ("实验区", ["2014-syq-p01"]),
        ("宁海36条", ["2015-sqzl-w06"]),
        ("宁海３６条", ["2015-sqzl-w06"]),
        ("343", ["2015-sqzl-w08"]),
        ("1+10", ["2015-sqzl-n07"]),
        ("o2o", ["2015-sqzl-w10"]),
        ("動機", ["2014-syq-p01"]),  # “三社联动”机制: quotation marks make no difference
        ("共建共智", []),
    ],
)
def test_it_finds_exactly(typed, expected):
    assert accessions(typed) == expected


def test_a_place_name_inside_another_is_not_that_place():
    assert "2014-syq-p01" not in accessions("雨花区")
    assert accessions("雨花区") == ["2014-sqzl-n05"]
    assert set(accessions("雨花")) == {"2014-syq-p01", "2014-sqzl-n05"}


def test_a_common_noun_is_not_read_as_a_place():
    library = MemoryLibrary(
        [Case(text="城中村和郊区。"), Case(then="tl", now="yc", text="无关。")],
        [
            make_place("al", "安徽省"),
            make_place("tl", "郊区", parent="al", last_year=2015, successors=("yc",)),
            make_place("yc", "义安区", parent="al"),
            make_place("x", "丙区", parent="al"),
        ],
    )
    later = MemoryLibrary(
        [Case(text="郊区。"), Case(then="yc", now="yc")], library.vocabulary.places.values()
    )
    assert later.ranked("郊区") == [1]
    assert later.ranked("地区:郊区") == [2]
    assert later.reasons("地区:郊区", 2) == ["地区:郊区 → 今义安区"]
    assert later.ranked("安徽郊区") == [2]


def test_the_short_name_of_a_former_place_that_is_mostly_something_else_finds_no_place():
    places = [
        make_place("sc", "四川省"),
        make_place("sz", "市中区", parent="sc", last_year=2003, successors=("cs",)),
        make_place("cs", "船山区", parent="sc"),
    ]
    cases = [Case(text="城市中的社区。"), Case(text="城市中心。"), Case(then="cs", now="cs")]
    assert MemoryLibrary(cases, places).ranked("市中") == [1, 2]
    assert MemoryLibrary(cases, places).ranked("市中区") == [3]


@pytest.mark.slow
def test_a_field_limits_the_expansions():
    assert accessions("标题:三社协作") == ["2014-sqzl-w10"]
    assert accessions("地区:taicang") == ["2015-sqzl-w01"]
    assert accessions("申报单位:taicang") == []


def test_words_typed_in_one_may_be_idle():
    assert set(accessions("三社联动的案例")) == set(accessions("三社联动"))


def test_a_mechanism_in_the_words_of_a_narrower_one_counts_for_the_broader():
    library = MemoryLibrary(
        [Case(mechanisms=("narrow",)), Case(mechanisms=("wide",)), Case()],
        terms=[make_term("wide", "多元共治"), make_term("narrow", "三社联动", broader="wide")],
    )
    assert library.ranked("多元共治") == [2, 1]
    assert library.ranked("三社联动") == [1]


def test_reasons_are_the_same_for_traditional_script():
    assert reasons("銅官區", "2014-sqzl-n07") == ["地区:铜官山区 → 今铜官区"]
    assert accessions("三社協作") == accessions("三社协作")


def test_matters_of_course_in_front_of_a_mechanism_are_optional():
    assert set(accessions("社区物业管理")) == set(accessions("物业管理"))
    assert set(accessions("城乡社区协商")) == set(accessions("社区协商"))
    assert set(accessions("文化建设")) == set(accessions("社区文化建设"))


def test_the_beginning_of_another_name_means_the_mechanism_only_when_it_is_most_of_it():
    assert accessions("一刻钟") == ["0000-sqzl-w01"]
    assert "2014-sqzl-w06" not in accessions("老旧小区")
    assert set(accessions("人居环境")) == set(accessions("人居环境整治"))


def test_a_tier_is_not_taken_for_its_programme():
    assert not any("-n" in accession for accession in accessions("十大创新成果"))
    assert len(accessions("中国社区治理十大创新成果")) == 41


@pytest.mark.parametrize(
    ("typed", "accession"),
    [
        ("3社协作助推", "2014-sqzl-w10"),
        ("6个一街道", "2014-sqzl-w01"),
        ("5家建设", "2015-sqzl-n08"),
        ("3事分流社区治理", "2014-sqzl-w11"),
    ],
)
def test_numerals_are_read_either_way_across_quotation_marks_too(typed, accession):
    assert accession in accessions(typed)


def test_numerals_are_read_either_way_in_words_of_the_catalogue():
    assert set(accessions("2015 10大")) >= set(accessions("2015 十大"))
    assert set(accessions("2015年10大")) == set(accessions("2015年十大"))


def test_a_neighbour_that_merged_later_comes_last_and_is_said_to_be_one():
    places = [
        make_place("s", "某市"),
        make_place("a", "甲区", parent="s", last_year=2015, successors=("b",)),
        make_place("b", "乙区", parent="s"),
    ]
    library = MemoryLibrary(
        [
            Case(then="b", now="b", facets={"year": "2014"}),
            Case(then="a", now="b", facets={"year": "2014"}),
            Case(then="b", now="b", facets={"year": "2016"}),
        ],
        places,
    )
    assert library.ranked("甲区")[-1] == 1
    assert [library.reasons("甲区", number) for number in (1, 2, 3)] == [
        ["地区:甲区 → 今乙区(获评时尚未合并)"],
        ["地区:某市/甲区"],
        ["地区:甲区 → 今乙区"],
    ]


def test_parts_of_the_country_are_what_they_consist_of():
    library, provinces = real_library(), ("310000", "320000", "330000", "340000")
    there = {number for code in provinces for number in library.bitmaps["place"].get(code, ())}
    assert there <= set(library.ranked("长三角"))
    assert set(library.ranked("地区:长三角")) == there


@pytest.mark.parametrize(
    ("typed", "accession", "reason"),
    [
        ("温江343协商", "2015-sqzl-w08", "拆词:温江 + 343 + 协商"),
        ("哈尔滨一分两统三定四变", "2014-sqzl-n09", "拆词:哈尔滨 + 一分两统三定四变(不计标点)"),
        ("社区减负做法", "2014-sqzl-n09", "拆词:社区减负(机制:社区减负(近义:行政负担))"),
        ("怎么给社区减负", "0000-sqzl-w01", "拆词:社区减负"),
        ("百分之九十", "0000-sqzl-w01", "数字:90%"),
        ("一加十", "2015-sqzl-n07", "数字:1+10"),
        ("粤", "2015-sqzl-w04", "地区:粤 → 广东省"),
        ("华东", "2015-sqzl-n05", "地区:华东 → 上海市"),
    ],
)
def test_what_a_second_judge_missed_is_found_with_its_reason(typed, accession, reason):
    assert reasons(typed, accession) == [reason]


def test_a_word_that_stands_by_itself_is_no_beginning_of_another_name():
    assert set(accessions("社区工作")) == printing("社区工作")
