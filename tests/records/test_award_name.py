"""An award without a title is called by who was honoured and the honour."""

import pytest

from cases.records.award_name import award_name, honour


@pytest.mark.parametrize(
    ("programme", "tier", "said"),
    [
        ("全国社区治理和服务创新实验试点", "试点单位", "全国社区治理和服务创新实验试点单位"),
        ("全国乡村治理示范村", "示范村", "全国乡村治理示范村"),
        ("中国社区治理十大创新成果", "提名成果", "中国社区治理十大创新成果提名成果"),
        ("优秀社区", "区级优秀单位", "优秀社区区级优秀单位"),
        ("典型案例", "", "典型案例"),
    ],
)
def test_an_honour_says_once_what_ends_the_programme_and_begins_the_tier(programme, tier, said):
    assert honour(programme, tier) == said


def test_a_name_says_the_honour_once():
    named = award_name("", "某社区", ["江苏省"], honour("创新实验试点", "试点单位"))
    assert named == "江苏省某社区（创新实验试点单位）"
