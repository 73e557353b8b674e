"""The terms of the coding schemes, above all the controlled vocabulary of the mechanisms (治理机制)."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models.scheme import MECHANISMS, CodingScheme, scheme_of_mechanisms
from cases.models.slugs import FormerSlug, Slugged
from cases.models.writing import Public, PublicQuerySet

OTHER_SCHEME = "上级机制属于另一编码方案：请在同一方案内选择。"


class MechanismQuerySet(PublicQuerySet["Mechanism"]):
    def of_mechanisms(self) -> Self:
        """Those of the scheme 治理机制."""
        return self.filter(scheme__slug=MECHANISMS)


class Mechanism(Slugged):
    """A term of a coding scheme; a case coded with a narrower term counts for the broader one too.

    Names and slugs are unique over all schemes: an address, a former slug, a word of a curator means one.
    """

    scheme = models.ForeignKey(
        CodingScheme,
        models.PROTECT,
        default=scheme_of_mechanisms,
        related_name="terms",
        verbose_name="编码方案",
    )
    slug = models.SlugField(
        "标识", max_length=60, unique=True, help_text="网址的一部分；改动后旧网址自动转到新网址。"
    )
    name = models.CharField("名称", max_length=40, unique=True)
    definition = models.TextField("定义", help_text="一两句话：是什么，怎样算、怎样不算。")
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name="上级机制",
        help_text="检索上级机制时，标注本机制的案例也会列出。",
    )
    position = models.PositiveSmallIntegerField("次序", default=100, help_text="小的在前。")
    is_featured = models.BooleanField(
        "重点机制", default=False, help_text="首页列在最前；案例浏览的筛选栏一开始就展开到这一项。"
    )
    is_retired = models.BooleanField("停用", default=False, editable=False)

    objects = MechanismQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "治理机制"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="mechanism_has_name"),
            models.CheckConstraint(condition=~Q(definition=""), name="mechanism_is_defined"),
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("id")),
                name="mechanism_not_its_own_broader",
                violation_error_message="上级机制不能是自己。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mechanism", args=[self.slug])

    def clean(self) -> None:
        """Refuse a slug or a name that leads to another term, and a circle of broader terms."""
        super().clean()
        if MechanismName.objects.filter(name=self.name).exists():
            raise ValidationError(f"“{self.name}”已是某个治理机制的其他名称。")
        if self.broader is not None and self.broader.scheme_id != self.scheme_id:
            raise ValidationError(OTHER_SCHEME)
        self._refuse_circle()

    def _refuse_circle(self) -> None:
        seen, term = {self.pk}, self.broader
        while term is not None:
            if term.pk in seen:
                raise ValidationError("上级机制不能形成循环：请另选上级机制。")
            seen.add(term.pk)
            term = term.broader


class MechanismName(Public):
    """Another name under which a term is known or printed (又称)."""

    part_of = "mechanism"

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="names", verbose_name="治理机制")
    name = models.CharField("其他名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "其他名称"
        ordering = ["mechanism", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="mechanism_name_leads_to_one_term"),
            models.CheckConstraint(condition=~Q(name=""), name="mechanism_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a name that is itself a term: it would lead to two."""
        if Mechanism.objects.filter(name=self.name).exists():
            raise ValidationError(f"“{self.name}”本身就是治理机制的名称，不能再作其他名称。")


class MechanismContrast(Public):
    """What a term must not be confused with, and why."""

    part_of = "mechanism"

    mechanism = models.ForeignKey(
        Mechanism, models.CASCADE, related_name="contrasts", verbose_name="治理机制"
    )
    text = models.CharField("易混词语", max_length=60, help_text="例如：网络化（不是网格化）。")
    why = models.TextField("区别")

    class Meta:
        verbose_name = verbose_name_plural = "易混辨析"
        ordering = ["mechanism", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mechanism", "text"], name="mechanism_contrast_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(why=""), name="mechanism_contrast_explained"),
        ]

    def __str__(self) -> str:
        return self.text


class FormerMechanismSlug(FormerSlug):
    """A slug that a term had before."""

    part_of = "mechanism"

    mechanism = models.ForeignKey(
        Mechanism, models.CASCADE, related_name="former_slugs", verbose_name="治理机制"
    )

    class Meta:
        verbose_name = verbose_name_plural = "治理机制原标识"
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="former_mechanism_slug_not_empty")]
