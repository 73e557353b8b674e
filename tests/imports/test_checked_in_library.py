"""What is checked before anything is locked answers of the whole library as the room does."""

import random

import pytest

from cases.curation.states import states
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, StoredChange
from tests.imports.changed_awards import ROUNDS, changed, problems_before, problems_written

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_it_answers_as_the_room_does_of_changed_awards(whole_library):
    """One award at a time, and all beside each other."""
    chance = random.Random(2026)
    snapshots = AwardSnapshots().dump()
    ids = dict(Award.objects.values_list("accession", "pk"))
    before = states(Award, ids.values())
    changes: list[StoredChange] = []
    for _round in range(ROUNDS):
        accession = chance.choice(sorted(ids))
        change = StoredChange(
            thing=ids[accession],
            before=before[ids[accession]],
            proposed=changed(snapshots[accession], chance),
        )
        written = problems_written([change])
        if written is not None:
            assert problems_before([change]) == written
            changes.append(change)
    together = list({change.thing: change for change in changes}.values())
    assert len(together) > len(ids) / 3
    assert problems_before(together) == problems_written(together)
