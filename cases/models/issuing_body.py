"""Issuing bodies: who gives an honour, which is not always the publisher of a source (发布机关)."""

from django.db import models
from django.db.models import Q

from cases.choices import IssuerKind
from cases.models.named import Named, OtherName
from cases.models.place import Division
from cases.models.slugs import FormerSlug


class IssuingBody(Named):
    """A body that gives honours, with the place that it is a body of; none for a central one."""

    kind = models.CharField("机关种类", max_length=12, choices=IssuerKind)
    place = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issuing_bodies",
        verbose_name="所属地区",
        help_text="地方机关所在的区划；中央机关留空。",
    )

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = "发布机关"
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=IssuerKind.values), name="issuingbody_kind_known"),
        ]


class IssuingBodyName(OtherName):
    """Another name under which a body is printed or searched for."""

    part_of = "body"

    body = models.ForeignKey(IssuingBody, models.CASCADE, related_name="names", verbose_name="发布机关")

    class Meta:
        verbose_name = verbose_name_plural = "发布机关其他名称"
        ordering = ["body", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="issuing_body_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="issuing_body_name_not_empty"),
        ]


class FormerIssuingBodySlug(FormerSlug):
    """A slug that a body had before."""

    part_of = "body"

    body = models.ForeignKey(
        IssuingBody, models.CASCADE, related_name="former_slugs", verbose_name="发布机关"
    )

    class Meta:
        verbose_name = verbose_name_plural = "发布机关原标识"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="former_issuing_body_slug_not_empty")
        ]
