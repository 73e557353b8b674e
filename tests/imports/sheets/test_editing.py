"""What a sheet may change, what it may not, and what becomes of its rows."""

import pytest
from django.contrib.auth.models import User

from cases.choices import ChangeAction, ChangeOutcome, State, Through
from cases.curation.library import problems_of_library
from cases.imports.receiving import ImportRefused
from cases.imports.reviewing import take_waiting
from cases.imports.rows import decide
from cases.imports.sheets.bulk_changes import write_changes
from cases.imports.sheets.differences import differences
from cases.imports.sheets.forms import EDITABLE
from cases.imports.taking import take
from cases.imports.undoing import redo_intake, undo_intake
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, DataVersion, FormerAccession, Revision
from cases.models.writing import writing
from tests.factories import make_award
from tests.imports.sheets.edited import (
    bring_in,
    counts,
    csv_file,
    exported,
    only,
    reasons,
    row_of,
    saved,
    workbook,
)
from tests.small_library import make_small_library
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db
FIRST, THIRD = "2014-sqzl-w01", "0000-sqzl-n01"


@pytest.fixture(autouse=True)
def library() -> None:
    make_small_library()


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss")


def edited(accession: str = FIRST, **cells: object):
    """The change of the one row whose cells say something else."""
    rows = exported()
    row_of(rows, accession).update(cells)
    return only(bring_in(csv_file(rows, [*rows[0], "理由"])))


def origin(award: Award, field: str) -> tuple[object, ...]:
    return award.attributions.values_list("rule", "note").get(field=field)


def test_the_declarations_say_what_a_sheet_may_change():
    assert EDITABLE == (
        "title", "rank", "applicant", "applicant_level", "applicant_kind", "setting", "applicant_organ",
        "locality",
    )  # fmt: skip


def test_title_and_applicant_are_not_exchanged():
    award = Award.objects.get(accession=FIRST)
    change = edited(title=award.applicant, applicant=award.title)
    assert change.action == ChangeAction.REFUSED
    assert f"“标题”：“{award.applicant}”是这个案例的申报单位。" in reasons(change)
    assert f"“申报单位”：“{award.title}”是这个案例的标题。" in reasons(change)


def test_a_sign_that_cannot_be_printed_in_a_reason_is_named_at_its_row():
    change = edited(setting="农村", 理由="村改居\x07之前")
    assert change.action == ChangeAction.REFUSED
    assert "“理由”：" in reasons(change)


def test_a_person_decides_what_rules_infer(boss):
    change = edited(setting="农村", 理由="村改居之前的案例。")
    assert [(each.label, each.old, each.new) for each in differences(change)] == [
        ("城乡类型", "城市", "农村")
    ]
    assert (change.action, change.thing) == (ChangeAction.CHANGED, Award.objects.get(accession=FIRST).pk)
    taken = take(change.intake, change.intake.lock, by=boss)
    award = Award.objects.get(accession=FIRST)
    assert (taken.changed, award.setting, award.state) == (1, "rural", State.PUBLISHED)
    assert origin(award, "setting") == ("curated", "村改居之前的案例。")
    assert problems_of_library() == []


def test_without_a_reason_the_sheet_is_named():
    change = edited(applicant_organ="政府")
    notes = [row["note"] for row in change.proposed["attributions"] if row["field"] == "applicant_organ"]
    assert notes == ["编目人员在表格“sheet.csv”中改定。"]


def test_what_the_rule_gives_is_no_decision_of_a_person(boss):
    change = edited(applicant_kind="其他")
    take(change.intake, change.intake.lock, by=boss)
    assert origin(Award.objects.get(accession=FIRST), "applicant_kind")[0] == "curated"
    change = edited(applicant_kind="民政部门")
    decide(change, ChangeOutcome.ACCEPTED, lock=change.intake.lock, by="boss")  # it was so before
    take(change.intake, change.intake.lock, by=boss)
    assert origin(Award.objects.get(accession=FIRST), "applicant_kind")[0] == "kind-from-words"


def test_words_that_the_source_prints_get_their_passage(boss):
    change = edited(title="政社互动")
    take(change.intake, change.intake.lock, by=boss)
    award = Award.objects.select_related("source").get(accession=FIRST)
    row = award.attributions.get(field="title")
    assert award.title == award.source.text[row.start : row.end] == "政社互动"
    assert award.start <= row.start < row.end <= award.end


