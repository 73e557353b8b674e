"""What readers see for the first time when an award is published: its documents and its edition.

All else that it refers to (divisions, terms, programmes, tiers, bodies) is public as soon as it is there, and
has been looked at by a second person before that.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Model

from cases.curation.states import chunks
from cases.models import Attestation, Award, Edition, Milestone, Source
from cases.models.shown import ShownQuerySet

Along = Source | Edition
Row = TypeVar("Row", bound=Model)


def along_with(awards: Iterable[Award]) -> dict[int, list[Along]]:
    """By primary key of the award what becomes public with it; awards that bring nothing along are left out.

    Its document and those of its witnesses and milestones, then its edition, with all that is part of them.
    """
    found: dict[int, list[Along]] = {}
    by_key = {award.pk: award for award in awards}
    for chunk in chunks(by_key):
        documents = {pk: [by_key[pk].source_id] for pk in chunk}
        for part in (Attestation, Milestone):
            rows = part._default_manager.filter(award__in=chunk, source__isnull=False).order_by("pk")
            for pk, source in rows.values_list("award", "source"):
                documents[pk].append(source)
        sources = _hidden(
            Source.objects.defer("text"), {each for several in documents.values() for each in several}
        )
        editions = _hidden(
            Edition.objects.select_related("programme"), {by_key[pk].edition_id for pk in chunk}
        )
        for pk in chunk:
            along: list[Along] = [sources[each] for each in dict.fromkeys(documents[pk]) if each in sources]
            edition = editions.get(by_key[pk].edition_id)
            if along or edition:
                found[pk] = [*along, *([edition] if edition else [])]
    return found


def name_of(thing: Along) -> str:
    """来源文献《关于公布结果的通知》."""
    return f"{thing._meta.verbose_name}“{thing}”"


def _hidden(rows: ShownQuerySet[Row], ids: Collection[int]) -> dict[int, Row]:
    """Those of these rows that readers do not see yet."""
    shown = rows.filter(pk__in=ids).shown().values_list("pk", flat=True)
    return rows.in_bulk(set(ids) - set(shown))
