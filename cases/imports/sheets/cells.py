"""What a cell says, as spreadsheets leave it: guards, blanks, wide digits, dates, lost zeros, lost signs."""

import re
import unicodedata
from collections.abc import Iterable

from cases import accessions
from cases.award_field import SEPARATOR
from cases.characters import is_blank, with_line_feeds
from cases.records.csv_line import harmless

_NUMBER = re.compile(r"[0-9]{1,15}(?:\.0+)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?|月)(?:\s.*)?"
    r"|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-(?:[A-Z][a-z]{2}|[0-9]{1,2}月)"
)
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|#+)")
_SEPARATORS = re.compile(r"\s*[；;、]\s*")
MOST_WORDS = 30  # characters of a cell that a message repeats
_OFFICE_CODE = "gbk"  # what Excel and WPS save as CSV in China; other signs become question marks


def plain(cell: str) -> str:
    """The words of the cell without the guard of the CSV and without blanks at either end."""
    words = with_line_feeds(cell)
    if words.startswith("'") and harmless(words[1:]) == words:
        words = words[1:]
    start, end = 0, len(words)
    while start < end and is_blank(words[start]):
        start += 1
    while end > start and is_blank(words[end - 1]):
        end -= 1
    return words[start:end]


def shortened(words: str) -> str:
    """The words on one line, no more of them than a message repeats."""
    line = " ".join(words[: 4 * MOST_WORDS].split())
    return line if len(line) <= MOST_WORDS and len(words) <= 4 * MOST_WORDS else f"{line[:MOST_WORDS]}……"


def folded(words: str) -> str:
    """What slugs, codes and labels are compared by: width, case and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def number_in(cell: str) -> int | None:
    """The whole number that the cell is: 3, ３, 3.0, 2014年; None for anything else."""
    words = folded(plain(cell)).replace(",", "").removesuffix("年")
    return int(float(words)) if _NUMBER.fullmatch(words) else None


def accession_in(cell: str | None) -> str:
    """The accession number that the cell is, in its own form; the words as they stand where it is none."""
    words = plain(cell or "")
    read = accessions.read(words) if words else ()
    return str(read[0]) if len(read) == 1 and read[0].is_whole else words


def damage(cell: str) -> str:
    """What a spreadsheet has made of the cell, in Chinese; empty where it may be what somebody wrote."""
    words = plain(cell)
    if _ERROR.fullmatch(words):
        return f"单元格里的公式算不出结果（{words}）"
    if _SCIENTIFIC.fullmatch(words):
        return f"数字变成了科学记数（{words}），请把单元格设为文本后重填"
    if _DATE.fullmatch(words):
        return f"内容变成了日期（{words}），请把单元格设为文本后重填"
    return ""


def year_in(cell: str) -> int | None:
    """The year that the cell is, or the one of a date that a program made of it: 2014/1/1."""
    date = _DATE.fullmatch(unicodedata.normalize("NFKC", plain(cell)))
    if date is not None and date["year"]:
        return int(date["year"])
    return number_in(cell)


def is_same_text(cell: str, form: str, encoding: str) -> bool:
    """Whether the cell says the text to the letter, or all of it that the encoding of its file has."""
    words, expected = plain(cell), plain(form)
    if words == expected:
        return True
    is_legacy = encoding in ("GB18030", "Big5") and "?" in words
    return is_legacy and words == expected.encode(_OFFICE_CODE, "replace").decode(_OFFICE_CODE)


def is_same_value(cell: str, form: str) -> bool:
    """Whether the cell is the slug, label or code but for width, case, blanks, or zeros before a number."""
    words, expected = folded(plain(cell)), folded(form)
    if words == expected:
        return True
    if not expected.isdecimal() or (number := number_in(cell)) is None:
        return False
    return number == int(expected)


def parts_of(words: str) -> list[str]:
    """The values of a list in one cell, whatever stands between them."""
    return [each for each in _SEPARATORS.split(plain(words)) if each]


def is_same_list(cell: str, form: str) -> bool:
    """Whether both name the same values, in whatever order."""
    return _folded_set(parts_of(cell)) == _folded_set(form.split(SEPARATOR))


def _folded_set(values: Iterable[str]) -> set[str]:
    return {folded(value) for value in values if value}
