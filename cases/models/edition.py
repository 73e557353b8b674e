"""Editions: one round of a programme, with what its documents say about the round."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.characters import is_masked
from cases.fields import BY_NAME
from cases.language.numerals import numbers_in
from cases.models.issuing_body import IssuingBody
from cases.models.programme import Programme
from cases.models.shown import Shown, ShownQuerySet
from cases.models.slugs import RESERVED
from cases.models.source import Passage, Source, printed_or_inferred, refuse_outside
from cases.models.tier import Tier
from cases.models.writing import Public
from cases.years import FIRST_YEAR, LAST_YEAR

# 第三批, 首批, 第九届, 第三批（2023 年）: it counts, and stands in addresses.
COUNT = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]|首)(?:[^\x00-\x1f/]*[^\s/])?")


class EditionQuerySet(ShownQuerySet["Edition"]):
    """Editions; readers see those that are `shown`."""


class Edition(Shown):
    """One round of a programme. `year` is empty where no source prints it.

    `batch` (第三批) and `round` (第九届) are as printed, where programmes count so; `issuers` are the
    bodies that gave it together, in the printed order.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="editions", verbose_name=BY_NAME["programme"].label
    )
    year = models.PositiveSmallIntegerField(
        BY_NAME["year"].label, null=True, blank=True, help_text="任何文献都没有注明时留空，不要推测。"
    )
    batch = models.CharField(
        "批次", max_length=20, blank=True, help_text="照印出的写，如“第三批”；没有的留空。"
    )
    round = models.CharField(
        "届", max_length=20, blank=True, help_text="照印出的写，如“第九届”；没有的留空。"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name="公布文件"
    )
    theme = models.CharField("年度主题", max_length=100, blank=True)
    procedure = models.TextField("遴选程序", blank=True)

    objects = EditionQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "届次"
        ordering = ["-year", "programme__position", "programme__slug", "round", "batch"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "batch", "round"],
                name="edition_once",
                violation_error_message="这个项目在这一年的届次已经存在；同一年有几批的，请写明批次。",
            ),
            models.UniqueConstraint(
                fields=["programme", "batch", "round"],
                condition=Q(year__isnull=True),
                name="edition_without_year_once",
                violation_error_message="这个项目年度不详的届次已经存在；有几批的，请写明批次。",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="edition_year",
                violation_error_message=f"年度应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_and_programme}（{self.count}）" if self.count else self.year_and_programme

    def get_absolute_url(self) -> str:
        """Without batch and round, that of the year."""
        counted = [self.count] if self.count else []
        name = "batch" if counted else "edition"
        return reverse(name, args=[self.programme.slug, self.year or RESERVED, *counted])

    def clean(self) -> None:
        """Refuse a batch or a round that counts nothing, or that no address can carry."""
        for value in filter(None, (self.round, self.batch)):
            if COUNT.fullmatch(value) is None:
                raise ValidationError(f"“{value}”：届和批次写在一行里，以“第几”或“首”开头，如“第三批”。")
        if self.is_published:
            refuse_hidden(self.source_id)

    @property
    def year_and_programme(self) -> str:
        """What its batches and rounds have in common."""
        return f"{self.year or '年度不详'} {self.programme}"

    @property
    def count(self) -> str:
        """第九届第三批, as printed; empty where nothing is counted."""
        return f"{self.round}{self.batch}"

    @property
    def bodies(self) -> list[IssuingBody]:
        """The bodies that gave it, in the printed order."""
        return [issuer.body for issuer in self.issuers.all()]


def refuse_hidden(source_id: int | None) -> None:
    """Raise ValidationError for a document that readers do not see: an edition would bring it before them."""
    if source_id is not None and not Source.objects.filter(pk=source_id).shown().exists():
        title = Source.objects.values_list("title", flat=True).get(pk=source_id)
        raise ValidationError(f"文献“{title}”还没有公开：请先公开文献，再单独公开届次。")


class EditionIssuer(Public):
    """A body that gave the honours of an edition; several may do so together."""

    part_of = "edition"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="issuers", verbose_name="届次")
    body = models.ForeignKey(
        IssuingBody,
        models.PROTECT,
        related_name="edition_issuers",
        verbose_name=BY_NAME["issuing_body"].label,
    )
    position = models.PositiveSmallIntegerField("次序", default=1, help_text="联合发布的，照印出的先后。")

    class Meta:
        verbose_name = verbose_name_plural = "届次的发布机关"
        ordering = ["edition", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "body"],
                name="edition_issuer_once",
                violation_error_message="这个机关已经列出。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.body)


class EditionFact(Public, Passage):
    """Where a source prints something about an edition: its theme, its procedure, its issuer."""

    part_of = "edition"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="facts", verbose_name="届次")
    source = models.ForeignKey(Source, models.PROTECT, related_name="edition_facts", verbose_name="来源文献")
    label = models.CharField("名称", max_length=40, help_text="例如：年度主题、遴选程序、发布机关。")
    value = models.TextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "届次信息"
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
        edition = getattr(self, "edition", None)
        if edition is not None and edition.is_published:
            refuse_hidden(self.source_id)


class EditionQuota(Public):
    """How many awards of a tier an edition declares, with the passage of its source that says so."""

    part_of = "edition"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotas", verbose_name="届次")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="quotas", verbose_name="等次")
    declared = models.PositiveSmallIntegerField("公布数", help_text="文献公布的案例数，本库收录的可能较少。")
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    rule = models.CharField(
        "推断规则", max_length=40, blank=True, help_text="文献未印出时填写；有原文时留空。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公布数"
        ordering = ["edition", "tier__position", "tier__slug"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "tier"], name="edition_quota_once"),
            models.CheckConstraint(
                condition=printed_or_inferred(),
                name="edition_quota_printed_or_inferred",
                violation_error_message="原文和推断规则二者取其一。",
            ),
            models.CheckConstraint(
                condition=Q(declared__gte=1),
                name="edition_quota_positive",
                violation_error_message="公布数从 1 起。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.declared}"

    def clean(self) -> None:
        """Refuse a number that the edition's source does not print where it is said to."""
        source = getattr(getattr(self, "edition", None), "source", None)
        refuse_outside(self.start, self.end, source)
        if source is None or self.start is None or self.end is None:
            return
        words = source.text[self.start : self.end]
        if not is_masked(words) and numbers_in(source.text, self.start, self.end) != {self.declared}:
            raise ValidationError(f"公布数“{self.declared}”与原文“{words}”不符。")
