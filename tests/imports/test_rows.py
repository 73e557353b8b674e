"""What a person does to rows of an intake: each change is whole, keeps its evidence, overwrites nobody."""

import pytest
from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome, IntakeState
from cases.imports import row_passages, rows
from cases.imports.facts import Said
from cases.imports.reading import read_again
from cases.imports.row_values import ChosenPlace, RowCorrection
from cases.imports.taking import take
from cases.models import Award, Division, Intake, StaleIntake, StoredChange
from tests.imports.lists import ENTRIES, LIST, bring_in, make_readers_library
from tests.vocabularies import make_programme, make_tier

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake() -> Intake:
    make_readers_library()
    return bring_in()


def row_of(intake: Intake, number: int) -> StoredChange:
    return list(intake.rows)[number - 1]


def fix(intake: Intake, number: int, **correction) -> StoredChange:
    row = row_of(intake, number)
    rows.correct(row, RowCorrection(**correction), lock=Intake.objects.get(pk=intake.pk).lock, by="甲")
    return row_of(intake, number)


def printed(row: StoredChange, name: str) -> str:
    origin = next(each for each in row.proposed["attributions"] if each["field"] == name)
    return LIST[origin["start"] : origin["end"]]


# --- Correcting -----------------------------------------------------------------------------------


def test_words_that_were_selected_become_the_value_and_its_evidence(intake):
    start = LIST.index("小营巷社区")
    row = fix(intake, 1, values={"title": "小营巷社区"}, passages={"title": (start, start + 5)})
    assert row.proposed["title"] == printed(row, "title") == "小营巷社区"
    assert (row.outcome, row.decided_by) == (ChangeOutcome.PENDING, "甲")


def test_words_that_were_typed_are_found_in_the_row(intake):
    row = fix(intake, 2, values={"locality": "清波门社区"})
    assert printed(row, "locality") == "清波门社区"


TITLED = "\n".join(
    (
        "关于公布2021年全国基层治理创新典型案例名单的通知",
        "典型案例名单",
        "上城区小营巷社区的老街坊议事厅（浙江省杭州市上城区小营街道小营巷社区）",
        "清波门社区的邻里客厅（浙江省杭州市上城区清波街道清波门社区）",
        "",
    )
)


def test_a_place_is_looked_for_in_the_applicant_and_not_in_the_title():
    make_readers_library()
    intake = bring_in(TITLED)
    assert row_of(intake, 1).proposed["title"] == "上城区小营巷社区的老街坊议事厅"

    row = fix(intake, 1, values={"locality": "小营巷社区"})
    origin = next(each for each in row.proposed["attributions"] if each["field"] == "locality")
    assert origin["start"] == TITLED.index("小营街道小营巷社区") + 4

    with pytest.raises(ValidationError, match="县级以下地名“老街坊”不是原文"):
        fix(intake, 1, values={"locality": "老街坊"})
    assert row_of(intake, 1).proposed["locality"] == "小营巷社区"


def test_the_evidence_of_a_chosen_place_is_in_the_applicant_before_the_title():
    county = make_readers_library()
    intake = bring_in(TITLED)
    lineage = {"province": ("浙江省",), "city": ("杭州市",), "county": ("上城区",)}

    row = fix(intake, 1, place=ChosenPlace("浙江省/杭州市/上城区", county.key, lineage))

    origin = next(each for each in row.proposed["attributions"] if each["field"] == "county")
    assert origin["start"] == TITLED.index("浙江省杭州市上城区") + 6


def test_the_township_follows_the_words_below_the_county(intake):
    assert printed(row_of(intake, 1), "township") == "小营街道"
    row = fix(intake, 1, values={"locality": "小营巷社区"})
    assert "township" not in {origin["field"] for origin in row.proposed["attributions"]}


def test_a_value_that_is_left_empty_has_no_evidence(intake):
    row = fix(intake, 1, values={"locality": ""})
    assert row.proposed["locality"] == ""
    assert "locality" not in {origin["field"] for origin in row.proposed["attributions"]}


