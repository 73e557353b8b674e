"""What `load_library` wrote last, so that it can tell the curators' work from its own."""

from django.db import models


class LoadedUnit(models.Model):
    """The snapshot of one thing of the library (a source, a division, an award, …) that was loaded last.

    As long as the database still says all of this nobody has changed the thing since. What a newer
    release records besides is no change of a curator. One row more has the check sum of the fixtures.
    """

    # Released under this name: to rename a model leaves the permissions that were granted on it behind.

    kind = models.CharField("种类", max_length=20)
    key = models.CharField("标识", max_length=80)
    content = models.JSONField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "装载记录"
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_unit_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
