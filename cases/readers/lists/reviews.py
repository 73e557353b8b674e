"""What a list says of its entries that were honoured before: accepted, reviewed and kept, or withdrawn.

A statement governs the entries of its own clause, before or behind it; a clause without entries says more of
those before it (…等2个实验区，通过验收) or leads to those behind it (经复核，…). A line or a sentence without
entries governs what stands below it, up to the next one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol

from cases.language.folding import FoldTable, simplified
from cases.readers.lists.review_words import (
    ACCEPTED,
    ASSESSED,
    ATTRIBUTES,
    BELOW,
    CALLED_SO,
    ENUMERATED,
    FAILED,
    NEW,
    OPENS,
    OTHERS,
    OWN_SUBJECT,
    PASSED,
    REMARK_ON_UNIT,
    RESULT,
    REVIEWED,
    TAKEN_AWAY,
    WITHDRAWN,
    WORDS,
    kind_of_review,
)
from cases.readers.passages import stretch

ENTRY = "〓"  # each sign of an entry, whose words say nothing of what became of it
_SIMPLIFIED = FoldTable(simplified)  # character by character: offsets stay
_SIGN = re.compile(r"[^\r\n]")
_SENTENCE = re.compile(r"[^。；;！!？?\r\n]+")
_CLAUSE_ENDS = re.compile(rf"[，,]|、(?={OPENS})|(?<=[{ENTRY}位区个家村])(?:同时|并)?(?={TAKEN_AWAY})")
_CITED = re.compile(r"《[^《》\r\n]{1,120}》(?!\s*$)", re.MULTILINE)
_LEADS = re.compile(rf"[:：]\s*(?:{ENTRY}|$)")
_OPENING = re.compile(rf"\s*{OPENS}")
_SIGNS = "，,、 \u3000"
NOT_PASSED = "文中说这一条没有通过、暂缓或者限期整改（“{words}”），不是新的荣誉，请核对后再决定是否收录。"
OF_ASSESSMENT = "文中的“{words}”说的是评估，不是新的荣誉，也不是验收或复核，请核对后再决定是否收录。"
UNSURE = "文中的“{words}”没有写明这一条的结果，请对照原文核对。"
SEVERAL = "文中的“{words}”对这一条有几种说法，请对照原文核对。"
_LONGEST_QUOTED = 40
_LONGEST_CELL = 4  # 复审, 结项 on a line of its own is the remark on a row, no heading


@dataclass(frozen=True, slots=True)
class Review:
    """What is said to have become of an entry, and where; `kind` is a value of `choices.MilestoneKind`.

    It is empty for what has not passed, which is no milestone. `doubt` says in Chinese what is not sure.
    """

    kind: str
    start: int
    end: int
    doubt: str = ""
    is_sure: bool = True


class PlacedRecord(Protocol):
    """What has a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, what it says (NEW for a new honour, nothing for nothing), and whether that is sure."""

    start: int
    end: int
    sentence: int
    kinds: tuple[str, ...]
    is_sure: bool
    has_entry: bool
    is_of_others: bool
    governs_below: bool  # the entries on the lines below it
    opens_sentence: bool


def reviews(text: str, records: Sequence[PlacedRecord]) -> list[Review | None]:
    """Of each entry of a document what is said to have become of it, and where; None for a new honour."""
    simple = text.translate(_SIMPLIFIED)
    if not records or WORDS.search(simple) is None:
        return [None] * len(records)
    said = _Said(text, list(_clauses(_without(_CITED.sub(_blank, simple), records))))
    return [said.of(record) for record in records]


def says(kind: str, text: str) -> bool:
    """Whether a document says anywhere that something was accepted, reviewed or withdrawn."""
    return kind_of_review(kind).search(text.translate(_SIMPLIFIED)) is not None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without(text: str, records: Sequence[PlacedRecord]) -> str:
    """The text with a sign that says nothing in place of each of the entries' own."""
    pieces, done = [], 0
    for record in sorted(records, key=lambda record: record.start):
        start = max(record.start, done)
        pieces += [text[done:start], _SIGN.sub(ENTRY, text[start : max(record.end, start)])]
        done = max(record.end, done)
    return "".join([*pieces, text[done:]])


