"""Printed quantities read exactly: 710000000 for 7.1亿, 5700 for 5,700, 90 for 百分之九十, 0.5 for 1/2."""

import re
import unicodedata
from decimal import Decimal

from cases.language.numerals import NUMERAL, as_number

DECIMALS = 3  # that a value keeps
MOST_DIGITS = 15  # that SQLite keeps of a number, whole and behind the point together
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,13})(\.\d{1,3})?([十百千]?)(万?)(亿?)")
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})")
_SHARE = re.compile(r"百分之(.+)")
_ZEROS = "零〇"
_ABOUT = re.compile("(?<=[\\d十百千])[余多](?=[万亿])")  # 1000余万
_RANGE = re.compile("[-—－–~～至到]")  # between the ends of a range


def quantity(words: str) -> Decimal | None:
    """What exactly these words say, 万 and 亿 counted in; None for anything else.

    None as well for what a value cannot keep exactly: 1/3, a number of more than 15 digits; and for 三五
    (three to five), which is no number.
    """
    even = _ABOUT.sub("", unicodedata.normalize("NFKC", words).replace("，", ","))
    if share := _SHARE.fullmatch(even):
        return quantity(share[1])
    if fraction := _FRACTION.fullmatch(even):
        return _divided(Decimal(fraction[1]), Decimal(fraction[2]))
    found = _arabic(even) if even[:1].isdigit() else _chinese(even)
    return found if found is not None and is_kept(found) else None


def ends_of(words: str) -> tuple[Decimal, Decimal | None] | None:
    """The value of a printed number and None, or both ends of a range such as 3-5; else None."""
    if (single := quantity(words)) is not None:
        return single, None
    ends = [quantity(each) for each in _RANGE.split(words)]
    low, high = ends if len(ends) == 2 else (None, None)
    return (low, high) if low is not None and high is not None and low < high else None


def is_kept(value: Decimal) -> bool:
    """Whether both databases keep the value exactly as it is."""
    digits = value.normalize().as_tuple()
    behind = max(-int(digits.exponent), 0)
    whole = max(len(digits.digits) + int(digits.exponent), 0)
    return behind <= DECIMALS and whole + behind <= MOST_DIGITS


def plain(value: Decimal) -> str:
    """The value in digits alone, without a power of ten or zeros that say nothing: 470.8, 710000000."""
    return format(value.normalize() + 0, "f")


def _divided(number: Decimal, by: Decimal) -> Decimal | None:
    if not number or by <= number:
        return None  # 24/7 is a name
    found = number / by
    return found if is_kept(found) else None


def _arabic(words: str) -> Decimal | None:
    match = _ARABIC.fullmatch(words)
    if match is None:
        return None
    value = Decimal(match[1].replace(",", "") + (match[2] or ""))
    for sign in match.groups()[2:]:
        value *= _FACTORS.get(sign, 1)
    return value


def _chinese(words: str) -> Decimal | None:
    total, rest = 0, words
    for sign in "亿万":
        head, found, behind = rest.rpartition(sign)
        if found:
            number = _below_ten_thousand(head)
            if number is None:
                return None
            total, rest = total + number * _FACTORS[sign], behind
    if rest or not total:
        number = _below_ten_thousand(rest.lstrip(_ZEROS) if total else rest)
        if number is None:
            return None
        total += number
    return Decimal(total)


def _below_ten_thousand(words: str) -> int | None:
    """Of digits in a row only those with a zero are a number: 三五个 are three to five."""
    is_row = len(words) > 1 and not any(sign in "十百千" for sign in words)
    if not words or not NUMERAL.match(words) or words.isascii() or (is_row and not set(_ZEROS) & set(words)):
        return None
    return as_number(words)
