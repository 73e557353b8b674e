"""What must hold of an award beside the others of its source: whose words are whose."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from cases.choices import TAKEN_BACK
from cases.curation.whole_award import WholeAward, passage_name
from cases.fields import BY_NAME
from cases.models import Attestation, Attribution, Award, FormerAccession, Milestone, Source
from cases.models.award import NUMBER_IS_TAKEN
from cases.readers.numbered import is_brief, is_section
from cases.readers.passages import line_around, lines
from cases.readers.printed_vocabulary import PrintedNames
from cases.readers.records import Printed


@dataclass(frozen=True, slots=True)
class AwardPassage:
    """The words of a document that are an award, or by which it attests one that another document prints."""

    start: int
    end: int
    award: int
    accession: str
    state: str


@dataclass(frozen=True, slots=True)
class Planned:
    """Awards that are not written yet: their keys, and by document the passages that they will have there."""

    awards: set[int] = field(default_factory=set)
    passages: dict[int, list[AwardPassage]] = field(default_factory=lambda: defaultdict(list))


NOTHING = Planned()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a document that are said of an award, by which of its rows."""

    row: Attribution | Milestone
    start: int
    end: int

    @property
    def what(self) -> str:
        """As what they are said, in Chinese."""
        if isinstance(self.row, Attribution):
            return f"{BY_NAME[self.row.field].label}的依据"
        return f"{self.row}所引的话"


@dataclass
class SharedDocument:
    """A document as far as these awards and their origins reach, with all passages of awards there."""

    source: Source
    wholes: list[WholeAward] = field(default_factory=list)
    passages: list[AwardPassage] = field(default_factory=list)  # in the order of their beginnings
    tiers: list[Printed[str]] = field(default_factory=list)  # those of its headings

    @cached_property
    def furthest(self) -> list[int]:
        """Of each passage how far it and those before it reach."""
        return list(accumulate((passage.end for passage in self.passages), max))


def problems_beside_others(wholes: list[WholeAward], planned: Planned = NOTHING) -> dict[int, list[str]]:
    """What is wrong with these awards beside others, written or planned, by primary key."""
    found: dict[int, list[str]] = defaultdict(list)
    for document in _documents(wholes):
        _read(document, planned)
        slug = document.source.slug
        for award, other in _overlaps(document.passages):
            found[award].append(f"起止位置与案例 {other} 重叠（{slug}）。")
        for whole in document.wholes:
            found[whole.award.pk] += _in_other_words(whole, document)
            found[whole.award.pk] += _beside_other_tier(whole, document)
    for pk, message in _numbers_of_two([whole.award for whole in wholes]):
        found[pk].append(message)
    return found


def _documents(wholes: list[WholeAward]) -> Iterable[SharedDocument]:
    """All documents that print these awards or attest them."""
    found: dict[int, SharedDocument] = {}
    for whole in wholes:
        further = [row.source for row in whole.attestations]
        quoting: list[Attribution | Milestone] = [*whole.attributions, *whole.milestones]
        for each in quoting:
            if each.source_id is not None and each.source is not None:  # the key first: most have none
                further.append(each.source)
        for source in {each.pk: each for each in (whole.award.source, *further)}.values():
            found.setdefault(source.pk, SharedDocument(source)).wholes.append(whole)
    return found.values()


def _numbers_of_two(awards: list[Award]) -> Iterator[tuple[int, str]]:
    """A number of today that another had, and a former one that another has."""
    by_number = {award.accession: award.pk for award in awards}
    for number in FormerAccession.objects.filter(accession__in=by_number).values_list("accession", flat=True):
        yield by_number[number], NUMBER_IS_TAKEN
    former = FormerAccession.objects.filter(award__in=list(by_number.values()))
    now = Award.objects.filter(accession__in=former.values("accession")).values("accession")
    for pk, number in former.filter(accession__in=now).values_list("award", "accession"):
        yield pk, f"原入库编号 {number} 现在是某个案例的入库编号。"


def _read(document: SharedDocument, planned: Planned) -> None:
    """Fill in whose words stand there, and which tiers are printed in headings between them."""
    source, names = document.source, document.wholes[0].names
    quoted = [words for whole in document.wholes for words in _quoted(whole, source)]
    own = [whole.passage_in(source.pk) for whole in document.wholes]
    reach = [(each.start, each.end) for each in (*own, *quoted) if each is not None]
    if any(_tier_outside(whole, source) is not None for whole in document.wholes):
        reach.append((source.body_start, source.body_start))  # all headings above count
    first, last = min(start for start, _end in reach), max(end for _start, end in reach)
    at = first
    for passage in _passages(source, first, last, planned):
        document.tiers += _headings(source.text, at, passage.start, names.tiers)
        at = max(at, passage.end)
        document.passages.append(passage)
    document.tiers += _headings(source.text, at, last, names.tiers)


