"""What a curator said of the columns of a table, remembered for the next one with the same headings."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.source import SHA256

USER = 150  # characters of the longest name to log in with


class ColumnMapping(models.Model):
    """The roles of the columns under one set of headings, in whatever order these stand.

    `roles` is a `ColumnRole` by the name of each heading (`cases/readers/lists/column_roles.py`); a heading
    that is not in it is not brought in. `headings` are these as they were printed. Not public.
    """

    key_sha256 = models.CharField("列标题的 SHA-256", max_length=64, unique=True)
    headings = models.JSONField("列标题", default=list)
    roles = models.JSONField("对应", default=dict)
    made_by = models.CharField("指明者", max_length=USER, blank=True)
    made_at = models.DateTimeField("指明时间")

    class Meta:
        verbose_name = verbose_name_plural = "列的对应"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(key_sha256__regex=SHA256), name="column_mapping_sha256_form")
        ]

    def __str__(self) -> str:
        return "、".join(self.headings)

    @property
    def as_fact(self) -> dict[str, Any]:
        """As an intake keeps by whose word its columns were read."""
        return {"value": str(self), "by": self.made_by, "on": timezone.localdate(self.made_at).isoformat()}

    @staticmethod
    def sha256_of(key: Sequence[str]) -> str:
        """What a set of headings is found by."""
        return hashlib.sha256("\n".join(key).encode()).hexdigest()
