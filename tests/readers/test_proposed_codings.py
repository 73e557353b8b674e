"""Mechanisms are proposed where the words of an award name them, and not where they only seem to."""

import pytest

from cases.language.word_tables import Row, read_table
from cases.readers import proposed_codings as module
from cases.readers.passages import PrintedLine
from cases.readers.proposed_codings import CodingProposer, MechanismWords, ProposedCoding, proposed_codings
from tests.readers.library import awards, source
from tests.readers.score_proposed_codings import TERMS, differences
from tests.word_tables import without_row

SMALL = CodingProposer(
    [
        MechanismWords("gongzhi", ("多元共治", "多方参与")),
        MechanismWords("canyu", ("居民参与",), ("志愿服务",), "gongzhi"),
        MechanismWords("xieshang", ("社区协商", "议事"), ("联席会议",)),
        MechanismWords("yishi-ting", ("议事厅",), (), "xieshang"),
    ]
)


def lines(*texts: str) -> list[PrintedLine]:
    starts = [sum(len(text) + 1 for text in texts[:number]) + 100 for number in range(len(texts))]
    return [PrintedLine(start, start + len(text), text) for start, text in zip(starts, texts, strict=True)]


def proposed(*texts: str, title: str = "") -> list[ProposedCoding]:
    headed = PrintedLine(0, len(title), title) if title else None
    return SMALL.proposed(headed, lines(*texts))


def slugs(*texts: str, title: str = "") -> list[str]:
    return [each.mechanism for each in proposed(*texts, title=title)]


def test_the_evidence_is_the_clause_and_says_which_name_stands_in_it() -> None:
    (coding,) = proposed("该街道搭建平台，推动社区协商，成效明显。")

    assert (coding.start, coding.end) == (108, 114)
    assert (coding.name.value, coding.name.start, coding.name.end) == ("社区协商", 110, 114)
    assert coding.reason == "正文中有“社区协商”。"


def test_the_longest_name_is_meant_and_no_name_inside_it() -> None:
    assert slugs("设立议事厅。") == ["yishi-ting"]


def test_names_are_found_in_either_script_and_width_and_kept_as_printed() -> None:
    (coding,) = proposed("1．推動社區協商")

    assert coding.name.value == "社區協商"
    assert coding.start == 102


@pytest.mark.parametrize(
    "text",
    [
        "以志愿服务带动居民参与。",  # a contrast of the guide beside the name
        "召开部门联席会议议事。",
        "过去没有社区协商的平台。",
        "居民参与不足。",
        "调动了居民参与热情。",
        "增强了居民参与的主动性。",
    ],
)
def test_what_the_guide_excludes_is_not_proposed(text: str) -> None:
    assert slugs(text) == []


def test_a_contrast_in_another_clause_excludes_nothing() -> None:
    assert slugs("开展志愿服务，引导居民参与。") == ["canyu"]


def test_a_broader_mechanism_beside_a_narrower_one_takes_two_clauses() -> None:
    assert slugs("引导居民参与，实行多元共治。") == ["canyu"]
    assert slugs("引导居民参与，实行多元共治，推动多方参与。") == ["canyu", "gongzhi", "gongzhi"]


def test_the_title_says_only_what_the_text_does_not() -> None:
    assert [each.rule for each in proposed("推动社区协商。", title="社区协商")] == ["named-in-text"]
    assert [each.rule for each in proposed("设立议事厅。", title="社区协商")] == ["named-in-text"]
    assert [each.rule for each in proposed("综合施策。", title="社区协商")] == ["named-in-title"]


def test_three_clauses_support_a_mechanism_and_no_more() -> None:
    assert slugs("社区协商。议事。社区协商。议事。") == ["xieshang"] * 3


def test_what_is_proposed_stands_where_it_says_in_every_source() -> None:
    for slug, award in awards().values():
        text = source(slug)
        for coding in proposed_codings(award, TERMS):
            assert text[coding.name.start : coding.name.end] == coding.name.value
            assert (
                award.start <= coding.start <= coding.name.start < coding.name.end <= coding.end <= award.end
            )
            assert "\n" not in text[coding.start : coding.end]


def test_most_of_what_is_proposed_is_what_people_coded() -> None:
    proposals, coded = differences()
    hits = len(proposals & coded)

    assert hits / len(proposals) >= 0.85
    assert hits / len(coded) >= 0.63


@pytest.mark.parametrize("row", read_table("no_mechanisms"), ids=lambda row: row["word"])
def test_words_in_which_a_mechanism_only_seems_to_stand_propose_none(row: Row) -> None:
    def told() -> str:
        terms = module.CodingProposer(TERMS.terms)
        said = terms.proposed(None, lines(row["example"]))
        return "; ".join(f"{each.mechanism} {each.name.value}" for each in said) or "no mechanism"

    assert told() == row["expected"]
    with without_row("no_mechanisms", row, module):
        assert told() == row["without"]
