"""Cases headed `地名:题名`, each with several paragraphs and without a rank."""

import re
from collections.abc import Sequence

from cases.readers.awards import Context, award
from cases.readers.numerals import number
from cases.readers.passages import Line
from cases.readers.records import AwardRecord, Printed

LONGEST_HEADING = 100
_HEADING = re.compile(
    r"(?:(?:案例)?(?P<rank>\d{1,3}|[一二三四五六七八九十]{1,3})\s*[、.．:：]?\s*)?"
    r"(?P<place>[\u4e00-\u9fff]{1,28}?(?:省|自治区|市|区|县|旗|州|盟|乡|镇|街道))\s*[:：]\s*(?P<title>\S.*)"
)


def colon_heading(line: Line) -> re.Match[str] | None:
    """The parts of a heading `地名:题名`; None for a sentence."""
    if len(line.text) > LONGEST_HEADING or line.text[-1] in "。！？；;：:，,":
        return None
    match = _HEADING.fullmatch(line.text)
    return match if match and "。" not in match["title"] else None


def is_colon_heading(line: Line) -> bool:
    """Whether the line is a heading `地名:题名`."""
    return colon_heading(line) is not None


def _part(line: Line, match: re.Match[str], group: str) -> Printed[str]:
    """A named part of a heading; the form leaves no blanks around it."""
    return Printed(match[group], line.start + match.start(group), line.start + match.end(group))


def colon_awards(rows: Sequence[Line], context: Context) -> list[AwardRecord]:
    """The cases, in order. The place stands for the applicant: no body is printed."""
    opened = [(at, match) for at, row in enumerate(rows) if (match := colon_heading(row)) is not None]
    ends = [at for at, _ in opened[1:]] + [len(rows)]
    records = []
    for order, ((at, match), end) in enumerate(zip(opened, ends, strict=True), 1):
        line = rows[at]
        place = _part(line, match, "place")
        value = number(match["rank"]) if match["rank"] else None
        printed = _part(line, match, "rank") if value else None
        records.append(
            award(
                context,
                _part(line, match, "title"),
                rows[at + 1 : end],
                start=line.start,
                end=line.end,
                order=order,
                rank=Printed(value, printed.start, printed.end) if value and printed else None,
                applicant=place,
                place=place,
                has_body=False,
            )
        )
    return records
