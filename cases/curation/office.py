"""The record of what is done that no revision tells: who did it is whoever is logged in, or a program."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser, User

from cases.choices import OfficeKind, Through
from cases.models import OfficeChange

Account = User | AnonymousUser | None

_acting: ContextVar[tuple[str, str]] = ContextVar("acting", default=("", ""))


@contextmanager
def acting_as(user: Account, note: str = "") -> Iterator[None]:
    """What is recorded meanwhile was done by this person, through a page; nobody where none is logged in.

    `note` is why, where nobody says so.
    """
    token = _acting.set((user.get_username() if user is not None else "", note))
    try:
        yield
    finally:
        _acting.reset(token)


def record_change(
    kind: OfficeKind, thing: int, key: str, act: str, said: str = "", note: str = "", by: Account = None
) -> OfficeChange:
    """Write it into the record, within the transaction of what is done: `by`, else by who acts."""
    acting, why = _acting.get()
    name = by.get_username() if by is not None else acting
    return OfficeChange.objects.create(
        through=Through.FORM if name else Through.SHELL,
        by=name,
        kind=kind,
        thing=thing,
        key=key[:150],
        act=act,
        said=said,
        note=note or why,
    )
