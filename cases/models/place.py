"""Administrative divisions through time, and the functional zones that awards name."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.choices import DivisionLevel, Region
from cases.models.version import ChangesEverything


class Division(ChangesEverything):
    """A division (行政区划) or functional zone, as it was from `first_year` to `last_year`.

    A change of name, code or parent ends one row and begins another, linked by `Succession`.
    `last_year` is the last year on whose 31 December the division was in force; empty: it still is.
    `key` is permanent: the GB/T 2260 code, with the last year behind it where several divisions
    held the code in turn, or the parent's code and a name for zones and townships without one.
    """

    key = models.CharField("标识", max_length=40, unique=True, validators=[RegexValidator(r"^[0-9a-z-]+$")])
    code = models.CharField("代码", max_length=6, blank=True, db_index=True)
    name = models.CharField("名称", max_length=40, db_index=True)
    aliases = models.CharField("别称", max_length=200, blank=True, help_text="以分号分隔")
    level = models.CharField("层级", max_length=10, choices=DivisionLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    region = models.CharField("地区", max_length=10, choices=Region, blank=True)
    first_year = models.PositiveSmallIntegerField("始年", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("终年", null=True, blank=True)
    successors = models.ManyToManyField(
        "self", through="Succession", symmetrical=False, related_name="predecessors", verbose_name="后继"
    )
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(last_year__isnull=True) & ~Q(code=""),
                name="division_code_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(code__regex=r"^[1-9][0-9]{5}$"), name="division_code_six_digits"
            ),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True)
                | Q(first_year__isnull=True)
                | Q(first_year__lte=F("last_year")),
                name="division_years_in_order",
            ),
            models.CheckConstraint(condition=Q(level__in=DivisionLevel.values), name="division_level_known"),
            models.CheckConstraint(
                condition=Q(region__in=["", *Region.values]), name="division_region_known"
            ),
            models.CheckConstraint(
                condition=Q(level=DivisionLevel.PROVINCE, parent__isnull=True)
                | ~Q(level=DivisionLevel.PROVINCE) & Q(parent__isnull=False),
                name="division_only_provinces_have_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.key])


class Succession(ChangesEverything):
    """One division became, wholly or in part, another."""

    predecessor = models.ForeignKey(Division, models.CASCADE, related_name="later", verbose_name="原区划")
    successor = models.ForeignKey(Division, models.CASCADE, related_name="earlier", verbose_name="今区划")

    class Meta:
        verbose_name = verbose_name_plural = "区划沿革"
        ordering = ["predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
