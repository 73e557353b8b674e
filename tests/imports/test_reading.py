"""A document that came in: what is proposed of it, what is asked for, and what never becomes an intake."""

from dataclasses import replace

import pytest

from cases.choices import ChangeAction, ChangeOutcome, IntakeState, Through
from cases.imports.facts import Said, said_in
from cases.imports.files.bounds import LONGEST_NAME, MOST_BYTES
from cases.imports.reading import read_again, read_file, read_pasted
from cases.imports.receiving import ImportRefused
from cases.imports.taking import take
from cases.models import Award, Intake, StaleIntake, StoredChange, StoredFile
from cases.models.intake import LARGEST_FILE
from cases.models.writing import writing
from tests.imports.lists import ENTRIES, LIST, OTHERS, SAID, TITLE, bring_in, make_readers_library
from tests.vocabularies import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def test_each_entry_is_a_row_with_its_passage_and_its_whole_state():
    intake = bring_in()
    rows = list(intake.rows)
    assert [LIST[row.start : row.end] for row in rows] == list(ENTRIES)
    assert {row.action for row in rows} == {ChangeAction.NEW}
    proposed = rows[0].proposed
    assert proposed["accession"] == "2021-jczl-t01"
    assert (proposed["applicant"], proposed["locality"]) == (ENTRIES[0], "小营街道小营巷社区")
    assert (proposed["place_then"], proposed["state"]) == ("330102", "draft")
    printed = {
        row["field"]: LIST[row["start"] : row["end"]] for row in proposed["attributions"] if not row["rule"]
    }
    assert printed["county"] == "上城区"
    assert printed["year"] == "2021"


def test_the_facts_of_the_document_say_where_they_are_printed():
    intake = bring_in()
    title, year = intake.facts["title"], intake.facts["year"]
    assert (title["value"], LIST[title["start"] : title["end"]]) == (TITLE, TITLE)
    assert (year["value"], LIST[year["start"] : year["end"]]) == (2021, "2021")
    assert intake.fact("issuers") == ["mca"]
    assert said_in(intake.facts).issuers == ("mca",)


def test_what_the_document_does_not_print_is_asked_for_and_not_guessed():
    intake = bring_in("\n".join(["先进社区名单", *ENTRIES, "发布时间：2019-05-06", ""]), Said())
    assert intake.fact("year") is None
    assert [problem["message"] for problem in intake.problems][-1].startswith("没有读到年度")
    assert {row.action for row in intake.rows} == {ChangeAction.REFUSED}
    assert "请写明项目" in intake.rows.first().problems[0]["message"]


def test_a_year_that_is_not_settled_is_asked_for_once_and_answered_by_saying_that_there_is_none():
    title = "全国基层治理创新典型案例名单公布"
    lead = "民政部2018年启动征集，经评审，现将名单公布如下："
    text = "\n".join([title, lead, *ENTRIES, "2020年1月2日", ""])
    intake = bring_in(text)
    (asked,) = [each for each in intake.problems if "年度" in each["message"]]
    assert asked["message"].startswith("年度未确定：文中印有 2018、2020")
    assert text[asked["start"] : asked["end"]].startswith(lead)
    read_again(intake, intake.lock, replace(SAID, no_year=True), by="甲")
    assert [each for each in intake.problems if "年度" in each["message"]] == []


def test_what_a_person_says_then_completes_the_rows():
    intake = bring_in("\n".join(["先进社区名单", *ENTRIES, ""]), Said())
    read_again(
        intake, intake.lock, Said(programme="jczl", year=2019, tier="typical", issuers=("mca",)), by="甲"
    )
    rows = list(intake.rows)
    assert [row.proposed["accession"] for row in rows] == [f"2019-jczl-t0{n}" for n in (1, 2, 3)]
    origin = next(row for row in rows[0].proposed["attributions"] if row["field"] == "year")
    assert (origin["rule"], origin["start"]) == ("curated", None)
    assert "导入时" in origin["note"]


def test_what_was_decided_stays_when_it_is_read_again():
    intake = bring_in()
    row = intake.rows.all()[1]
    StoredChange.objects.filter(pk=row.pk).update(outcome=ChangeOutcome.DROPPED, decided_by="甲")
    read_again(intake, intake.lock, SAID, by="乙")
    assert [each.outcome for each in intake.rows] == ["pending", "dropped", "pending"]


