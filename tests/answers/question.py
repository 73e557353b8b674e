"""One request, and how it is written down."""

import json
from dataclasses import astuple, dataclass

AFTER = "after a change"  # the kind that is asked when the library has changed under the running site
SEARCH_CSV = "search, CSV"  # the kind of which the accession numbers are kept, with a hash of the rest

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by a reader or by a curator who is logged in; `form` is sent with POST."""

    kind: str
    address: str
    method: str = "GET"
    headers: Pairs = ()
    form: Pairs = ()
    curator: bool = False

    @property
    def name(self) -> str:
        """What makes it different from all others: `POST /report/ {"message": "…"}`."""
        parts = [f"[{self.kind}]"] if self.kind == AFTER else []
        parts += [self.method, self.address, *(f"{name}: {value}" for name, value in self.headers)]
        parts += [json.dumps(dict(self.form), ensure_ascii=False)] if self.form else []
        return " ".join(parts + (["(curator)"] if self.curator else []))

    def dump(self) -> str:
        return json.dumps(astuple(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Question":
        kind, address, method, headers, form, curator = json.loads(text)
        pairs = (tuple((name, value) for name, value in listed) for listed in (headers, form))
        return cls(kind, address, method, *pairs, curator)