def _clauses(text: str) -> Iterator[_Clause]:
    """All clauses in order. 优秀, 合格 say of what they are by the last word of a review before them."""
    latest = ""
    for number, sentence in enumerate(_SENTENCE.finditer(text)):
        is_stopped = text.startswith("。", sentence.end())
        for start, end in _pieces(text, *sentence.span()):
            printed = stretch(text, start, end)
            if printed is None:
                continue
            words = ATTRIBUTES.sub(_blank, printed.text)
            kinds, is_sure, latest = _kinds_of(words, latest)
            has_entry = ENTRY in words
            opens = start == sentence.start()
            has_subject = not opens and OWN_SUBJECT.match(words) is not None
            is_of_others = not has_entry and (has_subject or OTHERS.match(words) is not None)
            is_general = is_stopped and bool({WITHDRAWN, FAILED} & {*kinds}) and not BELOW.search(sentence[0])
            is_cell = not is_sure and len(sentence[0].strip()) <= _LONGEST_CELL
            is_of_unit = not has_entry and REMARK_ON_UNIT.fullmatch(sentence[0].strip()) is not None
            is_of_none = is_of_others or is_general or is_cell or is_of_unit
            below = _LEADS.search(words) is not None if has_entry else not is_of_none
            yield _Clause(
                printed.start, printed.end, number, kinds, is_sure, has_entry, is_of_others,
                governs_below=bool(kinds) and below, opens_sentence=opens,
            )  # fmt: skip


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence; entries that commas part are of one."""
    cuts = [match.end() for match in _CLAUSE_ENDS.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    before, is_plain = "", True
    for first, behind in pairwise([start, *cuts, end]):
        piece = text[first:behind]
        goes_on = found and _goes_on(before, piece, is_plain=is_plain)
        before = piece.rstrip(_SIGNS)
        names = ENTRY in before and ENUMERATED.fullmatch(before.replace(ENTRY, "")) is not None
        is_plain = names and (is_plain or not goes_on)
        if goes_on:
            found[-1] = found[-1][0], behind
        else:
            found.append((first, behind))
    return found


def _goes_on(before: str, behind: str, *, is_plain: bool) -> bool:
    """Whether two pieces are of one clause: the first only names entries (`is_plain`), or is cut by a comma
    between two of them."""
    if is_plain:
        return not (ENTRY in behind and _OPENING.match(behind))
    return before.endswith(ENTRY) and behind.lstrip().startswith(ENTRY)


def _kinds_of(words: str, latest: str) -> tuple[tuple[str, ...], bool, str]:
    """What a clause says, whether it is sure, and the last word of a review: 验收 or 复核."""
    kinds: list[str] = []
    for kind, form in PASSED:
        if form.search(words) is not None:
            kinds.append(kind)
            words = form.sub(_blank, words)
    asked = [kind for kind, form in CALLED_SO if form.search(words) is not None]
    reviewed = [kind for kind in (*kinds, *asked) if kind in (ACCEPTED, REVIEWED, ASSESSED)]
    if reviewed or NEW in kinds:
        latest = next(iter(reviewed), "")
    if not kinds and asked:
        return (asked[0],), False, latest
    if kinds == [RESULT]:
        return ((latest,) if latest else ()), True, latest
    return tuple(kind for kind in kinds if kind != RESULT), True, latest


class _Said:
    """The clauses of a document, and what each of its entries has from them."""

    def __init__(self, text: str, clauses: Sequence[_Clause]) -> None:
        self._text, self._clauses = text, clauses
        self._starts = [clause.start for clause in clauses]
        self._above = list(accumulate(range(len(clauses)), self._nearer, initial=-1))
        self._speaking = {each.sentence for each in clauses if each.kinds and each.has_entry}
        self._known: dict[int, Review | None] = {}

    def of(self, record: PlacedRecord) -> Review | None:
        """What is said of an entry, by its own clause or by what it inherits."""
        at = max(bisect_right(self._starts, record.start) - 1, 0)
        if at not in self._known:
            self._known[at] = self._of_clause(at)
        return self._known[at]

    def _nearer(self, above: int, at: int) -> int:
        return at if self._clauses[at].governs_below else above

    def _of_clause(self, at: int) -> Review | None:
        own = self._of_own(at)
        if any(each.kinds for each in own):
            return self._decided(own)
        above = self._clauses[self._above[at]] if self._above[at] >= 0 else None
        sentence = self._clauses[at].sentence
        if sentence in self._speaking and (above is None or above.sentence != sentence):
            return self._review("", own, UNSURE)  # its sentence says something of others alone
        return self._decided([above]) if above is not None else None

    def _of_own(self, at: int) -> list[_Clause]:
        """The clause, those behind it that say more of the same, and those before that lead to it."""
        own = self._clauses[at]
        more = [each for each in self._beside(range(at + 1, len(self._clauses)), own.sentence) if each.kinds]
        leads = self._beside(range(at - 1, -1, -1), own.sentence)[::-1]
        opens = not leads or leads[0].opens_sentence
        if own.kinds or more or not opens:
            leads = [each for each in leads if not each.kinds or (opens and not each.is_sure)]
        return [*leads, own, *more]

    def _beside(self, order: range, sentence: int) -> list[_Clause]:
        """The clauses of the sentence without entries of their own, up to one that has any."""
        found = []
        for at in order:
            clause = self._clauses[at]
            if clause.sentence != sentence or clause.has_entry:
                break
            if not clause.is_of_others:
                found.append(clause)
        return found

    def _decided(self, said: Sequence[_Clause]) -> Review | None:
        sure = [kind for each in said if each.is_sure for kind in each.kinds]
        weak = [kind for each in said if not each.is_sure for kind in each.kinds]
        if WITHDRAWN in sure:
            against = {ACCEPTED, REVIEWED, NEW} & {*sure}
            return self._review(WITHDRAWN, said, SEVERAL if against else "")
        if FAILED in sure:
            return self._review("", said, NOT_PASSED)
        if NEW in sure:
            return None
        if ASSESSED in (sure or weak):
            return self._review("", said, OF_ASSESSMENT)
        return self._review(sure[0], said) if sure else self._review(weak[0], said, UNSURE)

    def _review(self, kind: str, said: Sequence[_Clause], doubt: str = "") -> Review:
        start = said[0].start
        words = self._text[start : said[-1].end].rstrip(_SIGNS)
        quoted = words if len(words) <= _LONGEST_QUOTED else f"{words[:_LONGEST_QUOTED]}……"
        told = doubt.format(words=quoted) if doubt else ""
        return Review(kind, start, start + len(words), told, doubt != UNSURE)
