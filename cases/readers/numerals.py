"""Numbers and dates as such documents print them."""

import re
from datetime import date

from cases.readers.records import Printed

CHINESE = "〇○零一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = {"〇": 0, "○": 0, "零": 0, **{sign: value for value, sign in enumerate("一二三四五六七八九", 1)}}
_YEAR = r"(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})"
_PART = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
DATE = re.compile(rf"{_YEAR}\s*[-年/.－．]\s*(?P<month>{_PART})\s*[-月/.－．]\s*(?P<day>{_PART})\s*日?")


def number(words: str) -> int | None:
    """`11`, `１１`, `⑪`, `十一`, `二十` or `二〇一五` as a number; None for anything else."""
    if len(words) == 1 and words in CIRCLED:
        return CIRCLED.index(words) + 1
    if re.fullmatch(r"\d+", words):
        return int(words)
    if not words or any(sign not in CHINESE for sign in words):
        return None
    if "十" not in words:
        return int("".join(str(_DIGITS[sign]) for sign in words))
    tens, _, ones = words.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def date_at(match: re.Match[str] | None) -> Printed[date] | None:
    """The date of a match of `DATE`; None without a match, or if the calendar has no such day."""
    if match is None:
        return None
    year, month, day = (number(match[part]) for part in ("year", "month", "day"))
    try:
        value = date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
    return Printed(value, match.start(), match.end())
