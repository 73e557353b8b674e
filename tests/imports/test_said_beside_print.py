"""What a person types of a document beside what it prints: quoted, or named as something else."""

import pytest

from cases.imports.facts import SAID as NOT_PRINTED
from cases.imports.facts import Said
from cases.imports.taking import take
from cases.models import Award, Source
from cases.models.writing import writing
from tests.imports.lists import ENTRIES, LIST, SAID, TITLE, bring_in, make_readers_library
from tests.vocabularies import make_issuing_body, make_programme

pytestmark = pytest.mark.django_db

AGAINST = "原文印作“{}”，导入时由编目人员改定。"


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def origin(intake, name: str) -> dict:
    return next(row for row in intake.rows.first().proposed["attributions"] if row["field"] == name)


def messages(intake) -> list[str]:
    return [problem["message"] for problem in intake.problems]


def test_a_year_against_the_printed_one_is_said_and_is_not_called_unprinted():
    intake = bring_in(said=Said(year=2019, issuers=("mca",)))
    assert (intake.rows.first().proposed["year"], origin(intake, "year")["note"]) == (
        2019,
        AGAINST.format("2021"),
    )
    assert intake.facts["year"]["reason"] == AGAINST.format("2021")
    (problem,) = [each for each in intake.problems if "年度" in each["message"]]
    assert problem["message"].startswith("写明的年度与原文印的“2021”不符")
    assert LIST[problem["start"] : problem["end"]] == "2021"


LISTED = "2021年全国基层治理创新典型案例名单"


def test_a_year_said_against_the_heading_over_the_list_is_that_of_its_awards():
    intake = bring_in("\n".join([LISTED, "", *ENTRIES, ""]), Said(year=2017, issuers=("mca",)))
    assert any("写明的年度与原文印的“2021”不符：将按写明的收录" in each for each in messages(intake))
    assert {row.proposed["year"] for row in intake.rows} == {2017}
    assert {row.proposed["accession"][:4] for row in intake.rows} == {"2017"}
    assert origin(intake, "year")["note"] == AGAINST.format("2021")
    take(intake, intake.lock, sure=True)
    assert set(Award.objects.values_list("edition__year", flat=True)) == {2017}


def test_a_year_said_of_a_document_with_several_is_said_to_be_unused():
    text = "\n".join([LISTED, ENTRIES[0], ENTRIES[1], LISTED.replace("2021", "2022"), ENTRIES[2], ""])
    intake = bring_in(text, Said(year=2017, issuers=("mca",)))
    assert [row.proposed["year"] for row in intake.rows] == [2021, 2021, 2022]
    assert not any("将按写明的收录" in each for each in messages(intake))
    assert any("写明的年度没有用上" in each for each in messages(intake))


def test_a_programme_said_against_the_heading_over_the_list_is_that_of_its_awards():
    make_programme("sqzl")
    text = "\n".join([LISTED, "", *ENTRIES, ""])
    intake = bring_in(text, Said(programme="sqzl", tier="winner", issuers=("mca",)))
    assert {row.proposed["programme"] for row in intake.rows} == {"sqzl"}


def test_a_year_that_a_heading_prints_is_quoted_though_nothing_tells_that_it_is_the_honour_s():
    text = "\n".join(["2018年先进社区名单", *ENTRIES, ""])
    intake = bring_in(text, Said(programme="jczl", year=2018, tier="typical", issuers=("mca",)))
    row = origin(intake, "year")
    assert (row["rule"], text[row["start"] : row["end"]]) == ("", "2018")
    assert (intake.facts["year"]["value"], intake.facts["year"]["start"]) == (2018, 0)
    assert not [message for message in messages(intake) if "不符" in message]


def test_a_year_that_nothing_prints_is_said_to_be_unprinted():
    intake = bring_in(
        "\n".join(["先进社区名单", *ENTRIES, ""]), Said(programme="jczl", year=2018, tier="typical")
    )
    assert origin(intake, "year")["note"] == NOT_PRINTED


def test_so_it_is_with_programme_issuer_and_tier():
    make_programme("sqzl")
    make_issuing_body("ccpcc", name="中央组织部")
    text = LIST.replace("关于公布", "民政部关于公布")
    intake = bring_in(text, Said(programme="sqzl", issuers=("ccpcc",), tier="winner"))
    assert origin(intake, "programme")["note"] == AGAINST.format("全国基层治理创新典型案例")
    assert origin(intake, "issuing_body")["note"] == AGAINST.format("民政部")
    assert origin(intake, "tier")["note"] == AGAINST.format("典型案例")
    assert {message[:7] for message in messages(intake) if "不符" in message} >= {
        "写明的评选项目",
        "写明的发布机关",
        "写明的等次与原",
    }


def test_an_issuer_whom_the_title_prints_is_quoted():
    text = LIST.replace("关于公布", "民政部关于公布")
    row = origin(bring_in(text), "issuing_body")
    assert (row["rule"], text[row["start"] : row["end"]]) == ("", "民政部")


