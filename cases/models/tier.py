"""Tiers: what an award is given as within its programme (等次)."""

from django.db import models
from django.db.models import Q

from cases.models.named import Named, OtherName
from cases.models.slugs import FormerSlug


class Tier(Named):
    """A kind of honour that programmes share; its letter in accession numbers each programme says."""

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = "等次"


class TierName(OtherName):
    """Another name under which a tier is printed or searched for."""

    part_of = "tier"

    tier = models.ForeignKey(Tier, models.CASCADE, related_name="names", verbose_name="等次")

    class Meta:
        verbose_name = verbose_name_plural = "等次其他名称"
        ordering = ["tier", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tier", "name"], name="tier_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="tier_name_not_empty"),
        ]


class FormerTierSlug(FormerSlug):
    """A slug that a tier had before."""

    part_of = "tier"

    tier = models.ForeignKey(Tier, models.CASCADE, related_name="former_slugs", verbose_name="等次")

    class Meta:
        verbose_name = verbose_name_plural = "等次原标识"
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="former_tier_slug_not_empty")]
