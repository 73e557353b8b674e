"""What a list says that cannot be or may be read in two ways: a person is asked."""

import pytest

from cases.readers import reading
from cases.readers.records import AwardRecord, Inferred, SaidOfEdition
from tests.readers.layouts import gazetteer, read, text_of, words
from tests.readers.library import NAMES


def award_of(text: str, name: str) -> AwardRecord:
    return next(each for each in read(text).awards if name in words(each))


def doubts_of(text: str, name: str) -> list[str]:
    """What is odd about an entry, but for what every bare list lacks."""
    missing = ("没有正文。", "没有读到项目名称。", "没有读到等次。")
    messages = [problem.message for problem in award_of(text, name).problems]
    return [message.partition("：")[2] for message in messages if not message.endswith(missing)]


# --- Years ----------------------------------------------------------------------------------------


def test_an_entry_is_of_the_year_of_its_sub_heading() -> None:
    awards = read(text_of("years-under-one-title")).awards
    assert [award.year.value for award in awards if award.year] == [2021, 2021, 2022, 2022]
    assert [each for award in awards for each in award.problems if "几个年度" in each.message] == []


def test_a_year_that_is_said_does_not_count_before_the_printed_one_of_a_sub_heading() -> None:
    said = SaidOfEdition(year=Inferred(2021, "curator"))
    document = reading.read(text_of("years-under-one-title"), NAMES, gazetteer=gazetteer(), said=said)
    assert [award.year.value for award in document.awards if award.year] == [2021, 2021, 2022, 2022]


def test_a_tier_below_a_year_keeps_the_year() -> None:
    text = (
        "示范社区名单\n2021年\n先进社区（2个）\n太仓市城厢镇梅园社区\n太仓市沙溪镇白云社区\n"
        "2022年\n先进社区（1个）\n太仓市浮桥镇绿化村\n"
    )
    years = [award.year.value if award.year else None for award in read(text).awards]
    assert years == [2021, 2021, 2022]


# --- Places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2020年示范社区名单\n浙江省\n杭州市西湖区北山街道曙光社区\n江苏省南京市玄武区\n浙江省宁波市海曙区\n",
        "2020年示范城区名单\n浙江省：杭州市西湖区、江苏省南京市玄武区\n江苏省：太仓市、昆山市\n",
    ],
)
def test_a_printed_place_that_is_not_in_the_heading_is_doubtful(text: str) -> None:
    assert doubts_of(text, "江苏省南京市玄武区") == ["不在上面写的浙江省，请核对地名。"]


def test_a_place_that_does_not_lie_in_the_one_printed_before_it_is_doubtful() -> None:
    text = (
        "2020年示范社区名单\n江苏省南京市浦东新区潍坊街道竹园社区\n江苏省南京市玄武区锁金村街道锁金村社区\n"
    )
    assert doubts_of(text, "江苏省南京市浦东新区潍坊街道竹园社区") == [
        "南京市没有浦东新区，上海市/浦东新区才有，请核对地名。"
    ]
    assert doubts_of(text, "江苏省南京市玄武区锁金村街道锁金村社区") == []


def test_a_place_said_to_be_of_another_is_one_unit() -> None:
    text = "近日，社区治理创新案例评选揭晓，福建省的鼓楼区、思明区和海沧区入选十佳案例。\n"
    awards = read(text).awards
    assert [words(award)[1] for award in awards] == ["福建省的鼓楼区", "思明区", "海沧区"]
    assert awards[0].place_then == "福建省/福州市/鼓楼区"


# --- Words and numbers ----------------------------------------------------------------------------


def test_title_and_unit_by_one_blank_are_read_with_a_doubt() -> None:
    text = text_of("title-one-blank-unit")
    assert doubts_of(text, "常州市天宁区民政局") == ["题名和单位之间只隔一个空格，请核对两者的起止。"]


def test_a_number_that_stands_twice_and_the_one_that_is_left_out_are_doubtful() -> None:
    text = "2019年社区治理案例名单\n1. 太仓市：政社互动\n3. 昆山市：民生微实事\n3. 常熟市：议事厅\n"
    assert doubts_of(text, "太仓市") == []
    assert doubts_of(text, "昆山市") == ["序号从 1 跳到 3，请核对是否缺漏或者印错。"]
    assert doubts_of(text, "常熟市") == ["序号 3 与前一条相同，请核对是否印错。"]


def test_an_extract_of_a_long_list_leaves_numbers_out_and_is_not_doubtful() -> None:
    text = "社区治理案例名单（节选）\n12. 太仓市：政社互动\n45. 昆山市：民生微实事\n88. 常熟市：议事厅\n"
    assert doubts_of(text, "昆山市") == []


def test_lines_below_a_heading_that_gave_no_entry_are_named() -> None:
    text = (
        "近日，“最美社区工作者”评选结果揭晓。\n“最美社区工作者”名单：\n"
        "1.马忠：平凉市崆峒区柳湖镇十里铺村党总支书记\n2.牛文：民乐县三堡镇三堡村党支部书记\n"
    )
    document = read(text)
    assert document.awards == ()
    (unread,) = [each for each in document.problems if each.message == "名单中的这几行没有读懂。"]
    assert text[unread.start : unread.end] == text[text.index("1.马忠") :].rstrip()


def test_a_unit_that_is_honoured_by_the_way_is_named() -> None:
    text = (
        "关于公布示范社区名单的通知\n太仓市城厢镇梅园社区\n太仓市沙溪镇白云社区\n"
        "会上，昆山市玉山镇红峰社区被评为全市先进社区。\n"
    )
    document = read(text)
    named = [text[each.start : each.end] for each in document.problems if "没有收录" in each.message]
    assert named == ["昆山市玉山镇红峰社区被评为全市先进社区"]


def test_a_titled_line_that_alone_prints_no_county_is_doubtful_in_that_of_the_line_above() -> None:
    text = (
        "案例名单\n宁波市鄞州区划船社区——一站式服务\n老街坊理事会——五马街道\n温州市鹿城区水心社区——邻里茶座\n"
    )

    messages = [each.message for each in read(text).problems]

    assert messages == ["五马街道：没有写所在的县区，按上一条算作鄞州区，请核对地名。"]
