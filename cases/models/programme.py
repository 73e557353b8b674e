"""Programmes: the honours under which cases are awarded, with their tiers and usual issuers (项目)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases import accessions
from cases.choices import ProgrammeLevel
from cases.models.issuing_body import IssuingBody
from cases.models.named import Named, OtherName
from cases.models.slugs import FormerSlug
from cases.models.tier import Tier
from cases.models.writing import Public

CODE_IN_USE = "已用于入库编号，编号永久有效，不能再改。"


class Programme(Named):
    """An honour that is given in editions; `code` stands in accession numbers, whatever the slug becomes."""

    code = models.CharField(
        "编号代码",
        max_length=12,
        unique=True,
        validators=[RegexValidator(accessions.CODE, "代码为 2 至 12 个小写字母，如 xczl。")],
        help_text="入库编号的第二段，2 至 12 个小写字母；有了案例以后不能再改。",
    )
    level = models.CharField("级别", max_length=10, choices=ProgrammeLevel)

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = "评选项目"
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=accessions.CODE), name="programme_code_form"),
            models.CheckConstraint(
                condition=Q(level__in=ProgrammeLevel.values), name="programme_level_known"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("programme", args=[self.slug])

    def clean(self) -> None:
        """Refuse another code once accession numbers have this one."""
        super().clean()
        if self.is_used and not Programme.objects.filter(pk=self.pk, code=self.code).exists():
            raise ValidationError({"code": f"代码{CODE_IN_USE}"})

    @property
    def is_used(self) -> bool:
        """Whether an award, of whatever state, has a number of the programme."""
        return self.pk is not None and self.editions.filter(awards__isnull=False).exists()


class ProgrammeName(OtherName):
    """Another name under which a programme is printed or searched for."""

    part_of = "programme"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="names", verbose_name="评选项目")

    class Meta:
        verbose_name = verbose_name_plural = "项目其他名称"
        ordering = ["programme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="programme_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="programme_name_not_empty"),
        ]


class ProgrammeTier(Public):
    """A tier of a programme, with its letter in accession numbers and its place among the others."""

    part_of = "programme"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="programme_tiers", verbose_name="评选项目"
    )
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="programme_tiers", verbose_name="等次")
    letter = models.CharField(
        "编号字母",
        max_length=1,
        validators=[RegexValidator(accessions.LETTER, "应为一个小写字母。")],
        help_text="入库编号第三段的字母，在项目内唯一；有了案例以后不能再改。",
    )
    position = models.PositiveSmallIntegerField("次序", default=1, help_text="小的在前。")

    class Meta:
        verbose_name = verbose_name_plural = "项目的等次"
        ordering = ["programme", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "tier"],
                name="programme_tier_once",
                violation_error_message="这个项目已经有这个等次。",
            ),
            models.UniqueConstraint(
                fields=["programme", "letter"],
                name="programme_letter_once",
                violation_error_message="这个字母已是项目另一等次的。",
            ),
            models.CheckConstraint(
                condition=Q(letter__regex=accessions.LETTER), name="programme_letter_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier}（{self.letter}）"

    def clean(self) -> None:
        """Refuse another letter, tier or programme once accession numbers have this one."""
        stored = ProgrammeTier.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is not None and stored.is_used and stored.numbering != self.numbering:
            raise ValidationError(f"等次“{stored.tier}”的字母{CODE_IN_USE}")

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        if self.is_used:
            raise ValidationError(f"等次“{self.tier}”的字母{CODE_IN_USE}")
        return super().delete(*args, **options)

    @property
    def numbering(self) -> tuple[int, int, str]:
        """What accession numbers are made of."""
        return (self.programme_id, self.tier_id, self.letter)

    @property
    def is_used(self) -> bool:
        """Whether an award, of whatever state, has a number with the letter."""
        return self.tier.awards.filter(edition__programme=self.programme_id).exists()


class ProgrammeIssuer(Public):
    """A body that usually gives a programme's honours: what is inferred where no source prints one."""

    part_of = "programme"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="usual_issuers", verbose_name="评选项目"
    )
    body = models.ForeignKey(
        IssuingBody, models.PROTECT, related_name="programme_issuers", verbose_name="发布机关"
    )
    position = models.PositiveSmallIntegerField("次序", default=1, help_text="联合发布的，照印出的先后。")

    class Meta:
        verbose_name = verbose_name_plural = "惯常发布机关"
        ordering = ["programme", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "body"], name="programme_issuer_once"),
        ]

    def __str__(self) -> str:
        return str(self.body)


class FormerProgrammeSlug(FormerSlug):
    """A slug that a programme had before."""

    part_of = "programme"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="former_slugs", verbose_name="评选项目"
    )

    class Meta:
        verbose_name = verbose_name_plural = "项目原标识"
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="former_programme_slug_not_empty")]
