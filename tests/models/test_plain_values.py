"""The column in which things are kept whole."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from cases.models import Revision, StoredChange
from cases.models.plain_values import PlainValues

WORDS = {"title": "“三社联动”\\机制", "note": 'says "so"', "none": None, "codes": ["", "\t"]}


@pytest.mark.django_db
def test_many_are_written_as_rows_and_come_back_as_they_were() -> None:
    """As an array of a column, the driver escapes each quotation mark by itself, in ten times as long."""
    rows = [StoredChange(action="new", proposed=WORDS, before=before) for before in (None, WORDS, {})]
    with CaptureQueriesContext(connection) as queries:
        StoredChange.objects.bulk_create(rows)
    insert = next(each["sql"] for each in queries if each["sql"].startswith("INSERT"))
    assert "UNNEST" not in insert
    kept = list(StoredChange.objects.order_by("pk").values_list("proposed", "before", "was_read"))
    assert kept == [(WORDS, None, None), (WORDS, WORDS, None), (WORDS, {}, None)]


@pytest.mark.django_db
def test_chinese_is_kept_as_it_is_written_and_can_be_asked_for() -> None:
    change = StoredChange.objects.create(action="new", proposed=WORDS)
    assert StoredChange.objects.get(proposed__title=WORDS["title"]) == change
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(proposed AS text) FROM cases_storedchange")
        assert "三社联动" in cursor.fetchone()[0]


def test_to_migrations_it_is_the_column_of_django() -> None:
    for field in (StoredChange._meta.get_field("was_read"), Revision._meta.get_field("after")):
        assert isinstance(field, PlainValues)
    mine, own = PlainValues("改前", null=True), models.JSONField("改前", null=True)
    assert mine.deconstruct() == own.deconstruct()
