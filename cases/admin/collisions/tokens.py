"""What a page carries of what it showed: a revision, signed for this page and this person (decision 0068).

The revision is the last one that the person may see, so that the page is the same whatever another coder of
an open round does; what is newer is told by the numbers, which are given in the order of writing. Nobody can
make a token up, or take that of another page or of another person.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, User
from django.core.signing import BadSignature, Signer
from django.db.models import Model

from cases.curation.coding_rounds import blinded, open_rounds_of
from cases.curators_site import is_key
from cases.models import Revision

Account = User | AnonymousUser

SEEN = "_seen"
OPENED = "_opened"  # beside it, within a request alone: the token as it came, before forms are merged
SOME = 20  # revisions that are read at once
SIGN = ":"
SALT = "cases.admin.collisions.tokens"


def page_of(model: type[Model], pk: object) -> str:
    """The form of a row, in a token."""
    return f"{model._meta.label_lower}/{pk}"


def page_of_act(act: str, keys: Iterable[object]) -> str:
    """The page that asks whether something shall be done with these rows, in a token."""
    return f"{act}/{','.join(sorted(str(key) for key in keys))}"


def token(user: Account, page: str, seen: int) -> str:
    """That this person was shown the page when this revision was the last."""
    signed = _signer().sign(_value(user, page, seen))
    return f"{seen}{SIGN}{signed.rpartition(SIGN)[2]}"


def seen_in(sent: str, user: Account, page: str) -> int | None:
    """The revision of a token; None where it is none, or one of another page or person."""
    number, _, signature = sent.partition(SIGN)
    if not is_key(number):
        return None
    try:
        _signer().unsign(f"{_value(user, page, int(number))}{SIGN}{signature}")
    except BadSignature:
        return None
    return int(number)


def last_revision(user: Account) -> int:
    """The last of all revisions that the person may see, 0 where there is none: what a page says made now."""
    rows = Revision.objects.order_by("-pk")
    if not open_rounds_of(user).exists():
        return rows.values_list("pk", flat=True).first() or 0
    while some := list(rows[:SOME]):
        if shown := blinded(some, user):
            return int(shown[0].pk)
        rows = rows.filter(pk__lt=some[-1].pk)
    return 0


def _signer() -> Signer:
    return Signer(sep=SIGN, salt=SALT)


def _value(user: Account, page: str, seen: int) -> str:
    return f"{user.pk}/{page}/{seen}"
