"""Nobody waits for what a page does by itself: where the database is busy, it is done the next time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

BRIEFLY = 1000  # milliseconds that a draft or a beat waits for the lock of another


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """Within it a write gives up after a second, with OperationalError; outside of it after 20."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {BRIEFLY}")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {BRIEFLY}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
