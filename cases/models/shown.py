"""What readers may see of the things that awards hang on: nothing that only its writer has looked at."""

from functools import reduce
from operator import or_
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, Model, OuterRef, Q

from cases.choices import TAKEN_BACK, State
from cases.models.writing import Public, PublicQuerySet

Row = TypeVar("Row", bound=Model)
SEEN = (State.PUBLISHED, *TAKEN_BACK)


class ShownQuerySet(PublicQuerySet[Row]):
    """Documents or editions; each condition of `seen_by` lets readers see a row, as its own mark does."""

    seen_by: tuple[tuple[str, Any], ...] = (("awards__state__in", SEEN),)

    def shown(self) -> Self:
        """Those that readers may see: of which an award was published, or that were published alone.

        Asked of each row for itself, which an index answers, not of all awards at once.
        """
        everything = self.model._default_manager.order_by().filter(pk=OuterRef("pk"))
        seen = (Exists(everything.filter(**{way: wanted})) for way, wanted in self.seen_by)
        return self.filter(reduce(or_, seen, Q(is_published=True)))


class Shown(Public):
    """Base of the things that become public with an award, or, looked at by a second person, alone."""

    is_published = models.BooleanField(
        "单独公开",
        default=False,
        help_text="没有公布的案例时，读者也能看到；有公布的案例的，总是随案例公开。勾选后要由另一位审核。",
    )

    class Meta:
        abstract = True


def is_shown(model: type[Model], pk: int) -> bool:
    """Whether readers may see this row of a table of these."""
    rows: Any = model._default_manager.filter(pk=pk)
    return bool(rows.shown().exists())
