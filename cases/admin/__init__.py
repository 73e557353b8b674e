"""Curation under /admin/, one subject a file or a package; every model of the app is registered."""

from cases.admin import (
    account,
    award,
    bookkeeping,
    coder,
    conflicts,
    edition,
    key_figures,
    manual,
    mechanism,
    of_award,
    place,
    problem,
    programme,
    report,
    scheme,
    source,
)
from cases.admin.coding import pages as coding_pages
from cases.admin.desk import distinct, pages
from cases.admin.drafts import pages as drafts
from cases.admin.histories import revision
from cases.admin.intakes import columns, page
from cases.admin.reviews import bulk_pages
from cases.admin.rounds import pages as rounds

__all__ = [
    "account",
    "award",
    "bookkeeping",
    "bulk_pages",
    "coder",
    "coding_pages",
    "columns",
    "conflicts",
    "distinct",
    "drafts",
    "edition",
    "key_figures",
    "manual",
    "mechanism",
    "of_award",
    "page",
    "pages",
    "place",
    "problem",
    "programme",
    "report",
    "revision",
    "rounds",
    "scheme",
    "source",
]
