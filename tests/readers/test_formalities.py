"""What is of the form of a document alone is neither asked about nor who issues it."""

import pytest

from cases.readers.formalities import closes_list, is_addressed, is_formality
from cases.readers.records import Document, Form
from tests.readers.layouts import read, words

UNITS = "南京市鼓楼区华侨路街道\n苏州市姑苏区平江街道\n"
TWO = f"和谐街道名单\n{UNITS}"


def asked(document: Document) -> list[str]:
    return [each.message for each in document.problems if "没有读懂" in each.message]


@pytest.mark.parametrize(
    "between",
    [
        "特此通知。",
        "特此通知",
        "附件2",
        "附件 2：",
        "江苏省民政厅\n2021年6月13日",
        "江苏省民政厅\n二〇二一年六月十三日印发",
        "希望获奖单位珍惜荣誉，再接再厉。",
        "请各地认真学习借鉴。",
        "（此件公开发布）",
        "抄送：省委组织部，省财政厅。",
        "各市、县民政局：",
        "各设区市民政局，各有关单位：",
    ],
)
def test_lines_of_the_form_between_lists_are_not_asked_about(between: str) -> None:
    document = read(f"{TWO}{between}\n示范街道名单\n徐州市鼓楼区环城街道\n")

    assert asked(document) == []
    assert len(document.awards) == 3


@pytest.mark.parametrize("between", ["特此通知。\n甲乙丙丁戊己", "甲乙丙丁戊己\n附件2"])
def test_what_else_was_not_read_is_still_named_without_them(between: str) -> None:
    text = f"{TWO}{between}\n示范街道名单\n徐州市鼓楼区环城街道\n"
    passages = [text[each.start : each.end] for each in read(text).problems if "没有读懂" in each.message]

    assert passages == ["甲乙丙丁戊己"]


def test_what_closes_a_document_is_no_text_of_its_last_award() -> None:
    lines = "1.南京市鼓楼区：时间银行\n2.徐州市鼓楼区：五红\n"
    document = read(f"优秀案例名单\n{lines}特此通知。\n2021年6月13日\n抄送：江苏省民政厅，浙江省民政厅。\n")

    assert document.form is Form.LIST
    assert [award.text for award in document.awards] == ["", ""]


@pytest.mark.parametrize(
    "addressed",
    [
        "各市民政局",
        "各省、自治区、直辖市民政厅（局）：",
        "各设区市民政局，各县（市、区）民政局：",
        "有关单位：",
    ],
)
def test_to_whom_a_document_goes_does_not_issue_it(addressed: str) -> None:
    document = read(f"{addressed}\n关于公布和谐街道名单的通知\n{UNITS}")

    assert is_addressed(addressed)
    assert document.edition.issuing_body is None
    assert document.edition.other_issuers == ()


@pytest.mark.parametrize(
    "line", ["南京市鼓楼区华侨路街道", "附件2：和谐街道名单", "各美其美工作法", "请进来，走出去"]
)
def test_an_entry_is_no_formality(line: str) -> None:
    assert not is_formality(line)
    assert not closes_list(line)


def test_a_committee_above_the_title_and_over_the_date_is_no_award() -> None:
    text = (
        "陕西省社区治理创新大赛组委会\n关于第二届陕西省社区治理创新大赛评选结果的公告\n◆金奖（2项）\n"
        "①《秦岭脚下的“板凳会”》　西安市鄠邑区石井街道蔡家坡村\n"
        "②《红色物业“六共”法》　宝鸡市金台区中山东路街道\n"
        "以上获奖单位由组委会颁发证书。\n陕西省社区治理创新大赛组委会\n（陕西省民政厅代章）\n二〇二三年二月六日\n"
    )
    document = read(text)

    assert [words(award)[0] for award in document.awards] == ["秦岭脚下的“板凳会”", "红色物业“六共”法"]
    assert document.title is not None and document.title.value.startswith("关于第二届")
    assert not [each for each in document.problems if "没有读懂" in each.message]


@pytest.mark.parametrize(
    "line", ["填表人：李强　　审核：市民政局", "编辑：韦晓  审核：黄宁", "江苏省民政厅网站"]
)
def test_who_worked_on_a_document_is_neither_read_nor_named(line: str) -> None:
    document = read(f"江苏省和谐社区名单\n太仓市城厢镇\n昆山市玉山镇\n{line}\n")

    assert len(document.awards) == 2
    assert not [each for each in document.problems if "没有读懂" in each.message]


def test_a_month_below_the_heading_of_a_list_is_not_named() -> None:
    document = read(
        "全国社区治理和服务创新实验区名单\n（2019年3月）\n北京市\n石景山区\n江苏省\n南京市雨花台区\n"
    )

    assert len(document.awards) == 2
    assert not [each for each in document.problems if "没有读懂" in each.message]
