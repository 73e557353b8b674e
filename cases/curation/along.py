"""What readers see for the first time when an award is published: its documents and its edition.

All else that it refers to (divisions, terms, programmes, tiers, bodies) is public as soon as it is there, and
has been looked at by a second person before that.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Model

from cases.choices import CodingState
from cases.curation.states import chunks
from cases.models import Attestation, Award, Coding, Edition, EditionFact, Mechanism, Milestone, Source
from cases.models.shown import ShownQuerySet
from cases.models.writing import State

Along = Source | Edition | Mechanism | Award
Row = TypeVar("Row", bound=Model)


def along_with(awards: Iterable[Award]) -> dict[int, list[Along]]:
    """By primary key of the award what becomes public with it; awards that bring nothing along are left out.

    Its document, those of its witnesses and milestones and of its edition, then the edition, with all that is
    part of them.
    """
    found: dict[int, list[Along]] = {}
    by_key = {award.pk: award for award in awards}
    for chunk in chunks(by_key):
        editions = _hidden(
            Edition.objects.select_related("programme"), {by_key[pk].edition_id for pk in chunk}
        )
        announcing = _documents_of(editions.values())
        documents = {pk: [by_key[pk].source_id, *announcing.get(by_key[pk].edition_id, ())] for pk in chunk}
        for part in (Attestation, Milestone):
            rows = part._default_manager.filter(award__in=chunk, source__isnull=False).order_by("pk")
            for pk, source in rows.values_list("award", "source"):
                documents[pk].append(source)
        sources = _hidden(
            Source.objects.defer("text"), {each for several in documents.values() for each in several}
        )
        for pk in chunk:
            along: list[Along] = [sources[each] for each in dict.fromkeys(documents[pk]) if each in sources]
            edition = editions.get(by_key[pk].edition_id)
            if along or edition:
                found[pk] = [*along, *([edition] if edition else [])]
    return found


def with_state(state: State) -> list[Along]:
    """What becomes public with a published award or edition that is as this state has it."""
    rows = [state, *(row for part in ("attestations", "milestones", "facts") for row in state.get(part, ()))]
    documents = {row["source_id"] for row in rows if row.get("source_id") is not None}
    editions = _hidden(
        Edition.objects.select_related("programme"), {state["edition_id"]} if "edition_id" in state else set()
    )
    for several in _documents_of(editions.values()).values():
        documents.update(several)
    return [*_hidden(Source.objects.defer("text"), documents).values(), *editions.values()]


def with_scheme(pk: int) -> list[Along]:
    """What becomes public with a coding scheme: its terms, and the awards with codings that count."""
    coded = Coding.objects.filter(mechanism__scheme=pk, state=CodingState.ACCEPTED)
    awards = Award.objects.filter(pk__in=coded.values("award")).order_by("accession")
    return [*Mechanism.objects.filter(scheme=pk).order_by("pk"), *awards]


def name_of(thing: Along) -> str:
    """来源文献《关于公布结果的通知》."""
    return f"{thing._meta.verbose_name}“{thing}”"


def _documents_of(editions: Iterable[Edition]) -> dict[int, list[int]]:
    """By edition the documents that announce it or say something of it."""
    found = {each.pk: [each.source_id] if each.source_id else [] for each in editions}
    facts = EditionFact.objects.filter(edition__in=found).order_by("pk")
    for edition, source in facts.values_list("edition", "source"):
        found[edition].append(source)
    return found


def _hidden(rows: ShownQuerySet[Row], ids: Collection[int]) -> dict[int, Row]:
    """Those of these rows that readers do not see yet."""
    shown = rows.filter(pk__in=ids).shown().values_list("pk", flat=True)
    return rows.in_bulk(set(ids) - set(shown))
