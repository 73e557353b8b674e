"""The facts of a case: what the head says in one line, reasons once."""

from cases.pages.case_facts import case_facts
from cases.pages.case_values import OtherWords, Part, Value, ValueOrigin

PRINTED = ValueOrigin("printed", "/sources/notice/#o1", quote="政社互动")


def inferred(label: str, reason: str) -> Value:
    return Value(label, [Part("值", origin=ValueOrigin("inferred", "#rule", reason=reason))])


def printed(label: str, *others: OtherWords) -> Value:
    return Value(label, [Part("值", origin=PRINTED)], others=list(others))


def facts(*values: Value) -> list[tuple[str, list[str]]]:
    return [(value.label, [part.text for part in value.parts]) for value in case_facts([*values], None)]


def test_a_reason_that_holds_for_lines_behind_each_other_is_given_once():
    values = [inferred(label, "按字面判断。") for label in ("层级", "类型", "机关")]
    shown = case_facts([*values, inferred("城乡类型", "写有“社区”。")], None)
    assert [value.explanations for value in shown] == [[], [], ["以上 3 项：按字面判断。"], ["写有“社区”。"]]


def test_a_reason_that_comes_again_later_is_given_again():
    shown = case_facts([inferred("层级", "甲。"), inferred("类型", "乙。"), inferred("机关", "甲。")], None)
    assert [value.explanations for value in shown] == [["甲。"], ["乙。"], ["甲。"]]


def test_what_the_head_says_is_one_line():
    values = [printed(label) for label in ("年度", "发布机关", "等次", "标题")]
    assert facts(*values) == [("页首所列", ["标题", "年度", "等次"]), ("发布机关", ["值"])]


def test_what_more_is_to_be_told_of_keeps_its_line():
    other = OtherWords("通报", "旧名", "#o9", same=False, counted="通知", differs=True, reason="")
    assert [
        label for label, _ in facts(printed("标题", other), inferred("年度", "推断。"), Value("序号"))
    ] == [
        "标题",
        "年度",
        "序号",
    ]
