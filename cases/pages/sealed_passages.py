"""What of a document nobody reads any more, since the award that it is of was sealed."""

import re
from typing import Any

from django.db.models import Q, QuerySet

from cases.choices import State
from cases.models import Attestation, Attribution, Award, Source

SIGN = "■"  # one for each that is not shown: the offsets stay
_SHOWN = re.compile(r"[^\r\n]")


def readable_text(document: Source) -> str:
    """The text without the passages of sealed awards; what a published one prints as well stays. One query
    where no award is sealed that the document prints."""
    printed = Q(source=document) | Q(attestations__source=document) | Q(attributions__source=document)
    if not Award.objects.filter(printed, state=State.SEALED).exists():
        return document.text
    sealed, public = (_passages(document, state) for state in (State.SEALED, State.PUBLISHED))
    text = document.text
    for start, end in sealed:
        text = text[:start] + _SHOWN.sub(SIGN, text[start:end]) + text[end:]
    for start, end in public:
        text = text[:start] + document.text[start:end] + text[end:]
    return text


def _passages(document: Source, state: State) -> list[tuple[int, int]]:
    """Where the document prints these awards: their own passages, those that attest them, that prove them."""
    of_state = {"award__state": state}
    rows: tuple[QuerySet[Any], ...] = (
        Award.objects.filter(source=document, state=state),
        Attestation.objects.filter(source=document, **of_state),
        Attribution.objects.filter(source=document, start__isnull=False, **of_state),
    )
    return [stretch for each in rows for stretch in each.order_by().values_list("start", "end")]
