"""What was changed that is no part of the library: accounts and rights, rounds, answers to readers, pairs."""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from cases.choices import OfficeKind, Through
from cases.models.revision import APPEND_ONLY


class OfficeChangeQuerySet(models.QuerySet["OfficeChange"]):
    """Grows only; the database holds it as well (migration 0044)."""

    def update(self, **values: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        raise ValidationError(APPEND_ONLY)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)


class OfficeChange(models.Model):
    """One thing that somebody did; it stands in the log beside the revisions and moves no data version.

    `thing` is the primary key of what it was done to, `key` what people knew it by. `said` tells what is
    other now, in words: never a password, a link or what a reader wrote.
    """

    made_at = models.DateTimeField("时间", auto_now_add=True)
    through = models.CharField("途径", max_length=12, choices=Through)
    by = models.CharField("用户", max_length=150, blank=True, help_text="命令和程序所写的留空。")
    kind = models.CharField("种类", max_length=12, choices=OfficeKind)
    thing = models.PositiveBigIntegerField("主键")
    key = models.CharField("标识", max_length=150)
    act = models.CharField("动作", max_length=20)
    said = models.TextField("改了什么", blank=True)
    note = models.TextField("为什么", blank=True)

    objects = OfficeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作记录"
        base_manager_name = "objects"  # which the guard is in
        ordering = ["-id"]
        default_permissions = ()  # who sees revisions sees it
        indexes = [
            models.Index(fields=["by"], name="office_change_by"),
            models.Index(fields=["kind", "thing"], name="office_change_thing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(through__in=Through.values), name="office_change_through_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=OfficeKind.values), name="office_change_kind_known"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(act=""), name="office_change_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}：{self.act}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise ValidationError(APPEND_ONLY)
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY)
