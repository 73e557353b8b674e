"""What a room has changed: each thing before and after."""

from dataclasses import dataclass
from typing import cast

from cases.curation.states import public_key, states
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Source,
    Tier,
    WorkProblem,
)
from cases.models.writing import Public, State, Touched

SLUGGED: tuple[type[Public], ...] = (Mechanism, Source, Tier, IssuingBody, Programme)
ORDER: tuple[type[Public], ...] = (Division, CodingScheme, *SLUGGED, WorkProblem, Coder, Edition, Award)


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that differs, before and after."""

    model: type[Public]
    pk: int
    before: State | None
    after: State | None

    @property
    def key(self) -> str:
        """What it is called in public."""
        return public_key(self.model, cast(State, self.after or self.before))


def changes_of(touched: Touched) -> list[Change]:
    """What differs from what it was when it was touched, in the order of the tables."""
    changes = []
    for model in ORDER:
        before = touched.get(model, {})
        now = states(model, before)
        changes += [
            Change(model, pk, then, now.get(pk)) for pk, then in before.items() if then != now.get(pk)
        ]
    return changes
