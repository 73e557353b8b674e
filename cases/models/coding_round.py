"""Rounds in which several people code the same awards without seeing each other, and what came of it.

Nothing of it is public: the codings themselves are rows of `Coding`.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from cases.choices import Outcome
from cases.models.award import Award
from cases.models.coder import Coder
from cases.models.mechanism import Mechanism
from cases.models.scheme import CodingScheme


class CodingRound(models.Model):
    """Some awards that at least two coders code with the terms of one scheme, each alone until it is closed.

    `terms` are those of the scheme when it was closed, as [primary key, name]: with the codings that
    `FinishedCoding` keeps they are what the agreement is counted of, whatever becomes of the terms later.
    `called_off` says why a round came to nothing: it is over, nothing is compared, and all of it stays.
    """

    name = models.CharField("名称", max_length=60, help_text="例如：2014 年案例第一轮。")
    scheme = models.ForeignKey(CodingScheme, models.PROTECT, related_name="rounds", verbose_name="编码方案")
    coders: "models.ManyToManyField[Coder, Any]" = models.ManyToManyField(
        Coder, related_name="rounds", verbose_name="编码者"
    )
    awards: "models.ManyToManyField[Award, Any]" = models.ManyToManyField(
        Award, related_name="coding_rounds", verbose_name="案例"
    )
    opened_at = models.DateTimeField("开始时间", auto_now_add=True)
    opened_by = models.CharField("开始者", max_length=150, editable=False)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True, editable=False)
    closed_by = models.CharField("结束者", max_length=150, blank=True, editable=False)
    called_off = models.CharField("取消的原因", max_length=300, blank=True, editable=False)
    terms: "models.JSONField[Any, Any]" = models.JSONField("编码项", default=list, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "编码轮次"
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="coding_round_has_name"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="coding_round_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(called_off="") | Q(closed_at__isnull=False),
                name="coding_round_called_off_is_over",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_called_off(self) -> bool:
        return bool(self.called_off)


class FinishedCoding(models.Model):
    """A coder has read an award of a round to the end: without codings, too, it is coded with nothing.

    `codings` are those of the coder when the round was closed: term (primary key), start, end and words.
    From then on it stays as it is; the databases hold it, too (migration 0044).
    """

    round = models.ForeignKey(CodingRound, models.PROTECT, related_name="finished", verbose_name="编码轮次")
    award = models.ForeignKey(Award, models.PROTECT, related_name="+", verbose_name="案例")
    coder = models.ForeignKey(Coder, models.PROTECT, related_name="+", verbose_name="编码者")
    finished_at = models.DateTimeField("编完时间", auto_now_add=True)
    codings: "models.JSONField[Any, Any]" = models.JSONField("编码", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "编完的案例"
        ordering = ["round", "award", "coder"]
        constraints = [
            models.UniqueConstraint(fields=["round", "award", "coder"], name="finished_coding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.coder}"


class Reconciliation(models.Model):
    """What was decided where coders of a round differ about a term of an award, and why.

    `term` is its name of then: the term may be merged into another later. It is never changed or deleted.
    """

    round = models.ForeignKey(
        CodingRound, models.PROTECT, related_name="reconciliations", verbose_name="编码轮次"
    )
    award = models.ForeignKey(Award, models.PROTECT, related_name="+", verbose_name="案例")
    mechanism = models.ForeignKey(
        Mechanism, models.SET_NULL, null=True, related_name="+", verbose_name="编码项"
    )
    term = models.CharField("编码项名称", max_length=40)
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    reason = models.TextField("理由")
    by = models.CharField("用户", max_length=150)
    made_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "对账记录"
        ordering = ["round", "award", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "award", "mechanism"], name="reconciliation_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="reconciliation_outcome_known"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(term=""), name="reconciliation_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.term}：{self.get_outcome_display()}"
