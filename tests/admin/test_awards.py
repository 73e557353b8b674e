"""Awards in the admin: their form, which says what is wrong and loses nothing."""

import pytest

from cases.admin.award import AwardAdmin, place_today, with_further_columns
from cases.fields import FIELDS
from cases.models import Award, Coding, Succession
from cases.models.writing import writing
from tests.admin.awards import LIST, draft, page
from tests.admin.forms import errors_of, page_data
from tests.factories import (
    make_award,
    make_baoan,
    make_coder,
    make_coding,
    make_division,
    make_mechanism,
    make_source,
)
from tests.quick import first_quick
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db


def new_award(client, **changes) -> dict:
    source = make_source(text="名单\n1 政社互动 太仓市\n一、背景。\n二、做法。\n分享到")
    fields = {
        "accession": "2014-sqzl-w01",
        "edition": make_edition().pk,
        "tier": make_tier("winner").pk,
        "rank": 1,
        "source": source.pk,
        "start": 3,
        "end": 25,
        "title": "政社互动",
        "text": "一、背景。\r\n二、做法。",
    }
    return page_data(client, LIST + "add/") | fields | changes


@pytest.mark.slow
def test_it_adds_an_award_and_finds_its_paragraphs(as_curator):
    response = as_curator.post(LIST + "add/", new_award(as_curator))
    assert response.status_code == 302, errors_of(response)
    award = Award.objects.get()
    assert (award.text, award.paragraph_starts, award.state) == ("一、背景。\n二、做法。", [14, 20], "draft")
    assert award.passage == "1 政社互动 太仓市\n一、背景。\n二、做法。\n分"[: award.end - award.start]


@pytest.mark.parametrize(
    ("changes", "message"),
    first_quick(
        [
            ({"text": "一、背景。\r\n三、做法。"}, "第 2 段与来源文献不一致：“三、做法。…”"),
            ({"text": "二、做法。\r\n一、背景。"}, "第 2 段与来源文献不一致"),
            ({"end": 999}, "不是来源文献中的一段文字"),
            ({"start": 9, "end": 9}, "不一致"),
            ({"accession": "2015-sqzl-w01"}, "应以 2014-sqzl-w 开头"),
            ({"accession": "w01"}, "形如 2014-sqzl-w01"),
            ({"rank": 0}, "序号"),
            ({"source": ""}, "必填"),
            ({"edition": "99999"}, "选择一个有效的选项"),
        ],
        2,
    ),
)
@pytest.mark.slow
def test_it_says_what_is_wrong_with_a_new_award(as_curator, changes, message):
    response = as_curator.post(LIST + "add/", new_award(as_curator, **changes))
    assert response.status_code == 200
    assert message in errors_of(response).replace("&quot;", '"')
    assert not Award.objects.exists()


@pytest.mark.slow
def test_it_adds_an_award_with_its_coding_at_once(as_curator):
    row = "codings-0-"
    coding = {
        "codings-TOTAL_FORMS": 1,
        f"{row}mechanism": make_mechanism().pk,
        f"{row}words": "二、做法",
        f"{row}confidence": "high",
        f"{row}state": "accepted",
        f"{row}coder": make_coder().pk,
    }
    response = as_curator.post(LIST + "add/", new_award(as_curator, **coding))
    assert response.status_code == 302, errors_of(response)
    assert Coding.objects.get().evidence == "二、做法"


@pytest.mark.slow
def test_it_does_not_let_the_passage_leave_its_codings_behind(as_curator):
    award = draft(text="一、背景。\n二、做法。")
    make_coding(award, evidence="二、做法")
    data = page_data(as_curator, page(award)) | {"end": award.start + 12, "text": "一、背景。"}
    response = as_curator.post(page(award), data)
    assert "依据必须在本案例的标题或正文之内" in errors_of(response)


@pytest.mark.slow
def test_its_link_leads_to_the_public_page(as_curator):
    award = make_award()
    link = as_curator.get(page(award)).context["absolute_url"]
    assert as_curator.get(link).headers["Location"].endswith(award.get_absolute_url())


def test_every_column_of_an_award_can_be_edited():
    shown = [name for _heading, options in AwardAdmin.fieldsets for name in options["fields"]]
    assert {each.column_of_award for each in FIELDS} - {""} <= set(shown)
    assert len(shown) == len(set(shown))


def test_a_column_that_no_group_names_stands_in_one_of_its_own():
    assert with_further_columns(*AwardAdmin.fieldsets) == list(AwardAdmin.fieldsets)
    [_named, (heading, options)] = with_further_columns((None, {"fields": ("title",)}))
    assert heading == "其他" and "rank" in options["fields"] and "title" not in options["fields"]


@pytest.mark.slow
def test_an_award_without_title_and_text_is_entered_through_its_form(as_curator):
    district = make_baoan()
    words = {"title": "", "text": "", "end": 12, "applicant": "1 政社互动 太仓市"[:1], "locality": "政社"}
    data = new_award(as_curator, **words, place_then=district.pk, place_now=district.pk)
    response = as_curator.post(LIST + "add/", data)
    assert response.status_code == 302, errors_of(response)
    award = Award.objects.get()
    assert (award.title, award.text, award.paragraph_starts, award.locality) == ("", "", [], "政社")
    assert as_curator.get(LIST).status_code == 200


@pytest.mark.slow
def test_the_place_of_today_is_filled_in_where_only_that_of_then_was_given(as_curator):
    district = make_baoan()
    data = new_award(as_curator, place_then=district.pk, place_now="")

    response = as_curator.post(LIST + "add/", data)

    assert response.status_code == 302, errors_of(response)
    assert Award.objects.get().place_now == district


@pytest.mark.slow
def test_a_place_that_became_several_is_left_to_the_curator():
    with writing():
        city = make_baoan().parent
        gone = make_division("崇文甲区", parent=city, last_year=2014)
        first = make_division("东甲区", parent=city, first_year=2015)
        second = make_division("西甲区", parent=city, first_year=2015)
        Succession.objects.create(predecessor=gone, successor=first)
    one = place_today(gone)
    with writing():
        Succession.objects.create(predecessor=gone, successor=second)

    assert (one, place_today(gone)) == (first, None)
