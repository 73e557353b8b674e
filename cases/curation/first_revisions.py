"""The first revision of what was in the library before records were kept; later ones follow from it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.migrations import Migration

from cases.choices import Through
from cases.curation.states import PARTS, chunks, public_key, states
from cases.curation.versions.cutting import cut_first
from cases.models import CodingScheme, Revision
from cases.models.writing import Public, State

KEPT_SINCE = "0018_revisions_only_grow"
WITH_SCHEMES = "0033_coding_schemes"  # which makes the first scheme
WITH_VERSIONS = "0047_public_versions"
NOTE = "修订记录开始时已在库中。"


def after_migrating(*, plan: Iterable[tuple[Migration, bool]] = (), **_signal: Any) -> None:
    """Once, when the migration since which everything has a revision is applied; `flush` applies none."""
    applied = {migration.name for migration, backwards in plan if not backwards}
    if KEPT_SINCE in applied:
        record_what_was_there()
    elif WITH_SCHEMES in applied:
        Revision.record(_first_revisions(CodingScheme))
    if WITH_VERSIONS in applied:
        cut_first()


def record_what_was_there() -> None:
    """Give each thing that has none a revision of its beginning, with the number 0."""
    for model in PARTS:
        Revision.record(_first_revisions(model))


def _first_revisions(model: type[Public]) -> Iterator[Revision]:
    table = str(model._meta.model_name)
    first: dict[int, State | None] = {}
    for thing, before in Revision.objects.filter(table=table).order_by("pk").values_list("thing", "before"):
        first.setdefault(thing, before)
    without = model._default_manager.exclude(pk__in=first).order_by("pk").values_list("pk", flat=True)
    first |= {thing: state for chunk in chunks(without) for thing, state in states(model, chunk).items()}
    for thing, state in first.items():
        if state is not None:
            yield Revision(
                number=0,
                through=Through.SHELL,
                note=NOTE,
                table=table,
                thing=thing,
                key=public_key(model, state),
                after=state,
            )
