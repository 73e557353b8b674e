"""Whether the database refused because others use it, not because something is wrong."""

from django.db import OperationalError

# Of PostgreSQL: locks not available, deadlocks, canceled statements, too many connections, starting, ending.
_PASSING = ("55P03", "40P01", "40001", "57014", "53300", "57P01", "57P02", "57P03")


def is_busy(error: BaseException | None) -> bool:
    """Whether to try again later is all there is to do: a lock that passes, on either database."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _PASSING or "is locked" in str(error)
