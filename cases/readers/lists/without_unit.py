"""Entries of a numbered list that print no unit where those beside them do."""

import re

from cases.language.numerals import printed_number
from cases.readers.lists.items import LONGEST_TITLE, Item, without_book_marks
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan

NO_UNIT = "没有申报单位，请核对。"
_NUMERAL = re.compile(r"\d+|[①-⑳]|[一二三四五六七八九十]+")
FEWEST_SIGNS = 2


def item_without_unit(
    places: NamedPlaces, core: TextSpan, number: TextSpan | None, above: Item | None, below: Item | None
) -> Item | None:
    """The entry that a numbered line is, if its number goes on from the titled one above or leads to the one
    below. `core` is the line without its number; a heading is numbered in another way, or not in this order.
    """
    if number is None or not FEWEST_SIGNS <= core.end - core.start <= LONGEST_TITLE:
        return None
    if places.words(core).endswith(":"):
        return None  # a unit whose title stands on the line below
    goes_on = above is not None and _is_titled(above) and _is_next(places, above.number, number)
    leads = below is not None and _is_titled(below) and _is_next(places, number, below.number)
    if not goes_on and not leads:
        return None
    title = without_book_marks(places, core)
    return Item(core.start, core.end, None, title, number=number, doubt=NO_UNIT)


def _is_titled(item: Item) -> bool:
    """Whether an entry has its title and its unit, or lacks the unit as well."""
    return item.title is not None and (item.applicant is not None or item.doubt == NO_UNIT)


def _is_next(places: NamedPlaces, before: TextSpan | None, behind: TextSpan | None) -> bool:
    """Whether two numbers are printed in one way and follow each other."""
    if before is None or behind is None:
        return False
    one, other = places.words(before), places.words(behind)
    first, second = _NUMERAL.search(one), _NUMERAL.search(other)
    if first is None or second is None or first[0].isascii() != second[0].isascii():
        return False
    is_alike = _NUMERAL.sub("", one).split() == _NUMERAL.sub("", other).split()
    return is_alike and (printed_number(first[0]) or 0) + 1 == printed_number(second[0])
