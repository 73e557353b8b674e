#!/usr/bin/env python
"""Django's command line for casebook."""

import os
import sys

from casebook.environment import fail


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except DatabaseError:
        fail_unless_connected()
        raise


def fail_unless_connected() -> None:
    """Say so in a line if the database cannot be reached; any other error of it is shown as it is.

    By trying, because a command closes its connection before its error arrives here.
    """
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        fail("DATABASE_URL", f"无法连接数据库 (cannot connect): {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
