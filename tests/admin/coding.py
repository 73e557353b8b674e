"""The coding desk as tests ask it: its addresses, and what its script sends."""

from django.test import Client
from django.urls import reverse

from cases.curation.coding_acts import shown
from cases.curation.coding_states import CodingKey
from cases.models import Award, Coding, Mechanism


def desk(award: Award) -> str:
    return reverse("admin:coding_award", args=[award.pk])


def key_of(row: Coding, *, coder: int | None = None) -> str:
    """The key of a coding; of what the rules propose with the coder 0."""
    coder = row.coder_id if coder is None else coder
    return str(CodingKey(row.mechanism_id, row.start, row.end, coder))


def send(client: Client, award: Award, **sent: str):
    address = reverse("admin:coding_act", args=[award.pk])
    return client.post(address, sent, headers={"Accept": "application/json"})


def code(client: Client, award: Award, term: Mechanism, printed: str, confidence: str = "high", **more: str):
    """Give the words a term, where they stand first."""
    start = str(award.source.text.index(printed, award.start))
    sent = {"action": "code", "mechanism": str(term.pk), "words": printed, "start": start}
    return send(client, award, confidence=confidence, **sent | more)


def decide(client: Client, row: Coding, action: str, **more: str):
    """Do something with a coding as the page shows it now."""
    return send(client, row.award, **{"action": action, "key": key_of(row), "seen": shown(row)} | more)
