"""Editions: one round of a programme, with what its documents say about the round."""

from django.db import models
from django.db.models import F, Q

from cases.choices import IssuingBody, Programme, Tier
from cases.fields import BY_NAME
from cases.models.source import Passage, Source, printed_or_inferred, refuse_outside
from cases.models.writing import Public
from cases.years import FIRST_YEAR, LAST_YEAR


class Edition(Public):
    """One round of a programme. `year` is empty where no source prints it."""

    programme = models.CharField(BY_NAME["programme"].label, max_length=8, choices=Programme)
    year = models.PositiveSmallIntegerField(
        BY_NAME["year"].label, null=True, blank=True, help_text="任何文献都未载明时留空，不要推测。"
    )
    issuing_body = models.CharField(
        BY_NAME["issuing_body"].label,
        max_length=12,
        choices=IssuingBody,
        blank=True,
        help_text="授予称号的机关，不一定是刊载者。",
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name="公布文献"
    )
    theme = models.CharField("年度主题", max_length=100, blank=True)
    procedure = models.TextField("遴选程序", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "届次"
        ordering = ["-year", "programme"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                name="edition_once",
                violation_error_message="这个项目在这一年的届次已经存在。",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(year__isnull=True),
                name="edition_without_year_once",
                violation_error_message="这个项目年度未载的届次已经存在。",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="edition_year",
                violation_error_message=f"年度应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。",
            ),
            models.CheckConstraint(
                condition=Q(programme__in=Programme.values), name="edition_programme_known"
            ),
            models.CheckConstraint(
                condition=Q(issuing_body__in=["", *IssuingBody.values]), name="edition_issuing_body_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year or '年度未载'} {self.get_programme_display()}"


class EditionFact(Public, Passage):
    """Where a source prints something about an edition: its theme, its procedure, its issuer."""

    part_of = "edition"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="facts", verbose_name="届次")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="来源文献")
    label = models.CharField("名称", max_length=40, help_text="例如：年度主题、遴选程序、发布机关。")
    value = models.TextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "届次著录"
        ordering = ["edition", "start", "label"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "label", "start"], name="edition_fact_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="edition_fact_passage"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(value=""), name="edition_fact_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.label}:{self.value}"

    def clean(self) -> None:
        """Refuse a fact that the document does not print."""
        refuse_outside(self.start, self.end, getattr(self, "source", None))


class EditionQuota(Public):
    """How many awards of a tier an edition declares, with the passage of its source that says so."""

    part_of = "edition"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotas", verbose_name="届次")
    tier = models.CharField("等次", max_length=8, choices=Tier)
    declared = models.PositiveSmallIntegerField("公布数", help_text="文献公布的案例数，本库收录的可能较少。")
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    rule = models.CharField(
        "推定规则", max_length=40, blank=True, help_text="文献未印出时填写；有原文时留空。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公布数"
        ordering = ["edition", "tier"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "tier"], name="edition_quota_once"),
            models.CheckConstraint(
                condition=printed_or_inferred(),
                name="edition_quota_printed_or_inferred",
                violation_error_message="原文和推定规则二者取其一。",
            ),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="edition_quota_tier_known"),
            models.CheckConstraint(
                condition=Q(declared__gte=1),
                name="edition_quota_positive",
                violation_error_message="公布数从 1 起。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tier_display()} {self.declared}"

    def clean(self) -> None:
        """Refuse a number that the edition's source does not print where it is said to."""
        refuse_outside(self.start, self.end, getattr(getattr(self, "edition", None), "source", None))