def test_of_two_curators_the_second_is_refused_and_told_who_was_quicker():
    intake = bring_in(by="甲")
    other = Intake.objects.get()
    read_again(intake, intake.lock, SAID, by="甲")
    with pytest.raises(StaleIntake, match="刚由“甲”"):
        read_again(other, other.lock, Said(year=1999), by="乙")
    assert Intake.objects.get().fact("year") == 2021


def test_numbers_go_on_behind_what_is_held():
    first = bring_in()
    take(first, first.lock)
    more = bring_in(OTHERS)
    assert [row.proposed["accession"][-2:] for row in more.rows] == ["04", "05", "06"]


def test_the_same_words_are_read_as_unchanged():
    first = bring_in()
    take(first, first.lock)
    again = bring_in()
    assert {row.action for row in again.rows} == {ChangeAction.UNCHANGED}
    assert again.source == first.source


def test_an_award_that_reads_otherwise_now_is_a_change_with_what_it_was():
    first = bring_in()
    take(first, first.lock)
    with writing(Through.LOADER):
        award = Award.objects.get(accession="2021-jczl-t02")
        award.attributions.filter(field__in=["locality", "township"]).delete()
        award.locality = ""
        award.save()
    row = bring_in().rows.get(action=ChangeAction.CHANGED)
    assert (row.thing, row.before["locality"], row.proposed["locality"]) == (
        award.pk,
        "",
        "清波街道清波门社区",
    )


def test_what_a_person_changed_since_is_not_read_back_unasked():
    intake = bring_in()
    take(intake, intake.lock)
    award = Award.objects.order_by("pk").first()
    with writing():
        award.attributions.filter(field__in=["locality", "township"]).delete()
        award.locality = ""
        award.save()
    row = bring_in().rows.get(thing=award.pk)
    assert row.action == ChangeAction.DOUBTFUL
    assert row.problems[-1]["message"] == (
        f"案例 {award.accession} 的县级以下地名后来改过，与这次读到的不同，请核对。"
    )


def test_a_file_is_kept_once_by_its_words():
    for name in ("a.txt", "b.txt"):
        read_file(name, LIST.encode(), SAID)
    assert [file.name for file in StoredFile.objects.all()] == ["a.txt"]
    assert Intake.objects.filter(file__name="a.txt").count() == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "文件是空的"), (b"PK\x03\x04", "."), (b" \n ", "没有文字"), (b"\xd0\xcf\x11\xe0", ".")],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, reason):
    with pytest.raises(ImportRefused, match=f"^\\['a.txt：.*{reason}"):
        read_file("a.txt", content)
    assert not Intake.objects.exists()


def test_a_text_with_nothing_in_it_that_is_an_award_says_so():
    intake = read_pasted("今天天气很好。\n")
    assert (intake.state, intake.rows.count()) == (IntakeState.READY, 0)
    assert any("认不出文献的形式" in problem["message"] for problem in intake.problems)


def test_every_file_that_is_read_can_be_kept_under_its_name():
    assert (LARGEST_FILE, StoredFile._meta.get_field("name").max_length) == (MOST_BYTES, LONGEST_NAME)


def test_of_a_title_with_two_years_somebody_says_which():
    text = LIST.replace("2021年", "2021年度、2022年", 1)
    rows = list(bring_in(text).rows)
    assert {row.action for row in rows} == {ChangeAction.DOUBTFUL}
    assert rows[0].problems[-1]["message"] == "标题里有 2021、2022 几个年度，请核对这一条是哪一年度的。"
    said = read_pasted(text + "\n", replace(SAID, year=2022))
    assert {row.action for row in said.rows} == {ChangeAction.NEW}
    assert said.rows.first().proposed["accession"].startswith("2022-")


def test_of_a_title_with_two_programmes_somebody_says_which():
    make_programme("sqzl")
    rows = list(bring_in(LIST.replace("典型案例名单", "典型案例和中国社区治理十大创新成果名单", 1)).rows)
    assert rows[0].problems[-1]["message"] == "标题里有几个评选项目，请核对这一条是哪个项目的。"
