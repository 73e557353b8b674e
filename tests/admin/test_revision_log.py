"""Everybody's changes by day, person, kind, way and import; as a page and as a file; never purged."""

import csv
import io
from datetime import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from cases.admin.histories.log import COLUMNS, PER_PAGE, LogLine
from cases.choices import Through
from cases.models import Intake, Mechanism, Revision, StoredChange
from cases.models.writing import writing
from tests.admin.forms import undrawn
from tests.admin.tables import url
from tests.curation.rows import change
from tests.factories import make_award, make_mechanism
from tests.models.samples import SAMPLES
from tests.origins import past_the_room

pytestmark = pytest.mark.django_db
LOG = "/admin/cases/revision/"


@pytest.fixture
def term() -> Mechanism:
    """A term that a person renamed and a program described."""
    user = User.objects.create_user("wang", last_name="王", first_name="芳")
    term = make_mechanism("协商", slug="xieshang")
    with writing(Through.FORM, by=user, note="=与文件一致"):
        change(term, name="议事")
    with writing(Through.LOADER):
        change(term, definition="新的定义。")
    return term


def listed(client, **asked: object) -> list[tuple[str, str, str]]:
    lines = undrawn(client, LOG, {name: str(value) for name, value in asked.items()})["page"].lines
    revisions = [line for line in lines if isinstance(line, LogLine)]  # the others: test_office_log.py
    made = [line for line in revisions if line.revision.number]  # not what a migration made
    return [(line.said.who, line.verb, line.labels) for line in made]


RENAMED, DESCRIBED = ("王芳（wang）", "修改", "名称"), ("程序", "修改", "定义")
MADE = ("程序", "新增", "")


def test_it_lists_who_changed_what_the_newest_first(as_curator, term):
    assert listed(as_curator) == [DESCRIBED, RENAMED, MADE]
    page = as_curator.get(LOG).content.decode()
    for said in ("xieshang 议事", "王芳（wang）", "装载命令", f"{timezone.localtime():%Y-%m-%d}"):
        assert said in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"by": "wang"}, [RENAMED]),
        ({"by": "-"}, [DESCRIBED, MADE]),
        ({"through": "form"}, [RENAMED]),
        ({"table": "mechanism", "key": "xieshang"}, [DESCRIBED, RENAMED, MADE]),
        ({"table": "award"}, []),
        ({"until": "2020-01-01"}, []),
        ({"since": "2020-01-01", "by": "wang"}, [RENAMED]),
        ({"since": "2026-02-31"}, []),
        ({"through": "nonsense"}, []),
        ({"batch": "99"}, []),
    ],
)
def test_it_filters(as_curator, term, asked, found):
    assert listed(as_curator, **asked) == found


def test_a_day_is_one_of_this_country(as_curator, term):
    late = datetime(2026, 3, 1, 23, 30, tzinfo=timezone.get_default_timezone())
    past_the_room(Revision).filter(by="wang").update(made_at=late)
    assert listed(as_curator, since="2026-03-01", until="2026-03-01") == [RENAMED]
    assert RENAMED not in listed(as_curator, since="2026-03-02")


def test_what_means_nothing_is_said(as_curator, term):
    page = as_curator.get(LOG, {"since": "2026-02-31", "batch": "x"}).content.decode()
    assert "日期“2026-02-31”不存在" in page
    assert "没有导入“x”" in page
    assert as_curator.get(f"{LOG}log.csv", {"table": "x"}).status_code == 400


def test_it_finds_what_an_import_wrote(as_curator, term):
    with writing(Through.IMPORT):
        change(term, name="商议")
    number = Revision.objects.first().number
    row = SAMPLES[StoredChange]()
    StoredChange.objects.filter(pk=row.pk).update(version=number)
    assert listed(as_curator, batch=row.intake_id) == [("程序", "修改", "名称")]
    assert listed(as_curator, batch=f"导入 {row.intake_id}") == [("程序", "修改", "名称")]
    assert Intake.objects.count() == 1


def test_the_file_has_what_the_page_has_and_runs_no_formula(as_curator, term):
    response = as_curator.get(f"{LOG}log.csv", {"by": "wang"})
    assert response.headers["Content-Type"].startswith("text/csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, line = csv.reader(io.StringIO(text))
    assert tuple(header) == COLUMNS
    assert line[1:10] == [
        *("wang", "王芳（wang）", "编目表单", "", "治理机制", "xieshang", "修改", "名称", "'=与文件一致")
    ]  # fmt: skip


def test_it_has_pages_without_a_count_and_a_fixed_number_of_queries(as_curator, django_assert_num_queries):
    term = make_mechanism("协商")
    for number in range(PER_PAGE + 5):
        change(term, position=number)
    as_curator.get(LOG)
    with django_assert_num_queries(5) as asked:  # one of them tells in the head what waits for review
        first = as_curator.get(LOG, {"table": "mechanism"}).context["page"]
    counted = [each["sql"] for each in asked.captured_queries if "COUNT(" in each["sql"]]
    assert not any(Revision._meta.db_table in sql for sql in counted)
    assert len(first.lines) == PER_PAGE
    older = as_curator.get(f"{LOG}?{first.older}").context["page"]
    assert (len(older.lines), older.older) == (6, "")


def test_a_thing_that_is_no_more_stays_in_it(as_curator, term):
    term.delete()
    assert listed(as_curator)[0] == ("程序", "删除", "")
    assert "xieshang 议事" in as_curator.get(LOG).content.decode()


def test_it_is_for_those_who_may_see_it(as_visitor, term):
    assert as_visitor.get(LOG).status_code == 403
    assert as_visitor.get(f"{LOG}log.csv").status_code == 403


def test_nothing_deletes_from_it(as_curator, term):
    revision = Revision.objects.first()
    assert as_curator.post(url(Revision, "delete", revision.pk), {"post": "yes"}).status_code == 403
    as_curator.post(LOG, {"action": "delete_selected", "_selected_action": [revision.pk], "post": "yes"})
    assert Revision.objects.filter(pk=revision.pk).exists()


def test_an_award_is_named_by_its_title(as_curator):
    award = make_award(title="太仓经验")
    page = as_curator.get(LOG, {"table": "award"}).content.decode()
    assert f"{award.accession} 太仓经验" in page
    assert reverse("admin:cases_revision_csv") in page
