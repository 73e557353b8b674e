"""Other names: what offices and readers say leads to the mechanism of which the cases tell."""

import pytest

from tests.search.asked import accessions, printing
from tests.search.memory import real_library

NAMES = {
    "为老服务": "老人 独居老人 空巢老人 独居 空巢 高龄老人 养老 助老 敬老 社区食堂 食堂",
    "社区减负": "盖章 开证明 证明材料 填表 填表报数 台账 台帐 报表 社区负担",
    "社区工作者队伍建设": "工资 待遇 薪酬 薪资 社区工作者待遇 职业发展",
    "清单制度": "乱花钱 微腐败 小微腐败",
    "乡贤参事": "乡绅 能人 乡村能人",
    "人居环境整治": "旧楼 旧楼区 老旧楼院 城市更新",
    "物业管理": "物业费",
}


@pytest.mark.parametrize(
    ("word", "mechanism"), [(word, mechanism) for mechanism, words in NAMES.items() for word in words.split()]
)
def test_another_name_finds_the_cases_of_its_mechanism(word, mechanism):
    library = real_library()
    [slug] = library.lexicon.mechanisms_named(mechanism)
    coded = {library.cases[number].accession for number in library.bitmaps["mechanism"][slug]}
    assert coded <= set(accessions(word))
    assert set(accessions(word)) - coded <= printing(word)


def test_people_from_elsewhere_are_no_mechanism_but_one_thing():
    assert set(accessions("流动人口")) == set(accessions("外来人口")) == printing("外来务工")


def test_numbers_of_hotlines_are_found_as_printed():
    assert accessions("12345") == ["2014-syq-p01"]
