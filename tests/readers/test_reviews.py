"""What became of an award that was honoured before is read of its own clause, its own row or its heading."""

import pytest

from cases.readers.lists.reviews import reviews
from tests.readers.layouts import read

NEW, NOT_PASSED = "new", "not passed"


def said_of(text: str) -> dict[str, str]:
    """What is said of each unit of a document; with a question mark where a person has to look."""
    awards = read(text).awards
    found = {}
    for award, review in zip(awards, reviews(text, awards), strict=True):
        kind = NEW if review is None else review.kind or NOT_PASSED
        assert award.applicant is not None
        is_asked = review is not None and review.kind and review.doubt
        found[award.applicant.value] = f"{kind}?" if is_asked else kind
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "经评估，南京市鼓楼区、苏州市姑苏区等2个实验区结项验收结果为优秀，无锡市滨湖区、常州市天宁区等2个实验区结项"
            "验收结果为合格，撤销徐州市云龙区实验区资格。同时，确认南通市崇川区、扬州市广陵区为第五批全国实验区。",
            ["accepted"] * 4 + ["withdrawn"] + [NEW] * 2,
        ),
        (
            "南京市鼓楼区通过结项验收，苏州市姑苏区暂缓验收，无锡市滨湖区复核不合格，被撤销实验区资格。",
            ["accepted", NOT_PASSED, "withdrawn"],
        ),
        (
            "结项验收结果为优秀的有：南京市鼓楼区、苏州市姑苏区；合格的有：无锡市滨湖区、常州市天宁区；"
            "不合格的有：徐州市云龙区、南通市崇川区。",
            ["accepted"] * 4 + [NOT_PASSED] * 2,
        ),
        (
            "经复核，决定保留南京市鼓楼区华侨路街道、苏州市姑苏区平江街道“和谐社区”称号，取消无锡市滨湖区河埒街道、"
            "常州市天宁区兰陵街道称号；徐州市云龙区彭城街道、南通市崇川区和平桥街道限期整改。",
            ["reviewed"] * 2 + ["withdrawn"] * 2 + [NOT_PASSED] * 2,
        ),
        (
            "对南京市鼓楼区华侨路街道、苏州市姑苏区平江街道予以摘牌，其余单位继续保留称号。",
            ["withdrawn"] * 2,
        ),
        (
            "对2015年确认为实验区的南京市鼓楼区、苏州市姑苏区进行了结项验收，均通过验收。",
            ["accepted"] * 2,
        ),
        ("南京市鼓楼区、苏州市姑苏区等2个实验区通过验收，命名为示范区。", [NEW] * 2),
        (
            "抽查中发现南京市鼓楼区华侨路街道、苏州市姑苏区平江街道弄虚作假，给予黄牌警告；"
            "无锡市滨湖区河埒街道连续两年考核不达标，摘除“示范街道”牌匾。",
            [NOT_PASSED] * 2 + ["withdrawn"],
        ),
        (
            "南京市鼓楼区华侨路街道、苏州市姑苏区平江街道通过了复审，无锡市滨湖区河埒街道被要求限期整改，"
            "常州市天宁区兰陵街道则被摘牌。",
            ["reviewed"] * 2 + [NOT_PASSED, "withdrawn"],
        ),
        (
            "同意南京市鼓楼区、苏州市姑苏区如期结项，无锡市滨湖区实验期延长一年。常州市天宁区任务尚未完成，暂不予结项。",
            ["accepted"] * 2 + [NOT_PASSED] * 2,
        ),
        (
            "名单中的南京市鼓楼区、苏州市姑苏区等2个实验区取消资格并通过验收，无锡市滨湖区、常州市天宁区等2个区验收合格。",
            ["withdrawn?"] * 2 + ["accepted"] * 2,
        ),
    ],
)
def test_a_statement_is_of_the_units_of_its_own_clause(text: str, expected: list[str]) -> None:
    assert list(said_of(f"关于实验区情况的通报\n{text}\n").values()) == expected


