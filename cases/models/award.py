"""Awards: the cases themselves, and where each of their values comes from."""

import re
from bisect import bisect_right
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from cases.choices import (
    ApplicantKind,
    ApplicantLevel,
    AwardField,
    CodingState,
    Confidence,
    MilestoneKind,
    Setting,
    State,
    Tier,
)
from cases.models.edition import Edition
from cases.models.mechanism import Mechanism
from cases.models.place import Division
from cases.models.source import Passage, Source
from cases.models.version import DataVersion

ACCESSION = r"^[0-9]{4}-[a-z]+-[wntp][0-9]{2,}$"


class AwardQuerySet(models.QuerySet["Award"]):
    """Where everything public starts."""

    def published(self) -> Self:
        """The awards that readers may see."""
        return self.filter(state=State.PUBLISHED)

    def with_related(self) -> Self:
        """With what a list or a page prints of each award, in a fixed number of queries."""
        return self.select_related("edition", "source", "place_then", "place_now")


class Award(models.Model):
    """One awarded case, exactly as its source prints it.

    `start` to `end` is the passage of the source that is the award, heading line included. `text`
    is its paragraphs, joined by a line feed, without page chrome; `paragraph_starts` gives for each
    paragraph the offset in the source of its first character, so that either offset gives the other.
    """

    accession = models.CharField(
        "入库编号", max_length=40, unique=True, validators=[RegexValidator(ACCESSION)]
    )
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="awards", verbose_name="届次")
    source = models.ForeignKey(Source, models.PROTECT, related_name="awards", verbose_name="来源文献")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    tier = models.CharField("等次", max_length=8, choices=Tier)
    rank = models.PositiveSmallIntegerField("序号", null=True, blank=True)
    title = models.CharField("题名", max_length=200)
    applicant = models.CharField("申报单位", max_length=200, blank=True)
    applicant_level = models.CharField("申报单位层级", max_length=10, choices=ApplicantLevel, blank=True)
    applicant_kind = models.CharField("申报单位类型", max_length=20, choices=ApplicantKind, blank=True)
    setting = models.CharField("城乡类型", max_length=6, choices=Setting, blank=True)
    text = models.TextField("正文")
    paragraph_starts = models.JSONField("段落起点", default=list)
    place_then = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="awards_then", verbose_name="当时地区"
    )
    place_now = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="awards_now", verbose_name="今地区"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveBigIntegerField("数据版本", default=0, editable=False, db_index=True)
    created_at = models.DateTimeField("入库时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案例"
        ordering = ["accession"]
        constraints = [
            models.CheckConstraint(condition=Q(accession__regex=ACCESSION), name="award_accession_form"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="award_passage"),
            models.CheckConstraint(condition=~Q(title=""), name="award_has_title"),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(state=State.PUBLISHED), name="award_published_has_text"
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1), name="award_rank_positive"
            ),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="award_tier_known"),
            models.CheckConstraint(
                condition=Q(applicant_level__in=["", *ApplicantLevel.values]), name="award_level_known"
            ),
            models.CheckConstraint(
                condition=Q(applicant_kind__in=["", *ApplicantKind.values]), name="award_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(setting__in=["", *Setting.values]), name="award_setting_known"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="award_state_known"),
            models.UniqueConstraint(fields=["edition", "tier", "rank"], name="award_rank_once"),
            models.UniqueConstraint(fields=["source", "start"], name="award_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.accession} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            self.version = DataVersion.advance(everything=False)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version", "updated_at"}
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.accession])

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            DataVersion.advance(everything=True)
        return deleted

    def clean(self) -> None:
        """Refuse an award whose words are not the words of its source."""
        if self.source_id and self.end > len(self.source.text):
            raise ValidationError({"end": "案例的止点超出来源文献的长度。"})
        lines = self.text.split("\n") if self.text else []
        if len(lines) != len(self.paragraph_starts):
            raise ValidationError({"paragraph_starts": "段落起点的个数与正文段落数不符。"})
        for line, start in zip(lines, self.paragraph_starts, strict=True):
            if self.source.text[start : start + len(line)] != line:
                raise ValidationError({"text": f"正文与来源文献不一致:“{line[:20]}…”"})

    @property
    def passage(self) -> str:
        """What the source prints for this award, heading line included."""
        return self.source.text[self.start : self.end]

    def text_offset(self, source_offset: int) -> int | None:
        """The offset in `text` of a source offset; None where the source prints no text of it."""
        line = bisect_right(self.paragraph_starts, source_offset) - 1
        if line < 0:
            return None
        lines = self.text.split("\n")
        column = source_offset - self.paragraph_starts[line]
        if column > len(lines[line]):
            return None
        return sum(len(before) + 1 for before in lines[:line]) + column


