"""Which codings of an award the desk shows to whom, and lets them act on: all of the desk asks here."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from cases.models import Award, Coding, CodingScheme


def visible_codings(award: Award, user: User, scheme: CodingScheme | None = None) -> QuerySet[Coding]:
    """The codings of the award, or those of one scheme, that the user may see, by where they stand."""
    rows: QuerySet[Coding] = award.codings.select_related("mechanism__scheme", "coder")
    if scheme is not None:
        rows = rows.filter(mechanism__scheme=scheme)
    return rows.order_by("start", "end", "mechanism__name", "pk")
