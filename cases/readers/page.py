"""A page segmented: title, page facts, chrome, and the lines of the document itself."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cases.language.numerals import ONE_TO_TEN
from cases.readers.chrome import cut, is_about_page, title_behind
from cases.readers.facts import facts, opens_with_fact
from cases.readers.letterheads import letterhead
from cases.readers.passages import PrintedLine, lines
from cases.readers.records import Fact, Printed
from cases.readers.title_lines import above_title, goes_on, is_headline

LONGEST_TITLE = 80
LONGEST_UNIT = 40
_SENTENCE = re.compile(r"[。！？!?；;，,：:]$|。")
_CONTINUES = re.compile(r"^(?:及|暨|和|与|——|—|\(|（)")
_UNIT = re.compile(
    r"(?:委|局|厅|部|办|办公室|政府|中心|研究室|研究院|研究所|学院|大学|党校|协会|学会|编辑部|街道|办事处)$"
)
_NUMBERED = re.compile(rf"^(?:[（(]?\s*[{ONE_TO_TEN}]{{1,3}}\s*[、.．）)]|[（(]?\s*\d{{1,2}}\s*[、.．）)])")
_ROW = re.compile(  # of a table, or the headings of a sheet that was pasted as text
    r"\t|^\|.*\|$|^(?:[^,，;；]{1,12}[,，;；])*[^,，;；]{0,8}(?:序号|编号|题名|标题|名称|单位)[,，;；][^,，;；]{1,12}"
    r"(?:[,，;；][^,，;；]{1,12})*$"
)
_MENU = re.compile(r"(?![^|｜]*(?:序号|编号))[^|｜，,。]{2,8}(?:\s*[|｜]\s*[^|｜，,。\s]{2,8})+")
_ATTACHED = re.compile(r"附件\s*\d{0,2}\s*[:：]?")  # says what the page is, not what it is called
_TOP = 20  # so many lines of a page may stand above the end of its title
_PAIRS = ("“”", "《》", "（）", "()")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What a page consists of. `body` is the lines of the document, without chrome, in order."""

    text: str
    title: Printed[str] | None
    facts: tuple[Fact, ...]
    body: tuple[PrintedLine, ...]

    @property
    def body_start(self) -> int:
        return self.body[0].start if self.body else 0

    @property
    def body_end(self) -> int:
        return self.body[-1].end if self.body else 0


@dataclass(slots=True)
class _Header:
    """What stands above the body, gathered line by line."""

    title: list[PrintedLine]
    unit: PrintedLine | None = None
    closed: bool = False
    behind: PrintedLine | None = None  # the title, where it stands behind other things on its line

    def take(self, line: PrintedLine, is_heading: Callable[[PrintedLine], bool]) -> bool:
        """Whether the line still belongs above the body."""
        if opens_with_fact(line.text) or is_about_page(line.text):
            self.closed = bool(self.title)
            return True
        if _ATTACHED.fullmatch(line.text) or (not self.title and _MENU.fullmatch(line.text)):
            return True
        if _is_of_body(line, is_heading) and (self.title or not is_headline(line.text)):
            return False
        return self._take_title(line) or self._take_unit(line)

    def _take_title(self, line: PrintedLine) -> bool:
        words = "".join(part.text for part in self.title)
        open_pair = any(words.count(pair[0]) > words.count(pair[1]) for pair in _PAIRS)
        fits = len(words) + len(line.text) <= LONGEST_TITLE and not self.closed
        is_next = not words or open_pair or _CONTINUES.match(line.text) is not None
        if fits and (is_next or goes_on(words, line.text)):
            self.title.append(line)
            return True
        return False

    def _take_unit(self, line: PrintedLine) -> bool:
        if self.title and self.unit is None and len(line.text) <= LONGEST_UNIT and _UNIT.search(line.text):
            self.unit = line
            return True
        return False


def _is_of_body(line: PrintedLine, is_heading: Callable[[PrintedLine], bool]) -> bool:
    """Whether a line is surely none of those above the body: a row of a table, numbered, a sentence."""
    forms = _ROW.search(line.text) or _NUMBERED.match(line.text) or _SENTENCE.search(line.text)
    return forms is not None or is_heading(line)


def _above_body(rows: Sequence[PrintedLine], is_heading: Callable[[PrintedLine], bool]) -> list[PrintedLine]:
    """The lines above the body that may be the title, or stand above it."""
    of_document = (row for row in rows if not opens_with_fact(row.text) and not is_about_page(row.text))
    return list(takewhile(lambda row: not _is_of_body(row, is_heading), of_document))


def _title_behind(text: str, row: PrintedLine, left: PrintedLine | None) -> PrintedLine | None:
    """The title behind chrome or facts on one line; `left` is the line without what `cut` took off it."""
    title = title_behind(text, row)
    if title is None or left is None or opens_with_fact(left.text):
        return title
    return title if is_about_page(text[row.start : title.start]) else None


def _header(
    text: str, rows: Sequence[PrintedLine], is_heading: Callable[[PrintedLine], bool]
) -> tuple[_Header, list[PrintedLine]]:
    header = _Header([])
    cuts = (cut(text, row).line for row in rows[:_TOP])
    top = [line for line in cuts if line is not None]
    heads = {line.start for line in letterhead(top)} | above_title(_above_body(top, is_heading))
    for number, row in enumerate(rows):
        line = cut(text, row).line
        if not header.title:
            header.behind = _title_behind(text, row, line)
        if not header.title and line is not None and line.start in heads:
            continue
        if header.behind is not None and not header.title:
            header.title.append(header.behind)
            header.closed = True
        elif line is None:
            header.closed = bool(header.title)
        elif not header.take(line, is_heading):
            return header, list(rows[number:])
    return header, []


def _body(
    text: str, rows: Sequence[PrintedLine], is_heading: Callable[[PrintedLine], bool]
) -> list[PrintedLine]:
    """The document's lines; what follows a closing piece of chrome goes, unless an award follows it."""
    body: list[PrintedLine] = []
    over = False
    for piece in (cut(text, row) for row in rows):
        if piece.line is not None and is_heading(piece.line):
            over = False
        if piece.line is not None and not over:
            body.append(piece.line)
        over = over or piece.ends
    while body and opens_with_fact(body[-1].text):
        body.pop()
    return body


def _gaps(text: str, body: Sequence[PrintedLine]) -> list[tuple[int, int]]:
    """The stretches of the source that are not lines of the body."""
    starts = [0, *(line.end for line in body)]
    ends = [*(line.start for line in body), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def parse_page(text: str, is_heading: Callable[[PrintedLine], bool]) -> SourcePage:
    """The segments of a page; `is_heading` tells the heading line of an award."""
    header, rows = _header(text, lines(text), is_heading)
    body = _body(text, rows, is_heading)
    page_facts = facts(text, _gaps(text, [*([header.behind] if header.behind else []), *body]))
    if header.unit is not None:
        page_facts.append(Fact("单位", header.unit.text, header.unit.start, header.unit.end))
    title = None
    if header.title:
        words = "".join(part.text for part in header.title)
        title = Printed(words, header.title[0].start, header.title[-1].end)
    return SourcePage(text, title, tuple(sorted(page_facts, key=lambda fact: fact.start)), tuple(body))