def test_what_the_source_does_not_print_is_refused():
    change = edited(title="政府与社会互动")
    assert change.action == ChangeAction.REFUSED
    assert reasons(change) == "“标题”：“政府与社会互动”不是原文，案例在来源文献里的文字中没有印出。"
    with pytest.raises(ImportRefused):
        take(change.intake, change.intake.lock)
    assert Award.objects.get(accession=FIRST).title == "“政社互动”"


def test_what_the_source_prints_cannot_be_emptied():
    assert "原文印有" in reasons(edited(title=""))


def test_an_inferred_value_that_is_emptied_goes_with_its_origin_and_comes_back_empty(boss):
    change = edited(setting="", 理由="看不出城乡")
    assert (change.action, reasons(change)) == (ChangeAction.CHANGED, "")
    take(change.intake, change.intake.lock, by=boss)
    award = Award.objects.get(accession=FIRST)
    assert (award.setting, award.attributions.filter(field="setting").exists()) == ("", False)
    revision = Revision.objects.filter(table="award", thing=award.pk).first()
    assert (revision.by, revision.before["setting"]) == (boss.username, "urban")
    assert counts(bring_in(csv_file(exported()))) == (3, 0, 3, 0)


def test_what_was_emptied_is_not_filled_again_by_other_words(boss):
    emptied = edited(setting="")
    take(emptied.intake, emptied.intake.lock, by=boss)
    change = edited(title="政社互动")
    assert change.action == ChangeAction.CHANGED
    assert change.proposed["setting"] == ""


def test_a_very_long_cell_is_refused_in_a_short_sentence():
    for cells in ({"title": "甲" * 100_000}, {"id": "乙" * 100_000}, {"setting": "丙" * 100_000}):
        assert len(reasons(edited(**cells))) < 200
    long = edited(setting="农村", 理由="因" * 501)
    assert reasons(long) == "“理由”有 501 字，最多 500 字。"


def test_a_number_that_is_not_the_award_s_is_refused():
    assert edited(rank="7").action == ChangeAction.REFUSED
    assert "不是一个序号" in reasons(edited(rank="第七"))


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("tier", "nominee", "届次和等次要在编目后台改"),
        ("year", "2015", "届次和等次要在编目后台改"),
        ("province", "浙江省", "地区要在案例页面选定"),
        ("place_now", "", "地区要在案例页面选定"),
        ("division_code_now", "330102", "这一列由本库得出"),
        ("mechanisms", "社区协商", "治理机制要在案例页面连同依据标注"),
        ("text", "别的正文", "出处和正文要在案例页面对照原文改"),
        ("url", "http://example.com/", "这一列由本库得出"),
        ("setting", "城里", "没有“城里”这个取值，可填：城市、农村、城乡兼有"),
    ],
)
def test_what_nobody_may_change_in_a_sheet_is_named(column, cell, reason):
    change = edited(**{column: cell})
    assert (change.action, change.outcome) == (ChangeAction.REFUSED, ChangeOutcome.DROPPED)
    assert reason in reasons(change)


def test_a_row_with_a_wrong_cell_is_refused_whole():
    change = edited(setting="农村", tier="nominee")
    assert change.action == ChangeAction.REFUSED
    assert "setting" not in change.proposed


def test_rows_of_no_held_award_are_refused():
    rows = exported()
    row_of(rows, FIRST)["id"] = "1999-sqzl-w01"
    row_of(rows, THIRD)["id"] = ""
    intake = bring_in(csv_file(rows))
    assert counts(intake) == (3, 0, 1, 2)
    said = "".join(reasons(row) for row in intake.rows.all())
    assert "库中没有编号为“1999-sqzl-w01”的案例" in said
    assert "没有入库编号" in said


def test_what_was_withdrawn_is_refused():
    rows = exported()
    Award.objects.get(accession=FIRST).withdraw()
    assert "已经撤回" in reasons(only(bring_in(csv_file(rows))))


def test_two_rows_of_one_award_are_not_both_taken():
    rows = exported()
    assert "与第 2 行是同一个案例" in reasons(only(bring_in(csv_file([*rows, rows[0]]))))


def test_a_former_number_leads_to_the_award():
    award = Award.objects.get(accession=FIRST)
    with writing():
        FormerAccession.objects.create(award=award, accession="2014-sqzl-w77")
    rows = exported()
    row_of(rows, FIRST)["id"] = "2014-sqzl-w77"
    assert counts(bring_in(csv_file(rows))) == (3, 0, 3, 0)


