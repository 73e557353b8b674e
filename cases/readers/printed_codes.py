"""The words by which documents print the values of the controlled vocabularies.

The codes are those of `cases.choices`, which a test holds; the readers themselves know no Django.
"""

import re

from cases.readers.records import Printed
from cases.years import FIRST_YEAR, LAST_YEAR

PROGRAMMES = {
    "中国社区治理十大创新成果": "sqzl",
    "全国基层治理创新典型案例": "jczl",
    "全国社区治理和服务创新实验区": "syq",
}
TIERS = {
    "提名成果": "nominee",
    "十大创新成果": "winner",
    "典型案例": "typical",
    "实验区": "pilot",
}
_YEAR = re.compile(r"(?<!\d)\d{4}(?=\s*年)")
ISSUERS = {
    "民政部办公厅": "mca-office",
    "民政部": "mca",
}


def printed_code(words: dict[str, str], text: str, start: int, end: int) -> Printed[str] | None:
    """The code of the first entry of `words`, in their order, that stands in `text[start:end]`."""
    for word, code in words.items():
        at = text.find(word, start, end)
        if at >= 0:
            return Printed(code, at, at + len(word))
    return None


def printed_year(text: str, start: int, end: int) -> Printed[int] | None:
    """The first `2014年`, `2014年度` of `text[start:end]`."""
    for match in _YEAR.finditer(text, start, end):
        if FIRST_YEAR <= int(match[0]) <= LAST_YEAR:
            return Printed(int(match[0]), match.start(), match.end())
    return None
