"""What a person says of a document beside what it prints: the same words are quoted, others are named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cases.readers.aims import without_aims
from cases.readers.dates import DATE
from cases.readers.facts import opens_with_fact
from cases.readers.numbered import is_brief
from cases.readers.page import SourcePage
from cases.readers.printed_vocabulary import PrintedVocabulary, year_of_list
from cases.readers.records import AwardRecord, EditionFacts, Inferred, Printed, Problem, SaidOfEdition, T

AGAINST = "原文印作“{}”，导入时由编目人员改定。"
_OTHER = "写明的{}与原文印的“{}”不符：将按写明的收录，依据记为编目人员判定。写错了的请改正。"
_UNUSED = "写明的等次没有用上：各条都印有自己的等次（“{words}”等），按所印的收录。"
_PARTLY = "写明的等次用于 {used} 条；另有 {kept} 条印有自己的等次（“{words}”等），按所印的收录。"
_LACKED = "用上的有 {count} 条印作“{words}”，评选项目没有这一等次。"
_UNUSED_OF_SEVERAL = "写明的{}没有用上：原文的几个标题印有不同的，各条按自己上方的收录。"
_AGAINST = AGAINST.partition("{}")[0]
_TOP = 8  # so many lines from the first may be headings over the whole list

Reading = Callable[[str, int, int], Printed[T] | None]


@dataclass(frozen=True, slots=True)
class SaidBesidePrint:
    """What a person says, with the passages that print it, and what the document prints otherwise."""

    said: SaidOfEdition
    problems: tuple[Problem, ...] = ()


def beside_print(
    said: SaidOfEdition, edition: EditionFacts, page: SourcePage, vocabulary: PrintedVocabulary
) -> SaidBesidePrint:
    """`edition` is what was read of it without the person."""
    found = _Found(without_aims(page.text, vocabulary.programmes), _headings(page))
    settled = replace(
        said,
        programme=found.settle("评选项目", said.programme, edition.programme, vocabulary.programmes.first_in),
        year=found.settle("年度", said.year, edition.year, _year_of_list(vocabulary, edition.dated)),
        issuing_body=found.settle(
            "发布机关", said.issuing_body, edition.issuing_body, _whole_issuers(vocabulary)
        ),
        tier=found.settle("等次", said.tier, None, vocabulary.tiers.last_in),
    )
    return SaidBesidePrint(settled, tuple(found.problems))


@dataclass(frozen=True, slots=True)
class RecordsBySaid:
    """The awards as a person's words have them, and what of these words came to nothing."""

    records: tuple[AwardRecord, ...]
    problems: tuple[Problem, ...] = ()


def by_said(
    records: Sequence[AwardRecord], said: SaidOfEdition, problems: Sequence[Problem]
) -> RecordsBySaid:
    """What a person says against the one value that the headings print is that of all the awards below.

    `problems` says against which. An award that prints its own keeps it; so do those of a document whose
    headings print several, each over its own awards, and then nobody is told that what was said counts.
    """
    for name, label in (("year", "年度"), ("programme", "评选项目")):
        value = getattr(said, name)
        if not isinstance(value, Inferred) or not value.note.startswith(_AGAINST):
            continue
        above = [each for each in records if _is_printed_above(each, name)]
        values = {getattr(each, name).value for each in above}
        if len(values) == 1:
            records = [_with(each, name, value) if each in above else each for each in records]
        elif values:
            told = f"写明的{label}与"
            unused = Problem(_UNUSED_OF_SEVERAL.format(label))
            problems = [*(each for each in problems if not each.message.startswith(told)), unused]
    return RecordsBySaid(tuple(records), tuple(problems))


