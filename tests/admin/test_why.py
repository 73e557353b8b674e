"""A change of what readers see says why; the answer is the note of its revision."""

import pytest
from django.apps import apps

from cases.admin.histories.why import NO_WHY, NO_WHY_NEW, NO_WHY_NEW_THING, NO_WHY_PUBLIC
from cases.choices import State
from cases.models import Award, Coding, Mechanism, Revision, Source
from cases.models.writing import writing
from tests.admin.forms import ADMIN, change, errors_of, page_data, send, undrawn
from tests.factories import make_award, make_coding, make_mechanism, make_source

pytestmark = pytest.mark.django_db
SILENT = {"_why": "", "_why_said": ""}


def address(row) -> str:
    return f"{ADMIN}/{row._meta.model_name}/{row.pk}/change/"


def notes() -> list[str]:
    return list(Revision.objects.filter(through="form").values_list("note", flat=True))


@pytest.fixture
def coding() -> Coding:
    return make_coding(make_award(), make_mechanism())


def test_a_change_of_a_published_award_is_refused_without_a_word(as_curator, coding):
    sent = {"codings-0-confidence": "low", "codings-0-note": "再看"}
    response = send(as_curator, address(coding.award), {**sent, **SILENT})
    assert response.status_code == 200
    assert NO_WHY in errors_of(response)
    assert "再看" in response.content.decode()
    coding.refresh_from_db()
    assert coding.confidence == "high"
    assert notes() == []


def test_a_typing_error_takes_one_choice(as_curator, coding):
    sent = {"codings-0-confidence": "low", **SILENT, "_why": "改正录入错误"}
    assert send(as_curator, address(coding.award), sent).status_code == 302
    assert notes() == ["改正录入错误"]


def test_it_can_be_said_in_ones_own_words(as_curator, coding):
    sent = {"codings-0-confidence": "low", "_why": "补充内容", "_why_said": " 第二段 "}
    assert send(as_curator, address(coding.award), sent).status_code == 302
    assert notes() == ["补充内容：第二段"]


def test_what_was_chosen_is_still_there_when_the_form_is_refused(as_curator, coding):
    sent = {"title": "别的标题", "_why": "补充内容", "_why_said": "第二段"}
    response = send(as_curator, address(coding.award), sent)
    assert (response.context["why"].chosen, response.context["why"].said) == ("补充内容", "第二段")


def test_a_coding_on_its_own_page_is_a_change_of_its_award(as_curator, coding):
    response = change(as_curator, coding, confidence="low", **SILENT)
    assert NO_WHY in errors_of(response)
    assert change(as_curator, coding, confidence="low", _why="调整机制编码").status_code == 302
    assert notes() == ["调整机制编码"]


def test_a_save_without_a_change_needs_no_reason(as_curator, coding):
    assert send(as_curator, address(coding.award), SILENT).status_code == 302


def test_a_draft_needs_none_and_is_not_asked(as_curator):
    award = make_award(state=State.DRAFT)
    assert undrawn(as_curator, address(award))["why"] is None
    assert send(as_curator, address(award), {"rank": "1"}).status_code == 302
    assert Award.objects.get().rank == 1


def test_other_public_things_say_it_too(as_curator):
    term = make_mechanism("协商")
    assert undrawn(as_curator, address(term))["why"].is_required
    refused = change(as_curator, term, name="议事", **SILENT)
    assert NO_WHY_PUBLIC in errors_of(refused) and Mechanism.objects.get().name == "协商"
    assert change(as_curator, term, name="商议", _why="统一用词").status_code == 302
    assert change(as_curator, term, **SILENT).status_code == 302, "nothing is changed"
    assert notes() == ["统一用词"]


def test_what_readers_do_not_see_needs_no_reason(as_curator):
    source = make_source(slug="new")
    assert not undrawn(as_curator, address(source))["why"].is_required
    assert change(as_curator, source, note="核对过", **SILENT).status_code == 302
    with writing():
        Source.objects.update(is_published=True)
    assert undrawn(as_curator, address(source))["why"].is_required
    assert NO_WHY_PUBLIC in errors_of(change(as_curator, source, note="又改", **SILENT))


def test_a_new_term_says_why_it_is_there(as_curator, coding):
    new = {"name": "清单制度", "slug": "qingdan", "definition": "列成清单。"}
    response = send(as_curator, f"{ADMIN}/mechanism/add/", new | SILENT)
    assert NO_WHY_NEW in errors_of(response) and "为什么加" in response.content.decode()
    assert not Mechanism.objects.filter(slug="qingdan").exists()
    chosen = {"_why": "从一个机制中分出来", "_why_said": "权责清单"}
    assert send(as_curator, f"{ADMIN}/mechanism/add/", new | chosen).status_code == 302
    assert notes() == ["从一个机制中分出来：权责清单"]


@pytest.mark.parametrize(
    ("table", "new", "said"),
    [
        ("mechanism", {"name": "清单制度", "slug": "qingdan", "definition": "列成清单。"}, NO_WHY_NEW),
        ("tier", {"name": "最佳案例", "slug": "best", "position": 9}, NO_WHY_NEW_THING),
    ],
)
@pytest.mark.parametrize("window", ["", "?_popup=1"])
def test_what_is_new_says_why_also_in_a_small_window(as_curator, table, new, said, window):
    address, of_table = f"{ADMIN}/{table}/add/", apps.get_model("cases", table)._default_manager
    assert undrawn(as_curator, address)["why"].is_required
    sent = page_data(as_curator, address) | new | ({"_popup": "1"} if window else {}) | SILENT
    response = as_curator.post(address + window, sent)
    assert said in errors_of(response) and "为什么加" in response.content.decode()
    assert not of_table.exists()
    response = as_curator.post(address + window, sent | {"_why": "录入案例时要用"})
    assert response.status_code == (200 if window else 302)
    assert of_table.count() == 1 and notes() == ["录入案例时要用"]


def test_a_document_that_is_published_with_its_first_form_says_why(as_curator):
    new = {"slug": "new", "file_name": "new.txt", "title": "通知", "kind": "notice", "text": "关于某事的通知"}
    address = f"{ADMIN}/source/add/"
    assert not undrawn(as_curator, address)["why"].is_required
    refused = send(as_curator, address, new | SILENT | {"is_published": "on"})
    assert NO_WHY_NEW_THING in errors_of(refused)
    assert send(as_curator, address, new | SILENT).status_code == 302


def test_a_new_part_of_what_readers_see_says_why(as_curator):
    row, address = {"mechanism": make_mechanism().pk, "name": "别名"}, f"{ADMIN}/mechanismname/add/"
    assert NO_WHY_PUBLIC in errors_of(send(as_curator, address, row | SILENT))
    assert send(as_curator, address, row).status_code == 302


def test_a_choice_that_nobody_offered_is_no_reason(as_curator, coding):
    response = send(as_curator, address(coding.award), {"codings-0-confidence": "low", "_why": "x"})
    assert NO_WHY in errors_of(response)


def test_the_form_of_an_award_shows_the_question(as_curator, coding):
    page = as_curator.get(address(coding.award)).content.decode()
    assert "为什么改" in page
    assert page.count('name="_why"') == 1
    assert page_data(as_curator, address(coding.award))["_why"]
