"""Ranked lists: sections by tier, in each of them numbered headings with a text below."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cases.readers.award_record import Context, award, place_of
from cases.readers.edition import can_sign, signs
from cases.readers.numbered import (
    NumberedHeading,
    is_award_heading,
    is_section,
    last_bracket,
    leading_number,
    numbered_heading,
)
from cases.readers.passages import PrintedLine
from cases.readers.printed_vocabulary import PrintedNames, printed_year
from cases.readers.records import AwardRecord, Printed, Problem

LONGEST_BARE_TITLE = 40


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """A heading with the lines below it, and the section heading that it stands under."""

    heading: NumberedHeading
    section: PrintedLine | None
    paragraphs: tuple[PrintedLine, ...]


def _attaches(line: PrintedLine) -> bool:
    return line.text.startswith("附件") and len(line.text) < LONGEST_BARE_TITLE


def _bare_heading(text: str, line: PrintedLine, previous: NumberedHeading | None) -> NumberedHeading | None:
    """A numbered line without applicant counts as a heading only where its number is the next one."""
    opened = leading_number(line)
    if previous is None or opened is None or opened[0].value != previous.rank.value + 1:
        return None
    if len(line.text) > LONGEST_BARE_TITLE or line.text[-1] in "。；;：:，,":
        return None
    return numbered_heading(text, line)


def _joined(text: str, rows: Sequence[PrintedLine], at: int, tiers: PrintedNames) -> PrintedLine | None:
    """A heading whose applicant's bracket stands alone on the next line, as one line."""
    below = rows[at + 1].text if at + 1 < len(rows) else ""
    bracket = last_bracket(below)
    if (
        bracket is None
        or bracket[0] != 0
        or leading_number(rows[at]) is None
        or is_section(text, rows[at], tiers)
    ):
        return None
    both = PrintedLine(rows[at].start, rows[at + 1].end, text[rows[at].start : rows[at + 1].end])
    return both if is_award_heading(text, both) else None


@dataclass(slots=True)
class _Gatherer:
    """Takes the lines of a list one by one."""

    text: str
    tiers: PrintedNames
    entries: list[RankedEntry] = field(default_factory=list)
    section: PrintedLine | None = None
    heading: NumberedHeading | None = None
    paragraphs: list[PrintedLine] = field(default_factory=list)

    def close(self) -> None:
        """The award that is open, if one is, has no more lines."""
        if self.heading is not None:
            self.entries.append(RankedEntry(self.heading, self.section, tuple(self.paragraphs)))
        self.heading, self.paragraphs = None, []

    def open(self, heading: NumberedHeading) -> None:
        """Another award begins."""
        self.close()
        self.heading = heading

    def drop_signature(self) -> None:
        """What stands between a text and the date below it is who signed."""
        while len(self.paragraphs) > 1 and can_sign(self.paragraphs[-1]):
            self.paragraphs.pop()

    def take(self, row: PrintedLine) -> None:
        """A line that is no heading with an applicant."""
        bare = _bare_heading(self.text, row, self.heading)
        if bare is not None:
            self.open(bare)
        elif is_section(self.text, row, self.tiers):
            self.close()
            self.section = row
        elif _attaches(row):
            self.close()
        elif dated := signs(row):
            if dated["issuer"] is None:
                self.drop_signature()
            self.close()
        elif self.heading is not None:
            self.paragraphs.append(row)


def entries(text: str, rows: Sequence[PrintedLine], tiers: PrintedNames) -> list[RankedEntry]:
    """The awards of a ranked list, without interpretation."""
    gatherer = _Gatherer(text, tiers)
    behind = -1
    for at, row in enumerate(rows):
        if row.start < behind:
            continue
        whole = row if is_award_heading(text, row) else _joined(text, rows, at, tiers)
        heading = numbered_heading(text, whole) if whole else None
        if heading is not None:
            gatherer.open(heading)
            behind = heading.end
        else:
            gatherer.take(row)
    gatherer.close()
    return gatherer.entries


def context_of(text: str, section: PrintedLine | None, above: Context) -> Context:
    """What the section heading says, and for what it leaves out, what stands above the list."""
    if section is None:
        return replace(above, tier=None)
    where, names = (text, section.start, section.end), above.vocabulary
    return replace(
        above,
        year=printed_year(*where) or above.year,
        programme=names.programmes.first_in(*where) or above.programme,
        tier=names.tiers.last_in(*where),
    )


def ranked_awards(
    text: str, rows: Sequence[PrintedLine], above: Context
) -> tuple[list[AwardRecord], list[Problem]]:
    """The awards of a ranked list, and what is odd about its numbers."""
    records: list[AwardRecord] = []
    problems: list[Problem] = []
    section: PrintedLine | None = None
    order = expected = 0
    for entry in entries(text, rows, above.vocabulary.tiers):
        if not records or entry.section != section:
            section, order, expected = entry.section, 0, 0
        order, expected = order + 1, expected + 1
        problems += _numbering(entry, expected)
        expected = entry.heading.rank.value
        records.append(_record(text, entry, above, order))
    return records, problems


def _record(text: str, entry: RankedEntry, above: Context, order: int) -> AwardRecord:
    heading = entry.heading
    return award(
        context_of(text, entry.section, above),
        heading.title,
        entry.paragraphs,
        start=heading.start,
        end=heading.end,
        order=order,
        rank=heading.rank,
        applicant=heading.applicant,
        place=place_of(heading.applicant),
    )


def _numbering(entry: RankedEntry, expected: int) -> list[Problem]:
    rank: Printed[int] = entry.heading.rank
    problems = []
    if rank.value == 1 and expected != 1:
        message = "编号重新从 1 开始，前面却没有写明等次的分节标题，请核对等次。"
        problems.append(Problem(message, rank.start, rank.end))
    elif rank.value != expected:
        problems.append(Problem(f"编号是 {rank.value}，按顺序应为 {expected}。", rank.start, rank.end))
    if entry.heading.applicant is None:
        message = f"第 {rank.value} 项的标题行末没有括号里的申报单位。"
        problems.append(Problem(message, entry.heading.start, entry.heading.end))
    return problems
