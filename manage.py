#!/usr/bin/env python
"""Django's command line for casebook."""

import os
import sys

from casebook.environment import fail


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, connection

    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        if connection.connection is not None:
            raise
        fail("DATABASE_URL", f"无法连接数据库 (cannot connect): {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