def test_what_the_document_does_not_print_is_refused_and_nothing_is_changed(intake):
    with pytest.raises(ValidationError, match="标题“社区之光”不是原文"):
        fix(intake, 1, values={"locality": "", "title": "社区之光"})
    assert row_of(intake, 1).proposed["locality"] == "小营街道小营巷社区"
    assert Intake.objects.get().lock == 0


@pytest.mark.parametrize(
    ("printed_rank", "rank"), [("9.", 9), ("九、", 9), ("⑨", 9), ("（九）", 9), ("１２．", 12)]
)
def test_a_rank_is_taken_from_the_number_that_opens_the_row(printed_rank, rank):
    make_readers_library()
    text = LIST.replace(ENTRIES[1], f"{printed_rank}{ENTRIES[1]}")
    intake = bring_in(text)
    row = row_of(intake, 2)
    start = text.index(printed_rank)
    row.start = row.proposed["start"] = start
    row.save()
    chosen = RowCorrection(values={"rank": rank}, passages={"rank": (start, start + len(printed_rank))})
    rows.correct(row, chosen, lock=0, by="甲")
    origin = next(each for each in row.proposed["attributions"] if each["field"] == "rank")
    assert (row.proposed["rank"], text[origin["start"] : origin["end"]]) == (
        rank,
        printed_rank.strip(".、（）．"),
    )


def test_a_number_that_does_not_open_the_row_is_refused_with_what_to_do(intake):
    with pytest.raises(ValidationError, match="请选中这一条开头的编号"):
        fix(intake, 1, values={"rank": 2021})
    assert row_of(intake, 1).proposed["rank"] is None


def test_a_chosen_place_is_printed_where_the_row_prints_it_and_decided_where_not(intake):
    county = Division.objects.get(name="上城区")
    lineage = {"province": ("浙江省", "浙江"), "city": ("钱塘市",), "county": ("上城区", "上城")}
    text = LIST.replace("浙江省杭州市上城区小营街道", "浙江省上城区小营街道")
    other = bring_in(text)
    row = other.rows.first()
    rows.correct(row, RowCorrection(place=ChosenPlace(county.key, county.key, lineage)), lock=0, by="甲")
    origins = {origin["field"]: origin for origin in row.proposed["attributions"]}
    assert row.proposed["place_then"] == row.proposed["place_now"] == "330102"
    assert text[origins["province"]["start"] : origins["province"]["end"]] == "浙江省"
    assert (origins["city"]["rule"], origins["county"]["rule"]) == ("curated", "")


def test_a_chosen_place_answers_which_place_is_meant_and_nothing_else(intake):
    row, lineage = row_of(intake, 1), {"province": ("浙江省",), "city": ("杭州市",), "county": ("上城区",)}
    asked = ("地名“上城区”无法确定：请选定地区。", "小营：地名有几种可能：上城区、下城区。", "请核对。")
    row.problems, row.action = [{"message": each} for each in asked], ChangeAction.DOUBTFUL
    row.save()
    row = fix(intake, 1, place=ChosenPlace("330102", "330102", lineage))
    assert ([each["message"] for each in row.problems], row.action) == (["请核对。"], ChangeAction.DOUBTFUL)


@pytest.mark.parametrize(
    ("lineage", "printed"),
    [
        ({"province": ("江苏省",), "city": ("南京市",), "county": ("上城区",)}, "浙江省杭州市"),
        ({"province": ("浙江省",), "city": ("宁波市",), "county": ("上城区",)}, "浙江省杭州市"),
        ({"province": ("江苏省",), "city": ("南京市",), "county": ("鼓楼区",)}, "浙江省"),
    ],
)
def test_a_place_is_not_chosen_against_the_words_that_the_row_prints(intake, lineage, printed):
    chosen = "".join(names[0] for names in lineage.values())
    with pytest.raises(ValidationError, match=f"原文印作“{printed}”，与所选的“{chosen}”不符"):
        fix(intake, 1, place=ChosenPlace("330102", "330102", lineage))
    row = row_of(intake, 1)
    assert (row.proposed["place_then"], row.outcome) == ("330102", ChangeOutcome.PENDING)


