"""Lines of a list taken one by one: entries, the headings and places above them, what was not understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.readers.chrome import is_contact
from cases.readers.facts import opens_with_fact
from cases.readers.lists.items import Item, bare_title
from cases.readers.lists.line_lists import (
    entry_of,
    groups_of,
    is_prose,
    local_group,
    opens_with_framed_place,
    without_number,
)
from cases.readers.lists.list_headings import (
    LONGEST_HEADING,
    ListHeading,
    count_at_end,
    heading_at_end,
    heading_of,
    heads_batch,
    heads_review,
    is_caption,
    is_remark,
)
from cases.readers.lists.names import NamedPlaces, is_name, may_be_name
from cases.readers.lists.names_on_a_line import COMMUNITY, STREET, headed_names, names_of
from cases.readers.lists.normalised_text import CELL_END, TextSpan
from cases.readers.lists.pairs import pairs_of_line
from cases.readers.lists.without_unit import NO_UNIT, item_without_unit
from cases.readers.passages import PrintedLine

_UNIT_LABEL = re.compile(r"(?:申报|推荐|报送|选送|实施|完成|创建|获奖|责任)?(?:单位|地区|主体)\s*:\s*(?=\S)")
_OWN_LABEL = re.compile(r"(?:申报|实施|完成|创建|获奖|责任)(?:单位|地区|主体)\s*:")
_PASSES_ON = re.compile(r"(?:推荐|报送|选送|主管|指导)(?:单位|地区|主体|部门)\s*:")
_TITLE_LABEL = re.compile(r"(?:案例|项目|成果)?(?:名称|题目|标题|案例|项目)\s*:\s*(?=\S)")
_FRAMED = re.compile(r"\[[^\[\]]+\]|【[^【】]+】|\([^()]+\)")  # [昆明市]
_CORPS_HEAD = re.compile(
    r"(?:新疆生产建设)?兵团\s*(?:\(\d{1,3}[个名家项例]?\))?:?"
)  # a province that is none
_LIST_TITLE = re.compile(r"(?:名单|名录|榜单)(?:\([^()]*\))?:?$")
_MOST_WAITING = 3  # lines in a row that nobody understands, and the list goes on
_NUMBER_ALONE = re.compile(r"(?:NO\.?\s*)?\d{1,2}[.、]?", re.IGNORECASE)
_DASH = re.compile(r"[—―-]{1,2}\s*")


_MEMBERS_BEHIND = re.compile(r"\s*(?:\(\d{1,3}[个名家项例]?\))?\s*[:。].*[\u3400-\u9fff]")


@dataclass(slots=True)
class Block:
    """Entries on consecutive lines; what was not understood between them, and lines that head the next."""

    entries: list[tuple[Item, ListHeading | None, TextSpan | None]] = field(default_factory=list)
    unread: list[PrintedLine] = field(default_factory=list)
    heads: list[TextSpan] = field(default_factory=list)


def blocks(places: NamedPlaces, rows: Sequence[PrintedLine]) -> list[Block]:
    """The lists of the document, each with at least two entries."""
    if any(_OWN_LABEL.match(row.text) for row in rows):
        rows = [row for row in rows if not passes_on(row)]
    gatherer = _LineGatherer(places, rows)
    for at in range(len(rows)):
        gatherer.take(at)
    gatherer.close()
    return gatherer.found


def passes_on(row: PrintedLine) -> bool:
    """Whether a line names who passed an entry on (推荐单位), not whose it is."""
    return _PASSES_ON.match(row.text) is not None


@dataclass(slots=True)
class _LineGatherer:
    """Takes the lines one by one. `waiting` were not understood: they are of the list if it goes on."""

    places: NamedPlaces
    rows: Sequence[PrintedLine]
    found: list[Block] = field(default_factory=list)
    block: Block = field(default_factory=Block)
    heading: ListHeading | None = None
    group: TextSpan | None = None
    waiting: list[PrintedLine] = field(default_factory=list)
    title: TextSpan | None = None
    read_to: int = 0  # lines that begin before it are read with the one above them

    def close(self) -> None:
        """The list, if there is one, ends here. A short line right behind it may be its last entry, cut."""
        if len(self.block.entries) > 1:
            self.block.unread += [line for line in self.waiting if _may_be_entry(self.places, line)]
            self.found.append(self.block)
        self.block, self.group, self.waiting, self.title = Block(), None, [], None

    def take(self, at: int) -> None:
        """One more line."""
        row = self.rows[at]
        if row.start < self.read_to:
            return
        if (card := self._card(at)) is not None:
            self.add(card, self.group)
            self.read_to = card.end
            return
        groups = groups_of(self.places, row)
        if not groups and (headed := headed_names(self.places, row)) is not None:
            self.heading, self.group = headed[0], None
            for item in headed[1]:
                self.add(item, None)
            return
        is_in_list = self.heading is not None or self.group is not None
        members = self._several(row) if is_in_list and not groups else []
        if members:
            for item in members:
                self.add(item, self.group)
        elif not groups and is_prose(row):
            self.close()
            self.heading = heading_at_end(row)
        elif groups:
            for head, items in groups:
                is_place = self.places.at(head.start) is not None or self.places.words(head).endswith("区")
                for item in items:
                    self.add(item, head if is_place else self.group)
                self.group = head if is_place else self.group
        elif is_remark(row) or heads_batch(row):
            self.group = None
        elif is_caption(row):
            self.block.unread += [row] if self.block.entries else []
        elif not self._labelled(row, at):
            self._line(row, at)

    def _card(self, at: int) -> Item | None:
        """A number, a title and a unit, each on a line of its own."""
        if _NUMBER_ALONE.fullmatch(self.rows[at].text) is None or at + 2 >= len(self.rows):
            return None
        number, title, unit = (TextSpan(row.start, row.end) for row in self.rows[at : at + 3])
        is_unit = self.places.at(unit.start) is not None and is_name(self.places, unit.start, unit.end)
        if not is_unit or is_prose(self.rows[at + 1]) or self.places.at(title.start) is not None:
            return None
        return Item(title.start, unit.end, unit, bare_title(self.places, title), number=number)

    def _several(self, row: PrintedLine) -> list[Item]:
        """The entries of a line of a list that holds more than one."""
        core, _ = without_number(self.places, row)
        return pairs_of_line(self.places, core.start, core.end) or names_of(self.places, core)

    def add(self, item: Item, group: TextSpan | None) -> None:
        """An entry; the lines before it that were not understood were of the list."""
        self.block.entries.append((item, self.heading, group))
        self.block.unread += self.waiting
        self.waiting = []

    def _labelled(self, row: PrintedLine, at: int) -> bool:
        """`案例1:题名` with `申报单位:单位` on the line below it."""
        core, number = without_number(self.places, row)
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if below is not None and self._with_title_below(row, core, number, below):
            return True
        unit = self._bracketed(below) if below is not None else None
        is_titled = number is not None or (below is not None and self._is_title_over(row, below))
        if is_titled and below is not None and unit is not None:
            self.add(Item(core.start, below.end, unit, core, number=number), self.group)
            return True
        if unit is not None or self._bracketed(row) is not None:
            return self._bracketed(row) is not None
        if below is not None and _UNIT_LABEL.match(self.places.text, below.start):
            if self._opens_with_unit(core, at):
                return False
            label = _TITLE_LABEL.match(self.places.text, core.start, core.end)
            self.title = TextSpan(label.end() if label else core.start, core.end)
            return True
        if self.block.entries and (alone := _TITLE_LABEL.match(self.places.text, core.start, core.end)):
            title = TextSpan(alone.end(), core.end)
            self.add(Item(core.start, core.end, None, title, doubt=NO_UNIT), self.group)
            return True
        label = _UNIT_LABEL.match(self.places.text, row.start, row.end)
        if label is None or self.title is None:
            return False
        self.add(Item(self.title.start, core.end, TextSpan(label.end(), core.end), self.title), self.group)
        self.title = None
        return True

    def _opens_with_unit(self, core: TextSpan, at: int) -> bool:
        """Whether the unit below a line without a label has its title below itself: the line is none."""
        text = self.places.text
        after = self.rows[at + 2] if at + 2 < len(self.rows) else None
        titled = after is not None and _TITLE_LABEL.match(text, after.start) is not None
        return titled and _TITLE_LABEL.match(text, core.start, core.end) is None

    def _with_title_below(
        self, row: PrintedLine, core: TextSpan, number: TextSpan | None, below: PrintedLine
    ) -> bool:
        """`申报单位:单位` with `案例:题名` below it, `案例1:单位` with `“题名”` below it."""
        text = self.places.text
        unit = _UNIT_LABEL.match(text, row.start, row.end)
        title = _TITLE_LABEL.match(text, below.start, below.end)
        if unit is not None and title is not None and self.title is None:
            named, printed = TextSpan(unit.end(), row.end), TextSpan(title.end(), below.end)
        elif number is not None and below.text.startswith("“") and is_name(self.places, core.start, core.end):
            named, printed = core, bare_title(self.places, TextSpan(below.start, below.end))
        else:
            return False
        self.add(Item(row.start, below.end, named, printed, number=number), self.group)
        self.read_to = below.end
        return True

    def _is_title_over(self, row: PrintedLine, below: PrintedLine) -> bool:
        """Whether a line without a number is a title with `——单位` below it, no heading and no unit."""
        is_unit = is_name(self.places, row.start, row.end) and self.places.at(row.start) is not None
        return _DASH.match(below.text) is not None and heading_of(row) is None and not is_unit

    def _bracketed(self, row: PrintedLine) -> TextSpan | None:
        """`(单位)`, `——单位` on a line of its own."""
        dash = _DASH.match(row.text)
        is_bracketed = row.text.startswith("(") and row.text.endswith(")")
        inside = TextSpan(row.start + (dash.end() if dash else 1), row.end - (0 if dash else 1))
        is_unit = (dash or is_bracketed) and is_name(self.places, inside.start, inside.end)
        return inside if is_unit else None

    def _line(self, row: PrintedLine, at: int) -> None:
        core, number = without_number(self.places, row)
        counted = count_at_end(self.places.text, core.start, core.end)
        place = TextSpan(core.start, counted.start()) if counted else core
        place = self.places.stripped(place.start, place.end, " :") or place
        if _FRAMED.fullmatch(self.places.words(place)):
            place = TextSpan(place.start + 1, place.end - 1)
        item, above = entry_of(self.places, row), heading_of(row)
        if self._heads_communities(core, at):
            self.block.heads.append(core)
            return
        if item is None and (titled := self._without_unit(core, number, at)) is not None:
            self.add(titled, self.group)
            return
        if _CORPS_HEAD.fullmatch(row.text):
            self.group = None
        elif self._heads_places(place, at):
            self.block.heads += [core] if self._holds_next(place, at) else []
            self.group = place
        elif above is not None and number is None and _LIST_TITLE.search(row.text):
            self.heading, self.group = above, None
        elif item is not None and (self._is_beside_group(item) or self._is_of_other_group(item)):
            self.group = None
            self.add(item, None)
        elif item is not None and not (above and item.title is None and row.text.endswith(":")):
            self.add(item, self.group)
        elif above is not None:
            self.heading, self.group = above, None
            if at and self.waiting[-1:] == [self.rows[at - 1]] and not self._names_place(self.rows[at - 1]):
                self.waiting.pop()  # the heading stands on two lines
        elif self._is_like_the_others(core):
            self.add(Item(core.start, core.end, core), self.group)
        elif heads_review(row) and not self._names_place(row):
            self.group = None
        elif self.block.entries:
            self.waiting.append(row)
            if len(self.waiting) > _MOST_WAITING or len(row.text) > LONGEST_HEADING:
                self.close()

    def _is_beside_group(self, item: Item) -> bool:
        """Whether the unit is a place of the kind that heads the lines above, such as another city."""
        group = self.places.at(self.group.start) if self.group is not None else None
        unit = self.places.at(item.applicant.start) if item.applicant is not None else None
        if group is None or unit is None or group.division is None or unit.division is None:
            return False
        is_bare = item.applicant is not None and unit.end >= item.applicant.end
        return item.title is not None and is_bare and unit.division.level == group.division.level

    def _is_of_other_group(self, item: Item) -> bool:
        """Whether the unit names another province or city than that whose members stand on a line above."""
        group = self.places.at(self.group.start) if self.group is not None else None
        unit = self.places.at((item.applicant or item.title or item).start)
        if group is None or unit is None or not group.place_then or not unit.place_then:
            return False
        head, named = group.place_then.split("/"), unit.place_then.split("/")
        is_other = len(named) > len(head) and named[: len(head)] != head
        behind = self.places.text[group.end : self.places.text.find("\n", group.end)]
        is_whole = _MEMBERS_BEHIND.match(behind) is not None
        return is_whole and is_other and unit.printed.startswith(named[len(head) - 1])

    def _without_unit(self, core: TextSpan, number: TextSpan | None, at: int) -> Item | None:
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        last = self.block.entries[-1][0] if self.block.entries else None
        return item_without_unit(
            self.places, core, number, last, entry_of(self.places, below) if below is not None else None
        )

    def _names_place(self, row: PrintedLine) -> bool:
        return bool(self.places.within(row.start, row.end))

    def _is_like_the_others(self, core: TextSpan) -> bool:
        """Whether a line between bare names begins with its place, and is one though it ends as none does."""
        bare = bool(self.block.entries) and self.block.entries[-1][0].title is None
        return (
            bare and self.places.at(core.start) is not None and may_be_name(self.places, core.start, core.end)
        )

    def _heads_communities(self, core: TextSpan, at: int) -> bool:
        """Whether a bare street or town heads the communities below it, which print none of their own."""
        if at + 1 >= len(self.rows) or STREET.fullmatch(self.places.words(core)) is None:
            return False
        below, _ = without_number(self.places, self.rows[at + 1])
        return (
            COMMUNITY.fullmatch(self.places.words(below)) is not None and self.places.at(below.start) is None
        )

    def _heads_places(self, core: TextSpan, at: int) -> bool:
        """Whether a bare place heads the lines below: they are of something that lies in it."""
        mention = self.places.at(core.start)
        if mention is None or mention.division is None or at + 1 >= len(self.rows):
            return False
        if not self.places.covers(core.start, core.end) or mention.division.level == "township":
            return False
        if mention.division.level == "province":
            return True
        below, _ = without_number(self.places, self.rows[at + 1])
        if self.places.at(below.start) is None:
            line = self.rows[at + 1]
            return entry_of(self.places, line) is not None or bool(local_group(self.places, line))
        return self._holds_next(core, at)

    def _holds_next(self, core: TextSpan, at: int) -> bool:
        """Whether the line below begins with a place that lies in this one."""
        below = without_number(self.places, self.rows[at + 1])[0] if at + 1 < len(self.rows) else core
        above, following = self.places.at(core.start), self.places.at(below.start)
        if above is None or following is None or following.division is None:
            return False
        return following.place_then.startswith(f"{above.place_then}/")


def _may_be_entry(places: NamedPlaces, line: PrintedLine) -> bool:
    """Whether the line begins as an entry does, or has two parts as `题名　　单位` has: its name ends as none
    does, or the page was cut there."""
    if len(line.text) > LONGEST_HEADING:
        return False
    is_parted = CELL_END in line.text or any(line.start < gap < line.end for gap in places.gaps)
    is_placed = places.at(line.start) is not None or opens_with_framed_place(places, line)
    return is_parted or is_placed or _is_pair_of_a_place(places, line)


def _is_pair_of_a_place(places: NamedPlaces, line: PrintedLine) -> bool:
    """Whether a place stands inside the name before a colon, and a title behind it: 中新天津生态城:题名."""
    colon = line.text.find(":")
    if not 0 < colon < len(line.text) - 1 or opens_with_fact(line.text) or is_contact(line.text):
        return False
    return bool(places.within(line.start, line.start + colon))
