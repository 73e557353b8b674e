"""What of a document's lists no entry, heading, context or problem covers: nothing is lost silently.

It looks at offsets alone, whichever form read the document: between the first entry and the last no words may
be left over, and wherever a sentence or a heading names those who are honoured.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from cases.readers.dates import DATE
from cases.readers.facts import opens_with_fact
from cases.readers.lists.entries import ListEntry, ListOfEntries, UnreadPassage
from cases.readers.lists.items import VERB, name_at
from cases.readers.lists.line_gathering import passes_on
from cases.readers.lists.line_lists import is_prose, opens_with_framed_place, without_number
from cases.readers.lists.list_headings import heading_of, heads_batch, heads_names, heads_review, is_remark
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import HIDDEN, TextSpan
from cases.readers.lists.review_words import MAY_SAY, OPENS, OWN_SUBJECT
from cases.readers.passages import PrintedLine

_LINES = "名单中的这几行没有读懂。"
_WORDS = "名单中的这一项没有读懂。"
_NAMES = "这里写到的名称没有收录，请核对。"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_PIECE = re.compile(r"[^、,;:。！？!?“”‘’「」『』《》()\n|]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+")
# Words of a sentence or a heading that says who is honoured.
_NAMES_LIST = re.compile(
    r"名单|名录|榜单|如下|公布[^。]{0,40}:|获批|在列|榜上有名|跻身|授予|命名|确认为|认定为|确定为|表彰为|评为|评出|荣获|获评|获得|入选|入围|上榜|称号"
    r"|位[列居]第|名列第|紧随其后|分列[^,。]{0,4}[一二三四五]|[一二三特]等奖|[金银铜]奖|优秀奖|提名|优胜奖|\(\d{1,4}[个名家]\)"
)
# What joins the entries of a sentence: 等12个城区, 以及由, 的做法.
_BETWEEN = re.compile(
    r"(?:以及|和|与|及|由|其中|等|分别|的|案例|项目|做法|经验|工作)*(?:\d+|[一二三四五六七八九十]+)?[个项名家]?"
    r"(?:城市|[县城市]区|街道|乡镇|社区|单位|[县市区镇乡村])?"
)
_OF_REVIEW = re.compile(rf"{MAY_SAY.pattern}|{OPENS}")
_WON = re.compile(rf"{VERB.pattern}[^。;\n]{{0,40}}?(?:奖|称号|成果|案例|示范|名单|试点|实验区|”)")
_TITLED = re.compile(
    r"(?:(?<![\u3400-\u9fff、])由?|(?<=由))(?P<unit>[\u3400-\u9fff、]{2,24}?)[“《](?P<title>[^”》]{2,40})[”》]"
    r"|[“《](?P<first>[^”》]{2,40})[”》]\((?P<behind>[\u3400-\u9fff、]{2,24})\)"
)
_UNOWNED = re.compile(
    rf"(?:^|(?<=[\n,;:。、]))\s*(?:其中)?[“《](?P<title>[^“”《》]{{2,30}})[”》](?={VERB.pattern})",
    re.MULTILINE,
)
_OURS = re.compile(r"我[省市区县州旗镇乡]")
_OFFICE = re.compile(r"(?:委|局|厅|部|办|办公室|政府|委员会)$")
_GIVEN = re.compile(r"(?:[等金银铜秀名]奖|称号)(?:由|是|为|花落|归|:)$")
_JOINED = re.compile(r"[”’》]?[、,](?P<name>[^、,;:。()\n]{2,30}?)等[\d一二三四五六七八九十两]+[个项名家]")
_QUOTED = ("“", "‘", "《", "「", "『")
_HEADS = re.compile(r"(?:新疆生产建设)?兵团|附件")
_DIGITS = re.compile(r"\d{1,3}")
_COUNTS = re.compile(r"(\d{1,3})\s*[.、．)]\s*(?=[\u3400-\u9fff])")
_TITLED_LINE = re.compile(rf"[①-⑳\d.、\s]*{HIDDEN}+\s+[\u3400-\u9fff]{{2,40}}")  # 《题名》 单位
_FEWEST_SIGNS = 2
_MOST_BEHIND = 3
_FEWEST = 2  # names that a sentence lists


def left_out(places: NamedPlaces, rows: Sequence[PrintedLine], found: ListOfEntries) -> list[UnreadPassage]:
    """The stretches that nothing covers, in the order of print."""
    net = _Net(places, rows, found)
    whole = [*net.lines(), *net.continued()]
    named = [*net.sentences(), *net.labelled()]
    parts = (each for each in named if not any(_lies_in(each.where, line.where) for line in whole))
    return sorted([*whole, *parts], key=lambda each: each.where.start)


def left_behind(
    places: NamedPlaces, rows: Sequence[PrintedLine], found: ListOfEntries
) -> list[UnreadPassage]:
    """The lines right behind the last entry that may be entries: to be asked where a number says that some
    are missing."""
    return list(_Net(places, rows, found).behind())


class _Net:
    def __init__(self, places: NamedPlaces, rows: Sequence[PrintedLine], found: ListOfEntries) -> None:
        self.places, self.rows = places, rows
        self.entries = found.entries
        self.singles: list[tuple[int, int]] = []  # sentences that name one unit
        self.known = _merged(
            [
                *(span for entry in found.entries for span in _spans_of(entry)),
                *(each.where for each in found.unread),
                *found.covered,
            ]
        )
        self._starts = [span.start for span in self.known]
        self._items = sorted(entry.item.start for entry in found.entries)
        self._names = {
            places.words(named)
            for entry in found.entries
            for named in (entry.item.applicant, entry.item.title)
            if named is not None
        }

    def lines(self) -> Iterator[UnreadPassage]:
        """The lines between entries of which nothing was read, each run of them once, and those below a
        heading that names a list of which nothing was read; anywhere such as 【县】街道 · 题名."""
        run: list[PrintedLine] = []
        for row, is_listed in zip(self.rows, self._listed(), strict=True):
            may_be = is_listed or opens_with_framed_place(self.places, row)
            if may_be and self._may_be_entry(row) and not self.touches(row.start, row.end):
                run.append(row)
                continue
            yield from _together(run)
            run = []
        yield from _together(run)

    def continued(self) -> Iterator[UnreadPassage]:
        """The line right behind the last entry that goes on counting, with what its colon leads to."""
        last = max(self.entries, key=lambda entry: entry.item.end, default=None)
        if last is None or last.item.number is None:
            return
        rank = _DIGITS.search(self.places.text, last.item.number.start, last.item.number.end)
        below = [row for row in self.rows if row.start >= last.item.end]
        opened = _COUNTS.match(below[0].text) if below and rank is not None else None
        if rank is None or opened is None or not 0 < int(opened[1]) - int(rank[0]) <= _MOST_BEHIND:
            return
        end = below[1].end if below[0].text.endswith(":") and len(below) > 1 else below[0].end
        if not self.touches(below[0].start, end):
            yield UnreadPassage(_LINES, TextSpan(below[0].start, end))

    def behind(self) -> Iterator[UnreadPassage]:
        """The first lines behind the last entry, as far as they may be of the list."""
        last = max(entry.item.end for entry in self.entries)
        below = (row for row in self.rows if row.start >= last)
        run = list(takewhile(lambda row: self._may_be_entry(row) and "," not in row.text, below))[
            :_MOST_BEHIND
        ]
        yield from _together([row for row in run if not self.touches(row.start, row.end)])

    def _listed(self) -> Iterator[bool]:
        """Of each line whether it stands between entries, or below a heading over names: of such down to
        the last entry, of one without entries down to the next heading or running text."""
        first = self._first()
        last = max((entry.item.end for entry in self.entries), default=0)
        heads = [at for at, row in enumerate(self.rows) if heading_of(row) is not None]
        ends = dict(pairwise([*(self.rows[at].start for at in heads), len(self.places.text)]))
        spoken = [row.start for row in self.rows if is_prose(row) or _is_spoken(row)]
        limit = 0
        for row in self.rows:
            if row.start in ends:
                limit = self._limit(row, ends[row.start], spoken) if heads_names(row) else 0
            yield row.start < limit or first <= row.start < last

    def _first(self) -> int:
        """Where the first entry begins, or the numbered lines right above it."""
        first = self._items[0] if self._items else 0
        above = [row for row in self.rows if row.end <= first]
        numbered = takewhile(lambda row: without_number(self.places, row)[1] is not None, reversed(above))
        return min([first, *(row.start for row in numbered)])

    def _limit(self, heading: PrintedLine, end: int, spoken: Sequence[int]) -> int:
        """Where the lines end that are of the list below a heading."""
        at = bisect_right(spoken, heading.start)
        stop = min(end, spoken[at]) if at < len(spoken) else end
        if not self._has_entry(TextSpan(heading.start, end)):
            return stop
        before = bisect_left(self._items, stop)
        return self._items[before - 1] if before else 0

    def _has_entry(self, where: TextSpan) -> bool:
        return bisect_left(self._items, where.start) < bisect_left(self._items, where.end)

    def _may_be_entry(self, row: PrintedLine) -> bool:
        """Whether a line is of a list, and neither heading nor place over others, date or remark."""
        if is_prose(row) or _HAN.search(row.text) is None or len(row.text) < _FEWEST_SIGNS:
            return False
        if opens_with_fact(row.text) or is_remark(row) or passes_on(row) or heads_batch(row):
            return False
        if DATE.search(row.text):
            return False
        if heads_review(row) and not self.places.within(row.start, row.end):
            return False
        named = self.places.at(row.start + row.text.startswith(("(", "[", "【")))
        is_place = named is not None and not _HAN.search(self.places.text, named.end, row.end)
        return not is_place and not _HEADS.match(row.text) and heading_of(row) is None

    def sentences(self) -> Iterator[UnreadPassage]:
        """Names in sentences: what stands between two entries of one line, and what a sentence that honours
        names without any that was read."""
        for row in self.rows:
            known = self._known_in(row.start, row.end)
            for one, other in pairwise(each for each in known if self._has_entry(each)):
                yield from self._gap(one.end, other.start)
            for each in known:
                yield from self._joined(each.end, row.end)
            for match in _SENTENCE.finditer(self.places.text, row.start, row.end):
                yield from self._sentence(*match.span())

    def labelled(self) -> Iterator[UnreadPassage]:
        """Sentences right behind each other that name a unit each, where nothing was read: 获奖单位:…."""
        if self.entries:
            return
        for (start, _), (other, end) in pairwise(self.singles):
            if "\n" not in self.places.text[start:other].rstrip("\n"):
                yield UnreadPassage(_NAMES, TextSpan(start, end))

    def _sentence(self, start: int, end: int) -> Iterator[UnreadPassage]:
        if _NAMES_LIST.search(self.places.text, start, end) is None:
            return
        names = sorted(
            {*filter(self._is_unit, self._pieces(start, end)), *self._places_named(start, end)},
            key=lambda name: name.start,
        )
        self.singles += [(start, end)] if len(names) == 1 else []
        if len(names) >= _FEWEST or any(self._is_honoured(name, start, end) for name in names):
            won = VERB.search(self.places.text, names[-1].end, end)
            yield UnreadPassage(_NAMES, TextSpan(names[0].start, won.start() if won else names[-1].end))
        elif (told := self._told(start, end) or self._untold(start, end)) is not None:
            yield UnreadPassage(_NAMES, told)

    def _places_named(self, start: int, end: int) -> Iterator[TextSpan]:
        """The units that begin with a place, which only words lead to: 一等奖由武昌区水果湖街道摘得."""
        for mention in self.places.within(start, end):
            if mention.division is None or mention.division.level in ("province", "prefecture"):
                continue
            if self.touches(mention.start, mention.end):
                continue
            unit = name_at(self.places, mention.start, end)
            if unit is not None and self._is_unit(unit):
                yield unit

    def _is_honoured(self, name: TextSpan, start: int, end: int) -> bool:
        """Whether a sentence that has entries says of a single other unit that it won something."""
        text = self.places.text
        has_entry = (
            self._has_entry(TextSpan(start, end)) and _OFFICE.search(text, name.start, name.end) is None
        )
        return (
            has_entry and (VERB.match(text, name.end) or _GIVEN.search(text, start, name.start)) is not None
        )

    def _told(self, start: int, end: int) -> TextSpan | None:
        """The words of a sentence of which nothing was read that say what was won: 我县“题名”荣获…奖."""
        text = self.places.text
        won = next((each for each in _WON.finditer(text, start, end)), None)
        if won is None or self.touches(start, end):
            return None
        for match in _TITLED.finditer(text, start, won.start()):
            first = match.start("unit" if match["title"] else "behind")
            is_unit = self.places.at(first) is not None or _OURS.match(text, first) is not None
            if is_unit and not self._is_read(match["title"] or match["first"]):
                return TextSpan(match.start(), won.end())
        return None

    def _untold(self, start: int, end: int) -> TextSpan | None:
        """A title that a sentence says to have won, without a unit, and that was not read: “题名”入选…."""
        for match in _UNOWNED.finditer(self.places.text, start, end):
            title = TextSpan(*match.span("title"))
            if not self.touches(title.start, title.end) and not self._is_read(match["title"]):
                return TextSpan(match.start(), title.end + 1)
        return None

    def _gap(self, start: int, end: int) -> Iterator[UnreadPassage]:
        """What stands between two entries of a line, but for the words that join them."""
        told = VERB.search(self.places.text, start, end) or _OF_REVIEW.search(self.places.text, start, end)
        is_told = told is not None or "。" in self.places.text[start:end]
        for piece in self._pieces(start, end):
            joined = _BETWEEN.match(self.places.text, piece.start, piece.end)
            first = joined.end() if joined else piece.start
            names_another = self._is_pair(first, piece.end) or OWN_SUBJECT.match(
                self.places.text, first, piece.end
            )
            if is_told and not names_another:
                continue
            if piece.end - first >= 2 and _HAN.search(self.places.text, first, piece.end):
                yield UnreadPassage(_WORDS, TextSpan(first, piece.end))

    def _joined(self, last: int, end: int) -> Iterator[UnreadPassage]:
        """A name behind the last entry that is counted with it: 、老党员工作室等3个案例."""
        joined = _JOINED.match(self.places.text, last, end)
        if joined is not None and not self.touches(*joined.span("name")):
            yield UnreadPassage(_WORDS, TextSpan(*joined.span("name")))

    def _is_pair(self, start: int, end: int) -> bool:
        """Whether a name stands there with its title behind a colon."""
        return self.places.text.startswith(":", end) and is_name(self.places, start, end)

    def _known_in(self, start: int, end: int) -> Sequence[TextSpan]:
        at = bisect_right(self._starts, end - 1)
        first = bisect_left(self._starts, start)
        return self.known[max(0, first - 1) if first and self.known[first - 1].end > start else first : at]

    def _pieces(self, start: int, end: int) -> Iterator[TextSpan]:
        """What stands between signs and is covered by nothing."""
        for match in _PIECE.finditer(self.places.text, start, end):
            piece = self.places.stripped(*match.span())
            is_quoted = piece is not None and self.places.text.startswith(_QUOTED, piece.start - 1)
            if piece is not None and not is_quoted and not self.touches(piece.start, piece.end):
                yield piece

    def _is_unit(self, piece: TextSpan) -> bool:
        return is_name(self.places, piece.start, piece.end) and not self._is_read(self.places.words(piece))

    def _is_read(self, name: str) -> bool:
        return any(other.endswith(name) or name.endswith(other) for other in self._names)

    def touches(self, start: int, end: int) -> bool:
        """Whether something known stands in the stretch. A line that is read in part is looked at piece by
        piece, as a sentence is."""
        at = bisect_right(self._starts, end - 1)
        return at > 0 and self.known[at - 1].end > start


def _lies_in(inner: TextSpan, outer: TextSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_spoken(row: PrintedLine) -> bool:
    """Whether a line is a short sentence."""
    is_titled = _TITLED_LINE.fullmatch(row.text) is not None
    return row.text.endswith("。") and "," in row.text or (HIDDEN in row.text and not is_titled)


def _spans_of(entry: ListEntry) -> Iterator[TextSpan]:
    item = entry.item
    yield TextSpan(item.start, item.end)
    for span in (item.number, item.honour, item.group, item.year, entry.group, entry.column, entry.within):
        if span is not None:
            yield span
    if entry.heading is not None:
        yield TextSpan(entry.heading.start, entry.heading.end)


def _merged(spans: Iterable[TextSpan]) -> list[TextSpan]:
    merged: list[TextSpan] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1].end:
            merged[-1] = TextSpan(merged[-1].start, max(merged[-1].end, span.end))
        elif span.end > span.start:
            merged.append(span)
    return merged


def _together(run: Sequence[PrintedLine]) -> Iterator[UnreadPassage]:
    if run:
        yield UnreadPassage(_LINES, TextSpan(run[0].start, run[-1].end))