def test_another_tier_gives_another_number_and_the_same_one_keeps_it(intake):
    kept = fix(intake, 1, values={"locality": ""})
    assert kept.proposed["accession"] == "2021-jczl-t01"
    lost = fix(intake, 2, tier="unknown")
    assert (lost.proposed["accession"], lost.action) == ("", ChangeAction.REFUSED)
    with pytest.raises(ValidationError, match="还不能收录"):
        rows.decide(lost, ChangeOutcome.ACCEPTED, lock=lost.intake.lock, by="甲")


def test_a_tier_of_another_programme_is_refused_with_the_tiers_to_choose_from(intake):
    make_tier("pilot")
    why = "评选项目“全国基层治理创新典型案例”没有等次“实验区”，无法编号："
    reason = f"{why}请改选它的等次（典型案例），或者改正评选项目。"
    lost = fix(intake, 2, tier="pilot")
    assert ([each["message"] for each in lost.problems], lost.action) == ([reason], ChangeAction.REFUSED)
    found = fix(intake, 2, tier="typical")
    assert (found.problems, found.action) == ([], ChangeAction.NEW)

    said = bring_in("\n".join(["名单", *ENTRIES]), Said(programme="jczl", tier="pilot", year=2020))
    assert [row.problems[-1]["message"] for row in said.rows] == [reason] * 3
    read_again(said, said.lock, Said(programme="jczl", tier="typical", year=2020))
    assert {row.action for row in said.rows.all()} == {ChangeAction.NEW}


def test_a_programme_without_tiers_says_what_it_lacks(intake):
    make_programme("bare", tiers={})
    said = bring_in("\n".join(["名单", *ENTRIES]), Said(programme="bare", tier="typical", year=2020))
    assert "“bare”在编目后台还没有等次，无法编号：请先给它添上" in said.rows.all()[0].problems[-1]["message"]


def test_the_bounds_of_a_row_cannot_reach_into_another(intake):
    with pytest.raises(ValidationError, match="重叠"):
        fix(intake, 1, bounds=(0, len(LIST)))
    with pytest.raises(ValidationError, match="选中"):
        fix(intake, 1, bounds=(5, len(LIST) + 1))


# --- Whole rows -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_row_is_left_out_and_taken_up_again(intake):
    rows.decide(row_of(intake, 2), ChangeOutcome.DROPPED, lock=0, by="甲")
    assert take(Intake.objects.get(), 1).new == 2
    assert not Award.objects.filter(applicant=ENTRIES[1]).exists()


def test_a_row_that_was_missed_inherits_from_the_one_before_it(intake):
    row_of(intake, 3).delete()
    start = LIST.index(ENTRIES[2])
    added = row_passages.add(intake, (start, start + len(ENTRIES[2])), lock=0, by="甲")
    assert (added.order, added.action, added.outcome) == (3, ChangeAction.DOUBTFUL, ChangeOutcome.PENDING)
    assert (added.proposed["applicant"], added.proposed["tier"]) == (ENTRIES[2], "typical")
    assert added.proposed["accession"] == "2021-jczl-t03"
    assert (added.proposed["place_then"], printed(added, "year")) == ("330102", "2021")


def test_a_row_that_was_missed_is_read_as_the_rows_beside_it(intake):
    row_of(intake, 2).delete()
    start = LIST.index(ENTRIES[1])
    added = row_passages.add(intake, (start, start + len(ENTRIES[1])), lock=0, by="甲")
    assert (added.proposed["locality"], printed(added, "locality")) == ("清波街道清波门社区",) * 2
    assert printed(added, "county") == "上城区" and printed(added, "province") == "浙江省"
    origin = next(each for each in added.proposed["attributions"] if each["field"] == "county")
    assert start <= origin["start"] < start + len(ENTRIES[1])


