"""What of a document nobody reads any more, since the award that it is of was sealed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from cases.characters import SIGN
from cases.choices import State
from cases.models import Attestation, Attribution, Award, Milestone, Source

LEAST = 4  # characters of a name that is looked for: shorter ones are words of everybody
_SHOWN = re.compile(r"[^\r\n]")


def readable_text(document: Source) -> str:
    """The text without the passages of sealed awards, and without their titles wherever it prints these; what
    a published one prints as well stays. One query where no award is sealed that the document prints."""
    if not printed_awards(document).filter(state=State.SEALED).exists():
        return document.text
    sealed, public = (_passages(document, state) for state in (State.SEALED, State.PUBLISHED))
    text = document.text
    for start, end in (*sealed, *_titles(document)):
        text = text[:start] + _SHOWN.sub(SIGN, text[start:end]) + text[end:]
    for start, end in public:
        text = text[:start] + document.text[start:end] + text[end:]
    return text


def printed_awards(document: Source) -> QuerySet[Award]:
    """The awards that the document prints, attests, proves a value of, or says something later of."""
    ways = ("source", "attestations__source", "attributions__source", "milestones__source")
    return Award.objects.filter(reduce(or_, (Q(**{way: document}) for way in ways)))


@dataclass(frozen=True, slots=True)
class NamedElsewhere:
    """A line of a document, outside the award's passages, that has its title or its applicant."""

    document: Source
    line: str


def mentions(award: Award) -> list[NamedElsewhere]:
    """Where else readers could read of it once it is sealed; some queries for each of its documents."""
    parts: tuple[Any, ...] = (Attestation, Attribution, Milestone)
    rows = (part.objects.filter(award=award, source__isnull=False) for part in parts)
    ids = {award.source_id, *(pk for each in rows for pk in each.values_list("source", flat=True))}
    names = [name for name in (award.title, award.applicant) if len(name) >= LEAST]
    found = []
    for document in Source.objects.filter(pk__in=ids).order_by("pk"):
        text = document.text
        for start, end in _passages(document, award.state, award):
            text = text[:start] + _SHOWN.sub(SIGN, text[start:end]) + text[end:]
        lines = (line.strip() for line in text.splitlines() if any(name in line for name in names))
        found += [NamedElsewhere(document, line) for line in lines]
    return found


def _titles(document: Source) -> Iterator[tuple[int, int]]:
    """Where the document prints the title of a sealed award, in its list of contents say."""
    sealed = printed_awards(document).filter(state=State.SEALED).order_by("pk").distinct()
    for title in sealed.values_list("title", flat=True):
        if len(title) >= LEAST:
            yield from (found.span() for found in re.finditer(re.escape(title), document.text))


def _passages(document: Source, state: str, award: Award | None = None) -> list[tuple[int, int]]:
    """Where the document prints these awards: their own passages, those that attest them, that prove them."""
    of_state: dict[str, Any] = {"award__state": state, **({"award": award} if award else {})}
    rows: tuple[QuerySet[Any], ...] = (
        Award.objects.filter(source=document, state=state, **({"pk": award.pk} if award else {})),
        Attestation.objects.filter(source=document, **of_state),
        Attribution.objects.filter(source=document, start__isnull=False, **of_state),
        Milestone.objects.filter(source=document, **of_state),
    )
    return [stretch for each in rows for stretch in each.order_by().values_list("start", "end")]