def test_the_withdrawn_unit_is_read_with_its_own_words() -> None:
    text = (
        "南京市鼓楼区、苏州市姑苏区等2个实验区通过结项验收，"
        "撤销徐州市云龙区实验区资格，终止宿迁市宿城区试点。"
    )
    document = read(text)
    found = reviews(text, document.awards)

    assert [each.applicant.value for each in document.awards if each.applicant] == [
        "南京市鼓楼区",
        "苏州市姑苏区",
        "徐州市云龙区",
        "宿迁市宿城区",
    ]
    assert [text[each.start : each.end] for each in found if each is not None][2:] == [
        "撤销徐州市云龙区实验区资格",
        "终止宿迁市宿城区试点",
    ]
    assert not [each for each in document.problems if "文中说有" in each.message]


def test_headings_say_it_of_what_stands_below_them() -> None:
    text = "\n".join(
        [
            "关于和谐社区复核结果的通报",
            "一、复核合格（2个）", "南京市鼓楼区华侨路街道", "苏州市姑苏区平江街道",
            "二、限期整改（1个）", "无锡市滨湖区河埒街道",
            "三、撤销称号（1个）", "常州市天宁区兰陵街道",
            "四、新命名（1个）", "徐州市云龙区彭城街道",
            "",
        ]
    )  # fmt: skip
    assert list(said_of(text).values()) == ["reviewed", "reviewed", NOT_PASSED, "withdrawn", NEW]


def test_what_a_row_says_is_not_said_of_the_rows_below_it() -> None:
    rows = [
        "1\t南京市鼓楼区华侨路街道\t新认定",
        "2\t苏州市姑苏区平江街道\t复审合格",
        "3\t无锡市滨湖区河埒街道\t",
    ]
    text = "\n".join(["2021年示范街道名单", "序号\t单位\t备注", *rows, "4\t常州市天宁区兰陵街道\t撤销", ""])

    assert list(said_of(text).values()) == [NEW, "reviewed", NEW, "withdrawn"]


def test_a_review_without_its_result_is_asked_about() -> None:
    text = "关于示范社区复核结果的通知\n南京市鼓楼区华侨路街道\n苏州市姑苏区平江街道\n"

    assert list(said_of(text).values()) == ["reviewed?", "reviewed?"]


def test_what_is_said_of_nobody_in_particular_governs_no_list() -> None:
    text = (
        "经复核，下列街道合格。对复核不合格的单位，撤销称号。\n南京市鼓楼区华侨路街道\n苏州市姑苏区平江街道\n"
    )

    assert list(said_of(text).values()) == ["reviewed", "reviewed"]


def test_a_single_unit_below_a_heading_and_the_units_behind_one_are_read() -> None:
    text = "\n".join(
        [
            "关于试点结项验收情况的通报",
            "一、通过结项验收的试点单位",
            "（一）优秀等次（2个）：南京市鼓楼区华侨路街道、苏州市姑苏区平江街道。",
            "（二）合格等次（2个）：无锡市滨湖区河埒街道、徐州市云龙区彭城街道。",
            "二、取消试点资格的单位",
            "常州市天宁区兰陵街道。",
            "",
        ]
    )
    assert list(said_of(text).values()) == ["accepted"] * 4 + ["withdrawn"]


def test_what_became_of_a_unit_is_no_title_of_it() -> None:
    text = (
        "关于试点单位的验收意见\n南京市鼓楼区：通过验收，评定为优秀。\n苏州市姑苏区：未通过验收，责令整改。\n"
    )

    assert [award.title for award in read(text).awards] == [None, None]
    assert list(said_of(text).values()) == ["accepted", NOT_PASSED]


def test_a_unit_behind_the_words_of_an_article_is_read() -> None:
    text = "近日，我市昆山市、张家港市承担的实验区项目以优秀等次通过结项验收。\n"

    assert said_of(text) == {"昆山市": "accepted", "张家港市": "accepted"}


