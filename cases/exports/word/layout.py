"""The measures of GB/T 9704—2012 (党政机关公文格式), in twips: a twentieth of a point, 1440 to the inch.

The page is A4 with a type area of 156 × 225 mm, 22 lines of 28 characters of 三号.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal


def mm(length: float) -> int:
    return round(length / 25.4 * 1440)


def points(size: float) -> int:
    return round(size * 20)


PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
TOP, INSIDE = mm(37), mm(28)  # 天头 and 订口
BOTTOM, OUTSIDE = mm(297 - 37 - 225), mm(210 - 28 - 156)  # what the type area leaves over
WIDTH = PAGE_WIDTH - INSIDE - OUTSIDE
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
# The dash beside the page number stands 7 mm below the type area, in the middle of its line.
FOOTER = BOTTOM - mm(7) - points(14 / 2)

PITCH = points(28.95)  # 22 lines fill 225 mm
BODY, TITLE, COVER, SMALL, TOC = 16, 22, 36, 12, 14  # points: 三号, 二号, 小初, 小四, 四号
SQUEEZE = -points(0.25)  # 28 characters of 16 points are 2 mm wider than 156 mm


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface as the standard names it, and the one to take where it is not installed."""

    name: str
    fallback: str
    family: Literal["roman", "modern"]


# 方正小标宋 is the usual form of 小标宋; the GB2312 fonts came with older Chinese Windows.
XIAOBIAOSONG = Font("方正小标宋简体", "宋体", "roman")
FANGSONG = Font("仿宋_GB2312", "仿宋", "modern")
KAITI = Font("楷体_GB2312", "楷体", "modern")
HEITI = Font("黑体", "SimHei", "modern")
SONGTI = Font("宋体", "SimSun", "roman")
FONTS = (XIAOBIAOSONG, FANGSONG, KAITI, HEITI, SONGTI)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Lengths are twips, `size` is points; `indent` is that of the first line.

    `hanging` is the indent of all lines but the first. `outline` puts the paragraph into the outline
    of the document, 0 at the top.
    """

    name: str
    font: Font
    size: float
    pitch: int = PITCH
    bold: bool = False
    align: Literal["both", "center", "left", "right"] = "both"
    indent: int = 0
    hanging: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    squeeze: int = 0
    outline: int | None = None
    keeps_next: bool = False
    new_page: bool = False
    rule: bool = False  # a thin line above

    @property
    def id(self) -> str:
        """What the paragraphs of the document call it, as python-docx makes it of the name."""
        return self.name.replace(" ", "")


def _paragraph(name: str, font: Font, **other: Any) -> Style:
    return Style(name, font, BODY, indent=2 * points(BODY), squeeze=SQUEEZE, **other)


NORMAL = _paragraph("Normal", FANGSONG)  # what somebody types in who goes on writing
TEXT = _paragraph("Body Text", FANGSONG)
CASE = Style(
    "Heading 1",
    XIAOBIAOSONG,
    TITLE,
    align="center",
    after=PITCH // 2,
    outline=0,
    keeps_next=True,
    new_page=True,
)
CASE_BELOW = replace(CASE, before=PITCH, new_page=False)  # below the case before
# 结构层次: 黑体, 楷体, 仿宋; the third in bold, so that it can be told from the text.
HEADINGS = (
    _paragraph("Heading 2", HEITI, outline=1, keeps_next=True),
    _paragraph("Heading 3", KAITI, outline=2, keeps_next=True),
    _paragraph("Heading 4", FANGSONG, bold=True, outline=3, keeps_next=True),
    _paragraph("Heading 5", FANGSONG, outline=4, keeps_next=True),
)
FACT = Style("Case Facts", KAITI, 14, pitch=points(24), align="left", hanging=5 * points(14), keeps_next=True)
LAST_FACT = Style(
    "Case Facts Last", KAITI, 14, pitch=points(24), align="left", hanging=5 * points(14), after=PITCH // 2
)
NOTE = Style("Case Notes", FANGSONG, SMALL, pitch=points(20), align="left")
FIRST_NOTE = Style(
    "Case Notes First", FANGSONG, SMALL, pitch=points(20), align="left", before=PITCH, rule=True
)
COVER_TITLE = Style(
    "Title", XIAOBIAOSONG, COVER, pitch=points(50), align="center", before=points(130), after=points(20)
)
COVER_LINE = Style("Subtitle", KAITI, BODY, pitch=points(32), align="center", before=points(10))
COVER_FOOT = Style("Cover Foot", FANGSONG, BODY, pitch=points(32), align="center")
TOC_TITLE = Style("TOC Title", XIAOBIAOSONG, TITLE, align="center", after=PITCH)
TOC_LINE = Style("toc 1", FANGSONG, TOC, align="left")
FOOTER_LINE = Style("Footer", SONGTI, 14, pitch=points(14), align="left")
STYLES = (
    NORMAL, TEXT, CASE, *HEADINGS, FACT, LAST_FACT, NOTE, FIRST_NOTE, COVER_TITLE, COVER_LINE, COVER_FOOT,
    TOC_TITLE, TOC_LINE, FOOTER_LINE,
)  # fmt: skip
