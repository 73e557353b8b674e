"""Awards that were found in order before an act on them, so that the lock is held without asking again.

What the act changes is asked in any case: an award counts as checked only where nothing of it but the terms
of its codings is another than what was checked, and no statement about an award depends on those
(`cases/curation/retired.py` asks of all changes whether a term may still be given).
"""

import hashlib
import json
from collections.abc import Sequence

from cases.curation.checks import problems_of_wholes, whole_awards
from cases.curation.references import References
from cases.curation.states import chunks, states
from cases.models import Award, DataVersion
from cases.models.writing import State
from cases.progress import with_progress

TERM = ("mechanism", "mechanism_id")


class CheckedAwards:
    """Those of these awards that were in order at a version of the data, each by a sum; counts them."""

    def __init__(self, awards: Sequence[int]) -> None:
        self.version = DataVersion.current()
        self._sums: dict[str, bytes] = {}
        references = References.of_many(len(awards))
        for some in chunks(with_progress(awards)):
            wholes = whole_awards(some, references)
            wrong = problems_of_wholes(wholes)
            now = states(Award, some)
            for whole in wholes:
                if whole.award.accession not in wrong:
                    self._sums[whole.award.accession] = _sum(now[whole.award.pk])

    def holds(self, state: State) -> bool:
        """Whether the award, as a room left it, is what was checked but for the terms of its codings."""
        known = self._sums.get(state["accession"])
        return known is not None and known == _sum(state)


def _sum(state: State) -> bytes:
    codings = sorted(
        json.dumps({name: value for name, value in row.items() if name not in TERM}, sort_keys=True)
        for row in state["codings"]
    )
    whole = json.dumps({**state, "codings": codings}, sort_keys=True, default=str)
    return hashlib.blake2b(whole.encode(), digest_size=16).digest()