def test_what_is_said_of_a_unit_that_was_not_read_is_not_said_of_the_one_before_it() -> None:
    text = (
        "关于街道复核情况的通报\n苏州市姑苏区平江街道、无锡市滨湖区河埒街道复核合格，后宰门街道则被摘牌。\n"
    )

    assert list(said_of(text).values()) == ["reviewed", "reviewed"]


def test_a_heading_that_ends_as_a_unit_does_is_none() -> None:
    rows = ["（一）复查通过社区", "南京市鼓楼区华侨路街道北秀村社区", "苏州市姑苏区平江街道历史街区社区"]
    rows += [
        "（二）摘牌社区",
        "无锡市滨湖区河埒街道稻香社区",
        "（三）新增社区",
        "常州市天宁区兰陵街道富强社区",
        "",
    ]

    assert list(said_of("\n".join(rows)).values()) == ["reviewed", "reviewed", "withdrawn", NEW]


def test_results_behind_commas_are_of_their_rows() -> None:
    rows = ["1,南京市鼓楼区,92.5,优秀", "2,苏州市姑苏区,71,合格", "3,无锡市滨湖区,55,不合格", ""]
    text = "\n".join(["结项验收结果公告", "序号,实验区,得分,等次", *rows])

    assert list(said_of(text).values()) == ["accepted", "accepted", NOT_PASSED]


def test_an_assessment_is_neither_an_honour_nor_an_acceptance() -> None:
    rows = ["南京市鼓楼区", "苏州市姑苏区", "二、中期评估合格单位", "无锡市滨湖区", "常州市天宁区", ""]
    text = "\n".join(["关于2018年确认的实验区中期评估结果的通报", "一、中期评估优秀单位", *rows])

    assert list(said_of(text).values()) == [NOT_PASSED] * 4


def test_the_city_that_counts_its_units_is_none_of_them() -> None:
    text = (
        "南京市共有2个街道进入2021年度示范街道复核保留名单\n南京市鼓楼区华侨路街道\n南京市玄武区锁金村街道\n"
    )
    assert list(said_of(text)) == ["南京市鼓楼区华侨路街道", "南京市玄武区锁金村街道"]


@pytest.mark.parametrize("form", ["一、|二、|三、", "（一）|（二）|（三）", "1.|2.|3."])
def test_numbered_headings_of_a_review_are_no_lines_that_were_not_read(form: str) -> None:
    passed, waits, gone = form.split("|")
    rows = [
        f"{passed}通过复核的案例",
        "南京市鼓楼区：微网格",
        "苏州市姑苏区：邻里汇",
        f"{waits}暂缓通过的单位",
    ]
    rows += ["无锡市滨湖区：板凳会", f"{gone}不再保留称号的全国示范社区（1个）", "常州市天宁区：议事厅", ""]
    text = "\n".join(["关于2021年全国基层治理创新典型案例复核情况的公告", *rows])

    assert list(said_of(text).values()) == ["reviewed", "reviewed", NOT_PASSED, "withdrawn"]
    assert not any("没有读懂" in each.message for each in read(text).problems)


def test_what_stands_in_brackets_behind_a_unit_is_said_of_it_and_no_part_of_it():
    rows = "1.北京市石景山区（因区划调整）\n2.上海市杨浦区（自愿退出）\n"
    withdrawn = f"撤销“全国社区治理和服务创新实验区”名单\n{rows}"
    assert said_of(withdrawn) == {"北京市石景山区": "withdrawn", "上海市杨浦区": "withdrawn"}
    accepted = "经验收，下列全国实验区通过结项验收：\n1.北京市石景山区（优秀）\n2.上海市杨浦区（不合格）\n"
    assert said_of(accepted) == {"北京市石景山区": "accepted", "上海市杨浦区": NOT_PASSED}
