"""Awards that look like one brought in twice and are two: what somebody has looked at is not asked again."""

from django.db import models
from django.db.models import F, Q

from cases.models.award import Award
from cases.models.intake import USER


class DistinctCases(models.Model):
    """A person says that these two are not the same. Never public; taken back, it stays as a record."""

    first = models.ForeignKey(Award, models.CASCADE, related_name="+", verbose_name="案例")
    second = models.ForeignKey(Award, models.CASCADE, related_name="+", verbose_name="另一案例")
    made_by = models.CharField("用户", max_length=USER)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    undone_by = models.CharField("撤销者", max_length=USER, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "确非重复"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_cases_in_order"),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(undone_at=None), name="distinct_cases_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
