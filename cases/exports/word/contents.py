"""What a compilation prints: each case as finished words, nothing of the database left in it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch
from django.db.models.functions import Substr

from cases.characters import printable
from cases.citations.gbt7714 import cite
from cases.citations.reference import with_references
from cases.fields import BY_NAME
from cases.models import Attribution, Award, Coding
from cases.models.award import AwardQuerySet
from cases.places.place import Place
from cases.readers.headings import headings
from cases.readers.records import Heading
from cases.records.award_name import name_of
from cases.records.location import Location, location_of
from cases.records.record import OF_ORIGIN
from cases.vocabulary import Vocabulary
from cases.years import year_label

TITLE = "社区治理创新案例材料汇编"


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `words` say which cases these are, `unit` who made the document."""

    count: int
    words: str
    day: date
    unit: str
    title: str = TITLE


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of a paragraph; `level` counts the headings inside a case from 1, 0 is plain text."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph as printed. With a `level` it is a heading of its own, else headings may open pieces."""

    pieces: tuple[TextRun, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Entry:
    """One case. `title` is what it is called where no title is printed; `facts` stand below it,
    `notes` at the end, both as (label, value); `place` is that of its heading."""

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[TextParagraph, ...]
    notes: tuple[tuple[str, str], ...]
    place: str = ""

    @property
    def heading(self) -> str:
        """The title with the place, as the notices list them, unless it names the place itself."""
        return self.title if not self.place or self.place in self.title else f"{self.title}（{self.place}）"


def with_contents(awards: AwardQuerySet) -> AwardQuerySet:
    """With all that `entry_of` reads, in a fixed number of queries."""
    accepted = Coding.objects.accepted().select_related("mechanism__scheme")
    words = Substr(OF_ORIGIN, F("start") + 1, F("end") - F("start"))
    aside = Attribution.objects.filter(differs=True, set_aside=True).annotate(words=words).order_by("pk")
    others = aside.select_related("source").defer("source__text")
    read = with_references(awards.with_related()).prefetch_related(Prefetch("codings", accepted))
    return read.prefetch_related(Prefetch("attributions", others, to_attr="other_readings"))


def entry_of(
    award: Award, url: str, day: date, vocabulary: Vocabulary, *, with_sources: bool = True
) -> Entry:
    """The case as a compilation made on `day` prints it; `url` is its absolute address.

    The citation says source, address and, in it, the number, each once.
    """
    location = location_of(award, vocabulary)
    name, place = name_of(award, location), _path(location.then or location.now)
    where = _place(location, award.locality)
    facts = (
        ("所获荣誉", _honour(award)),
        ("申报单位", award.applicant),
        ("所在地区", where if where != place else ""),  # else the heading has said it
    )
    notes = (
        *((label, "；".join(terms)) for label, terms in _codings(award).items()),
        ("其他说法", "；".join(_other_readings(award))),
        ("来源", cite(award, name, url, day) if with_sources else ""),
    )
    return Entry(printable(name), _told(facts), blocks(printable(award.text)), _told(notes), place)


def _told(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """What there is something to say about."""
    return tuple((label, printable(value)) for label, value in pairs if value)


def blocks(text: str) -> tuple[TextParagraph, ...]:
    """The paragraphs of a text with the headings recognised in it; not a character is lost."""
    marks, start = headings(text), 0
    result = []
    for line in text.split("\n") if text else ():
        end = start + len(line)
        result.append(_block(line, start, [mark for mark in marks if start <= mark.start < end]))
        start = end + 1
    return tuple(result)


def _block(line: str, start: int, marks: list[Heading]) -> TextParagraph:
    if marks and marks[0].kind == "line":
        return TextParagraph((TextRun(line, marks[0].level),), marks[0].level)
    pieces, done = [], 0
    for mark in marks:
        begin, end = mark.start - start, mark.end - start
        pieces += [TextRun(line[done:begin]), TextRun(line[begin:end], mark.level)]
        done = end
    pieces.append(TextRun(line[done:]))
    return TextParagraph(tuple(piece for piece in pieces if piece.text))


def _honour(award: Award) -> str:
    """`2014年度中国社区治理十大创新成果（提名成果，序号 3）`, as far as a source prints it.

    The tier is not said twice where the name of the programme ends with it.
    """
    edition = award.edition
    year = year_label(edition.year, "年度") + ("，" if edition.year is None else "")
    programme, tier = edition.programme.name, award.tier.name
    details = [edition.count] if edition.count else []
    details += [] if programme.endswith(tier) else [tier]
    details += [] if award.rank is None else [f"序号 {award.rank}"]
    return f"{year}{programme}" + (f"（{'，'.join(details)}）" if details else "")


def _place(location: Location, locality: str) -> str:
    """The place of the time with what is printed below it, and today's where it is another."""
    then, now = _path(location.then), _path(location.now)
    if then and now and then != now:
        return f"{then}{locality}（今{now}）"
    return (then or now) + locality


def _path(places: tuple[Place, ...]) -> str:
    return "".join(place.name for place in places)


def _other_readings(award: Award) -> list[str]:
    """What documents print for a value beside what is adopted, and why it is not."""
    others: list[Attribution] = getattr(award, "other_readings", [])  # fetched by `with_contents`
    return [
        f"{BY_NAME[each.field].label}，《{(each.source or award.source).marked_title}》"
        f"印作“{''.join(getattr(each, 'words', '').splitlines())}”，未采用"
        + (f"，理由：{each.note.strip().rstrip('。')}" if each.note.strip() else "（尚待核定）")
        for each in others
    ]


def _codings(award: Award) -> dict[str, list[str]]:
    """Scheme → the terms of the accepted codings, each once, in the order of their first evidence."""
    accepted = sorted(award.codings.all(), key=lambda coding: (coding.start, coding.end))
    found: dict[str, list[str]] = {"治理机制": []}
    for coding in sorted(accepted, key=lambda each: each.mechanism.scheme_id or 0):
        scheme, name = coding.mechanism.scheme, coding.mechanism.name
        terms = found.setdefault("治理机制" if scheme.is_of_mechanisms else scheme.name, [])
        if name not in terms:
            terms.append(name)
    return found
