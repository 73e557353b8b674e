"""Public versions: what readers could see at a moment, as a number, a day and a SHA-256.

Another thing than the data version (`cases/models/version.py`), which every write moves. They are cut by
the end of a room (`cases/curation/versions/`), are never changed, and none is deleted: papers cite them.
"""

from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

CUT_BY_ROOMS = "公布版本由系统在内容变动时自动生成，不能手工增、改、删。"
SHA256 = r"^[0-9a-f]{64}\Z"


class CutQuerySet(models.QuerySet[Any]):
    """Reads only; what a room keeps goes past it."""

    def update(self, **values: Any) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)

    def delete(self) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)


class CutRow(models.Model):
    """Base of the tables that the end of a room writes alone."""

    objects = CutQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, **options: Any) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)

    def save_base(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(CUT_BY_ROOMS)


class PublicVersion(CutRow):
    """All that was published at a moment, of which something differs from the version before.

    `sha256` is made of `parts`, the SHA-256 of the awards and of each vocabulary by name, in the canonical
    form that `format` numbers (docs/versions.md). `awards` is how many there were. `revision` is the primary
    key of the last revision that belongs to it, `data_version` the data version it was cut in.
    """

    number = models.PositiveIntegerField("版本号", unique=True)
    made_at = models.DateTimeField("时间", default=timezone.now)
    format = models.PositiveSmallIntegerField("格式")
    sha256 = models.CharField("校验值", max_length=64)
    parts = models.JSONField("各部分的校验值", default=dict)
    awards = models.PositiveIntegerField("案例数")
    revision = models.PositiveBigIntegerField("最后一条修订")
    data_version = models.PositiveBigIntegerField("数据版本")

    class Meta(CutRow.Meta):
        verbose_name = verbose_name_plural = "公布版本"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="public_version_from_one"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="public_version_sha256_form"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版"

    def get_absolute_url(self) -> str:
        return reverse("version", args=[self.number])

    @property
    def day(self) -> date:
        """The day on which it was cut, here."""
        return timezone.localdate(self.made_at)

    @property
    def before(self) -> "PublicVersion | None":
        """The version before."""
        return PublicVersion.objects.filter(number=self.number - 1).first()


class PublishedForm(CutRow):
    """The SHA-256 of what readers saw of an award, from version `since` on, up to `until`; empty: still.

    Rows whose `since` or `until` is the number behind the last version wait for that to be cut. `award` is a
    primary key and no reference: the row outlives what it tells of. `readings` are the other readings
    that were shown then, which no revision has.
    """

    award = models.PositiveBigIntegerField("案例的主键")
    accession = models.CharField("入库编号", max_length=40)
    sha256 = models.CharField("校验值", max_length=64)
    readings = models.JSONField("其他说法", default=list)
    since = models.PositiveIntegerField("自版本")
    until = models.PositiveIntegerField("至版本（不含）", null=True)

    class Meta(CutRow.Meta):
        verbose_name = verbose_name_plural = "公布内容的校验值"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["since"], name="published_form_since"),
            models.Index(fields=["until", "sha256"], name="published_form_until"),  # covers the hash over all
            models.Index(fields=["award"], name="published_form_award"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="published_form_in_order"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="published_form_sha256_form"),
            models.UniqueConstraint(
                fields=["award"], condition=Q(until__isnull=True), name="published_form_one_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accession}（第 {self.since} 版）"

    @staticmethod
    def at(number: int) -> Q:
        """What was published with version `number`."""
        return Q(since__lte=number) & (Q(until__isnull=True) | Q(until__gt=number))
