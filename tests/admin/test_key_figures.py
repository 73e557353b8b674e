"""Key figures in the form of an award: words are copied, the value follows from them."""

import pytest
from django.urls import reverse

from cases.models import Award, Coder, KeyFigure, Revision
from tests.admin.forms import errors_of, send
from tests.factories import FIGURES, TEXT, make_award

pytestmark = pytest.mark.django_db

VALUES = {"words": "投入7.1亿元", "number": "7.1亿", "unit": "元", "counted": "投入", "state": "accepted"}


@pytest.fixture
def award() -> Award:
    return make_award(text=f"{TEXT}\n{FIGURES}")


def enter(client, award: Award, *rows: dict[str, object]):
    address = f"/admin/cases/award/{award.pk}/change/"
    return send(client, address, {}, inlines={"figures": [VALUES | row for row in rows]})


def test_the_value_follows_from_the_words_and_the_coder_is_who_is_logged_in(as_curator, award):
    response = enter(as_curator, award, {})
    assert response.status_code == 302, errors_of(response)
    figure = KeyFigure.objects.get()
    assert (figure.value, figure.subject, figure.coder) == (710_000_000, "投入", Coder.objects.get())
    assert award.source.text[figure.start : figure.end] == "投入7.1亿元"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"number": "数亿"}, "读不出一个确定的数"),
        ({"number": "7.2亿"}, "没有印出"),
        ({"words": "投入8亿元"}, "找不到这段文字"),
        ({"counted": "资金"}, "不是本案例原文的文字"),
        ({"unit": "万元"}, "没有印出单位"),
    ],
)
def test_what_the_text_does_not_print_is_refused(as_curator, award, row, said):
    response = enter(as_curator, award, row)
    assert said in errors_of(response)
    assert not KeyFigure.objects.exists()


def test_the_same_is_not_recorded_twice(as_curator, curator, award):
    Coder.of(curator)
    assert "这位编码者已为这段文字记过同一个数" in errors_of(enter(as_curator, award, {}, {}))
    assert not KeyFigure.objects.exists()


def test_the_revision_tells_it_in_words_and_can_be_restored(as_curator, award):
    enter(as_curator, award, {"scope": "全区"})
    last = Revision.objects.filter(table="award").order_by("-pk").first()
    page = as_curator.get(reverse("admin:cases_revision_change", args=[last.pk])).content.decode()
    assert "关键数字" in page and "投入 7.1亿 元" in page
    assert last.before["figures"] == []


def test_the_list_of_its_own_shows_it(as_curator, award):
    enter(as_curator, award, {})
    page = as_curator.get("/admin/cases/keyfigure/?q=投入").content.decode()
    assert "投入7.1亿元" in page
