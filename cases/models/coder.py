"""Coders: who reads awards and attaches mechanisms to them."""

from collections.abc import Iterator
from itertools import chain, count
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.choices import CodingState, State
from cases.models.writing import Public, PublicQuerySet

LONGEST_NAME = 60
NAMELESS = "编目员"


class CoderQuerySet(PublicQuerySet["Coder"]):
    def shown(self) -> Self:
        """Those of whom readers see a coding or a key figure: of no others is there anything to be told."""
        counts = {"state": CodingState.ACCEPTED, "award__state": State.PUBLISHED}
        coded: dict[str, object] = {"codings__mechanism__scheme__is_released": True}
        coded |= {f"codings__{name}": value for name, value in counts.items()}
        counted = {f"figures__{name}": value for name, value in counts.items()}
        same = self.model._default_manager.order_by().filter(pk=OuterRef("pk"))
        return self.filter(Q(Exists(same.filter(**coded))) | Q(Exists(same.filter(**counted))))


class Coder(Public):
    """A user, or a named method such as a reading that a second reader has settled; readers see the name."""

    name = models.CharField(
        "名称", max_length=LONGEST_NAME, unique=True, help_text="在案例页和编码手册上公开。"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coder",
        verbose_name="用户",
        help_text="编码的人；是一种方法而不是一个人的留空。",
    )
    description = models.TextField("说明", blank=True, help_text="方法怎样编码，或者这位编码者受过什么训练。")

    objects = CoderQuerySet.as_manager()  # type: ignore[misc]  # the plugin takes it for one of an instance

    class Meta:
        verbose_name = verbose_name_plural = "编码者"
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="coder_has_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, user: User) -> "Coder":
        """The coder that the user is: made when the user codes for the first time."""
        found = cls.objects.filter(user=user).first()
        return found or cls.objects.create(user=user, name=cls._free_name(user))

    @classmethod
    def _free_name(cls, user: User) -> str:
        """The user's full name; never the name to log in with, which is nobody else's business."""
        return next(name for name in cls._names_for(user) if not cls.objects.filter(name=name).exists())

    @staticmethod
    def _names_for(user: User) -> Iterator[str]:
        """The full name, then that or what stands for it with the user's number; each fits the column."""
        name = user.get_full_name()
        if name and name != NAMELESS and len(name) <= LONGEST_NAME:
            yield name
        for number in chain([f" {user.pk}"], (f" {user.pk}-{more}" for more in count(2))):
            yield (name or NAMELESS)[: LONGEST_NAME - len(number)] + number

    @property
    def kind(self) -> str:
        """Person or method, in Chinese."""
        return "方法" if self.user_id is None else "人员"

    def clean(self) -> None:
        """Refuse another name for a method that has coded: it would be another method."""
        has_coded = Q(codings__isnull=False) | Q(figures__isnull=False)
        used = type(self).objects.filter(has_coded, pk=self.pk, user=None)
        if self.pk and self.user_id is None and used.exclude(name=self.name).exists():
            raise ValidationError("已有编码出自这种方法，不能改名：请另建一个编码者。")
