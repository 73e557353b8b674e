"""Coding schemes (编码方案): each has terms of its own, of which readers see none before it is released."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from cases.models.writing import Public

MECHANISMS = "mechanism"  # the slug of the scheme that facets, search words and exports know


class CodingScheme(Public):
    """A question that is put to the texts; its answers are terms. The first one is 治理机制."""

    slug = models.SlugField("标识", max_length=40, unique=True, help_text="导出文件中的名称，定了不再改。")
    name = models.CharField("名称", max_length=40, unique=True)
    description = models.TextField("说明", blank=True, help_text="编的是什么，怎样算、怎样不算。")
    source_note = models.TextField("出处", blank=True, help_text="谁定的，见于哪篇文献。")
    is_released = models.BooleanField(
        "已公开", default=False, help_text="公开以前，它的编码项和编码在读者的各页、检索和导出里都没有。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "编码方案"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="coding_scheme_has_name"),
            models.CheckConstraint(
                condition=Q(is_released=True) | ~Q(slug=MECHANISMS),
                name="coding_scheme_of_mechanisms_is_released",
                violation_error_message="治理机制是公开的，不能收回。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_mechanisms(self) -> bool:
        return self.slug == MECHANISMS

    def clean(self) -> None:
        """Refuse another slug: files that were exported name it."""
        before = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if before is not None and before != self.slug:
            raise ValidationError("编码方案的标识不能改：导出文件用它称呼这套编码。")
        if self.slug == MECHANISMS and not self.is_released:
            raise ValidationError("治理机制是公开的，不能收回。")


def scheme_of_mechanisms() -> int:
    """The primary key of the first scheme, which a migration makes; made again where a table was emptied."""
    found = CodingScheme.objects.filter(slug=MECHANISMS).values_list("pk", flat=True).first()
    return found or CodingScheme.objects.create(slug=MECHANISMS, name="治理机制", is_released=True).pk