def test_a_unit_that_is_filled_in_gives_a_row_without_a_place_its_place(intake):
    row = row_of(intake, 2)
    row.proposed |= {"place_then": None, "place_now": None, "applicant": ""}
    kept = ("applicant", "province", "city", "county")
    row.proposed["attributions"] = [
        each for each in row.proposed["attributions"] if each["field"] not in kept
    ]
    row.save()
    start = LIST.index(ENTRIES[1])
    words = "浙江省杭州市上城区清波街道"
    passages = {"applicant": (start, start + len(words))}
    row = fix(intake, 2, values={"applicant": words}, passages=passages)
    assert (row.proposed["place_then"], row.proposed["place_now"]) == ("330102", "330102")
    assert printed(row, "county") == "上城区"


def test_two_rows_are_joined_and_split_again(intake):
    first = row_passages.join(row_of(intake, 2), lock=0, by="甲")
    assert LIST[first.start : first.end] == "\n".join(ENTRIES[:2])
    assert (first.proposed["text"], first.proposed["applicant"]) == (ENTRIES[1], ENTRIES[0])
    assert [row.order for row in intake.rows] == [1, 2]

    second = row_passages.split(first, LIST.index(ENTRIES[1]), lock=1, by="甲")
    assert [LIST[row.start : row.end] for row in intake.rows] == list(ENTRIES)
    assert (row_of(intake, 1).proposed["text"], second.proposed["applicant"]) == ("", ENTRIES[1])
    assert [row.order for row in intake.rows] == [1, 2, 3]


def test_each_half_of_a_split_row_keeps_what_its_own_words_print():
    make_readers_library()
    text, intake = LIST, bring_in()
    row = row_of(intake, 1)
    start, at = row.start, text.index(ENTRIES[1])
    row.end = at + len(ENTRIES[1])
    row_of(intake, 2).delete()
    row.proposed["title"] = text[start : row.end]
    row.proposed["attributions"].append(
        {"field": "title", "start": start, "end": row.end, "rule": "", "note": ""}
    )
    row.save()
    second = row_passages.split(row, at, lock=0, by="甲")
    first = row_of(intake, 1)
    assert (first.proposed["title"], first.proposed["applicant"]) == (ENTRIES[0], ENTRIES[0])
    assert printed(first, "title") == ENTRIES[0]
    assert (first.proposed["place_then"], first.outcome) == ("330102", ChangeOutcome.PENDING)
    assert second.proposed["title"] == printed(second, "title") == ENTRIES[1]


def test_what_is_printed_behind_the_cut_goes_to_the_second_half(intake):
    row = fix(intake, 1, values={"title": "小营巷社区"})
    second = row_passages.split(row, LIST.index("小营巷社区"), lock=1, by="甲")
    first = row_of(intake, 1)
    assert second.proposed["title"] == printed(second, "title") == "小营巷社区"
    assert first.proposed["title"] == ""
    assert first.proposed["applicant"] == printed(first, "applicant") == "浙江省杭州市上城区小营街道"


def test_a_row_is_split_only_within_it(intake):
    with pytest.raises(ValidationError, match="选中后一条开头"):
        row_passages.split(row_of(intake, 1), LIST.index(ENTRIES[1]), lock=0, by="甲")


def test_the_first_row_has_none_to_be_joined_with(intake):
    with pytest.raises(ValidationError, match="前面没有"):
        row_passages.join(row_of(intake, 1), lock=0, by="甲")


# --- Two people -----------------------------------------------------------------------------------


def test_of_two_people_the_second_is_told_who_was_quicker_and_overwrites_nothing(intake):
    rows.decide(row_of(intake, 1), ChangeOutcome.DROPPED, lock=0, by="甲")
    with pytest.raises(StaleIntake, match="“甲”"):
        rows.correct(row_of(intake, 1), RowCorrection(values={"locality": ""}), lock=0, by="乙")
    row = row_of(intake, 1)
    assert (row.outcome, row.proposed["locality"]) == (ChangeOutcome.DROPPED, "小营街道小营巷社区")


def test_what_was_given_up_is_changed_no_more(intake):
    rows.drop_all(intake, lock=0, by="甲")
    assert Intake.objects.get().state == IntakeState.DROPPED
    with pytest.raises(ValidationError, match="不能再改"):
        rows.decide(row_of(intake, 1), ChangeOutcome.DROPPED, lock=1, by="甲")
    assert Intake.objects.get().lock == 1
