"""Resumption tokens: all that the rest of a list needs, and nothing that the site has to remember.

A token says behind which record the list goes on, in the order of datestamps. What changes meanwhile gets a
later datestamp and comes at the end: nothing is left out, and what comes twice has changed in between. So a
token holds for as long as the library does, across changes and new starts, and names no day of expiry.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cases import accessions
from cases.oai.datestamps import written

FORMAT = 1
LATEST = 253402300799  # the last second of the year 9999, behind which nothing can be written
NAMES = frozenset({"metadataPrefix", "from", "until", "set"})


@dataclass(frozen=True, slots=True)
class Token:
    """The verb and the arguments of a list, the last record that was delivered, how many were until then."""

    verb: str
    arguments: Mapping[str, str]
    second: int
    accession: str
    delivered: int

    def __str__(self) -> str:
        """In letters that every client can send as they are."""
        told = [FORMAT, self.verb, dict(self.arguments), self.second, self.accession, self.delivered]
        return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Token | None":
        """The token; None of what is none."""
        if not re.fullmatch("[A-Za-z0-9_-]{1,2000}", text):
            return None
        try:
            told = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            form, verb, arguments, second, accession, delivered = told
        except (binascii.Error, ValueError, TypeError, RecursionError):
            return None
        is_one = (
            form == FORMAT
            and isinstance(verb, str)
            and isinstance(arguments, dict)
            and arguments.keys() <= NAMES
            and all(isinstance(value, str) for value in arguments.values())
            and all(type(number) is int and 0 <= number <= LATEST for number in (second, delivered))
            and isinstance(accession, str)
            and re.fullmatch(accessions.PATTERN, accession)
        )
        return cls(verb, arguments, second, accession, delivered) if is_one and written(second) else None
