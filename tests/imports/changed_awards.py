"""Awards with values that are mostly false, and what is wrong with them in memory and once written."""

import random
from copy import deepcopy

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cases.curation.checks import problems_of, problems_of_wholes
from cases.imports import taking
from cases.imports.checked_before import FutureLibrary
from cases.imports.taking import Plan
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots, columns_of_origin
from cases.library.snapshots.renames import Ids
from cases.models import Attribution, Award, Source, StoredChange
from cases.models.writing import writing

ROUNDS = 80


def changed(snapshot: Snapshot, chance: random.Random) -> Snapshot:
    """The award with one or two values that are mostly false."""
    award = deepcopy(snapshot)
    for _time in range(chance.randint(1, 2)):
        change = chance.choice(CHANGES)
        change(award, chance)
    return award


def _moves(award: Snapshot, chance: random.Random) -> None:
    award["start"] = max(0, award["start"] - chance.choice([1, 3, 40]))


def _reaches_further(award: Snapshot, chance: random.Random) -> None:
    award["end"] += chance.choice([1, 2, 25])


def _other_title(award: Snapshot, chance: random.Random) -> None:
    award["title"] = chance.choice(["", "别的标题", award["title"][:-1], award["applicant"]])


def _other_rank(award: Snapshot, chance: random.Random) -> None:
    award["rank"] = chance.choice([None, 1, 2, 77])


def _other_locality(award: Snapshot, chance: random.Random) -> None:
    award["locality"] = chance.choice(["", "清波街道", "小营巷"])


def _without_an_origin(award: Snapshot, chance: random.Random) -> None:
    if award["attributions"]:
        award["attributions"].pop(chance.randrange(len(award["attributions"])))


def _quotes_elsewhere(award: Snapshot, chance: random.Random) -> None:
    printed = [row for row in award["attributions"] if row["start"] is not None]
    if printed:
        row, by = chance.choice(printed), chance.choice([-1, 1, 30])
        if row["start"] + by >= 0:
            row["start"], row["end"] = row["start"] + by, row["end"] + by


def _another_rule(award: Snapshot, chance: random.Random) -> None:
    ruled = [row for row in award["attributions"] if row["rule"]]
    if ruled:
        chance.choice(ruled)["rule"] = chance.choice(["curated", "applicant-level", "place-as-printed"])


def _another_setting(award: Snapshot, chance: random.Random) -> None:
    award["setting"] = chance.choice(["", "urban", "rural", "both"])


CHANGES = (
    _moves,
    _reaches_further,
    _other_title,
    _other_rank,
    _other_locality,
    _without_an_origin,
    _quotes_elsewhere,
    _another_rule,
    _another_setting,
)


def problems_before(changes: list[StoredChange], plan: Plan | None = None) -> dict[str, list[str]]:
    future = FutureLibrary(plan.sources if plan else [], plan.editions if plan else [])
    for change in changes:
        assert future.plans(change)
    wholes = [whole for whole, _snapshot in future.wholes(changes)]
    return _in_order(problems_of_wholes(wholes, future.planned))


def problems_written(changes: list[StoredChange], plan: Plan | None = None) -> dict[str, list[str]] | None:
    """What the room finds when they are written; None where the tables take no such rows. Nothing stays."""
    try:
        with transaction.atomic():
            if plan is not None:
                with writing():
                    taking._write(plan)
                    raise _Written(changes)
            for change in changes:
                _write_past_the_room(change)
            raise _Written(changes)
    except _Written as written:
        return _in_order(written.problems)
    except IntegrityError:
        return None


def _write_past_the_room(change: StoredChange) -> None:
    """All at once, where a save would refuse what is false."""
    award = change.proposed
    columns = {name: award[name] for name in AwardSnapshots.columns}
    QuerySet(Award).filter(pk=change.thing).update(**columns)
    QuerySet(Attribution).filter(award=change.thing).delete()
    sources = Ids(Source.objects.values_list("slug", "pk"))
    QuerySet(Attribution).bulk_create(
        Attribution(award_id=change.thing, **columns_of_origin(row, sources)) for row in award["attributions"]
    )


class _Written(Exception):
    """Enough was written: what is wrong with it is asked before all is rolled back."""

    def __init__(self, changes: list[StoredChange]) -> None:
        super().__init__()
        numbers = [row.proposed["accession"] for row in changes]
        self.problems = problems_of(Award.objects.filter(accession__in=numbers).values_list("pk", flat=True))


def _in_order(problems: dict[str, list[str]]) -> dict[str, list[str]]:
    return {number: sorted(messages) for number, messages in problems.items()}
