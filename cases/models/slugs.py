"""Slugs stand in addresses: one that is changed leads on to the new one for good."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from cases.models.writing import Public, Room

RESERVED = "none"  # in addresses it stands for what is not recorded


class Slugged(Public):
    """Base of the things that are addressed by a slug; its `former_slugs` are those it had before."""

    slug: "models.SlugField[str, str]"

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a slug that means something else, or leads to another thing."""
        if self.slug == RESERVED:
            raise ValidationError(f"标识不能是 {RESERVED}：网址中用它表示“原文未注明”。")
        things: models.QuerySet[Any] = type(self)._default_manager.all()  # the columns are the subclasses'
        if things.filter(former_slugs__slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError(f"标识“{self.slug}”原属另一条目，旧网址还指向它，不能再用。")

    def _check_form(self) -> None:
        """Before PostgreSQL refuses a slug that is too long in words of its own; the room asks all again."""
        try:
            type(self)._meta.get_field("slug").run_validators(self.slug)
        except ValidationError as error:
            raise ValidationError(f"标识“{self.slug}”：{''.join(error.messages)}") from error

    def _write(self, room: Room, **options: Any) -> None:
        things: models.QuerySet[Any] = type(self)._default_manager.all()
        stored = things.filter(pk=self.pk).values_list("slug", flat=True)
        before = stored.first()
        if self.slug != before:
            self._check_form()
        super()._write(room, **options)
        now = stored.first()
        if before is not None and before != now:
            former: Any = getattr(self, "former_slugs")  # noqa: B009 - the subclasses' reverse relation
            former.filter(slug=now).delete()
            former.create(slug=before)


class FormerSlug(Public):
    """A slug that a thing had before: its addresses lead to those of today."""

    slug = models.SlugField("原标识", max_length=60, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        """Refuse a slug that a thing has now: its address cannot lead to two."""
        things: models.QuerySet[Any] = self.thing()._default_manager.all()  # the column is the subclasses'
        if things.filter(slug=self.slug).exists():
            raise ValidationError(f"“{self.slug}”现在就是一个条目的标识，不能再作原标识。")
