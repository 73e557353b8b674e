"""The migration that gives reasons to what documents of an earlier release are said to print and do not."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.curation.library import problems_of_library
from cases.models import Revision, Source
from tests.factories import make_source
from tests.origins import past_the_room

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAME = "0021_reasons_of_sources"
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)  # a migration is recorded when all that it writes is there
NEW = ("publisher_reason", "date_reason")
NOT_PRINTED = "升级时核对，全文中没有印出{}；依据当时没有写明。"


def enter_before(**values: Any) -> Source:
    """A document as the release before let it in: without reasons, its revision without the new columns."""
    source = make_source(title_reason="拟题。", **values)
    past_the_room(Source).filter(pk=source.pk).update(**dict.fromkeys(["title_reason", *NEW], ""))
    [revision] = past_the_room(Revision).filter(table="source", thing=source.pk)
    known = {name: value for name, value in revision.after.items() if name not in NEW}
    past_the_room(Revision).filter(pk=revision.pk).update(after=known | {"title_reason": ""})
    return source


def migrate() -> None:
    """What it does to the rows, with the models as they were then."""
    apps = MigrationExecutor(connection).loader.project_state(("cases", NAME)).apps
    import_module(f"cases.migrations.{NAME}").give_reasons(apps, None)
    past_the_room(Revision).update(made_at=BEFORE)


def test_what_is_not_printed_gets_a_reason_and_a_revision():
    source = enter_before(
        text="通知\n2015年4月28日\n",
        title="关于公布结果的公告",
        publisher="民政部",
        date_signed=date(2015, 4, 28),
        date_published=date(2015, 5, 4),
    )
    migrate()
    source.refresh_from_db()
    assert source.title_reason == NOT_PRINTED.format("标题")
    assert source.publisher_reason == NOT_PRINTED.format("刊载者")
    assert source.date_reason == NOT_PRINTED.format("发布日期")
    assert problems_of_library() == []


@pytest.mark.parametrize(
    "day",
    ["二〇一五年十二月二十八日", "2015年12月28日", "2015-12-28", "2015 年 12 月 28 日", "２０１５．12．28"],
)
def test_what_is_printed_gets_none(day):
    enter_before(
        text=f"关于公布\n结果的通知\n民 政 部 {day}\n",
        title="关于公布结果的通知",
        publisher="民政部",
        date_signed=date(2015, 12, 28),
    )
    migrate()
    assert Source.objects.values_list("title_reason", *NEW).get() == ("", "", "")
    assert problems_of_library() == []