def with_said_tier(
    text: str,
    settled: RecordsBySaid,
    said: SaidOfEdition,
    vocabulary: PrintedVocabulary,
) -> RecordsBySaid:
    """The awards with the tier that a person says, and one problem that says of how many it is.

    What an award prints itself counts if its programme has such a tier, and so do the tiers of several
    headings, each over its own awards; against the one that all headings print, the person counts.
    """
    tier = said.tier
    if tier is None or not settled.records:
        return settled
    kept, against = list[Printed[str]](), list[Printed[str]]()
    above = {each.tier.value for each in settled.records if each.tier and _is_printed_above(each, "tier")}
    records = []
    for each in settled.records:
        printed = each.tier if isinstance(each.tier, Printed) and each.tier.value != tier.value else None
        if printed is not None:
            programme = each.programme or said.programme
            is_known = programme is None or (programme.value, printed.value) in vocabulary.letters
            is_of_all = len(above) == 1 and _is_printed_above(each, "tier")
            if is_known and not is_of_all:
                kept.append(printed)
            else:
                against.append(printed)
                note = AGAINST.format(text[printed.start : printed.end])
                each = replace(each, tier=tier if isinstance(tier, Printed) else replace(tier, note=note))
        records.append(each)
    others = [each for each in settled.problems if not each.message.startswith("写明的等次与")]
    problems = [*others, *_of_tier(text, kept, against, len(records))]
    return RecordsBySaid(tuple(records), tuple(problems if kept or against else settled.problems))


def _of_tier(
    text: str, kept: Sequence[Printed[str]], against: Sequence[Printed[str]], count: int
) -> Iterator[Problem]:
    first = (kept or against)[0] if kept or against else None
    if first is None:
        return
    words = text[first.start : first.end]
    if not kept:
        message = _OTHER.format("等次", words)
    elif len(kept) == count:
        message = _UNUSED.format(words=words)
    else:
        message = _PARTLY.format(used=count - len(kept), kept=len(kept), words=words)
        if against:
            other = text[against[0].start : against[0].end]
            message += _LACKED.format(count=len(against), words=other)
    yield Problem(message, first.start, first.end)


def _with(record: AwardRecord, name: str, value: Inferred[Any]) -> AwardRecord:
    return replace(record, year=value) if name == "year" else replace(record, programme=value)


def _is_printed_above(record: AwardRecord, name: str) -> bool:
    value = getattr(record, name)
    return isinstance(value, Printed) and not record.start <= value.start < record.end


def _year_of_list(vocabulary: PrintedVocabulary, dated: int | None) -> Reading[int]:
    return lambda text, start, end: year_of_list(text, start, end, vocabulary.programmes, dated)


def _whole_issuers(vocabulary: PrintedVocabulary) -> Reading[str]:
    def reading(text: str, start: int, end: int) -> Printed[str] | None:
        run = vocabulary.issuers.run_in(text, start, end)
        is_whole = (
            run is not None and vocabulary.issuers.whole_meaning_of(text, run.start, run.end) == run.value
        )
        return run if is_whole else None

    return reading


def _headings(page: SourcePage) -> list[tuple[int, int]]:
    """The title, and the short lines above the list that are neither dates nor facts of the page."""
    title = [(page.title.start, page.title.end)] if page.title is not None else []
    brief = [row for row in page.body[:_TOP] if is_brief(row) and not opens_with_fact(row.text)]
    return title + [(row.start, row.end) for row in brief if DATE.search(row.text) is None]


class _Found:
    """Holds what is said against the headings of one document."""

    def __init__(self, text: str, headings: Sequence[tuple[int, int]]) -> None:
        self.text, self.headings = text, headings
        self.problems: list[Problem] = []

    def settle(
        self,
        label: str,
        said: Printed[T] | Inferred[T] | None,
        read: Printed[T] | Inferred[T] | None,
        reading: Reading[T],
    ) -> Printed[T] | Inferred[T] | None:
        """The passage that prints what is said; else what is said, and against which words."""
        if said is None or isinstance(said, Printed):
            return said
        headings = [found for each in self.headings if (found := reading(self.text, *each)) is not None]
        printed = [*([read] if isinstance(read, Printed) else []), *headings]
        same = next((each for each in printed if each.value == said.value), None)
        if same is not None or not printed:
            return same or said
        words = self.text[printed[0].start : printed[0].end]
        self.problems.append(Problem(_OTHER.format(label, words), printed[0].start, printed[0].end))
        return replace(said, note=AGAINST.format(words))
