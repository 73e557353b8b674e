"""Units that a document agrees to in a sentence, and that no list was made of, are named and counted."""

from tests.readers.layouts import read

TITLE = "民政部关于同意将北京市海淀区等3个单位确认为全国社区治理和服务创新实验区的批复\n"
AGREED = "同意北京市海淀区、浙江省义乌市、湖北省宜昌市西陵区开展实验"
CONFIRMED = "。上述3个单位确认为全国社区治理和服务创新实验区，实验时间为2017年8月至2020年7月。\n"


def told(text: str) -> list[tuple[str, str]]:
    return [(each.message, text[each.start : each.end]) for each in read(text).problems if each.end]


def test_units_that_are_agreed_to_are_named_and_their_number_is_compared() -> None:
    document = f"{TITLE}一、{AGREED}{CONFIRMED}民政部\n2017年8月11日\n"

    assert ("这里写到获得荣誉的单位，没有收录，请核对。", AGREED) in told(document)
    assert ("文中说有 3 个，读到 0 个。", "3") in told(document)


def test_units_of_a_list_that_is_agreed_to_are_read_as_before() -> None:
    document = read(f"{TITLE}{AGREED[:-4]}为全国社区治理和服务创新实验区。\n")

    assert len(document.awards) == 3
    assert not [each for each in document.problems if "没有收录" in each.message]


def test_a_plan_without_units_is_not_named() -> None:
    assert not [each for each in told(f"{TITLE}同意你们按照方案开展实验。\n") if "没有收录" in each[0]]
