"""A feature of the platform that a file uses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """`place` is the selector or name around it.

    An old browser `can_skip` it alone, without what stands beside it. It `has_other` where the file has
    something else for browsers without it.
    """

    kind: str
    name: str
    place: str
    can_skip: bool = True
    has_other: bool = False
