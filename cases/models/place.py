"""Administrative divisions through time, and the functional zones that awards name."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.choices import DivisionLevel, Region
from cases.models.slugs import RESERVED
from cases.models.writing import Public
from cases.places.place import in_force

KEY = r"^[0-9a-z-]+\Z"
CODE = r"^[1-9][0-9]{5}\Z"
IN_FORCE = Q(last_year__isnull=True)  # today, as `Place.in_force` says of a division in memory


LEVELS = len(DivisionLevel)  # a circle of parents ends there


class Division(Public):
    """A division (行政区划) or functional zone, as it was from `first_year` to `last_year`.

    A change of name, code or parent ends one row and begins another, linked by `Succession`.
    `last_year` is the last year on whose 31 December the division was in force; empty: it still is.
    `key` is permanent: the GB/T 2260 code, with the last year behind it where several divisions
    held the code in turn, or the parent's code and a name for zones and townships without one.
    """

    key = models.CharField(
        "标识",
        max_length=40,
        unique=True,
        validators=[RegexValidator(KEY, "只能用数字、小写字母和连字符。")],
        help_text="网址的一部分，公布后不要改动。",
    )
    code = models.CharField(
        "代码",
        max_length=6,
        blank=True,
        db_index=True,
        validators=[RegexValidator(CODE, "应为六位数字。")],
        help_text="GB/T 2260 六位代码；功能区、街道、乡镇没有代码的留空。",
    )
    name = models.CharField("名称", max_length=40, db_index=True)
    aliases = models.CharField("别称", max_length=200, blank=True, help_text="以分号分隔。")
    level = models.CharField("层级", max_length=10, choices=DivisionLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    region = models.CharField("地区", max_length=10, choices=Region, blank=True)
    first_year = models.PositiveSmallIntegerField(
        "始年", null=True, blank=True, help_text="设立后第一个 12 月 31 日所在的年份；不详留空。"
    )
    last_year = models.PositiveSmallIntegerField(
        "终年", null=True, blank=True, help_text="撤销前最后一个 12 月 31 日所在的年份；现行区划留空。"
    )
    successors = models.ManyToManyField(
        "self", through="Succession", symmetrical=False, related_name="predecessors", verbose_name="后继"
    )
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["key"]
        indexes = [models.Index(fields=["last_year"], name="division_last_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=IN_FORCE & ~Q(code=""),
                name="division_code_in_force_once",
                violation_error_message="另一个现行区划已用这个代码。",
            ),
            models.CheckConstraint(condition=Q(key__regex=KEY), name="division_key_form"),
            models.CheckConstraint(condition=~Q(name=""), name="division_has_name"),
            models.CheckConstraint(
                condition=Q(code="") | Q(code__regex=CODE), name="division_code_six_digits"
            ),
            models.CheckConstraint(
                condition=IN_FORCE | Q(first_year__isnull=True) | Q(first_year__lte=F("last_year")),
                name="division_years_in_order",
                violation_error_message="终年不得早于始年。",
            ),
            models.CheckConstraint(condition=Q(level__in=DivisionLevel.values), name="division_level_known"),
            models.CheckConstraint(
                condition=Q(region__in=["", *Region.values]), name="division_region_known"
            ),
            models.CheckConstraint(
                condition=Q(level=DivisionLevel.PROVINCE, parent__isnull=True)
                | ~Q(level=DivisionLevel.PROVINCE) & Q(parent__isnull=False),
                name="division_only_provinces_have_no_parent",
                violation_error_message="省级区划没有上级，其他区划必须有上级。",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="division_not_its_own_parent",
                violation_error_message="上级不能是自己。",
            ),
        ]

    def __str__(self) -> str:
        """Name, code and years: hundreds of divisions share their names."""
        years = "" if self.last_year is None else f"（{self.first_year or ''}–{self.last_year}）"
        return f"{self.name} {self.code}".rstrip() + years

    @property
    def full_name(self) -> str:
        """Its name behind those of all it is part of, with its years: four districts are called 鼓楼区."""
        names, above = [self.name], self.parent
        while above is not None and len(names) < LEVELS:
            names.append(above.name)
            above = above.parent
        years = "" if self.last_year is None else f"（{self.first_year or ''}–{self.last_year}）"
        return "".join(reversed(names)) + years

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.key])

    def clean(self) -> None:
        """Refuse a key that means something else, and a circle of parents that lies nowhere."""
        if self.key == RESERVED:
            raise ValidationError(f"标识不能是 {RESERVED}：网址中用它表示“原文未注明”。")
        seen, division = {self.pk}, self.parent
        while division is not None:
            if division.pk in seen:
                raise ValidationError("上级不能形成循环：请另选上级。")
            seen.add(division.pk)
            division = division.parent

    @property
    def value(self) -> str:
        """What stands in addresses, as `Place.value` of a division in memory."""
        return self.code or self.key

    @property
    def year_of_change(self) -> int | None:
        """The year in which it ceased: the one after the last 31 December on which it was in force."""
        return None if self.last_year is None else self.last_year + 1

    def in_force(self, year: int | None = None) -> bool:
        """Whether it was in force on 31 December of the year; None asks about today."""
        return in_force(self.first_year, self.last_year, year)


class Succession(Public):
    """One division became, wholly or in part, another."""

    part_of = "predecessor"

    predecessor = models.ForeignKey(Division, models.CASCADE, related_name="later", verbose_name="原区划")
    successor = models.ForeignKey(Division, models.PROTECT, related_name="earlier", verbose_name="今区划")

    class Meta:
        verbose_name = verbose_name_plural = "区划沿革"
        ordering = ["predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_not_to_itself",
                violation_error_message="今区划不能就是原区划。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    def clean(self) -> None:
        """Refuse a division among its own predecessors: following the successors would never end."""
        reached, new = set(), {self.successor_id}
        while new:
            reached |= new
            links = Succession.objects.filter(predecessor__in=new).exclude(pk=self.pk)
            new = set(links.values_list("successor", flat=True)) - reached
        if self.predecessor_id in reached - {None}:
            raise ValidationError("区划沿革不能形成循环：今区划又变成了原区划。")
