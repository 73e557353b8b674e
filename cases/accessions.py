"""Accession numbers (入库编号): their one form, how they are put together, and how readers write them.

Knows no Django.
"""

import re
import unicodedata
from dataclasses import dataclass

CODE = r"^[a-z]{2,12}\Z"  # of a programme
LETTER = r"^[a-z]\Z"  # of a tier, within its programme
PATTERN = r"[0-9]{4}-[a-z]+-[a-z][0-9]{2,}"
WHOLE = rf"^{PATTERN}\Z"  # nothing else in the text, for validators and databases
FORM = "形如 2014-sqzl-w01：年度（不详为 0000）、项目代码、等次字母和两位以上数字。"


def accession(year: int | None, code: str, letter: str, number: int) -> str:
    """`2014-sqzl-w01`, of the programme's code and the letter that the tier has in it.

    The number is the printed rank, or the order in the source where none is printed that is unique.
    """
    return f"{beginning(year, code, letter)}{ending(number)}"


def beginning(year: int | None, code: str, letter: str) -> str:
    """All but the number; 0000 stands for a year that no source prints."""
    return f"{year or 0:04}-{code}-{letter}"


def ending(number: int) -> str:
    return f"{number:02}"


def sort_key(accession: str) -> tuple[str, int, str]:
    """Orders accession numbers as people count: t10 after t9, t100 after t99."""
    digits = accession[len(accession.rstrip("0123456789")) :]
    return accession.removesuffix(digits), int(digits or 0), accession


# --- As readers write them ---

_GAP = r"[\s_./·-]*"
_WORD_ENDS = r"(?![a-z0-9])"
_YEAR, _CODE = r"(?P<year>[0-9]{4})", r"(?P<code>[a-z]{2,12})"
_LETTER = r"(?P<letter>[a-z])"
_NUMBER = rf"{_LETTER}{_GAP}(?P<number>[0-9]{{1,6}})"
_YEAR_BEHIND = rf"[\s_./·-]+{_YEAR}(?![-_./]?[a-z0-9])"  # not the year of the next number
_FORMS = tuple(
    re.compile(form + _WORD_ENDS)
    for form in (
        rf"{_YEAR}{_GAP}{_CODE}{_GAP}{_NUMBER}",
        rf"{_CODE}{_GAP}{_NUMBER}{_YEAR_BEHIND}",
        rf"{_YEAR}{_GAP}{_NUMBER}",
        rf"{_NUMBER}{_YEAR_BEHIND}",
        rf"{_CODE}{_GAP}{_NUMBER}",
        rf"{_YEAR}[-_]?{_CODE}(?:[-_]{_LETTER}?)?",
    )
)
_BETWEEN = re.compile(r"[\s,;、|]*")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True, slots=True)
class WrittenAccession:
    """What of an accession number somebody wrote, in whatever form: 2015sqzlw06, W01 2014, 2014-sqzl-w.

    What was left out is empty.
    """

    year: str = ""
    code: str = ""
    letter: str = ""
    number: str = ""  # two digits at least; 0 alone is a number that is not yet written to its end

    @property
    def is_beginning(self) -> bool:
        """Whether it ends before its number does: many awards can have it."""
        return not self.number.strip("0")

    @property
    def is_whole(self) -> bool:
        return bool(self.year and self.code and not self.is_beginning)

    def __str__(self) -> str:
        """`2014-sqzl-w01`, without what was left out; read again it is the same."""
        return "-".join(filter(None, [self.year, self.code, self.letter + self.number]))


def read(text: str) -> tuple[WrittenAccession, ...]:
    """The accession numbers that a text consists of, each once; none where it says anything else.

    Width and case make no difference; commas or blanks stand between several.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    numbers: dict[WrittenAccession, None] = {}
    at = _end_of_blanks(plain, 0)
    while at < len(plain):
        match = next(filter(None, (form.match(plain, at) for form in _FORMS)), None)
        if match is None:
            return ()
        numbers[_written(match)] = None
        at = _end_of_blanks(plain, match.end())
    return tuple(numbers)


def _end_of_blanks(text: str, at: int) -> int:
    blanks = _BETWEEN.match(text, at)
    return blanks.end() if blanks else at


def _written(match: re.Match[str]) -> WrittenAccession:
    parts = {name: part or "" for name, part in match.groupdict().items()}
    if digits := parts.get("number", ""):
        parts["number"] = ending(int(digits)) if digits.strip("0") else "0"
    return WrittenAccession(**parts)
