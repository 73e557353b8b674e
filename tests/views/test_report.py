"""Readers report errors: what they wrote arrives, and is answered."""

import re

import pytest

from cases.models import Award, Report
from cases.models.report import GROUPS, OF_A_GROUP, SIGNS, new_number
from cases.pages.report import path_of
from tests.factories import make_award
from tests.origins import past_the_room
from tests.views.reports import MESSAGE, send

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_form_names_the_case_and_remembers_the_page(client):
    award = make_award(title="社区协商共治", rank=1)
    page = client.get("/report/?case=2014-sqzl-w01&page=/cases/2014-sqzl-w01/").content.decode()
    assert award.title in page
    assert 'name="case" value="2014-sqzl-w01"' in page
    assert 'name="page" value="/cases/2014-sqzl-w01/"' in page


@pytest.mark.slow
def test_it_takes_the_page_from_the_browser_when_the_address_does_not_say(client):
    response = client.get("/report/", headers={"Referer": "http://testserver/places/320585/?x=1"})
    assert 'name="page" value="/places/320585/"' in response.content.decode()


@pytest.mark.slow
def test_what_a_reader_writes_arrives_and_is_thanked_for(client):
    award = make_award(rank=1)
    response = send(client, case="2014-sqzl-w01", page="/cases/2014-sqzl-w01/?q=x", contact="010-12345678")
    report = Report.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/report/{report.number}/")
    assert (report.award, report.message, report.contact) == (award, MESSAGE, "010-12345678")
    assert (report.page, report.state) == ("/cases/2014-sqzl-w01/", "new")
    assert "已收到" in client.get(response["Location"]).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_case_that_is_not_public_is_not_named_but_the_message_counts(client, state):
    make_award(title="不公开的标题", rank=1, state=state)
    assert "不公开的标题" not in client.get("/report/?case=2014-sqzl-w01").content.decode()
    send(client, case="2014-sqzl-w01")
    assert Report.objects.get().award is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("", "请写下哪里有错"),
        (" \n ", "请写下哪里有错"),
        ("错", "太短了"),
        ("错" * 2001, "最多 2000 字，现有 2001 字"),
    ],
)
def test_it_says_what_is_wrong_with_a_message_and_keeps_it(client, message, problem):
    response = send(client, message=message, contact="010-1")
    page = response.content.decode()
    assert response.status_code == 400
    assert problem in page
    assert 'aria-invalid="true"' in page
    assert message.strip() in page
    assert 'value="010-1"' in page
    assert not Report.objects.exists()


def test_the_receipt_shows_the_message_and_later_the_answer_but_no_more(client, library):
    address = send(client, case="2014-sqzl-w01", contact="010-7654321")["Location"]
    Report.objects.update(note="内部备注")
    page = client.get(address).content.decode()
    assert MESSAGE in page and "待处理" in page and "编者的答复" not in page
    assert '<a href="/cases/2014-sqzl-w01/">“政社互动”</a>' in page
    Report.objects.update(state="done")
    assert "已处理" in client.get(address).content.decode()
    Report.objects.update(answer="已按原文更正。")
    page = client.get(address).content.decode()
    assert "编者的答复" in page and "已按原文更正。" in page and "已答复" in page
    assert "010-7654321" not in page and "内部备注" not in page


def test_a_receipt_is_for_nobody_else(client):
    response = client.get(send(client)["Location"])
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_receipt_numbers_cannot_be_guessed():
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert len(SIGNS) ** (GROUPS * OF_A_GROUP) > 2**78
    assert all(re.fullmatch("[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}", number) for number in numbers)


def test_a_receipt_number_can_be_typed_in_any_form(client):
    address = send(client)["Location"]
    number = address.split("/")[2]
    typed = number.upper().replace("-", " ")
    assert client.get("/report/", {"number": f" {typed}"})["Location"] == address
    assert client.get(f"/report/{number.replace('-', '').upper()}/")["Location"] == address


@pytest.mark.parametrize(
    "address", ["/report/aaaa-bbbb-cccc-dddd/", "/report/?number=aaaa", "/report/?number=%00x"]
)
def test_it_says_when_nobody_has_that_number(client, address):
    Report.objects.create(message="以前的报告没有受理编号")
    response = client.get(address)
    assert response.status_code == 404
    assert "没有受理编号为" in response.content.decode()


def test_a_look_up_by_no_number_does_not_leave_what_is_being_written(client):
    assert re.search('<input [^>]*id="number"[^>]* required', client.get("/report/").content.decode())


def test_a_line_break_counts_once(client):
    assert send(client, message="错\r\n" * 1000).status_code == 302
    assert "\r" not in Report.objects.get().message


@pytest.mark.parametrize("character", ["\0", "\v", "\x1f", "\x85", "\ufffe"])
@pytest.mark.parametrize("field", ["message", "contact", "case", "page"])
def test_a_character_that_cannot_be_kept_loses_no_report(client, field, character):
    """PostgreSQL keeps no NUL, and Word's line end within a paragraph is a vertical tab."""
    fields = {"message": MESSAGE, "contact": "010", "case": "2014-sqzl-w01", "page": "/cases/"}
    fields[field] += f"{character}x"
    assert client.post("/report/", fields).status_code == 302
    report = Report.objects.get()
    assert character not in f"{report.message}{report.contact}{report.page}"
    assert report.message.startswith(MESSAGE)


@pytest.mark.parametrize("address", ["/report/?case=%00", "/report/?case=2014-sqzl-w01%00&page=%00"])
def test_an_address_with_a_nul_opens_the_form(client, address):
    assert client.get(address).status_code == 200


def test_a_form_that_is_shown_again_may_name_no_case(client):
    assert send(client, message="", case="\0").status_code == 400


def test_it_refuses_a_contact_without_end(client):
    assert "最多 100 字，现有 101 字" in send(client, contact="1" * 101).content.decode()


def test_marks_of_a_message_never_become_markup(client):
    page = send(client, message="<b>", case="<script>x</script>").content.decode()
    assert "<script>x" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://testserver/cases/?q=x#y", "/cases/"),
        ("/cases/", "/cases/"),
        ("", ""),
        ("http://[", ""),
        ("javascript:alert(1)", "alert(1)"),
    ],
)
def test_it_keeps_no_more_of_an_address_than_its_path(address, path):
    assert path_of(address) == path


@pytest.mark.slow
def test_a_report_outlives_its_case(client):
    make_award(rank=1)
    send(client, case="2014-sqzl-w01")
    past_the_room(Award).update(state="draft")  # what was public is not deleted
    Award.objects.get().delete()
    assert Report.objects.get().award is None


@pytest.mark.slow
def test_every_case_leads_to_the_form(client):
    award = make_award(rank=1)
    page = client.get(award.get_absolute_url()).content.decode()
    assert 'href="/report/?case=2014-sqzl-w01&amp;page=/cases/2014-sqzl-w01/"' in page