def test_other_words_of_the_applicant_have_the_rules_asked_again(boss):
    award = make_award(
        title="议事", rank=5, applicant="江苏省太仓市人民政府",
        applicant_kind="government", applicant_organ="government", edition=make_edition(year=2014),
    )  # fmt: skip
    assert award.attributions.get(field="applicant_kind").rule
    change = edited(award.accession, applicant="江苏省太仓市")
    values = {each.field: each.new for each in differences(change)}
    assert values["applicant"] == "江苏省太仓市"
    assert "applicant_organ" in values
    take(change.intake, change.intake.lock, by=boss)
    assert problems_of_library() == []


def test_of_another_title_only_what_is_read_in_it_is_asked_again():
    change = edited(title="政社互动")
    assert Award.objects.get(accession=FIRST).applicant_organ == ""
    assert {each.field for each in differences(change)} == {"title"}


def test_changes_of_published_awards_wait_for_a_superuser(boss):
    change = edited(setting="农村")
    taken = take(change.intake, change.intake.lock, by=User.objects.create_user("curator"))
    assert (taken.changed, taken.waiting) == (0, 1)
    assert Award.objects.get(accession=FIRST).setting == "urban"
    change.intake.refresh_from_db()
    assert take_waiting(change.intake, change.intake.lock, by=boss).changed == 1
    assert Award.objects.get(accession=FIRST).setting == "rural"


def test_it_is_one_change_that_is_taken_back_and_made_again(boss):
    before = AwardSnapshots().dump()
    rows = exported()
    row_of(rows, FIRST).update(setting="rural", title="政社互动")
    row_of(rows, THIRD).update(setting="both")
    intake = bring_in(csv_file(rows))
    assert take(intake, intake.lock, by=boss).changed == 2
    after = AwardSnapshots().dump()
    assert after != before
    assert set(Revision.objects.filter(number=intake.taken_version).values_list("through", "table")) == {
        (Through.IMPORT, "award")
    }
    undo_intake(intake, intake.lock, by=boss)
    assert AwardSnapshots().dump() == before
    redo_intake(intake, intake.lock, by=boss)
    assert AwardSnapshots().dump() == after


def test_what_was_changed_meanwhile_is_not_overwritten(boss):
    change = edited(setting="农村")
    with writing():
        award = Award.objects.get(accession=FIRST)
        award.attributions.filter(field="applicant_kind").update(rule="curated", note="改判。")
    with pytest.raises(ImportRefused, match="在读取之后又改动过"):
        take(change.intake, change.intake.lock, by=boss)
    assert Award.objects.get(accession=FIRST).setting == "urban"


def test_what_the_room_refuses_can_only_be_left_out(boss):
    """The checks of the preview are those of the room; what the library has meanwhile become is told then."""
    change = edited(title="政社互动")
    rows = [row for row in change.proposed["attributions"] if row["field"] != "title"]
    change.proposed = {**change.proposed, "title": "没有印出的标题", "attributions": [
        *rows, {"field": "title", "start": 0, "end": 2, "rule": "", "note": ""}
    ]}  # fmt: skip
    change.save()
    with pytest.raises(ImportRefused, match="不符|不在"):
        take(change.intake, change.intake.lock, by=boss)
    change.refresh_from_db()
    assert (change.action, change.outcome) == (ChangeAction.REFUSED, ChangeOutcome.PENDING)
    assert change.proposed["title"] == "没有印出的标题"


def test_sheets_are_written_inside_a_room():
    change = edited(setting="农村")
    with pytest.raises(RuntimeError, match="writing"):
        write_changes([change])


# --- What was changed between export and return ---------------------------------------------------


def workbook_of_today() -> bytes:
    """The sheet with the small one beside it that says of which data version it is."""
    rows = exported()
    row_of(rows, FIRST)["setting"] = "rural"
    book = workbook(rows, ["id", "setting"])
    book.create_sheet("检索条件").append(["数据版本", DataVersion.current().number])
    return saved(book)


@pytest.mark.slow
def test_a_workbook_of_before_another_change_of_the_award_is_refused():
    content = workbook_of_today()
    award = Award.objects.get(accession=FIRST)
    with writing():
        award.attributions.filter(field="applicant_kind").update(rule="curated", note="改判。")
    assert reasons(only(bring_in(content, "sheet.xlsx"))).startswith("表格导出之后，这个案例又改动过")


@pytest.mark.slow
def test_a_workbook_of_today_is_taken_as_it_is():
    content = workbook_of_today()
    third = Award.objects.get(accession=THIRD)
    with writing():
        third.attributions.filter(field="title").update(note="")
    assert only(bring_in(content, "sheet.xlsx")).action == ChangeAction.CHANGED
