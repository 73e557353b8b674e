"""Awards that may be false since the passage of another in the same document came, went or moved."""

from collections.abc import Iterable

from django.db.models import Q

from cases.choices import TAKEN_BACK
from cases.curation.changes import Change
from cases.models import Attribution, Award, Milestone, Source, Tier, TierName
from cases.models.writing import State

Stretch = tuple[int, int]
Passages = set[tuple[int, int, int, bool]]  # document, start, end, whether the award is withdrawn


def beside_moved(changes: Iterable[Change]) -> set[int]:
    """Those that quote words which are another's now, and those beside a heading that came or went."""
    moved: Passages = set()
    for change in changes:
        if change.model is Award:
            moved |= passages_of(change.before) ^ passages_of(change.after)
    reach = _reach(moved).items()
    quoting = (_quoting(source, stretch) for source, stretch in reach)
    beside = (_beside_tier(source, stretch) for source, stretch in reach)
    return set[int]().union(*quoting, *beside)


def passages_of(award: State | None) -> Passages:
    """The words of documents that are the award's, or by which it is attested; none of no award."""
    if award is None:
        return set()
    withdrawn = award["state"] in TAKEN_BACK
    return {
        (row["source_id"], row["start"], row["end"], withdrawn) for row in (award, *award["attestations"])
    }


def _reach(passages: Passages) -> dict[int, Stretch]:
    """From where to where they reach in each document."""
    found: dict[int, Stretch] = {}
    for source, start, end, _withdrawn in passages:
        low, high = found.get(source, (start, end))
        found[source] = min(low, start), max(high, end)
    return found


def _quoting(source: int, stretch: Stretch) -> set[int]:
    """The awards of which something is quoted from that stretch of the document."""
    low, high = stretch
    of_document = Q(source=source) | Q(source=None, award__source=source)
    there = Q(start__lt=high, end__gt=low)
    origins = Attribution.objects.filter(there, of_document).order_by()
    of_year = Q(year_start__lt=high, year_end__gt=low)
    milestones = Milestone.objects.filter(there | of_year, of_document).order_by()
    return set(origins.values_list("award", flat=True).union(milestones.values_list("award", flat=True)))


def _beside_tier(source: int, stretch: Stretch) -> set[int]:
    """The awards below the stretch, or whose tier stands below it, if a tier is named in it."""
    low, high = stretch
    names = {*Tier.objects.values_list("name", flat=True), *TierName.printed().values_list("name", flat=True)}
    text = Source.objects.filter(pk=source).values_list("text", flat=True).first()
    if text is None or not any(name in text[low:high] for name in names):  # a document may go with its awards
        return set()
    tiers = Attribution.objects.filter(field="tier", rule="").order_by()
    below = Q(award__start__gte=low) | Q(start__gte=low)
    main = tiers.filter(below, source=None, award__source=source)
    below = Q(award__attestations__start__gte=low) | Q(start__gte=low)
    further = tiers.filter(below, source=source, award__attestations__source=source)
    return set(main.values_list("award", flat=True).union(further.values_list("award", flat=True)))
