"""Curation under /admin/, one subject a file; every model of the app is registered."""

from cases.admin import (
    account,
    award,
    bookkeeping,
    coder,
    columns,
    edition,
    intake,
    mechanism,
    of_award,
    place,
    problem,
    programme,
    report,
    revision,
    source,
)

__all__ = [
    "account",
    "award",
    "bookkeeping",
    "coder",
    "columns",
    "edition",
    "intake",
    "mechanism",
    "of_award",
    "place",
    "problem",
    "programme",
    "report",
    "revision",
    "source",
]
