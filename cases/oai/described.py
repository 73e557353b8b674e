"""What a record of the protocol is made of, read for a page of items at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Award
from cases.oai.catalogue import Catalogue, CatalogueItem
from cases.oai.repository import Repository
from cases.records.coding_row import coding_rows, released_terms
from cases.records.figure_row import figure_rows
from cases.records.record import Record, records
from cases.records.row_lines import Cells
from cases.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Described:
    """A case as readers see it now, its accepted codings and figures, and where on which site it stands."""

    record: Record
    codings: Sequence[Cells]
    figures: Sequence[Cells]
    vocabulary: Vocabulary
    site: Repository


def published(items: Sequence[CatalogueItem]) -> set[str]:
    """The numbers of those that readers see this moment. One query."""
    wanted = [item.award for item in items if not item.is_deleted]
    rows = Award.objects.published().filter(pk__in=wanted).order_by()
    return set(rows.values_list("accession", flat=True)) if wanted else set()


def described(items: Sequence[CatalogueItem], catalogue: Catalogue, site: Repository) -> dict[str, Described]:
    """Number → case, of those that readers see this moment; a number of queries that does not grow.

    What was withdrawn since the catalogue was made is missing: it has a later datestamp in the next one.
    """
    wanted = {item.award: item.accession for item in items if not item.is_deleted}
    if not wanted:
        return {}
    found = list(records(Award.objects.published().filter(pk__in=wanted), catalogue.vocabulary))
    codings, figures = coding_rows(found, released_terms()), figure_rows(found)
    return {
        record.id: Described(
            record, codings.get(record.pk, ()), figures.get(record.pk, ()), catalogue.vocabulary, site
        )
        for record in found
        if wanted[record.pk] == record.id
    }
