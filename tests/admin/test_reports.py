"""Reports of readers in the admin: new ones first, closed with words or by the revision that mends them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Award, Report, Revision
from cases.models.writing import writing
from tests.admin.awards import draft, page
from tests.admin.colliding import disputes, shown
from tests.admin.forms import errors_of, page_data, undrawn
from tests.factories import make_award

pytestmark = pytest.mark.django_db
LIST = "/admin/cases/report/"


def reported(award: Award | None = None, **fields) -> Report:
    return Report.objects.create(award=award, message="第二段有错字。", **fields)


def address(report: Report) -> str:
    return reverse("admin:cases_report_change", args=[report.pk])


def test_the_list_begins_with_what_nobody_has_dealt_with(as_curator):
    new, done = reported(), reported(state="done")

    def listed(query: str = "") -> set[Report]:
        return set(undrawn(as_curator, LIST + query)["cl"].queryset)

    assert listed() == {new} and listed("?state=done") == {done} and listed("?state=all") == {new, done}


def test_who_came_first_is_listed_first_while_they_wait(as_curator):
    now = timezone.now()
    old, new = (reported(created_at=now - timedelta(days=days)) for days in (40, 2))
    done, later = (reported(state="done", created_at=now - timedelta(days=days)) for days in (9, 5))
    waiting = undrawn(as_curator, LIST)["cl"]
    assert [*waiting.result_list] == [old, new]
    assert [waiting.model_admin.age(each) for each in waiting.result_list] == ["40", "2"]
    closed = undrawn(as_curator, f"{LIST}?state=done")["cl"]
    assert [*closed.result_list] == [later, done]
    assert closed.model_admin.age(done) == closed.model_admin.get_empty_value_display()
    assert "天数" in as_curator.get(LIST).content.decode()


def test_a_report_is_not_closed_without_a_word(as_curator):
    report = reported()
    data = page_data(as_curator, address(report)) | {"state": "done"}
    assert "请写答复或处理说明" in errors_of(as_curator.post(address(report), data))
    assert as_curator.post(address(report), data | {"note": "原文如此。"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.answer) == ("done", "")


def test_several_are_closed_with_a_note_only(as_curator):
    reports = [reported(), reported(note="问过当地。"), reported(state="done")]
    sent = {"action": "mark_done", "_selected_action": [each.pk for each in reports]}
    asked = as_curator.post(f"{LIST}?state=all", sent).content.decode()
    assert (
        "将把 <strong>2</strong> 封来信" in asked
        and not Report.objects.filter(note__contains="重复").exists()
    )
    assert Report.objects.filter(state="new").count() == 2
    assert "请写处理说明" in as_curator.post(f"{LIST}?state=all", sent | {"sure": "1"}).content.decode()
    as_curator.post(f"{LIST}?state=all", sent | {"sure": "1", "note": "与第一封重复"})
    assert [*Report.objects.order_by("pk").values_list("state", "note")] == [
        ("done", "curator：与第一封重复"),
        ("done", "问过当地。\ncurator：与第一封重复"),
        ("done", ""),
    ]


def test_no_more_are_closed_than_a_request_takes(as_curator, monkeypatch):
    monkeypatch.setattr("cases.admin.report.MOST_AT_ONCE", 1)
    sent = {"action": "mark_done", "_selected_action": [reported().pk, reported().pk]}
    refused = as_curator.post(LIST, sent | {"sure": "1", "note": "重复"}, follow=True).content.decode()
    assert "什么都没有改。请分几次选" in refused and Report.objects.filter(state="new").count() == 2


def test_the_revision_that_mends_it_closes_it_and_the_reader_is_told(as_curator, client):
    award = draft()
    report = reported(award, number="k7mq-2xwd-9hvc-t4pa", created_at=timezone.now() - timedelta(minutes=1))
    with writing("form", note="改正录入错误"):
        award.attributions.update(note="核对过")
    revision = Revision.objects.filter(table="award", thing=award.pk).first()
    shown = as_curator.get(address(report)).content.decode()
    assert "改正录入错误" in shown and "没有选定" in shown
    data = page_data(as_curator, address(report)) | {"mends": revision.pk}
    assert as_curator.post(address(report), data).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.mended_by) == ("done", revision)
    shown = as_curator.get(address(report)).content.decode()
    assert reverse("admin:cases_revision_change", args=[revision.pk]) in shown and "没有选定" not in shown
    assert "已经改正" in client.get(f"/report/{report.number}/").content.decode()


def test_a_revision_of_another_case_or_of_before_mends_nothing(as_curator):
    report, other = reported(make_award(), created_at=timezone.now() + timedelta(minutes=1)), make_award()
    revision = Revision.objects.filter(table="award", thing=other.pk).first()
    data = page_data(as_curator, address(report)) | {"mends": revision.pk}
    assert as_curator.post(address(report), data).status_code == 200
    report.refresh_from_db()
    assert (report.state, report.mended_by) == ("new", None)


def test_the_form_of_a_case_says_that_readers_wrote(as_curator):
    award = make_award()
    assert "读者就这个案例来信" not in as_curator.get(page(award)).content.decode()
    report = reported(award)
    shown = as_curator.get(page(award)).content.decode()
    assert "读者就这个案例来信 1 封" in shown and f'href="{address(report)}"' in shown
    reported(award)
    shown = as_curator.get(page(award)).content.decode()
    listed = f"{LIST}?award__id__exact={award.pk}"
    assert "来信 2 封" in shown and listed in shown
    assert undrawn(as_curator, listed)["cl"].result_count == 2


# --- Two who answer one report ------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "999999", "as shown"])
def test_the_second_who_answers_is_told_and_loses_no_word(as_curator, second, token):
    report = reported()
    sent = page_data(second, address(report)) | {"answer": "我的答复。", "note": "只有我写的。"}
    sent |= {} if token == "as shown" else {"_seen": token}
    theirs = page_data(as_curator, address(report)) | {"answer": "对方的答复。", "state": "done"}
    assert as_curator.post(address(report), theirs).status_code == 302

    refused = second.post(address(report), sent)
    again = shown(refused, "可能又有改动")
    assert {each[2:] for each in disputes(refused)} == {
        ("对方的答复。", "我的答复。"),
        ("", "只有我写的。"),
        ("已处理", "待处理"),
    }
    assert "curator 于" in refused.content.decode()
    report.refresh_from_db()
    assert (report.answer, report.note, report.state) == ("对方的答复。", "", "done")

    [of_state] = [each.name for each in refused.context["collision"].disputes if each.name.endswith("state")]
    assert second.post(address(report), again | {of_state: "theirs"}).status_code == 302
    report.refresh_from_db()
    assert (report.answer, report.note, report.state) == ("我的答复。", "只有我写的。", "done")


def test_who_answers_as_it_was_shown_is_told_nothing(as_curator):
    report = reported()
    data = page_data(as_curator, address(report)) | {"answer": "谢谢。"}
    assert as_curator.post(address(report), data).status_code == 302
    assert as_curator.post(address(report), data).status_code == 302
    assert Report.objects.get().answer == "谢谢。"
