"""Whether an award that was read is held already: the same one, attested by another document, maybe, or new.

Awards are compared by what they print, evened out: width, script, signs and blanks do not count. Nothing is
decided here that a person should decide: whatever is only near is doubtful, with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from cases.imports.compared_award import ComparedAward

SIMILAR = 0.75  # of difflib's ratio: 标题 of one award, said with other words
_MAY_BE_SIMILAR = 0.45  # of shared pairs of characters, below which difflib is not asked
MOST_TWINS = 20  # entries of one document with the same honour that one more is compared with
_LEAST_PART = 6  # characters of a title that are enough to be the beginning or end of a longer one


class Likeness(StrEnum):
    """What a read award is to those that are held."""

    ATTESTATION = "attestation"
    DOUBTFUL = "doubtful"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Match:
    """What a read award is, those that it is like, the nearest first, and why, in Chinese."""

    likeness: Likeness
    held: tuple[ComparedAward, ...] = ()
    reason: str = ""


def similarity(one: str, other: str) -> float:
    """How like two plain titles are, from 0 to 1, by difflib."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


class AwardMatcher:
    """The held awards, found by document, title, place and who was honoured."""

    def __init__(self, held: Iterable[ComparedAward] = ()) -> None:
        self._by_title: dict[tuple[str, str], list[ComparedAward]] = defaultdict(list)
        self._by_honoured: dict[tuple[str, str], list[ComparedAward]] = defaultdict(list)
        self._by_county: dict[tuple[str, str], list[ComparedAward]] = defaultdict(list)
        for award in held:
            self.add(award)

    def add(self, award: ComparedAward) -> None:
        """One more to match with."""
        if award.plain_title:
            self._by_title[award.programme, award.plain_title].append(award)
        if award.honoured:
            self._by_honoured[award.programme, award.honoured].append(award)
        if award.county and award.plain_title:
            self._by_county[award.programme, award.county].append(award)

    def match(self, read: ComparedAward) -> Match:
        """What a read award is to those that are held."""
        return self.of_honour(read) or self._near(read) or Match(Likeness.NEW)

    def of_earlier(self, read: ComparedAward, until: int | None) -> Match:
        """The held awards of up to that year that the same place, body or title was honoured by.

        ATTESTATION where it is one alone; of several, or of those that are only near, a person chooses.
        """
        titled, named = self._fellows(read)
        alike = [award for award in titled if not _is_apart(read, award)]
        alike += [award for award in named if award not in alike and not (read.title and award.title)]
        near = self._near(read)
        known = alike or [*titled, *named, *(near.held if near is not None else ())]
        held = tuple(
            award
            for award in dict.fromkeys(known)
            if until is None or award.year is None or award.year <= until
        )
        if not held:
            return Match(Likeness.NEW)
        return Match(Likeness.ATTESTATION if alike and len(held) == 1 else Likeness.DOUBTFUL, held)

    def _fellows(self, read: ComparedAward) -> tuple[list[ComparedAward], list[ComparedAward]]:
        """The held awards of the programme with the same title, and those of the same place or body."""
        titled = self._by_title.get((read.programme, read.plain_title), []) if read.plain_title else []
        named = self._by_honoured.get((read.programme, read.honoured), []) if read.honoured else []
        return titled, named

    def of_honour(self, read: ComparedAward) -> Match | None:
        """The award that has the same honour by another document, or seems to."""
        titled, named = self._fellows(read)
        said = [(award, _doubt_of_title(read, award)) for award in titled]
        said += [(award, _doubt_of_name(read, award)) for award in named if award not in titled]
        known = [(award, doubt) for award, doubt in said if doubt is not None]
        sure = tuple(award for award, doubt in known if not doubt)
        if len(sure) == 1:
            return Match(
                Likeness.ATTESTATION,
                sure,
                f"同一项目、年度和{_common(read, sure[0])}的案例已收录：{sure[0].number}。",
            )
        if sure:
            numbers = "、".join(award.number for award in sure)
            return Match(Likeness.DOUBTFUL, sure, f"这一荣誉在库中像是有几个案例：{numbers}。")
        if not known:
            return None
        award, doubt = known[0]
        return Match(
            Likeness.DOUBTFUL, tuple(each for each, _ in known), f"可能与 {award.number} 重复：{doubt}。"
        )

    def _near(self, read: ComparedAward) -> Match | None:
        """An award of the same county and edition with a title that is nearly the same."""
        if not read.county or not read.plain_title:
            return None
        fellows = self._by_county.get((read.programme, read.county), ())
        scored = [
            (_title_likeness(read, award), award)
            for award in fellows
            if _doubt_of_edition(read, award) is not None
        ]
        near = sorted(
            (pair for pair in scored if pair[0] >= SIMILAR), key=lambda pair: (-pair[0], pair[1].number)
        )
        if not near:
            return None
        held = tuple(award for _, award in near)
        return Match(
            Likeness.DOUBTFUL,
            held,
            f"可能与 {held[0].number} 重复：同一地方，标题相近：{held[0].title}。",
        )


