"""Cases headed `地名:题名`, each with several paragraphs and without a rank."""

import re
from collections.abc import Sequence

from cases.language.numerals import ONE_TO_TEN, printed_number
from cases.readers.award_record import Context, award, place_of
from cases.readers.lists.list_headings import is_region
from cases.readers.numbered import place_words
from cases.readers.passages import PrintedLine
from cases.readers.records import AwardRecord, Printed

LONGEST_HEADING = 100
_CJK = f"[{ONE_TO_TEN}]{{1,3}}"
_PLACE = "[\u4e00-\u9fff]{1,28}?(?:省|自治区|市|区|县|旗|州|盟|乡|镇|街道)"
_BODY = "[\u4e00-\u9fff、]{0,12}(?:委|政府|局|厅|办事处|管委会|管理委员会)"
# A Chinese number needs a sign behind it: 三亚市 is a place, not a third case.
_HEADING = re.compile(
    rf"(?:(?:案例\s*)?(?:(?P<digits>\d{{1,3}})\s*[、.．:：)）]?|(?P<signs>{_CJK})\s*[、.．:：\s])\s*)?"
    rf"(?P<applicant>{_PLACE}(?:{_BODY})?)\s*[:：]\s*(?P<title>\S.*)"
)
_CONTENTS = re.compile(r"(?:[.…·⋯•]{2,}|[-_—―]{4,})\s*\d{1,4}\s*$")  # the line of a table of contents
_LABEL = re.compile(rf"案例\s*(?:\d{{1,3}}|{_CJK})\s*[:：]?")


def colon_heading(line: PrintedLine) -> re.Match[str] | None:
    """The parts of a heading `地名:题名`; None for a sentence."""
    if _CONTENTS.search(line.text) or len(line.text) > LONGEST_HEADING or line.text[-1] in "。！？；;：:，,":
        return None
    match = _HEADING.fullmatch(line.text)
    if match is None or "。" in match["title"] or not place_words(match["applicant"]):
        return None
    if is_region(match["applicant"]):
        return None
    return match


def is_colon_heading(line: PrintedLine) -> bool:
    """Whether the line is a heading `地名:题名`."""
    return colon_heading(line) is not None


def _part(line: PrintedLine, match: re.Match[str], group: str) -> Printed[str]:
    """A named part of a heading; the form leaves no blanks around it."""
    return Printed(match[group], line.start + match.start(group), line.start + match.end(group))


def _rank(line: PrintedLine, match: re.Match[str]) -> Printed[int] | None:
    group = "digits" if match["digits"] else "signs"
    value = printed_number(match[group] or "")
    return Printed(value, line.start + match.start(group), line.start + match.end(group)) if value else None


def colon_awards(rows: Sequence[PrintedLine], context: Context) -> list[AwardRecord]:
    """The cases, in order. Where no body is printed the place alone stands for the applicant."""
    rows = [row for row in rows if not _LABEL.fullmatch(row.text)]
    opened = [(at, match) for at, row in enumerate(rows) if (match := colon_heading(row)) is not None]
    ends = [at for at, _ in opened[1:]] + [len(rows)]
    records = []
    for order, ((at, match), end) in enumerate(zip(opened, ends, strict=True), 1):
        applicant = _part(rows[at], match, "applicant")
        records.append(
            award(
                context,
                _part(rows[at], match, "title"),
                rows[at + 1 : end],
                start=rows[at].start,
                end=rows[at].end,
                order=order,
                rank=_rank(rows[at], match),
                applicant=applicant,
                place=place_of(applicant),
            )
        )
    return records
