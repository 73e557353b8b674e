"""Heading lines of ranked lists: a number, a title, and in the last bracket of the line the applicant."""

import re
from dataclasses import dataclass

from cases.language.numerals import ONE_TO_TEN, is_circled, number_at, printed_number
from cases.readers.passages import PrintedLine, line_around, stretch
from cases.readers.printed_vocabulary import PrintedNames
from cases.readers.records import Printed

_NUMBER = re.compile(
    rf"(?:(?P<plain>\d{{1,3}}|[{ONE_TO_TEN}]{{1,3}})\s*[、.．:：)）]|(?P<circled>[①-⑳])"
    rf"|[（(]\s*(?P<bracketed>\d{{1,3}}|[{ONE_TO_TEN}]{{1,3}})\s*[)）]\s*[、.．]?)\s*"
)
_COUNTING = re.compile(r"(?<![\d.])[（(]?(?P<number>\d{1,3})\s*[.、．)）]\s*(?!\d)")
_OPENS = {"", "(", "（"}
_BEHIND_RANK = re.compile(r"\s*(?:[、:：)）]|[.．](?!\d)|$)|\s")
# 第三名, 第三; not 第三方, 第三届.
_BEHIND_ORDINAL = re.compile(r"[名位项号]?(?:[\s、，,。；;:：.．)）”\"]|$)")
_UNIT = "省市区县旗州盟乡镇道"
_BODY = (
    r"(?:党委|党工委|工委|委|人民政府|政府|行政公署|办事处|管委会|管理委员会|"
    r"民政[厅局]|社会工作部|城市管理|社工委|组织部|政法委|居民委员会|居委会|村民委员会|村委会)"
)
_PLACES = (
    # The unit may be doubled (太仓市市委), and only doubled: 沙市区委 is 沙市区.
    re.compile(rf"^(?P<place>.*?(?P<unit>街道|[{_UNIT}]))(?P=unit)?{_BODY}.*$"),
    re.compile(rf"^(?P<place>.*?[{_UNIT}])[^{_UNIT}]*(?:[厅局部办会]|委员会|中心|办公室|研究院|大学|学院)$"),
)
_PLACE_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,}(?:省|自治区|市|区|县|旗|州|盟|乡|镇|街道)$")
_SENTENCE = re.compile(r"[。！？；;]")
_STOPS = "。；;，,"
_COUNTED = re.compile(r"[（(]\s*(?:共|计|共计)?\s*\d{1,3}\s*[项个]\s*[）)]$")
LONGEST_SECTION = 60
LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class NumberedHeading:
    """The printed parts of a heading line; `applicant` is None where no bracket closes the line."""

    rank: Printed[int]
    title: Printed[str]
    applicant: Printed[str] | None
    start: int
    end: int


def place_words(applicant: str) -> str:
    """The words of an applicant that name its place, without those that name the body; maybe none."""
    for form in _PLACES:
        if match := form.match(applicant):
            return match["place"].removeprefix("中共")
    return applicant if _PLACE_ONLY.match(applicant) else ""


def leading_number(line: PrintedLine) -> tuple[Printed[int], int] | None:
    """The number that opens a line, and where the words behind it begin."""
    match = _NUMBER.match(line.text)
    if match is None:
        return None
    group = match.lastgroup or "plain"
    value = printed_number(match[group])
    if not value:
        return None
    start, end = match.span(group)
    return Printed(value, line.start + start, line.start + end), line.start + match.end()


def rank_at(text: str, start: int, end: int) -> int | None:
    """The number of exactly these words where it counts awards: it opens a line, counts on from that which
    does (3.甲区 4.乙区), or says which (第三名)."""
    line = line_around(text, start, end)
    if line is None:
        return None
    before, behind = text[line.start : start].rstrip(), text[end : line.end]
    if before.endswith("第"):
        counts = _BEHIND_ORDINAL.match(behind) is not None
    else:
        counts = before in _OPENS and _BEHIND_RANK.match(behind) is not None
        counts = counts or any(at == (start, end) for at in counted(text, line.start, line.end))
    return number_at(text, start, end) if counts or (not before and is_circled(text[start:end])) else None


def counted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the numbers of a stretch stand, the first of which opens it, as far as they count on by one."""
    found: list[tuple[int, int]] = []
    last = 0
    for match in _COUNTING.finditer(text, start, end):
        if not found and match.start() != start:
            break
        if not found or int(match["number"]) == last + 1:
            found.append(match.span("number"))
            last = int(match["number"])
    return found


def last_bracket(words: str) -> tuple[int, int] | None:
    """The bracket that closes the words, as the offsets of its two signs, brackets inside it included."""
    if not words or words[-1] not in ")）":
        return None
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] in ")）") - (words[at] in "(（")
        if depth == 0:
            return at, len(words) - 1
    return None


def numbered_heading(text: str, line: PrintedLine) -> NumberedHeading | None:
    """The heading of an award on this line, if a number opens it; the applicant may be missing."""
    opened = leading_number(line)
    if opened is None or len(line.text) > LONGEST_HEADING:
        return None
    rank, rest = opened
    bracket = last_bracket(text[rest : line.end].rstrip(_STOPS))
    applicant = stretch(text, rest + bracket[0] + 1, rest + bracket[1]) if bracket else None
    if applicant is not None and not place_words(applicant.text):
        applicant = None
    title = stretch(text, rest, rest + bracket[0] if bracket and applicant else line.end)
    if title is None:
        return None
    named = Printed(applicant.text, applicant.start, applicant.end) if applicant else None
    return NumberedHeading(rank, Printed(title.text, title.start, title.end), named, line.start, line.end)


def is_award_heading(text: str, line: PrintedLine) -> bool:
    """Whether the line opens with a number and closes with an applicant in brackets."""
    heading = numbered_heading(text, line)
    return heading is not None and heading.applicant is not None


def is_brief(line: PrintedLine) -> bool:
    """Whether the line is as short as a heading over a section, and no sentence."""
    return len(line.text) <= LONGEST_SECTION and _SENTENCE.search(line.text) is None


def is_section(text: str, line: PrintedLine, tiers: PrintedNames) -> bool:
    """Whether the line is a heading over a tier: short, no sentence, naming a tier, no applicant."""
    if not is_brief(line) or is_award_heading(text, line):
        return False
    words = _COUNTED.sub("", line.text.rstrip("：:"))
    return words.rstrip('”"').endswith(tuple(tiers))
