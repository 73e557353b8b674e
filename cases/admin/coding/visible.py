"""Which codings of an award the desk shows to whom, and lets them act on: all of the desk asks here."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from cases.curation import coding_rounds
from cases.models import Award, Coding, CodingScheme


def visible_codings(award: Award, user: User, scheme: CodingScheme | None = None) -> QuerySet[Coding]:
    """The codings of the award, or those of one scheme, that the user may see, by where they stand.

    In an open round (`cases/curation/coding_rounds.py`) a coder sees their own alone.
    """
    rows = coding_rounds.visible_codings(award, user, scheme).select_related("mechanism__scheme", "coder")
    return rows.order_by("start", "end", "mechanism__name", "pk")
