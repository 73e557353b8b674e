"""Whether an award that was read is held already is told by what documents print; near is not the same."""

import time
from dataclasses import replace

import pytest

from cases.imports.compared_award import ComparedAward
from cases.imports.matching import Likeness, Match, match_all

HELD = ComparedAward(
    programme="sqzl",
    year=2014,
    tier="winner",
    title="“活化赋权”社区治理法治化建设项目",
    applicant="广东省深圳市罗湖区委、区政府",
    place="广东省/深圳市/罗湖区",
    number="2014-sqzl-w02",
)
LISTED = ComparedAward(
    programme="xczl",
    year=2019,
    tier="village",
    applicant="西湖区转塘街道某村",
    place="浙江省/杭州市/西湖区",
    number="2019-xczl-v07",
)


def matched(read: ComparedAward, *held: ComparedAward) -> Match:
    (match,) = match_all([read], held or (HELD, LISTED))
    return match


def by_another(award: ComparedAward, **values: object) -> ComparedAward:
    """The award as another document tells it."""
    return replace(award, **{"number": "", **values})


@pytest.mark.parametrize(
    "title",
    [
        "“活化赋权”社区治理法治化建设项目",
        "「活化賦權」社區治理法治化建設項目",
        "活化赋权 社区治理法治化　建设项目",
        "＂活化赋权＂社区治理法治化建设项目。",
    ],
)
def test_another_document_of_the_same_honour_attests_the_award(title: str) -> None:
    match = matched(by_another(HELD, title=title, applicant="", place=""))

    assert (match.likeness, match.held) == (Likeness.ATTESTATION, (HELD,))
    assert match.reason == "同一项目、年度和标题的案例已收录：2014-sqzl-w02。"


@pytest.mark.parametrize(
    ("applicant", "place"),
    [
        ("浙江省杭州市西湖区转塘街道某村", "浙江省/杭州市/西湖区"),
        ("杭州西湖区转塘街道某村", "浙江省/杭州市/西湖区"),
        ("某村", "浙江省/杭州市/西湖区/转塘街道"),
        ("轉塘街道某村", "浙江省/杭州市/西湖区"),
    ],
)
def test_who_was_honoured_is_told_however_much_of_the_place_is_printed(applicant: str, place: str) -> None:
    match = matched(by_another(LISTED, applicant=applicant, place=place))

    assert (match.likeness, match.held) == (Likeness.ATTESTATION, (LISTED,))
    assert match.reason == "同一项目、年度和地方的案例已收录：2019-xczl-v07。"


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ({"tier": "nominee"}, "等次不同"),
        ({"year": None}, "年度不详"),
        ({"year": 2015}, "标题相同，年度或批次不同（2014）"),
        ({"place": "广东省/深圳市/福田区", "applicant": "福田区"}, "标题相同，地方不同"),
        (
            {"title": "“活化赋权”社区治理法治化项目建设", "applicant": "罗湖区"},
            "同一地方，标题相近：“活化赋权”社区治理法治化建设项目",
        ),
        (
            {"title": "活化赋权社区治理法治化", "applicant": ""},
            "同一地方，标题相近：“活化赋权”社区治理法治化建设项目",
        ),
    ],
)
def test_what_is_only_near_is_doubtful_and_says_why(values: dict[str, object], doubt: str) -> None:
    match = matched(by_another(HELD, **values))

    assert (match.likeness, match.held) == (Likeness.DOUBTFUL, (HELD,))
    assert match.reason == f"可能与 2014-sqzl-w02 重复：{doubt}。"


@pytest.mark.parametrize(
    "values",
    [
        {"programme": "jczl"},
        {"title": "社区基金会", "applicant": "深圳市民政局"},
        {"title": "社区基金会"},  # another project of the same body
        {"year": 2015, "place": "广东省/深圳市/福田区", "applicant": "福田区"},
    ],
)
def test_another_honour_or_another_project_is_new(values: dict[str, object]) -> None:
    assert matched(by_another(HELD, **values)) == Match(Likeness.NEW)


@pytest.mark.parametrize(
    "values",
    [
        {"applicant": "西湖区转塘街道甲村"},
        {"year": 2021},
        {"place": "江西省/南昌市/西湖区"},
        {"batch": "第二批", "year": None},
    ],
)
def test_a_village_beside_it_or_the_same_in_another_year_is_new(values: dict[str, object]) -> None:
    held = replace(LISTED, batch="第一批")

    assert matched(by_another(held, **values), held) == Match(Likeness.NEW)


def test_an_award_that_a_batch_has_twice_is_doubtful_the_second_time() -> None:
    first, second = match_all([by_another(LISTED), by_another(LISTED)], [])

    assert first == Match(Likeness.NEW)
    assert second == Match(Likeness.DOUBTFUL, (), "与这份文献前面的“西湖区转塘街道某村”像是同一荣誉。")


@pytest.mark.slow
def test_a_thousand_awards_are_matched_with_ten_thousand_in_seconds() -> None:
    held = [
        replace(
            HELD,
            title=f"社区治理项目{number % 97}之{number}",
            place=f"广东省/深圳市/{number % 1000}区",
            number=f"2014-sqzl-w{number}",
        )
        for number in range(10_000)
    ]
    read = [by_another(award) for award in held[:1000]]

    started = time.process_time()
    found = match_all(read, held)

    assert time.process_time() - started < 5
    assert [match.held[0] for match in found] == held[:1000]
