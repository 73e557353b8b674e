"""The tier that a person says of a document, beside those that it prints: one problem says what was used."""

import pytest

from cases.readers.reading import read as read_by
from cases.readers.records import Document, Inferred, Printed, SaidOfEdition
from cases.readers.rules import CURATED
from tests.readers.layouts import gazetteer
from tests.readers.library import NAMES

UNITS = ("北京市石景山区", "上海市杨浦区")
SAID = "编目人员写明"


def read(text: str, programme: str, tier: str) -> Document:
    said = SaidOfEdition(
        programme=Inferred(programme, CURATED, SAID),
        year=Inferred(2019, CURATED, SAID),
        tier=Inferred(tier, CURATED, SAID),
    )
    return read_by(text, NAMES, gazetteer=gazetteer(), said=said)


def tiers(document: Document) -> list[str]:
    return [award.tier.value for award in document.awards if award.tier is not None]


def told(document: Document, text: str) -> list[tuple[str, str]]:
    return [
        (each.message.partition("：")[0].partition("；")[0], text[each.start : each.end])
        for each in document.problems
        if "写明的等次" in each.message
    ]


@pytest.mark.parametrize(("programme", "tier"), [("syq", "pilot"), ("sqzl", "winner")])
@pytest.mark.parametrize("units", ["\n".join(UNITS), "\n".join(f"{unit}：同心治理" for unit in UNITS)])
def test_a_word_over_the_list_that_is_no_tier_of_its_programme_gives_way(
    programme: str, tier: str, units: str
) -> None:
    text = f"典型案例名单\n{units}\n"
    document = read(text, programme, tier)

    assert tiers(document) == [tier] * 2
    assert all(
        isinstance(award.tier, Inferred) and "典型案例" in award.tier.note for award in document.awards
    )
    assert told(document, text) == [("写明的等次与原文印的“典型案例”不符", "典型案例")]


def test_a_tier_printed_with_a_row_counts_if_its_programme_has_it() -> None:
    text = f"2019年名单\n{UNITS[0]}——提名成果\n{UNITS[1]}\n"
    document = read(text, "sqzl", "winner")

    assert tiers(document) == ["nominee", "winner"]
    assert isinstance(document.awards[0].tier, Printed)
    assert told(document, text) == [("写明的等次用于 1 条", "提名成果")]


def test_a_row_whose_word_is_no_tier_of_its_programme_has_what_is_said() -> None:
    table = f"2019年社区名单\n等次\t单位\n提名成果\t{UNITS[0]}\n典型案例\t{UNITS[1]}\n"
    document = read(table, "sqzl", "winner")

    assert tiers(document) == ["nominee", "winner"]
    (problem,) = [each.message for each in document.problems if "写明的等次" in each.message]
    assert problem.endswith("用上的有 1 条印作“典型案例”，评选项目没有这一等次。")


def test_what_is_said_of_rows_that_all_print_their_own_is_said_to_be_unused() -> None:
    text = f"2019年名单\n{UNITS[0]}——提名成果\n{UNITS[1]}——提名成果\n"
    document = read(text, "sqzl", "winner")

    assert tiers(document) == ["nominee"] * 2
    assert told(document, text) == [("写明的等次没有用上", "提名成果")]


def test_nothing_is_told_where_nothing_else_is_printed() -> None:
    text = "2019年社区名单\n" + "\n".join(UNITS) + "\n"

    assert told(read(text, "sqzl", "winner"), text) == []
    assert told(read(text.replace("社区", "十大创新成果"), "sqzl", "winner"), text) == []
