"""Awards of a document that lists them in any other layout than a form of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cases.language.numerals import printed_number
from cases.places.gazetteer import Gazetteer
from cases.places.misprints import meant_division
from cases.places.place import Place
from cases.places.resolver import names_of, resolve
from cases.readers.aims import without_aims
from cases.readers.award_record import Context, award
from cases.readers.chrome import cut, is_contact
from cases.readers.formalities import says_who_worked
from cases.readers.letterheads import letterhead
from cases.readers.lists.broken_lines import broken_names, single_entries
from cases.readers.lists.broken_titles import broken_titles, cut_titles
from cases.readers.lists.checking import declared_number, doubts
from cases.readers.lists.collecting import collect
from cases.readers.lists.column_roles import NO_COLUMNS, KnownColumns
from cases.readers.lists.entries import ListOfEntries
from cases.readers.lists.formal_lines import without_formal_lines
from cases.readers.lists.honoured_earlier import UNDER_EARLIER, heads_earlier
from cases.readers.lists.left_out import left_behind, left_out
from cases.readers.lists.line_lists import is_prose
from cases.readers.lists.list_headings import BatchesAbove, YearsAbove
from cases.readers.lists.named_honours import (
    OF_UNIT_BEFORE,
    SEVERAL_HONOURS,
    OfOthers,
    several,
    with_named_honours,
    words_of,
)
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import NormalisedText, TextSpan
from cases.readers.lists.persons import persons, persons_behind
from cases.readers.lists.placed_entries import PlacedEntry
from cases.readers.lists.placing import place_entries
from cases.readers.lists.reviews import reviews
from cases.readers.lists.run_on import label_of, run_on
from cases.readers.lists.short_heads import with_short_heads
from cases.readers.lists.signing import unsigned
from cases.readers.lists.units_of_reviews import units_left_out
from cases.readers.passages import PrintedLine, lines
from cases.readers.printed_vocabulary import year_of_list
from cases.readers.records import AwardRecord, Printed, Problem, T
from cases.readers.studies import is_study
from cases.readers.title_lines import goes_on
from cases.years import FIRST_YEAR, LAST_YEAR

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|〕|\]|-\d\d|/\d)")
_YEAR_ALONE = re.compile(r"(?<!\d)\d{4}(?!\d)")
# The number of an entry, with no more around it than may stand there: the 110 of “草原110”联防 is none.
_RANK = re.compile(
    r"\W*(?:第|案例|典型案例|项目|序号|编号|NO\W*|No\W*)?\W*(?P<value>\d+|[①-⑳]|[一二三四五六七八九十]+)"
    r"\W*(?:[名号位例项]|案例)?\W*"
)
_LIST = re.compile(r"(?:名单|名录|榜单)$")
_CELLS = re.compile(r"[\t|]")  # of a row of a table, be it that with the headings
_CANDIDATES = re.compile(
    r"候选|(?<![模虚草])拟(?:对|将|同意)?[^,。;\n]{0,6}?(?:命名|认定|表彰|确定|确认|授予|评为|评定|入选|通过|推荐|公布|保留|撤销|取消|列入|给予)"
    r"|入围名单"
)
_SHOWN = re.compile(r"名单的?公示|(?:予以|现|进行)公示|公示(?:如下|公告|名单|期|时间|$)", re.MULTILINE)
_NO_OBJECTION = re.compile(r"无异议|没有异议|未收到|期满|届满|结束")

_NOT_YET = "文中说这是候选、公示或拟命名的名单，还不是最终结果，请核对后再收录。"
REVIEWED = "文中说的是验收、复核或撤销：名单中已有的案例应补记后续进展，不是新的荣誉。"
_STUDIED = "这是研究文章，列出的是研究的对象，不是获得荣誉的名单，没有收录。"
_RULED = re.compile(r"[\u2500-\u257f|\s]+")  # the lines of a table that was drawn with signs


@dataclass(frozen=True, slots=True)
class ListedAwards:
    """The awards, the heading of the first list, the number that the document declares, and what is odd."""

    awards: tuple[AwardRecord, ...] = ()
    heading: Printed[str] | None = None
    declared: Printed[int] | None = None
    problems: tuple[Problem, ...] = ()


def listed_awards(
    original: str, gazetteer: Gazetteer, above: Context, columns: KnownColumns = NO_COLUMNS
) -> ListedAwards:
    """Reads a document for entries; `above` is what it says of itself as a whole, `columns` what persons said
    of tables with such headings."""
    keep = names_of(gazetteer).characters
    normalised = NormalisedText(original, keep)
    year = above.year.value if above.year is not None else latest_year(normalised.masked)
    if broken := sorted({*broken_names(original, year, gazetteer), *broken_titles(original, gazetteer)}):
        normalised = NormalisedText(original, keep, broken)
    named = resolve(normalised.masked, year, gazetteer)
    mentions = with_short_heads(normalised.masked, named, gazetteer, year)
    places = NamedPlaces(normalised.masked, mentions, normalised.gaps, normalised.blanks)
    cuts = (cut(places.text, row) for row in lines(places.text))
    printed = [piece.line for piece in cuts if piece.line is not None]
    heads = {line.start for line in letterhead(printed)}
    listing = [line for line in printed if not _is_beside(line.text) and line.start not in heads]
    rows = single_entries(places, unsigned(listing))
    honours = re.compile(f"{above.vocabulary.programmes.pattern}|{above.vocabulary.tiers.pattern}")
    found = collect(places, rows, honours, columns)
    found = replace(found, unread=(*found.unread, *persons_behind(rows, found.entries)))
    found = replace(found, unread=(*found.unread, *left_out(places, rows, found)))
    unread = (*found.unread, *units_left_out(places, rows, found))
    found = replace(found, unread=tuple(without_formal_lines(places, printed, unread)))
    found = with_named_honours(places, found, honours, above.vocabulary.tiers)
    prose = [is_prose(row) for row in rows]
    years, batches = YearsAbove(rows, prose), BatchesAbove(rows, prose)
    reading = _Reading(
        normalised, places, above, gazetteer, year, years, OfOthers(normalised, found, honours)
    )
    if not found.entries:
        return ListedAwards(problems=tuple(reading.unread(found)))
    if is_study(rows):
        first, last = found.entries[0].item.start, max(entry.item.end for entry in found.entries)
        return ListedAwards(problems=(Problem(_STUDIED, *normalised.span(first, last)),))
    placed = place_entries(places, gazetteer, year, found.entries)
    reading.batches = batches
    reading.is_numbered = any(each.item.number is not None for each in found.entries)
    reading.cut = cut_titles(places, rows, found)
    awards = [reading.award(each, order) for order, each in enumerate(placed, 1)]
    declared, odd = declared_number(normalised, places, found, rows)
    if odd:
        behind = without_formal_lines(places, printed, left_behind(places, rows, found))
        found = replace(found, unread=(*found.unread, *behind))
    heading = _on_one_line(reading.printed(_heading(rows, found.entries[0].item.start)))
    return ListedAwards(
        tuple(awards), heading, declared, (*reading.unread(found), *odd, *reading.kind_of_list(rows, awards))
    )


def _is_beside(words: str) -> bool:
    """Whether a line is the address of an office, a credit, or the line of a drawn table."""
    return is_contact(words) or says_who_worked(words) or _RULED.fullmatch(words) is not None


def _heading(rows: Sequence[PrintedLine], first: int) -> TextSpan | None:
    """The first heading above the entries that says that a list follows: the title of a page without one."""
    above = [row for row in rows if row.start < first and not is_prose(row)]
    for before, row in zip([None, *above], above, strict=False):
        if _LIST.search(row.text) and not _CELLS.search(row.text):
            is_broken = before is not None and (
                row.text.count("”") > row.text.count("“") or goes_on(before.text, row.text)
            )
            return TextSpan(before.start if before is not None and is_broken else row.start, row.end)
    return None


def _on_one_line(heading: Printed[str] | None) -> Printed[str] | None:
    """The heading as one title, be it printed on two lines."""
    parts = heading.value.split("\n") if heading is not None else []
    return replace(heading, value="".join(part.strip() for part in parts)) if heading is not None else None


def latest_year(text: str) -> int | None:
    """The latest year that the text prints: of that year its places are read while its own is not known."""
    return max((int(match[1]) for match in _YEAR.finditer(text)), default=None)


class _Reading:
    """One document; makes printed values of stretches of its normalised text."""

    def __init__(
        self,
        normalised: NormalisedText,
        places: NamedPlaces,
        above: Context,
        gazetteer: Gazetteer,
        year: int | None,
        years: YearsAbove,
        others: OfOthers,
    ) -> None:
        self.normalised, self.places, self.above = normalised, places, above
        self.gazetteer, self.year, self.years, self.others = gazetteer, year, years, others
        self.own_honours = without_aims(normalised.original, above.vocabulary.programmes)
        self.is_numbered = False
        self.batches = BatchesAbove((), ())
        self.cut: Mapping[int, str] = {}

    def printed(self, stretch: TextSpan | None) -> Printed[str] | None:
        """What the document prints there."""
        return self.normalised.printed(stretch.start, stretch.end) if stretch is not None else None

    def award(self, placed: PlacedEntry, order: int) -> AwardRecord:
        """One entry as an award without a text."""
        item = placed.entry.item
        first = item.start if item.number is None else min(item.number.start, item.start)
        start, end = self.normalised.span(first, item.end)
        record = award(
            self.context(placed),
            self.printed(item.title),
            (),
            start=start,
            end=end,
            order=order,
            rank=self.rank(item.number),
            applicant=self.printed(item.applicant),
            place=self.printed(placed.own),
        )
        return replace(
            record,
            place_above=self.printed(placed.above),
            division=self.gazetteer.listed(placed.place) if placed.place is not None else None,
            place_then=placed.place_then,
            batch=self.printed(self.batches.above(item.start)),
            problems=(
                *doubts(self.normalised, self.places.text, placed, TextSpan(start, end), self.meant),
                *self.of_earlier(placed, start, end),
                *(
                    Problem(f"{self.called(placed)}：{doubt}", start, end)
                    for doubt in (
                        *run_on(self.places, placed.entry, is_numbered=self.is_numbered),
                        *filter(None, [self.cut.get(item.start)]),
                        *persons(self.places, item, self.printed),
                    )
                ),
                *self.of_several(placed),
            ),
        )

    def called(self, placed: PlacedEntry) -> str:
        """What a problem of an entry begins with."""
        named = self.printed(placed.entry.item.applicant or placed.entry.item.title)
        return named.value[:40] if named is not None else ""

    def of_several(self, placed: PlacedEntry) -> Iterator[Problem]:
        """That an entry names more honours than the one that its award is of, or only one of its unit's."""
        honour, group = placed.entry.item.honour, self.printed(placed.entry.group)
        is_alone = placed.entry.item.applicant is None and placed.entry.item.title is None
        if honour is not None and group is not None and is_alone:
            words = self.normalised.printed(honour.start, honour.end)
            yield Problem(OF_UNIT_BEFORE.format(honour=words.value, unit=group.value), words.start, words.end)
        if honour is not None and several(self.places.words(honour)):
            printed = self.normalised.printed(honour.start, honour.end)
            yield Problem(SEVERAL_HONOURS.format(honours=printed.value), printed.start, printed.end)

    def of_earlier(self, placed: PlacedEntry, start: int, end: int) -> Iterator[Problem]:
        """That the heading above an entry is one of earlier honours."""
        if placed.entry.heading is None:
            return
        heading = self.normalised.printed(placed.entry.heading.start, placed.entry.heading.end).value
        if heads_earlier(heading):
            yield Problem(UNDER_EARLIER.format(heading=heading), start, end)

    def meant(self, printed: str, area: Place) -> Place | None:
        """The division below a place that a name which is in no gazetteer may be a misprint of."""
        return meant_division(printed, area, self.year, self.gazetteer)

    def context(self, placed: PlacedEntry) -> Context:
        """What is said of the honour: behind the entry, in its column, in the heading above, or above all."""
        item, heading = placed.entry.item, placed.entry.heading
        spans = [
            self.normalised.span(stretch.start, stretch.end)
            for stretch in (item.honour, label_of(self.places.text, item.start), heading)
            if stretch is not None and stretch.end > stretch.start
        ]
        text, names = self.own_honours, self.above.vocabulary
        own = words_of(self.normalised, item.honour)
        return replace(
            self.above,
            year=self.year_of(placed.entry.item.year)
            or _first(
                year_of_list(text, *span, names.programmes, self.above.dated)
                for span in (*spans, *self._of_year(item.start))
            )
            or self.others.shared(self.above.year, own),
            programme=_first(names.programmes.first_in(text, *span) for span in spans)
            or self.others.shared(self.above.programme, own),
            tier=_first(names.tiers.last_in(text, *span) for span in spans) or self.above.tier,
        )

    def _of_year(self, start: int) -> list[tuple[int, int]]:
        """The heading above an entry that names its year, where its own does not."""
        heading = self.years.above(start)
        return [self.normalised.span(heading.start, heading.end)] if heading is not None else []

    def year_of(self, cell: TextSpan | None) -> Printed[int] | None:
        """The year that a cell of its own prints, with 年 or without."""
        match = _YEAR_ALONE.search(self.places.text, cell.start, cell.end) if cell is not None else None
        if match is None or not FIRST_YEAR <= int(match[0]) <= LAST_YEAR:
            return None
        return Printed(int(match[0]), *self.normalised.span(*match.span()))

    def rank(self, number: TextSpan | None) -> Printed[int] | None:
        """The number that the list prints before the entry."""
        if number is None:
            return None
        match = _RANK.fullmatch(self.places.text, number.start, number.end)
        value = printed_number(match["value"]) if match else None
        if not value or match is None:
            return None
        return Printed(value, *self.normalised.span(*match.span("value")))

    def unread(self, found: ListOfEntries) -> list[Problem]:
        """The stretches of lists that gave no entry."""
        return [
            Problem(each.message, *self.normalised.span(each.where.start, each.where.end))
            for each in found.unread
        ]

    def kind_of_list(self, rows: Sequence[PrintedLine], awards: Sequence[AwardRecord]) -> Iterator[Problem]:
        """Whether the document says that the list is not yet, or no longer, one of awards."""
        text = self.places.text
        forms = (_CANDIDATES.search(text, row.start, row.end) or _shown(text, row) for row in rows)
        match = _first(forms)
        if match is not None:
            yield Problem(_NOT_YET, *self.normalised.span(*match.span()))
        review = _first(reviews(self.normalised.original, awards))
        if review is not None:
            yield Problem(REVIEWED, review.start, review.end)


def _shown(text: str, row: PrintedLine) -> re.Match[str] | None:
    """Where a line says that the list is shown for objections, unless nobody had any."""
    if _NO_OBJECTION.search(row.text) is not None:
        return None
    return _SHOWN.search(text, row.start, row.end)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
