"""New awards written together: many in a few statements, checked whole at the end of the room."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from cases.curation.states import chunks
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots, columns_of_coding, columns_of_origin
from cases.library.snapshots.editions import COUNTED
from cases.library.snapshots.key_figures import figures_of
from cases.library.snapshots.mechanisms import mechanism_ids
from cases.library.snapshots.renames import Ids, UnknownReference
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coder,
    Coding,
    Division,
    Edition,
    KeyFigure,
    Milestone,
    Source,
    Tier,
)

BATCH = 200  # rows of one statement
ASKED_BY_THE_DATABASE = ("edition", "source", "tier", "place_then", "place_now")  # a query for each otherwise


def write_new(snapshots: Sequence[Snapshot]) -> None:
    """Write these as new awards within the open room; ValidationError says which has a value that is none."""
    if not snapshots:
        return
    ids = PrimaryKeys()
    ids.know_places(snapshots)
    for some in chunks(snapshots):  # what is written need not stay in memory
        _write_some(some, ids)


def _write_some(snapshots: Sequence[Snapshot], ids: "PrimaryKeys") -> None:
    awards = [award_of(snapshot, ids) for snapshot in snapshots]
    _refuse_values(awards)
    Award.objects.bulk_create(awards, batch_size=BATCH)
    attestations, attributions, milestones, codings, figures = [], [], [], [], list[KeyFigure]()
    for award, snapshot in zip(awards, snapshots, strict=True):
        of = {"award_id": award.pk}
        attestations += [Attestation(**of, **ids.of_origin(row)) for row in snapshot["attestations"]]
        attributions += [Attribution(**of, **ids.of_origin(row)) for row in snapshot["attributions"]]
        milestones += [Milestone(**of, **ids.of_origin(row)) for row in snapshot["milestones"]]
        codings += [Coding(**of, **ids.of_coding(row)) for row in snapshot["codings"]]
        figures += figures_of(of, snapshot.get("figures", ()), ids.coders)
    Attestation.objects.bulk_create(attestations, batch_size=BATCH)
    Attribution.objects.bulk_create(attributions, batch_size=BATCH)
    Milestone.objects.bulk_create(milestones, batch_size=BATCH)
    Coding.objects.bulk_create(codings, batch_size=BATCH)
    KeyFigure.objects.bulk_create(figures, batch_size=BATCH)


class PrimaryKeys:
    """Primary keys of what snapshots refer to; UnknownReference for what is not there."""

    def __init__(self) -> None:
        self.sources = Ids(Source.objects.values_list("slug", "pk"))
        self.tiers = Ids(Tier.objects.values_list("slug", "pk"))
        self.places = Ids()
        self.mechanisms = mechanism_ids()
        self.coders = Ids(Coder.objects.values_list("name", "pk"))
        rows = Edition.objects.values_list("programme__slug", "year", *COUNTED, "pk")
        self.editions = {tuple(row[:-1]): row[-1] for row in rows}

    def know_places(self, snapshots: Iterable[Snapshot]) -> None:
        """Look up the divisions of these, of which there are too many to know all."""
        keys = {row[name] for row in snapshots for name in ("place_then", "place_now") if row[name]}
        wanted = keys - self.places.keys()
        if wanted:
            self.places.update(Division.objects.filter(key__in=wanted).values_list("key", "pk"))

    @staticmethod
    def key_of(snapshot: Snapshot) -> tuple[object, ...]:
        """By what `editions` knows the edition, or that of an award."""
        return (snapshot["programme"], snapshot["year"], *(snapshot.get(name, "") for name in COUNTED))

    def edition(self, snapshot: Snapshot) -> int:
        key = self.key_of(snapshot)
        if key not in self.editions:
            raise UnknownReference("-".join(str(each) for each in key if each))
        return int(self.editions[key])

    def of_origin(self, row: Snapshot) -> dict[str, Any]:
        return columns_of_origin(row, self.sources)

    def of_coding(self, row: Snapshot) -> dict[str, Any]:
        return columns_of_coding(row, self.mechanisms, self.coders)


def award_of(snapshot: Snapshot, ids: PrimaryKeys) -> Award:
    """The award of a snapshot, in memory."""
    return Award(
        **{name: snapshot[name] for name in AwardSnapshots.columns},
        edition_id=ids.edition(snapshot),
        source_id=ids.sources[snapshot["source"]],
        tier_id=ids.tiers[snapshot["tier"]],
        place_then_id=ids.places[snapshot["place_then"]] if snapshot["place_then"] else None,
        place_now_id=ids.places[snapshot["place_now"]] if snapshot["place_now"] else None,
    )


def _refuse_values(awards: Sequence[Award]) -> None:
    """What a form would refuse of each column; what spans rows the room asks at its end."""
    wrong = []
    for award in awards:
        try:
            award.clean_fields(exclude=ASKED_BY_THE_DATABASE)
        except ValidationError as error:
            wrong += [f"案例 {award.accession}：{message}" for message in error.messages]
    if wrong:
        raise ValidationError(wrong)
