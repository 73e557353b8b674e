"""What the curators' vocabularies of honours have in common: programmes, tiers, issuing bodies."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from cases.models.slugs import Slugged
from cases.models.writing import Public

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z"


class Named(Slugged):
    """Base of what documents print by name; `names` are the other names of each, `position` its order."""

    slug = models.SlugField(
        "标识",
        max_length=60,
        unique=True,
        validators=[RegexValidator(SLUG, "标识只用小写字母、数字和连字符，如 xczl。")],
        help_text="网址和导出文件中的取值；改动后旧网址自动转到新网址。",
    )
    name = models.CharField("全称", max_length=80, unique=True, help_text="与文献印出的一致。")
    short_name = models.CharField("简称", max_length=40, blank=True, help_text="检索时也认得。")
    position = models.PositiveSmallIntegerField("次序", default=100, help_text="小的在前。")
    is_retired = models.BooleanField("停用", default=False, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="%(class)s_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a name under which another one is printed."""
        super().clean()
        things: models.QuerySet[Any] = type(self)._default_manager.all()  # the column is the subclasses'
        if things.filter(names__name=self.name, names__is_printed=True).exclude(pk=self.pk).exists():
            raise ValidationError(f"“{self.name}”是另一条目在文献中的印法。")


class OtherName(Public):
    """Another name of a thing: one that documents print, or a word by which readers search for it."""

    name = models.CharField("名称", max_length=80, help_text="简体、繁体印法各写一行。")
    is_printed = models.BooleanField(
        "文献印出", default=True, help_text="文献中以此称之，读入时据以认出；不勾选的只供检索。"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a printed name that is another thing's: a document could mean either."""
        if not self.is_printed:
            return
        owners: models.QuerySet[Any] = self.thing()._default_manager.exclude(
            pk=getattr(self, f"{self.part_of}_id")
        )
        if owners.filter(Q(name=self.name) | Q(names__name=self.name, names__is_printed=True)).exists():
            raise ValidationError(f"“{self.name}”已是另一条目的名称或印法。")

    @classmethod
    def printed(cls) -> models.QuerySet[Self]:
        """The names that documents print."""
        rows: models.QuerySet[Self] = cls._default_manager.filter(is_printed=True)  # type: ignore[assignment]
        return rows
