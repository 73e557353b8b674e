"""What must hold of an award beside the others of its source: whose words are whose."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cases.choices import State
from cases.curation.whole_award import WholeAward, where
from cases.fields import BY_NAME
from cases.models import Attribution, Award, FormerAccession
from cases.models.award import NUMBER_IS_TAKEN
from cases.readers.numbered import is_section
from cases.readers.passages import lines
from cases.readers.printed_vocabulary import PrintedNames
from cases.readers.records import Printed


@dataclass(frozen=True, slots=True)
class AwardPassage:
    """The words of an award that is not withdrawn."""

    start: int
    end: int
    award: int
    accession: str


@dataclass
class SharedSource:
    """A source as far as these awards and their origins reach, with the passages of all its awards there."""

    wholes: list[WholeAward] = field(default_factory=list)
    passages: list[AwardPassage] = field(default_factory=list)
    tiers: list[Printed[str]] = field(default_factory=list)  # those of its headings


def problems_beside_others(wholes: list[WholeAward]) -> dict[int, list[str]]:
    """What is wrong with these awards beside others, by primary key."""
    found: dict[int, list[str]] = defaultdict(list)
    by_source: dict[int, SharedSource] = defaultdict(SharedSource)
    for whole in wholes:
        by_source[whole.award.source_id].wholes.append(whole)
    for document in by_source.values():
        _read(document)
        for award, other in _overlaps(document.passages):
            found[award].append(f"起止位置与案例 {other} 重叠。")
        for whole in document.wholes:
            found[whole.award.pk] += [*_in_other_words(whole, document), *_below_other_tier(whole, document)]
    for pk, message in _numbers_of_two([whole.award for whole in wholes]):
        found[pk].append(message)
    return found


def _numbers_of_two(awards: list[Award]) -> Iterator[tuple[int, str]]:
    """A number of today that another had, and a former one that another has."""
    by_number = {award.accession: award.pk for award in awards}
    for number in FormerAccession.objects.filter(accession__in=by_number).values_list("accession", flat=True):
        yield by_number[number], NUMBER_IS_TAKEN
    former = FormerAccession.objects.filter(award__in=list(by_number.values()))
    now = Award.objects.filter(accession__in=former.values("accession")).values("accession")
    for pk, number in former.filter(accession__in=now).values_list("award", "accession"):
        yield pk, f"原入库编号 {number} 现在是某个案例的入库编号。"


def _read(document: SharedSource) -> None:
    """Fill in whose words stand there, and which tiers are printed in headings between them."""
    starts = [whole.award.start for whole in document.wholes]
    ends = [whole.award.end for whole in document.wholes]
    for whole in document.wholes:
        for _origin, start, end in _quoted(whole):
            starts.append(start)
            ends.append(end)
    first, last = min(starts), max(ends)
    award, names = document.wholes[0].award, document.wholes[0].names
    rows = Award.objects.filter(source=award.source_id, start__lt=last, end__gt=first)
    columns = rows.order_by("start", "pk").values_list("start", "end", "pk", "accession", "state")
    at = first
    for start, end, pk, accession, state in columns:
        document.tiers += _headings(award.source.text, at, start, names.tiers)
        at = max(at, end)
        if state != State.WITHDRAWN:
            document.passages.append(AwardPassage(start, end, pk, accession))


def _headings(text: str, start: int, end: int, tiers: PrintedNames) -> Iterator[Printed[str]]:
    """The tiers of the headings between two offsets."""
    for line in lines(text, start, end) if start < end else ():
        named = tiers.last_in(text, line.start, line.end) if is_section(text, line, tiers) else None
        if named is not None:
            yield named


def _quoted(whole: WholeAward) -> Iterator[tuple[Attribution, int, int]]:
    """The origins that stand in the award's own source."""
    for origin in whole.attributions:
        if origin.source_id is None and origin.start is not None and origin.end is not None:
            yield origin, origin.start, origin.end


def _overlaps(passages: Iterable[AwardPassage]) -> Iterator[tuple[int, str]]:
    furthest: AwardPassage | None = None
    for passage in passages:
        if furthest is not None and passage.start < furthest.end:
            yield passage.award, furthest.accession
            yield furthest.award, passage.accession
        if furthest is None or passage.end > furthest.end:
            furthest = passage


def _in_other_words(whole: WholeAward, document: SharedSource) -> Iterator[str]:
    """What another award says is not said of this one."""
    ends = [passage.end for passage in document.passages]
    for origin, start, end in _quoted(whole):
        for passage in document.passages[bisect_left(ends, start + 1) :]:
            if passage.start >= end:
                break
            if passage.award != whole.award.pk:
                label = BY_NAME[origin.field].label
                yield f"{label}的依据在案例 {passage.accession} 的文字之内：{where(origin)}。"


def _below_other_tier(whole: WholeAward, document: SharedSource) -> Iterator[str]:
    """The last heading above an award says its tier, not one further up."""
    for origin, _start, end in _quoted(whole):
        if origin.field == "tier" and origin.counts:
            low = bisect_left(document.tiers, end, key=lambda printed: printed.start)
            high = bisect_left(document.tiers, whole.award.start, key=lambda printed: printed.start)
            if low < high and document.tiers[high - 1].value != whole.award.tier.slug:
                printed = document.tiers[high - 1]
                name = whole.names.tiers.name_of(printed.value)
                yield f"等次的依据之后、案例之前又印有“{name}”：第 {printed.start}–{printed.end} 字。"
