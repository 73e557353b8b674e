"""Names in sentences that no list was made of: named to whoever looks, so that none is lost in silence."""

import re
from collections.abc import Iterator, Sequence

from cases.language.numerals import printed_number
from cases.readers.lists.entries import ListEntry, UnreadPassage
from cases.readers.lists.items import VERB, Item
from cases.readers.lists.names import COUNT, NamedPlaces
from cases.readers.lists.names_before import NamesBefore, called, unit_of
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.sentences import Enumeration
from cases.readers.passages import PrintedLine

_HOSTS = re.compile(
    r"\s*(?:等)?(?:联合|共同|首届|第)?(?:主办|承办|协办|印发|开展|组织|发布|公布|举办|下发|评选|首届|第)"
)
# 同意甲区、乙市开展实验。上述2个单位确认为…: units that are agreed to, and how many, below no list
_AGREED = re.compile(r"同意[^。\n]{2,600}?(?:开展|进行)[^。,;\n]{0,8}(?:实验|试验|试点)")
_ALL_OF_THEM = re.compile(
    rf"(?:上述|以上){COUNT}[个家名项][^。,;\n]{{0,12}}?(?:确认|命名|认定|确定|授予|评)[^。,;\n]{{0,4}}为"
)
_NONE_READ = "文中说有 {} 个，读到 0 个。"
_NOT_TAKEN = "这里写到获得荣誉的单位，没有收录，请核对。"
_OTHERS = "这里写“等”，可能没有列全：没有列出的没有收录，请核对。"
_COUNTED_ALONE = "这里列了几个名称，没有写明获得荣誉，没有收录，请核对。"


def beside_lists(
    places: NamedPlaces, said: Sequence[Enumeration], kept: Sequence[Enumeration]
) -> list[UnreadPassage]:
    """Names in the paragraph of a list of which nothing says that they are honoured."""
    return [
        UnreadPassage(
            "这里也列了几个名称，没有写明是否入选，没有收录。", TextSpan(enumeration.start, enumeration.end)
        )
        for enumeration in said
        if not enumeration.is_honoured
        and any("\n" not in between(places, enumeration, other) for other in kept)
    ]


def not_taken(
    places: NamedPlaces,
    said: Sequence[Enumeration],
    kept: Sequence[Enumeration],
    entries: Sequence[ListEntry],
    unread: Sequence[UnreadPassage],
) -> Iterator[UnreadPassage]:
    """What a sentence says to be honoured, or counts, and is in no list that was read."""
    items = [*(entry.item for entry in entries), *(item for each in kept for item in each.items)]
    known = NamesBefore([called(places, each) for each in items] + [unit_of(places, each) for each in items])
    spans = [each.where for each in unread]
    for each in said:
        names = [called(places, item) for item in each.items]
        has_place = (
            places.at((each.items[0].applicant or each.items[0].title or TextSpan(0, 0)).start) is not None
        )
        is_about = each.is_honoured or (len(each.items) > 2 and _honours_somebody(places, each))
        if (
            _is_host(places, each.items[-1])
            or not (has_place and is_about)
            or all(name in known for name in names)
        ):
            continue
        if not any(span.start < each.end and each.start < span.end for span in spans):
            yield UnreadPassage(_NOT_TAKEN, TextSpan(each.start, each.end))


def counted_alone(said: Sequence[Enumeration], known: Sequence[TextSpan]) -> Iterator[UnreadPassage]:
    """The names that a sentence counts and says nothing of that is an honour: …等3个地区作了交流发言."""
    for each in said:
        is_free = not any(span.start < each.end and each.start < span.end for span in known)
        if not each.is_honoured and each.declared and is_free:
            yield UnreadPassage(_COUNTED_ALONE, TextSpan(each.start, each.end))


def agreed_to(
    places: NamedPlaces, rows: Sequence[PrintedLine], known: Sequence[TextSpan], *, has_entries: bool
) -> Iterator[UnreadPassage]:
    """The units that a document agrees to and that were not read, and their number if none was."""
    for row in rows:
        agreed = [
            TextSpan(*each.span())
            for each in _AGREED.finditer(places.text, row.start, row.end)
            if places.within(*each.span())
        ]
        for each in agreed:
            if not any(span.start < each.end and each.start < span.end for span in known):
                yield UnreadPassage(_NOT_TAKEN, each)
        counted = _ALL_OF_THEM.search(places.text, agreed[-1].end, row.end) if agreed else None
        if counted is not None and not has_entries:
            number = printed_number(counted["count"])
            yield UnreadPassage(_NONE_READ.format(number), TextSpan(*counted.span("count")))


def others_not_named(places: NamedPlaces, kept: Sequence[Enumeration]) -> Iterator[UnreadPassage]:
    """The 等 behind the last of names that are not counted: 甲区“题名”等入选 may leave out others."""
    for each in kept:
        at = each.items[-1].end
        if each.declared is None and places.text.startswith("等", at):
            yield UnreadPassage(_OTHERS, TextSpan(at, at + 1))


def between(places: NamedPlaces, one: Enumeration, other: Enumeration) -> str:
    """What stands between two enumerations."""
    before, behind = sorted(((one.start, one.end), (other.start, other.end)))
    return places.text[before[1] : behind[0]]


def _is_host(places: NamedPlaces, item: Item) -> bool:
    """Whether the unit holds the event or gives the honour: 合肥市文明办主办, 滨湖区首届评选活动."""
    unit = item.applicant or item.title or TextSpan(item.start, item.end)
    return _HOSTS.match(places.text, unit.end) is not None or places.words(unit).endswith(
        ("主办", "承办", "协办")
    )


def _honours_somebody(places: NamedPlaces, enumeration: Enumeration) -> bool:
    """Whether words of honouring stand in its sentence."""
    start = max(places.text.rfind(sign, 0, enumeration.start) for sign in "。\n") + 1
    ends = [end for sign in "。\n" if (end := places.text.find(sign, enumeration.end)) >= 0]
    end = min(ends, default=len(places.text))
    return VERB.search(places.text, start, enumeration.start) is not None or (
        VERB.search(places.text, enumeration.end, end) is not None
    )
