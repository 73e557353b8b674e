"""What a document is said to print of itself and does not, tried by every way of writing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from cases.curation.library import problems_of_library
from cases.library.snapshots.sources import SourceSnapshots
from cases.models import Source
from cases.models.writing import writing
from tests.admin.forms import errors_of, page_data
from tests.curation.rows import change
from tests.factories import make_source

pytestmark = pytest.mark.django_db
TEXT = "“2015年度成果”\n及提名成果简介\n民 政 部\n二〇一六年一月八日　发布时间：2016-01-15\n"
FALSE = {
    "title": ("关于公布结果的公告", "title_reason", "标题“关于公布结果的公告”在全文中没有印出"),
    "publisher": ("县民政局", "publisher_reason", "刊载者“县民政局”在全文中没有印出"),
    "date_signed": (date(2016, 1, 9), "date_reason", "成文日期“2016-01-09”在全文中没有印出"),
    "date_published": (date(2016, 1, 5), "date_reason", "发布日期“2016-01-05”在全文中没有印出"),
}
each = pytest.mark.parametrize("field", FALSE)


@pytest.fixture
def source(db) -> Source:
    """A document that prints all that is said of it, the title over two lines."""
    return make_source(
        slug="list",
        text=TEXT,
        title="“2015年度成果”及提名成果简介",
        publisher="民政部",
        date_signed=date(2016, 1, 8),
        date_published=date(2016, 1, 15),
        **dict.fromkeys(["publisher_reason", "date_reason"], ""),
    )


def test_blanks_and_line_ends_make_no_difference(source):
    assert not problems_of_library()
    change(source, title="“2015 年度成果” 及提名成果简介")


def test_another_script_or_width_does(source):
    with pytest.raises(ValidationError, match="没有印出"):
        change(source, title="“2015年度成果”及提名成果簡介")
    with pytest.raises(ValidationError, match="没有印出"):
        change(source, publisher="民政部（办公厅）")


@each
def test_what_the_text_does_not_print_is_refused_until_a_reason_stands_there(source, field):
    value, reason, said = FALSE[field]
    with pytest.raises(ValidationError, match=f"{said}：请改成印出的，或者在“.+说明”中写明依据"):
        change(source, **{field: value})
    change(source, **{field: value, reason: "据网页的属性。"})
    with pytest.raises(ValidationError, match=said):
        change(source, **{reason: ""})


@each
def test_it_is_refused_in_bulk_too(source, field):
    value, _reason, said = FALSE[field]
    with pytest.raises(ValidationError, match=f"文献 list：{said}"), writing():
        Source.objects.update(**{field: value})


def test_the_text_cannot_lose_what_is_said_of_it(source):
    with pytest.raises(ValidationError, match="刊载者“民政部”在全文中没有印出"):
        change(source, text=TEXT.replace("民 政 部", "民 政 局"))


@each
@pytest.mark.slow
def test_the_form_says_so_beside_the_input(as_curator, source, field):
    value, reason, said = FALSE[field]
    url = reverse("admin:cases_source_change", args=[source.pk])
    values = page_data(as_curator, url) | {field: str(value)}
    response = as_curator.post(url, values)
    assert said in errors_of(response)
    assert list(response.context["adminform"].form.errors) == [field]
    assert as_curator.post(url, values | {reason: "据网页的属性。"}).status_code == 302


@each
def test_what_is_loaded_is_asked_as_well(source, field):
    value, _reason, said = FALSE[field]
    snapshot = SourceSnapshots().dump()["list"] | {field: str(value)}
    with pytest.raises(ValidationError, match=said), writing("load_library"):
        SourceSnapshots().write({"list": snapshot})


@each
def test_what_was_written_by_hand_is_reported(source, field):
    value, _reason, said = FALSE[field]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_source SET {field} = %s", [value])
    assert any(problem.startswith(f"文献 list：{said}") for problem in problems_of_library())
