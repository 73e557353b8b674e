"""The numbers that Word writes in front of paragraphs by itself, as readers see them: 一、 （二） 1. ●"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from cases.language.numerals import in_chinese

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
# Formats that have a sign for each of the first numbers, and the first sign of each.
_SIGNS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "upperLetter": ("A", 26),
    "lowerLetter": ("a", 26),
}
_ROUNDS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand", "koreanCounting"}  # fmt: skip
_LEGAL_FORMATS = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_PLACE = re.compile(r"%([1-9])")
_BULLET = "●"  # for the many that only a font of symbols shows
_SYMBOLS = re.compile(r"wingdings|symbol|webdings", re.IGNORECASE)
_PLAIN_END = re.compile(r"[\x21-\x7e]$")
DEEPEST = 20  # styles that are based on styles; Word makes no loops, other programs might


def written(number: int, form: str) -> str:
    """A number in one of Word's formats; one that is not known as its digits."""
    if form in _SIGNS:
        first, most = _SIGNS[form]
        if 0 < number <= most:
            return chr(ord(first) + number - 1)
    if form in _ROUNDS and number > 0:
        return _ROUNDS[form][(number - 1) % len(_ROUNDS[form])]
    if form in _CHINESE:
        return in_chinese(number)
    if form in _LEGAL_FORMATS:
        return f"{'一' if 10 <= number < 20 else ''}{in_chinese(number)}".translate(_LEGAL)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))
    if form in ("upperRoman", "lowerRoman"):
        words = _roman(number)
        return words.upper() if form == "upperRoman" else words
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    return f"{number:02d}" if form == "decimalZero" else "" if form == "none" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, signs in _ROMAN:
        count, number = divmod(number, value)
        words += signs * count
    return words


def value_of(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of what lies on the path below the element; None where nothing does."""
    found = None if element is None else element.find("/".join(f"{W}{part}" for part in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")


def integer_of(element: etree._Element | None, path: str) -> int | None:
    """The same as a number."""
    words = value_of(element, path)
    return int(words) if words is not None and re.fullmatch(r"-?\d{1,9}", words, re.ASCII) else None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str | None
    is_legal: bool
    restarts: bool
    follows: str


@dataclass(slots=True)
class _List:
    """Numbers of one abstract list as far as they were given; lists that share it count on."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class WordNumbers:
    """Counts the paragraphs of a document in their order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = (
            {} if styles is None else {each.get(f"{W}styleId"): each for each in styles.iter(f"{W}style")}
        )
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, etree._Element]] = {}
        self._started: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        named: dict[str, str] = {}
        linked: dict[str, str] = {}
        for each in numbering.iter(f"{W}abstractNum"):
            key = each.get(f"{W}abstractNumId", "")
            self._lists[key] = _List(
                {int(level.get(f"{W}ilvl", "0")): _level(level) for level in each.iter(f"{W}lvl")}
            )
            if style := value_of(each, "styleLink"):
                named[style] = key
            if style := value_of(each, "numStyleLink"):
                linked[key] = style
        for key, style in linked.items():
            self._lists[key] = self._lists[named.get(style, key)]
        for each in numbering.iter(f"{W}num"):
            key = each.get(f"{W}numId", "")
            self._abstract[key] = value_of(each, "abstractNumId") or ""
            overrides = {int(one.get(f"{W}ilvl", "0")): one for one in each.iter(f"{W}lvlOverride")}
            self._overrides[key] = overrides

    def label(self, properties: etree._Element | None) -> str:
        """What Word writes in front of the next paragraph, whose `w:pPr` this is; counts it."""
        number, depth = self._number(properties)
        counted = self._lists.get(self._abstract.get(number or "", ""))
        if number is None or counted is None:
            return ""
        overrides = self._overrides.get(number, {})
        levels = {
            **counted.levels,
            **{at: _level(lvl) for at, one in overrides.items() if (lvl := one.find(f"{W}lvl")) is not None},
        }
        level = levels.get(depth)
        if level is None:
            return ""
        self._count(counted, levels, depth, number)
        return _label(levels, level, counted.counts)

    def _count(self, counted: _List, levels: dict[int, _Level], depth: int, number: str) -> None:
        override = integer_of(self._overrides.get(number, {}).get(depth), "startOverride")
        if override is not None and (number, depth) not in self._started:
            counted.counts[depth] = override
        elif depth in counted.counts:
            counted.counts[depth] += 1
        else:
            counted.counts[depth] = levels[depth].start
        self._started.add((number, depth))
        for deeper in [at for at in counted.counts if at > depth and at in levels and levels[at].restarts]:
            del counted.counts[deeper]
        for higher in range(depth):
            if higher in levels:
                counted.counts.setdefault(higher, levels[higher].start)

    def _number(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The list of a paragraph and its level there: its own, else that of its style."""
        number, depth = value_of(properties, "numPr/numId"), integer_of(properties, "numPr/ilvl")
        style = value_of(properties, "pStyle")
        named = style
        for _ in range(DEEPEST):
            if number is not None or style is None or style not in self._styles:
                break
            of_style = self._styles[style].find(f"{W}pPr")
            number = value_of(of_style, "numPr/numId")
            depth = integer_of(of_style, "numPr/ilvl") if depth is None else depth
            named, style = style, value_of(self._styles[style], "basedOn")
        if depth is None:
            depth = self._depth_of_style(number, named)
        return (None if number in (None, "0") else number), depth

    def _depth_of_style(self, number: str | None, style: str | None) -> int:
        levels = self._lists.get(self._abstract.get(number or "", ""))
        found = () if levels is None or style is None else levels.levels.items()
        return next((at for at, level in found if level.style == style), 0)


def _level(level: etree._Element) -> _Level:
    text = value_of(level, "lvlText") or ""
    form = value_of(level, "numFmt") or "decimal"
    fonts = level.find(f"{W}rPr/{W}rFonts")
    is_symbol = fonts is not None and any(_SYMBOLS.search(str(name)) for name in fonts.attrib.values())
    if form == "bullet" and (is_symbol or any("\ue000" <= sign <= "\uf8ff" for sign in text)):
        text = _BULLET
    start = integer_of(level, "start")
    return _Level(
        0 if start is None else start,
        form,
        text,
        value_of(level, "pStyle"),
        level.find(f"{W}isLgl") is not None,
        value_of(level, "lvlRestart") != "0",
        value_of(level, "suff") or "tab",
    )


def _label(levels: dict[int, _Level], level: _Level, counts: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in levels:
            return ""
        form = "decimal" if level.is_legal else levels[at].form
        return written(counts.get(at, levels[at].start), form)

    words = level.text if level.form == "bullet" else _PLACE.sub(number, level.text)
    # Behind a sign as wide as a character Word's tabulator shows as nothing that a reader would type.
    is_parted = level.follows != "nothing" and _PLAIN_END.search(words) is not None
    return f"{words} " if is_parted else words
