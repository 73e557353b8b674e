"""Honours that an entry names itself: 单位——2013年度某奖、某省某奖. What they say is of that entry alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cases.readers.lists.entries import ListEntry, ListOfEntries
from cases.readers.lists.items import VERB, Item
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import NormalisedText, TextSpan
from cases.readers.lists.review_words import says_plainly
from cases.readers.printed_vocabulary import NEVER, PrintedNames
from cases.readers.records import Inferred, Printed, T

_NOTHING = re.compile(NEVER)
_NAMED = re.compile(r"“?(?:全[国省市区县]|国家|[\u3400-\u9fff]{2,8}[省市区县州盟旗])")
# An honour of another name, quoted or with its year, that is no mere tier: “2021年度优秀案例”, not 一等奖.
_OTHER_NAME = re.compile(
    r"(?:\d{4}年度?)?(?P<quoted>“)?(?:\d{4}年度?)?(?!(?:[一二三特]等|[金银铜]|优[秀胜]|提名|入围)奖?[”,。]|[一二三特]等)"
    r"[^“”,。;]{2,30}(?(quoted)”|(?<=案例|单位|社区|成果|项目|称号)$)"
)
_ENDS = re.compile(
    r"(?:奖|称号|标兵|品牌|实验区|示范区|(?:示范|先进|优秀|十佳|文明|和谐|最美)[^、,;:。]{0,10}"
    r"|(?:十大|首届|年度|第.{1,3}届)[^、,;:。]{0,20}成果)[”》]?$"
)
_WON = re.compile(
    rf"[“《](?P<title>[^“”《》]{{2,40}})[”》]{VERB.pattern}(?P<honour>[^“”《》]{{2,40}})"
)  # “题名”入选典型案例
SEVERAL_HONOURS = "这一条写了几项荣誉（{honours}），只收录了一项，请核对收录的是哪一项，其余的另行补录。"
EACH = "这一单位写了几项荣誉，各作一条收录，请核对。"
OF_UNIT_BEFORE = "“{honour}”与前一条同是{unit}的荣誉，申报单位印在前一条里，请核对。"
_JOINED = re.compile(r"[、,;]|(?<=[”》])(?=[“《])|(?<=[奖号果例])(?:以及|和|与|及|并获|兼)")
_LIKE = re.compile(rf"{_ENDS.pattern}|(?:奖|称号|成果|案例|单位|典型|提名)[”》]?$")
_QUOTED = re.compile(r"[“”《》]")
_PARTS = re.compile(r"[^、,;]+")


def with_named_honours(
    places: NamedPlaces, found: ListOfEntries, honours: re.Pattern[str], tiers: PrintedNames
) -> ListOfEntries:
    """The entries with what is a run of honours as such, where a title would stand, and without what only
    says what became of the unit: 某街道：通过验收.

    `honours` are the names that are known; one of them has to end a part of it. Of honours that are each of
    another of the `tiers` every one is an entry: 单位——十大创新成果、提名成果.
    """
    named = [_with_honour(places, each, honours) for each in found.entries]
    return replace(
        found, entries=tuple(entry for each in named for entry in _each_honour(places, each, tiers))
    )


def _each_honour(places: NamedPlaces, entry: ListEntry, tiers: PrintedNames) -> list[ListEntry]:
    """The entry for each honour of its unit, if all of these are known tiers and no two the same."""
    honour, unit = entry.item.honour, entry.item.applicant
    if honour is None or unit is None or entry.item.title is not None or unit.end > honour.start:
        return [entry]
    parts = [match.span() for match in _PARTS.finditer(places.text, honour.start, honour.end)]
    spans = [span for part in parts if (span := places.stripped(*part)) is not None]
    known = [tiers.last_in(places.text, span.start, span.end) for span in spans]
    slugs = {name.value for name, span in zip(known, spans, strict=True) if name and name.end == span.end}
    mention = places.at(unit.start)
    if len(spans) < 2 or len(slugs) < len(spans) or mention is None or mention.division is None:
        return [entry]
    first = replace(
        entry, item=replace(entry.item, end=spans[0].end, honour=spans[0], doubt=entry.item.doubt or EACH)
    )
    return [
        first,
        *(
            replace(entry, item=Item(span.start, span.end, None, honour=span), group=unit)
            for span in spans[1:]
        ),
    ]


def _with_honour(places: NamedPlaces, entry: ListEntry, honours: re.Pattern[str]) -> ListEntry:
    title, unit = entry.item.title, entry.item.applicant
    if title is None or unit is None or entry.item.honour is not None:
        return entry
    if (won := _WON.fullmatch(places.words(title))) is not None:
        named, honour = (
            TextSpan(title.start + won.start(name), title.start + won.end(name)) for name in won.groupdict()
        )
        return replace(entry, item=replace(entry.item, title=named, honour=honour))
    if (
        unit.end <= title.start
        and _QUOTED.search(places.words(title)) is None
        and says_plainly(places.words(title))
    ):
        return replace(entry, item=replace(entry.item, title=None, end=unit.end))
    parts = [match[0].strip(" “”《》。") for match in _PARTS.finditer(places.words(title))]
    known = [any(match.end() == len(part) for match in honours.finditer(part)) for part in parts]
    like = [has_name or _ENDS.search(part) is not None for has_name, part in zip(known, parts, strict=True)]
    if not any(known) or not all(like):
        return entry
    return replace(entry, item=replace(entry.item, title=None, honour=title))


def several(honour: str) -> bool:
    """Whether the words of an entry for its honour name more than one."""
    return sum(_LIKE.search(part.strip()) is not None for part in _JOINED.split(honour)) > 1


class OfOthers:
    """Which values a document prints within single entries: they are of these alone."""

    def __init__(
        self, normalised: NormalisedText, found: ListOfEntries, honours: re.Pattern[str] = _NOTHING
    ) -> None:
        self._honours = honours  # the names that are known: of these an entry may share what others print
        lines = [entry.item for entry in found.entries if not entry.enumeration]
        self._of_lines = [normalised.span(item.start, item.end) for item in lines]
        self._of_sentences = [normalised.span(each.start, each.end) for each in found.enumerations]

    def shared(
        self, value: Printed[T] | Inferred[T] | None, own: str | None
    ) -> Printed[T] | Inferred[T] | None:
        """The value, if the entry may have it too; `own` is the honour that the entry names itself.

        Of what sentences print those have it too that name no honour of their own, or only its tier.
        """
        if not isinstance(value, Printed):
            return value
        has_own = own is not None and (_NAMED.match(own) is not None or self._is_of_another_name(own))
        spans: Sequence[tuple[int, int]] = [*self._of_lines, *(self._of_sentences if has_own else ())]
        return None if any(start <= value.start and value.end <= end for start, end in spans) else value

    def _is_of_another_name(self, own: str) -> bool:
        return _OTHER_NAME.match(own) is not None and self._honours.search(own) is None


def words_of(normalised: NormalisedText, span: TextSpan | None) -> str | None:
    """What stands there, as the text was normalised."""
    return normalised.text[span.start : span.end].strip() if span is not None else None
