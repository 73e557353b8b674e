"""Curation under /admin/, one subject a file; every model of the app is registered."""

from cases.admin import (
    award,
    bookkeeping,
    coder,
    edition,
    intake,
    mechanism,
    of_award,
    place,
    problem,
    programme,
    report,
    source,
)

__all__ = [
    "award",
    "bookkeeping",
    "coder",
    "edition",
    "intake",
    "mechanism",
    "of_award",
    "place",
    "problem",
    "programme",
    "report",
    "source",
]
