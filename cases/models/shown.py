"""What readers may see of the things that awards hang on: nothing before one of these awards is published."""

from typing import Self, TypeVar

from django.db.models import Model, Q

from cases.choices import TAKEN_BACK, State
from cases.models.writing import PublicQuerySet

Row = TypeVar("Row", bound=Model)


class ShownQuerySet(PublicQuerySet[Row]):
    """Documents or editions; `to_state` are the ways from one to the states of its awards."""

    to_state: tuple[str, ...] = ("awards__state",)

    def shown(self) -> Self:
        """Those that readers may see: not those of which there is nothing but drafts."""
        drafts, seen = Q(), Q()
        for way in self.to_state:
            drafts |= Q(**{way: State.DRAFT})
            seen |= Q(**{f"{way}__in": [State.PUBLISHED, *TAKEN_BACK]})
        everything = self.model._default_manager.order_by()
        with_drafts, with_seen = (everything.filter(each).values("pk") for each in (drafts, seen))
        return self.exclude(Q(pk__in=with_drafts) & ~Q(pk__in=with_seen))