def _passages(source: Source, first: int, last: int, planned: Planned) -> list[AwardPassage]:
    """Those that reach into this stretch of the document, of awards in whatever state."""
    there = {"source": source.pk, "start__lt": last, "end__gt": first}
    awards, attestations = Award.objects.filter(**there), Attestation.objects.filter(**there)
    own = awards.order_by().values_list("start", "end", "pk", "accession", "state")
    further = attestations.order_by().values_list("start", "end", "award", "award__accession", "award__state")
    rows = own.union(further, all=True)
    written = (passage for row in rows if (passage := AwardPassage(*row)).award not in planned.awards)
    coming = (each for each in planned.passages.get(source.pk, ()) if each.start < last and each.end > first)
    return sorted((*written, *coming), key=lambda passage: (passage.start, passage.award))


def _headings(text: str, start: int, end: int, tiers: PrintedNames) -> Iterator[Printed[str]]:
    """The tiers of the headings between two offsets."""
    for line in lines(text, start, end) if start < end else ():
        named = tiers.last_in(text, line.start, line.end) if is_section(text, line, tiers) else None
        if named is not None:
            yield named


def _quoted(whole: WholeAward, source: Source) -> Iterator[Quoted]:
    """What is quoted of the award from that document."""
    is_main = whole.award.source_id == source.pk
    for origin in whole.attributions:
        is_there = is_main if origin.source_id is None else origin.source_id == source.pk
        if is_there and origin.start is not None and origin.end is not None:
            yield Quoted(origin, origin.start, origin.end)
    for milestone in whole.milestones:
        if not (is_main if milestone.source_id is None else milestone.source_id == source.pk):
            continue
        yield Quoted(milestone, milestone.start, milestone.end)
        if milestone.year_start is not None and milestone.year_end is not None:
            yield Quoted(milestone, milestone.year_start, milestone.year_end)


def _overlaps(passages: Iterable[AwardPassage]) -> Iterator[tuple[int, str]]:
    """Two awards that are not withdrawn: which of them has words of which other."""
    furthest: AwardPassage | None = None
    for passage in passages:
        if passage.state in TAKEN_BACK:
            continue
        if furthest is not None and passage.start < furthest.end:
            yield passage.award, furthest.accession
            yield furthest.award, passage.accession
        if furthest is None or passage.end > furthest.end:
            furthest = passage


def _in_other_words(whole: WholeAward, document: SharedDocument) -> Iterator[str]:
    """What another award says is not said of this one, not even what a withdrawn one says."""
    furthest = document.furthest
    for words in _quoted(whole, document.source):
        if whole.owns(document.source.pk, words.start, words.end):
            continue
        for passage in document.passages[bisect_left(furthest, words.start + 1) :]:
            if passage.start >= words.end:
                break
            if passage.end > words.start and passage.award != whole.award.pk:
                yield f"{words.what}在{_called(passage)}的文字之内：{_at(document.source, words)}。"


def _called(passage: AwardPassage) -> str:
    withdrawn = "已撤回的" if passage.state in TAKEN_BACK else ""
    return f"{withdrawn}案例 {passage.accession} "


def _tier_outside(whole: WholeAward, source: Source) -> Quoted | None:
    """Where that document says the tier of the award, unless the award's own words there do."""
    for origin in whole.attributions:
        if origin.field != "tier" or not origin.counts or origin.document != source:
            continue
        if origin.start is not None and origin.end is not None:
            is_own = whole.owns(source.pk, origin.start, origin.end)
            return None if is_own else Quoted(origin, origin.start, origin.end)
    return None


def _beside_other_tier(whole: WholeAward, document: SharedDocument) -> Iterator[str]:
    """The last heading above an award says its tier, whatever sentence is quoted; none below it does."""
    source, own = document.source, whole.passage_in(document.source.pk)
    origin = _tier_outside(whole, source)
    if origin is None or own is None:
        return
    line = line_around(source.text, origin.start, origin.end)
    is_heading, is_below = line is not None and is_brief(line), own.end <= origin.start
    above = [printed for printed in document.tiers if printed.end <= own.start]
    if is_below and (is_heading or any(own.end <= each.start < origin.start for each in document.tiers)):
        yield f"等次的依据在案例之后的标题行里或者标题行之后：{_at(source, origin)}。"
    elif above and above[-1].value != whole.award.tier.slug:
        name, at = whole.names.tiers.name_of(above[-1].value), f"第 {above[-1].start}–{above[-1].end} 字"
        if above[-1].start >= origin.end:
            yield f"等次的依据之后、案例之前又印有“{name}”：{at}。"
        elif is_below or not is_heading:
            yield f"案例上方的标题行印的等次是“{name}”：{at}。"


def _at(source: Source, words: Quoted) -> str:
    return passage_name(source, words.start, words.end)
