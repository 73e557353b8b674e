"""Lists that a reader has frozen to cite them: which cases a query had at a public version."""

import hashlib
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models.public_version import SHA256
from cases.models.report import SKEW

SIGNS, LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 10  # none that looks like another: 49 bits
LONGEST_QUERY = 4000  # characters
KEY = rf"[{SIGNS}]{{{LENGTH}}}"


def key_of(query: str, version: int) -> str:
    """The permanent name of the list with this query string at this version: the same one whoever asks."""
    number = int.from_bytes(hashlib.sha256(f"{version}\n{query}".encode()).digest())
    signs = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs.append(SIGNS[rest])
    return "".join(signs)


class FrozenListQuerySet(models.QuerySet["FrozenList"]):
    """What was frozen, and by which sender."""

    def recently_from(self, sender: str, period: timedelta) -> Self:
        """What one sender froze within that time, of which none lies ahead."""
        now = timezone.now()
        return self.filter(sender=sender, made_at__gte=now - period, made_at__lte=now + SKEW)


class FrozenList(models.Model):
    """`query` is the canonical query string without the version, `words` say it in Chinese as of then.

    `sha256` is of the lines `number hash` of its cases in their order (docs/versions.md), `total` how many
    they are. `sender` is a keyed digest of the network address that only serves to count.
    """

    key = models.CharField("标识", max_length=LENGTH, unique=True)
    query = models.CharField("检索条件", max_length=LONGEST_QUERY, blank=True)
    version = models.PositiveIntegerField("公布版本")
    words = models.TextField("条件（中文）")
    total = models.PositiveIntegerField("案例数")
    sha256 = models.CharField("校验值", max_length=64)
    made_at = models.DateTimeField("时间", default=timezone.now)
    sender = models.CharField("来处摘要", max_length=64, blank=True, editable=False)

    objects = FrozenListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "固定清单"
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["sender", "made_at"], name="frozen_list_sender_time")]
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="frozen_list_of_a_version"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="frozen_list_sha256_form"),
        ]

    def __str__(self) -> str:
        return f"{self.words}（第 {self.version} 版）"

    def get_absolute_url(self) -> str:
        return reverse("frozen-list", args=[self.key])