class OfAward(models.Model):
    """Base of the tables that hang on one award: a change of a row is a change of the award."""

    award: models.ForeignKey[Award, Award]

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._touch_award()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            self._touch_award()
        return deleted

    def _touch_award(self) -> None:
        number = DataVersion.advance(everything=False)
        Award.objects.filter(pk=self.award_id).update(version=number)


class Attribution(OfAward):
    """Where one value of an award comes from: a passage that prints it, or a rule that infers it."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="attributions", verbose_name="案例")
    field = models.CharField("字段", max_length=20, choices=AwardField)
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    rule = models.CharField("推定规则", max_length=40, blank=True)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取值依据"
        ordering = ["award", "id"]
        constraints = [
            models.UniqueConstraint(fields=["award", "field"], name="attribution_once"),
            models.CheckConstraint(condition=Q(field__in=AwardField.values), name="attribution_field_known"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end"), rule="")
                | Q(start__isnull=True, end__isnull=True) & ~Q(rule=""),
                name="attribution_printed_or_inferred",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}:{'推定' if self.rule else '原文'}"

    @property
    def is_inferred(self) -> bool:
        return bool(self.rule)


class Milestone(OfAward, Passage):
    """What the source says happened to the award later, for example the acceptance of a pilot."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="milestones", verbose_name="案例")
    kind = models.CharField("事项", max_length=10, choices=MilestoneKind)
    year = models.PositiveSmallIntegerField("年份")

    class Meta:
        verbose_name = verbose_name_plural = "后续事项"
        ordering = ["award", "year"]
        constraints = [
            models.UniqueConstraint(fields=["award", "kind", "year"], name="milestone_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="milestone_passage"),
            models.CheckConstraint(condition=Q(kind__in=MilestoneKind.values), name="milestone_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"


class Coding(OfAward, Passage):
    """A mechanism attached to an award, with the clause of the award's own passage that shows it."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="codings", verbose_name="案例")
    mechanism = models.ForeignKey(Mechanism, models.PROTECT, related_name="codings", verbose_name="治理机制")
    confidence = models.CharField("把握", max_length=6, choices=Confidence)
    state = models.CharField("状态", max_length=8, choices=CodingState, default=CodingState.PROPOSED)
    coder = models.CharField("编码者", max_length=60)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "机制编码"
        ordering = ["award", "start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["award", "mechanism", "start"], name="coding_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="coding_has_evidence"),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values), name="coding_confidence_known"
            ),
            models.CheckConstraint(condition=Q(state__in=CodingState.values), name="coding_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mechanism}({self.award.accession})"

    @property
    def evidence(self) -> str:
        """The words of the source that show the mechanism."""
        return self.award.source.text[self.start : self.end]

    def clean(self) -> None:
        """Refuse evidence that does not stand in the award's own passage."""
        if self.start is None or self.end is None:
            raise ValidationError("机制编码必须有原文依据:请填写起止位置。")
        if not self.award.start <= self.start < self.end <= self.award.end:
            raise ValidationError("依据必须在本案例的原文之内。")
        if not re.search(r"\w", self.evidence):
            raise ValidationError("依据不能只有空白或标点。")


class FormerAccession(models.Model):
    """An accession number that an award had before; its address redirects to the award's."""

    accession = models.CharField(
        "原入库编号", max_length=40, unique=True, validators=[RegexValidator(ACCESSION)]
    )
    award = models.ForeignKey(Award, models.CASCADE, related_name="former_accessions", verbose_name="案例")

    class Meta:
        verbose_name = verbose_name_plural = "原入库编号"
        ordering = ["accession"]

    def __str__(self) -> str:
        return self.accession
