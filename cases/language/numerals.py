"""Chinese and Arabic numerals: read, and converted, 36 for 三十六, 二〇一五 for 2015."""

import re
from collections.abc import Callable
from itertools import pairwise

ONE_TO_NINE = "一二三四五六七八九"
ONE_TO_TEN = f"{ONE_TO_NINE}十"  # what the number in front of a heading consists of
_DIGITS = f"零{ONE_TO_NINE}"
_VALUES = {**{sign: value for value, sign in enumerate(_DIGITS)}, "〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SIGNS = "".join(_VALUES) + "".join(_UNITS)
PRINTED_SIGNS = f"〇○{_DIGITS}十百千"
_PRINTED = re.compile(rf"\d+|[{PRINTED_SIGNS}]+")
_MOST_DIGITS = 8
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# A number behind a decimal point, or in front of one, is part of a number that is never spelt out.
_NUMBER = re.compile(rf"(?<![\d.])\d{{1,{_MOST_DIGITS}}}(?![\d.])|[{_SIGNS}]+")
_SHARE = re.compile(r"(?<![\d.])(\d{1,3})%")
_SHARE_IN_WORDS = re.compile(rf"百分之(\d{{1,3}}|[{_SIGNS}]+)")
_ZERO_IN_WORDS = re.compile(rf"(?<=[〇零{ONE_TO_NINE}])[0o](?=[〇零{ONE_TO_NINE}])")  # 二0一五, 二O一六
_BIG_UNITS = {"千": 1000, "万": 10_000}
_WITH_UNIT = re.compile(r"(?<![\d.,])(\d{1,4})(?:\.(\d))?([千万])")
_LONG = re.compile(r"(?<![\d.,])[1-9]\d{3,7}(?![\d.,])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SUM = re.compile(r"(\d{1,3})\+(\d{1,3})")
_SUM_IN_WORDS = re.compile(rf"(\d{{1,3}}|[{_SIGNS}]+)加(\d{{1,3}}|[{_SIGNS}]+)")
NUMERAL = re.compile(rf"[\d{_SIGNS}]")


def other_writings(text: str) -> tuple[str, ...]:
    """The folded text with its numbers in the other notations; empty when there are none.

    百分之九十 is 90%, 一加十 is 1+10, 3千 is 3000, 1,200 is 1200, and 二0一五 is 2015.
    """
    if not NUMERAL.search(text):
        return ()
    readings = (_as_arabic, _as_chinese, _as_counted, *_BY_DIGIT)
    even = _even(text)
    forms = dict.fromkeys((text, even, _in_signs(even), _in_words(even), _with_units(even)))
    written = (_rewritten(form, read) for form in forms if "," not in form for read in readings)
    return tuple(dict.fromkeys(other for other in (*forms, _with_commas(even), *written) if other != text))


def _rewritten(text: str, read: Callable[[str], str]) -> str:
    return _NUMBER.sub(lambda match: read(match[0]), text)


def even_zeros(text: str) -> str:
    """The folded text with 〇 for a zero, or a letter O, between Chinese digits."""
    return _ZERO_IN_WORDS.sub("〇", text)


def _even(text: str) -> str:
    """3000 for 3千, 1200 for 1,200, 二〇一五 for 二0一五."""
    return _WITH_UNIT.sub(_without_unit, _COMMA.sub("", even_zeros(text)))


def _without_unit(match: re.Match[str]) -> str:
    unit = _BIG_UNITS[match[3]]
    return str(int(match[1]) * unit + int(match[2] or 0) * unit // 10)


def _with_units(text: str) -> str:
    """3千 for 3000, 1万 for 10000."""
    return _LONG.sub(lambda match: _in_units(int(match[0])), text)


def _in_units(number: int) -> str:
    sign = "万" if number >= _BIG_UNITS["万"] else "千"
    whole, rest = divmod(number, _BIG_UNITS[sign])
    tenth, further = divmod(rest * 10, _BIG_UNITS[sign])
    if further:
        return str(number)
    return f"{whole}.{tenth}{sign}" if tenth else f"{whole}{sign}"


def _with_commas(text: str) -> str:
    """1,200 for 1200; never for what may be a year."""
    return _LONG.sub(lambda match: match[0] if _YEAR.fullmatch(match[0]) else f"{int(match[0]):,}", text)


def _in_signs(text: str) -> str:
    """90% for 百分之九十, 1+10 for 一加十."""
    text = text.replace("百分之百", "100%")
    text = _SHARE_IN_WORDS.sub(lambda match: f"{_as_arabic(match[1])}%", text)
    return _SUM_IN_WORDS.sub(lambda match: f"{_as_arabic(match[1])}+{_as_arabic(match[2])}", text)


def _in_words(text: str) -> str:
    """百分之九十 for 90%, 一加十 for 1+10."""
    text = _SHARE.sub(lambda match: f"百分之{_as_chinese(match[1]).replace('一百', '百')}", text)
    return _SUM.sub(lambda match: f"{_as_chinese(match[1])}加{_as_chinese(match[2])}", text)


def as_number(words: str) -> int | None:
    """`36`, 三十六 or 三六 as a number; None for anything else, 百姓's 百 and 十百 included."""
    if words.isascii() and words.isdigit():
        return int(words)
    if not words or any(sign not in _SIGNS for sign in words):
        return None
    if not any(sign in _UNITS for sign in words):
        return int("".join(str(_VALUES[sign]) for sign in words))
    number = _sum_of_units(words)
    plain = words.replace("〇", "零").replace("两", "二")
    return number if number is not None and in_chinese(number) == plain else None


def is_circled(words: str) -> bool:
    """Whether the words are one sign such as ⑪."""
    return len(words) == 1 and words in _CIRCLED


def printed_number(words: str) -> int | None:
    """A number as documents print it: full-width １１, circled ⑪, 一十一 and 二○一五 beside what is usual."""
    if is_circled(words):
        return _CIRCLED.index(words) + 1
    if words.isdecimal():
        return int(words)
    usual = words.replace("○", "〇")
    return as_number(usual.removeprefix("一") if usual.startswith("一十") else usual)


def number_at(text: str, start: int, end: int) -> int | None:
    """The number of exactly these words, unless more digits or signs of the same kind stand around them."""
    words = text[start:end]
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    is_cut_off = any(
        sign in PRINTED_SIGNS if words[:1] in PRINTED_SIGNS else sign.isdecimal() for sign in around
    )
    return None if is_cut_off else printed_number(words)


def numbers_in(text: str, start: int, end: int) -> set[int | None]:
    """The numbers that stand in `text[start:end]`: 2016, 二〇一六; None for a part of a number."""
    return {number_at(text, *match.span()) for match in _PRINTED.finditer(text, start, end)}


def in_chinese(number: int) -> str:
    """三十六 for 36, 一百零五 for 105; below ten thousand, and digits above."""
    if number >= 10**4:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if number < 10:
        return _DIGITS[number]
    words, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + sign
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


def _sum_of_units(words: str) -> int | None:
    if words[0] in _UNITS and words[0] != "十":
        return None
    units = [_UNITS[sign] for sign in words if sign in _UNITS]
    if any(left <= right for left, right in pairwise(units)):
        return None
    total, digit = 0, 1 if words[0] == "十" else 0
    for sign in words:
        if sign in _UNITS:
            total, digit = total + digit * _UNITS[sign], 0
        else:
            digit = _VALUES[sign]
    return total + digit


def _as_arabic(words: str) -> str:
    number = as_number(words)
    return words if number is None else str(number)


def _as_chinese(words: str) -> str:
    number = as_number(words)
    return words if number is None or words[0] == "0" else in_chinese(number)


def _as_counted(words: str) -> str:
    """两 before what is counted: 六议两公开 for 6议2公开."""
    return "两" if words in ("2", "二") else _as_chinese(words)


def _digit_by_digit(words: str) -> str:
    return "".join(_DIGITS[int(sign)] if sign.isdigit() else sign for sign in words).replace("零", "〇")


def _digit_by_digit_with_zero(words: str) -> str:
    return _digit_by_digit(words).replace("〇", "零")


def _digit_by_digit_with_arabic_zero(words: str) -> str:
    return _with_zero_inside(words, "0")


def _digit_by_digit_with_letter(words: str) -> str:
    return _with_zero_inside(words, "o")


def _with_zero_inside(words: str, sign: str) -> str:
    """二0一五, as some print years."""
    return _digit_by_digit(words).replace("〇", sign) if _YEAR.fullmatch(_as_arabic(words)) else words


_BY_DIGIT = (
    _digit_by_digit,
    _digit_by_digit_with_zero,
    _digit_by_digit_with_arabic_zero,
    _digit_by_digit_with_letter,
)