def match_all(read: Sequence[ComparedAward], held: Iterable[ComparedAward]) -> list[Match]:
    """The match of each read award, with those held and with those read before it."""
    matcher, before = AwardMatcher(held), AwardMatcher()
    return [_beside(matcher.match(award), award, before) for award in read]


def _beside(match: Match, award: ComparedAward, before: AwardMatcher) -> Match:
    """The match, or what the award has in common with one that was read before it."""
    twin = before.of_honour(award) if match.likeness is Likeness.NEW else None
    if twin is None or len(twin.held) < MOST_TWINS:  # one more would tell nothing new
        before.add(award)
    if twin is None:
        return match
    other = twin.held[0].title or twin.held[0].applicant
    return Match(Likeness.DOUBTFUL, (), f"与这份文献前面的“{other}”像是同一荣誉。")


def _doubt_of_edition(read: ComparedAward, held: ComparedAward) -> str | None:
    """Empty for the same edition, words where it is not known whether it is, None for another."""
    if read.batch and held.batch and read.batch != held.batch:
        return None
    if read.year is None or held.year is None:
        return "年度不详"
    return "" if read.year == held.year else None


def _is_apart(read: ComparedAward, held: ComparedAward) -> bool:
    """Whether both are known to be of different counties."""
    return bool(read.county and held.county and read.county != held.county)


def _doubt_of_title(read: ComparedAward, held: ComparedAward) -> str | None:
    """The same of an award of the programme that has the same title."""
    apart = _is_apart(read, held)
    edition = _doubt_of_edition(read, held)
    if edition is None:
        return None if apart else f"标题相同，年度或批次不同（{held.year or '不详'}{held.batch}）"
    if apart:
        return "标题相同，地方不同"
    return _doubt_of_rest(read, held, edition)


def _doubt_of_name(read: ComparedAward, held: ComparedAward) -> str | None:
    """The same of an award of the programme by which the same place or body was honoured."""
    edition = _doubt_of_edition(read, held)
    if edition is None:
        return None
    if read.plain_title and held.plain_title:
        likeness = _title_likeness(read, held)
        return f"同一单位，标题相近：{held.title}" if likeness >= SIMILAR else None
    return _doubt_of_rest(read, held, edition)


def _doubt_of_rest(read: ComparedAward, held: ComparedAward, edition: str) -> str:
    if edition:
        return edition
    return "等次不同" if read.tier and held.tier and read.tier != held.tier else ""


def _common(read: ComparedAward, held: ComparedAward) -> str:
    return "标题" if read.plain_title and read.plain_title == held.plain_title else "地方"


def _title_likeness(read: ComparedAward, held: ComparedAward) -> float:
    """1.0 where one title is the beginning or end of the other."""
    one, other = sorted((read.plain_title, held.plain_title), key=len)
    if len(one) >= _LEAST_PART and (other.startswith(one) or other.endswith(one)):
        return 1.0
    shared = 2 * len(read.pairs & held.pairs) / max(len(read.pairs) + len(held.pairs), 1)
    return similarity(one, other) if shared >= _MAY_BE_SIMILAR else 0.0
