"""Who issues a document: the offices above its date, before the 关于 of its title, and above that title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cases.readers.formalities import is_addressed
from cases.readers.letterheads import names_offices
from cases.readers.passages import PrintedLine, lines
from cases.readers.printed_vocabulary import PrintedNames, PrintedVocabulary
from cases.readers.records import SEVERAL, AwardRecord, EditionFacts, Inferred, Printed, Problem, T

_OPENS = re.compile(r"关于|關於")
_FORWARDS = re.compile(r"[转轉][发發]\s*[《〈](?P<issuers>[^《》〈〉]{2,60}?)(?:关于|關於)")
_PART = re.compile(r"[^\s、，,·]+")
_AND = r"[和与與及]"
_MOST = 8  # so many lines may sign
_ACTS = re.compile(
    r"(?:^|[，,。；;：:\s]|近日|日前|经|經|由)(?!近日|日前|经|經|由)(?P<issuer>[\u3400-\u9fff]{2,24}?[部委厅廳局会會府室])"
    r"(?:联合|聯合|研究)?(?:公布|[发發][布文]|[确確]定|命名|授予|[决決]定|[认認]定|[评評][选選])"
)
_USUAL = "issuer-of-programme"
NOT_KNOWN = "没有读出发布机关："
UNKNOWN = NOT_KNOWN + "这份文献由“{}”发布，请写明发布机关；发布机关表里没有的，先在编目后台添上。"
BESIDE = "“{}”也印作发布者，没有读作发布机关：请核对，需要的请写明（发布机关表里没有的先在编目后台添上）。"


@dataclass(frozen=True, slots=True)
class Issuers:
    """Who issues a document: bodies that the curators' tables have, and the further offices that it names."""

    known: Printed[str] | None = None
    others: tuple[Printed[str], ...] = ()


def signing(rows: Sequence[PrintedLine], last: int, vocabulary: PrintedVocabulary) -> tuple[int, int]:
    """The passage of the lines that sign together, of which `rows[last]` is the last."""
    above = takewhile(lambda row: _are_offices(row.text, vocabulary.issuers), reversed(rows[:last]))
    first = min([rows[last], *list(above)[: _MOST - 1]], key=lambda row: row.start)
    return first.start, rows[last].end


def issuers_of(
    text: str, title: Printed[str] | None, signed: tuple[int, int] | None, vocabulary: PrintedVocabulary
) -> Issuers:
    """The first passage with bodies of the tables says who they are; `signed` is the passage of who signs."""
    passages = [*([signed] if signed is not None else []), *_above(text, title, vocabulary.issuers)]
    known, named = None, list[Printed[str]]()
    for passage in passages:
        parts = list(_parts(text, *passage, vocabulary.issuers))
        if not all(_is_office(part.value, vocabulary.issuers) for part in parts):
            parts = []  # a line that is no name: only the names in it are known
            found = vocabulary.issuers.run_in(text, *passage)
        else:
            found = _run(text, parts, vocabulary.issuers)
        known, named = known or found, [*named, *parts]
    slugs = set() if known is None else {*known.value.split(SEVERAL)}
    others = {part.value: part for part in reversed(named) if not _slugs(part, vocabulary.issuers) <= slugs}
    return Issuers(known, tuple(sorted(others.values(), key=lambda part: part.start)))


def _slugs(part: Printed[str], names: PrintedNames) -> set[str]:
    """The bodies that a name stands for; of one that no table has the name itself."""
    return {*(names.meaning_of(part.value, 0, len(part.value)) or part.value).split(SEVERAL)}


def who_acts(text: str, rows: Sequence[PrintedLine]) -> tuple[Printed[str], ...]:
    """The office of whom the text says that it publishes or selects, which no table has."""
    found = (_ACTS.search(text, row.start, row.end) for row in rows)
    acting = (match for match in found if match is not None and _acts(match["issuer"]))
    return tuple(Printed(match["issuer"], *match.span("issuer")) for match in acting)[:1]


def _acts(words: str) -> bool:
    """Whether an office is one that publishes, and none to which a document goes: 各市民政局."""
    return names_offices(words) and not is_addressed(words)


def _above(text: str, title: Printed[str] | None, names: PrintedNames) -> Iterator[tuple[int, int]]:
    """Before the 关于 of a title, or of that which it forwards; above a title that opens with it."""
    if title is None:
        return
    if (forwarded := _FORWARDS.search(text, title.start, title.end)) is not None:
        yield forwarded.span("issuers")
        return
    about = _OPENS.search(text, title.start, title.end)
    if about is not None and about.start() > title.start:
        if _are_offices(text[title.start : about.start()], names):
            yield title.start, about.start()
    elif about is not None:
        above = list(lines(text[: title.start]))
        heads = list(takewhile(lambda row: _are_offices(row.text, names), reversed(above)))
        if heads:
            yield heads[-1].start, heads[0].end


def _parts(text: str, start: int, end: int, names: PrintedNames) -> Iterator[Printed[str]]:
    """The names that stand there one behind the other; 和 parts them only beside one of the tables."""
    name = rf"(?:{names.pattern})"
    joint = re.compile(rf"(?P<first>{name}){_AND}(?P<rest>.+)|(?P<before>.+){_AND}(?P<last>{name})")
    for match in _PART.finditer(text, start, end):
        two = joint.fullmatch(text, *match.span())
        if two is None or names.meaning_of(text, *match.span()) is not None:
            yield Printed(match[0], *match.span())
            continue
        for group in ("first", "rest") if two["first"] else ("before", "last"):
            yield Printed(two[group], *two.span(group))


def _is_office(words: str, names: PrintedNames) -> bool:
    return names.meaning_of(words, 0, len(words)) is not None or names_offices(words)


def _are_offices(words: str, names: PrintedNames) -> bool:
    return (
        bool(words.strip())
        and not is_addressed(words)
        and all(_is_office(part[0], names) for part in _PART.finditer(words))
    )


def _run(text: str, parts: Sequence[Printed[str]], names: PrintedNames) -> Printed[str] | None:
    """The first of the parts that the tables have, with those right behind it."""
    known = [names.meaning_of(text, part.start, part.end) is not None for part in parts]
    if not any(known):
        return None
    first = known.index(True)
    last = next((at for at in range(first, len(parts)) if not known[at]), len(parts)) - 1
    return names.run_in(text, parts[first].start, parts[last].end)


def others_named(edition: EditionFacts, records: Sequence[AwardRecord]) -> Iterator[Problem]:
    """Which offices issue the document besides, or instead of, those that were read; no entry is one."""
    message = BESIDE if isinstance(edition.issuing_body, Printed) else UNKNOWN
    for each in edition.other_issuers if records else ():
        if not any(record.start <= each.start < record.end for record in records):
            yield Problem(message.format(each.value), each.start, each.end)


def unless_usual(issuing_body: Printed[T] | Inferred[T] | None) -> Printed[T] | Inferred[T] | None:
    """The issuer, if it is not that which the programme usually has."""
    is_usual = isinstance(issuing_body, Inferred) and issuing_body.rule == _USUAL
    return None if is_usual else issuing_body
