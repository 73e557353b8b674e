"""A text normalised for the reading of lists: width, script, stray blanks, damage by a bad decoding."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cases.language.folding import Folded
from cases.places.folding import fold
from cases.readers.records import Printed

# 長(cháng)寧縣, 社區(qū): a bad decoding put the reading of a character behind it.
_SYLLABLE = re.compile(r"(?<=[\u3400-\u9fff])[(（]([a-zü\u00e0-\u01dc]{1,6})[)）]")
_PINYIN = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[iuv]?[aeo][iou]?|[iuv]{1,2}|er)(?:ng|n|r)?")
_TITLE_OF_DOCUMENT = re.compile(r"《[^《》\n]{1,120}》")
# Of an award, not of a document: 秦淮区《“互联网+”社区治理》获…, 《…》、天宁区《…》.
_OF_DOCUMENT = re.compile(
    r"《关于|(?:通知|决定|意见|办法|方案|条例|规定|公告|命令|批复|规划|纲要|细则|法|报)》$"
)
_NAMED = re.compile(r"[\u3400-\u9fff》]")
_OF_PLACE = re.compile(r"《[\u3400-\u9fff]{2,20}(?:[省市县区旗州镇乡村]|街道|社区)[:：]")  # 《某市某区:题名》
_HONOURED = re.compile(
    r"\s*(?:(?:分别|双双|成功|均)?(?:获|荣获|入选|入围)|《|被|等|、|,|;|。|和|与|及|[\d一二三四五六七八九十两]+[个项]|$)",
    re.MULTILINE,
)
_WIDE_BLANK = re.compile(r"(?<=[\u3400-\u9fff)）])(?:\u3000[ \u3000]*| {2,})(?=[\u3400-\u9fff])")
_SINGLE_BLANK = re.compile(r"(?<=[\u3400-\u9fff)）”」』》]) (?=[\u3400-\u9fff“「『《])")
HIDDEN = "〓"
CELL_END = "|"
_CELL_ENDS = str.maketrans(
    "\t│┃║", CELL_END * 4
)  # what ends a cell of a table: pasted ones have tabulators, pages of the web this sign


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Where words stand in the normalised text."""

    start: int
    end: int


class NormalisedText:
    """`text` is read by rules; `printed` leads back to what the document prints.

    `masked` is the same with the titles of other documents hidden: what 《关于命名…的决定》 names is not
    named by the sentence. `broken` are the ends of lines that break a name.
    """

    def __init__(self, original: str, keep: frozenset[str], broken: Sequence[tuple[int, int]] = ()) -> None:
        self.original, self._broken = original, broken
        dropped = {at for start, end in broken for at in range(start, end)}
        kept, ends = _without_syllables(original)
        self._kept = [at for at in kept if at not in dropped] if dropped else kept
        self._ends = (
            [end for at, end in zip(kept, ends, strict=True) if at not in dropped] if dropped else ends
        )
        self.folded: Folded = fold("".join(original[at] for at in self._kept).translate(_CELL_ENDS), keep)
        self.text = self.folded.text

    @cached_property
    def masked(self) -> str:
        """The text with the titles of documents hidden, sign by sign."""
        return _TITLE_OF_DOCUMENT.sub(_hidden, self.text)

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Where wide blanks between characters were dropped: 太仓市　昆山市. Each the offset behind it."""
        return self._behind(_WIDE_BLANK)

    @cached_property
    def blanks(self) -> tuple[int, ...]:
        """Where single blanks between words were printed. Each the offset behind it."""
        return self._behind(_SINGLE_BLANK)

    def _behind(self, form: re.Pattern[str]) -> tuple[int, ...]:
        offsets = [self._kept[offset] for offset in self.folded.offsets]
        return tuple(bisect_left(offsets, match.end()) for match in form.finditer(self.original))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of a stretch of the normalised text."""
        first, behind = self.folded.printed_span(start, end)
        return self._kept[first], self._ends[behind - 1]

    def printed(self, start: int, end: int) -> Printed[str]:
        """The words that the document prints there, without blanks around them."""
        first, last = self.span(start, end)
        words = self.original[first:last]
        start, end = first + len(words) - len(words.lstrip()), first + len(words.rstrip())
        return Printed(self._unbroken(start, end), start, end)

    def _unbroken(self, start: int, end: int) -> str:
        """What is printed there, in one line where the end of a line only breaks a name."""
        words, at = "", start
        for first, behind in self._broken:
            if start < first and behind < end:
                words, at = words + self.original[at:first], behind
        return words + self.original[at:end]


def _hidden(match: re.Match[str]) -> str:
    is_of_award = (
        _NAMED.match(match.string[match.start() - 1 : match.start()])
        and _HONOURED.match(match.string, match.end())
        and not _OF_DOCUMENT.search(match[0])
    ) or _OF_PLACE.match(match[0])
    return match[0] if is_of_award else HIDDEN * len(match[0])


def _is_syllable(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word.replace("ü", "v"))
    return _PINYIN.fullmatch("".join(sign for sign in plain if sign.isalpha())) is not None


def _without_syllables(original: str) -> tuple[list[int], list[int]]:
    """The offsets that are kept, and where the print of each kept character ends, its reading included."""
    kept: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _SYLLABLE.finditer(original):
        if not _is_syllable(match[1]):
            continue
        kept += range(done, match.start())
        ends += range(done + 1, match.start() + 1)
        ends[-1] = match.end()
        done = match.end()
    kept += range(done, len(original))
    ends += range(done + 1, len(original) + 1)
    return kept, ends