def test_a_batch_that_the_document_does_not_print_is_named_at_once():
    intake = bring_in(said=Said(issuers=("mca",), batch="第三批"))
    assert "批次“第三批”在全文中没有印出，不能收录：请改成印出的，没有的留空。" in messages(intake)
    text = LIST.replace("典型案例名单\n", "典型案例名单\n（第三批）\n", 1)
    printed = bring_in(text, Said(issuers=("mca",), batch="第三批"))
    fact = printed.facts["batch"]
    assert text[fact["start"] : fact["end"]] == "第三批"
    assert not [message for message in messages(printed) if "批次" in message]


def test_other_issuers_than_those_of_the_held_edition_are_named_in_the_facts():
    first = bring_in()
    take(first, first.lock)
    make_issuing_body("ccpcc", name="中央组织部")
    other = bring_in(LIST.replace("小营巷", "茅廊巷"), Said(issuers=("ccpcc",)))
    (problem,) = [message for message in messages(other) if "发布机关" in message]
    assert problem.startswith(
        "库中这一届次的发布机关是民政部，与写明的“中央组织部”不同，这样收录之后不能发布"
    )
    assert not [
        message for message in messages(bring_in(LIST.replace("小营巷", "东平巷"))) if "发布机关" in message
    ]


# --- The kind of the document ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        (TITLE, "notice"),
        ("2021年全国基层治理创新典型案例名单公告", "notice"),
        ("关于命名2021年全国基层治理创新典型案例的决定", "notice"),
        ("2021年全国基层治理创新典型案例名单", "list"),
        ("2021年全国基层治理创新典型案例（选登）", None),
    ],
)
def test_the_kind_of_a_list_is_what_its_title_calls_it(title, kind):
    intake = bring_in("\n".join([title, "典型案例名单", *ENTRIES, ""]))
    assert intake.fact("kind") == kind
    assert ("没有读到文献种类，请写明。" in messages(intake)) == (kind is None)


# --- A copy of a document that is held ------------------------------------------------------------


@pytest.mark.parametrize("blank", ["?", " ", "", "\u3000"])
def test_a_copy_with_other_blanks_is_the_document_that_is_held(blank):
    text = LIST.replace("典型案例名单\n", "典型案例名单\u00a0\n", 1).replace("小营街道", "小营街道\u00a0", 1)
    first = bring_in(text)
    take(first, first.lock)
    copy = bring_in(text.replace("\u00a0", blank))
    assert (copy.source, copy.text) == (first.source, text)
    assert {row.action for row in copy.rows} == {"unchanged"}
    assert copy.problems == []
    assert take(copy, copy.lock).unchanged == len(ENTRIES)
    assert (Source.objects.count(), Award.objects.count()) == (1, len(ENTRIES))


def test_a_held_document_asks_for_nothing_and_its_facts_are_those_of_the_library():
    first = bring_in()
    take(first, first.lock)
    with writing():
        Source.objects.update(publisher="某报", publisher_reason="版权页。")
    again = bring_in(said=SAID)
    assert again.facts["publisher"] == {"value": "某报", "reason": "库中已有这份文献。"}
    assert again.problems == []


BATCHES = "\n".join(
    ["全国基层治理创新典型案例名单", "第一批（2009年，民发〔2009〕55号）", ENTRIES[0], ENTRIES[1]]
    + ["二、第二批（2011年，民发〔2011〕12号）", ENTRIES[2], ENTRIES[0], ""]
)
OF_ROWS = [(2009, "第一批"), (2009, "第一批"), (2011, "第二批"), (2011, "第二批")]


def test_each_batch_of_a_list_is_an_edition_of_its_year():
    intake = bring_in(BATCHES)
    assert not any("没有读懂" in each for each in messages(intake))
    assert [(row.proposed["year"], row.proposed["batch"]) for row in intake.rows] == OF_ROWS
    take(intake, intake.lock, sure=True)
    assert list(Award.objects.order_by("pk").values_list("edition__year", "edition__batch")) == OF_ROWS


def test_rows_of_another_batch_than_the_one_that_is_said_are_doubtful_by_their_heading():
    intake = bring_in(BATCHES, Said(batch="第二批", issuers=("mca",)))
    found = [
        [
            BATCHES[each["start"] : each["end"]]
            for each in row.problems
            if "批次“第二批”不同" in each["message"]
        ]
        for row in intake.rows
    ]
    assert found == [["第一批"], ["第一批"], [], []]
    assert [row.proposed["batch"] for row in intake.rows] == [batch for _, batch in OF_ROWS]


def test_a_batch_ends_at_the_heading_of_another_list():
    text = BATCHES.replace("二、第二批（2011年，民发〔2011〕12号）", "全国基层治理创新典型案例补充名单")
    assert [row.proposed.get("batch") for row in bring_in(text).rows] == ["第一批", "第一批", None, None]
