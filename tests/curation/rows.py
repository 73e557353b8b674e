"""Rows as a curator or a program changes them."""

from django.db.models import Model


def change(row: Model, **values: object) -> None:
    """Give the row these values and save it."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
