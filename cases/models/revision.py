"""What was changed, by whom, through what and why: written by the room, never changed, never deleted."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.choices import Through
from cases.models.plain_values import PlainValues

APPEND_ONLY = "修订记录只增不改，也不能删除。"


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Grows only, and only by what a room records."""

    def update(self, **values: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)


class Revision(models.Model):
    """One change of one thing: an award with all that hangs on it, a source, an edition, a term, a division.

    `before` and `after` are the thing whole, as plain values; a reference has its public key, by
    which people read it, and its primary key (`…_id`), by which two moments are compared. Empty where the
    thing was not there yet, or is no more. `key` is the public key of the thing, `thing` its primary key.
    """

    made_at = models.DateTimeField("时间", default=timezone.now, blank=True, editable=False)
    number = models.PositiveBigIntegerField("数据版本", db_index=True)
    through = models.CharField("途径", max_length=12, choices=Through)
    by = models.CharField("用户", max_length=150, blank=True, help_text="命令和程序所写的留空。")
    note = models.TextField("说明", blank=True)
    table = models.CharField("种类", max_length=20)
    thing = models.PositiveBigIntegerField("主键")
    key = models.CharField("标识", max_length=120)
    before = PlainValues("改前", null=True)
    after = PlainValues("改后", null=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "修订记录"
        base_manager_name = "objects"  # which the guard is in
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["table", "thing"], name="revision_thing"),
            models.Index(fields=["by"], name="revision_by"),
            models.Index(fields=["made_at"], name="revision_made_at"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(through__in=Through.values), name="revision_through_known"),
            models.CheckConstraint(condition=~Q(table="") & ~Q(key=""), name="revision_of_something"),
        ]

    def __str__(self) -> str:
        kind = apps.get_model("cases", self.table)._meta.verbose_name
        return f"{kind} {self.key}（数据版本 {self.number}）"

    def save(self, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def save_base(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    @classmethod
    def record(cls, revisions: Iterable["Revision"]) -> None:
        """Add these, past the guard: for the room, and for what was there before there were rooms."""
        rows: models.QuerySet[Revision] = models.QuerySet(cls)
        rows.bulk_create(revisions, batch_size=500)
