"""Headings over entries of a list, on a line or before them in their sentence, and the years they name."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from cases.language.numerals import ONE_TO_TEN, printed_number
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.passages import PrintedLine

_YEAR = r"(?<!\d)(?:19|20)\d\d年度?"
_NUMBER = rf"(?:[(]?(?:[{ONE_TO_TEN}]{{1,3}}|\d{{1,2}})[)、.]\s*)?"
_YEAR_ALONE = re.compile(rf"{_NUMBER}{_YEAR}(?:\([^()]*\))?\s*:?")
_HEADING = re.compile(
    r"(?:示范|先进|优秀|十佳|模范|试点|实验|和谐|最美)[^,:]{0,12}(?:[县市区]|街道|[镇乡村]|社区|单位|集体|个人|工作者|志愿者|案例|项目|成果|\))$|名单|名录|榜单|(?:^|[^“])(?:奖|称号|类|部分|篇)\s*[:(]?|\([^()\d]{0,8}\d{1,4}\s*[个名家项例]\s*\)\s*:?$|:$"
    r"|^(?:最佳|最美|提名|入围|优胜|优秀|获奖|入选|特等|[一二三]等)[^,:。、“]{1,8}$"
    rf"|^{_YEAR}[^,:;。、]{{2,40}}(?:社区|单位|案例|项目|成果|工作法|品牌|街道|集体|个人|志愿者)[”」』]?$"
)
_COUNT = re.compile(
    r"(?:\([^()\d]{0,8}?(?!(?:19|20)\d\d\))|(?<=奖))(?P<count>\d{1,4})\s*[个名家项例篇]?\s*\)?\s*[:]?$"
)
# 东部地区(8个): what stands below lies there, and it is no division
_REGION = re.compile(
    rf"{_NUMBER}(?P<region>(?:(?:东|中|西)部|东北|东南|西南|西北|华[东中南北]|直辖市|省会城市|计划单列市)(?:地区|区域|片区|省份)?)"
    r"\s*(?:\([^()\d]{0,4}\d{1,3}\s*[个名家项例]?\))?\s*:?"
)
_SENTENCE = re.compile(r"[。！？!?]")
# 一等奖(2个): before the entries, 2021年度的有 as well
_LEAD = re.compile(
    r"(?:^|(?<=[,;:。]))[^,;:。“”()]{0,40}?"
    r"(?:[等金银铜秀名别新]奖|称号|名单|(?:示范|先进|优秀|十佳|模范|最美|和谐|试点|实验)[^,;:。“”()]{0,10}(?=\(\d))"
    r"(?P<number>(?:\(|共|计|为)?(?P<count>\d{1,4}|[一二三四五六七八九十]{1,3})[个名家项例篇]\)?)?[,]?(?:分别(?:是|为)|有|是|为)?\s*[:,]\s*$"
)
_LEAD_OF_YEAR = re.compile(rf"{_YEAR}[^,;:。]{{0,20}}(?:是|为|有|包括|:)\s*$")
# 分别为: behind the sentence that honours them, the entries on the lines below
_LEADS_BELOW = re.compile(r"(?:分别(?:是|为)|如下|名单|有|是|为)\s*(?:\([^()]{0,20}\))?\s*:$")
_HONOURS = re.compile(r"入选|上榜|在列|入围|获|评|命名|授予|名单|榜上有名|认定|表彰")
# Who sent the entries in, and in which order they stand: no entry and no heading of an honour.
_NAMES_BELOW = re.compile(r"名单|名录|榜单|奖|示范|优秀|先进|最美|十佳|入选|获评|称号")
_REMARK = re.compile(
    r"[(]?(?:[\u3400-\u9fff]{2,30}(?:[省市区县州盟旗厅局委部办会处]|政府|中心|办公室|兵团)(?:推荐|报送|选送|供稿|上报|申报|提供|供图)"
    r"(?:单位|案例|项目)?(?:\(\d+[个项]\))?|(?:供稿|供图|撰稿)(?:单位|者|人)?:[^:]{2,30}"
    r"|(?:[^:。]{0,12}[:,])?[^:。,]{0,10}(?:排名|排序|顺序|次序)[^:。]{0,12}|按[^:。]{2,16}(?:为序|排列|排序)"
    r"|(?:备注|注|说明)\s*:[^\n]{0,60})[)]?[:。.]?"
)
# 一、通过复核的单位, (二)暂缓通过的案例, 三、不再保留称号的全国示范社区(2个)
_OF_REVIEW = re.compile(
    rf"(?:[(]?[{ONE_TO_TEN}]{{1,3}}[)、.]|[(]?\d{{1,2}}[)、.])\s*[^:。,]{{0,20}}?"
    r"(?:复核|复查|复审|复评|验收|整改|撤销|取消|保留|暂缓|通过|合格)[^:。,]{0,20}?的[^:。,]{0,24}"
    r"(?:单位|案例|项目|成果|名单|城市|[县市区]|社区|街道|[镇乡村])(?:\(\d{1,4}[个名家项例]\))?:?"
)
_CAPTION = re.compile(
    r"[(]?(?:附?图|照片|表(?=.*(?:表|统计|情况|分布|对比)$))\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:-\d{1,2})?[\s.、:)][^。]{0,60}[)]?"
)
# 第一批, 二、第二批(2011年,民发〔2011〕12号):
_BATCH = re.compile(
    rf"{_NUMBER}(?P<batch>首批|第(?:[{ONE_TO_TEN}]{{1,3}}|\d{{1,2}})批)\s*(?:\((?:[^()]|\([^()]*\)){{0,60}}\))?\s*:?"
)
_OTHER_LIST = re.compile(r"名单|名录|榜单|首批|第[^,。]{1,3}批")
LONGEST_HEADING = 60
FARTHEST_LEAD = 2000  # signs of a sentence before an entry in which words that lead to it are looked for
Mark = tuple[int, TextSpan | None]  # where a line begins, and what it says of those below, or that it ends


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading over entries, and the number that it declares."""

    start: int
    end: int
    count: TextSpan | None = None
    declared: int | None = None


def is_region(words: str) -> bool:
    """Whether words name a part of the country that is no division: 东部地区."""
    return _REGION.fullmatch(words) is not None


def heading_of(line: PrintedLine) -> ListHeading | None:
    """The heading that a line is."""
    if len(line.text) > LONGEST_HEADING or _SENTENCE.search(line.text) or is_caption(line):
        return None
    if not (_HEADING.search(line.text) or names_year(line) or is_region(line.text)):
        return None
    counted = _COUNT.search(line.text)
    count = (
        TextSpan(line.start + counted.start("count"), line.start + counted.end("count")) if counted else None
    )
    return ListHeading(line.start, line.end, count, printed_number(counted["count"]) if counted else None)


def heads_names(line: PrintedLine) -> bool:
    """Whether a heading says that those who are honoured stand below it."""
    return _NAMES_BELOW.search(line.text) is not None


def names_year(line: PrintedLine) -> bool:
    """Whether a line is a year over the entries that are of it: 2021年."""
    return _YEAR_ALONE.fullmatch(line.text) is not None


def count_at_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """`(36个)` that ends a stretch."""
    return _COUNT.search(text, start, end)


def is_remark(line: PrintedLine) -> bool:
    """Whether a line between entries says who recommended them, or in which order they stand."""
    return len(line.text) <= LONGEST_HEADING and _REMARK.fullmatch(line.text) is not None


def heads_review(line: PrintedLine) -> bool:
    """Whether a numbered line says what a review came to for those below it: 一、通过复核的单位."""
    return len(line.text) <= LONGEST_HEADING and _OF_REVIEW.fullmatch(line.text) is not None


def heads_batch(line: PrintedLine) -> bool:
    """Whether a line says of which batch those below it are, and does not count them: 第一批(2009年)."""
    return _BATCH.fullmatch(line.text) is not None and _COUNT.search(line.text) is None


def is_caption(line: PrintedLine) -> bool:
    """Whether a line is below a picture or above a table: 图1 某社区议事现场."""
    return _CAPTION.fullmatch(line.text) is not None


def heading_at_end(line: PrintedLine) -> ListHeading | None:
    """The end of a running text that leads to the entries on the lines below: …5个社区在列。分别为:"""
    if _LEADS_BELOW.search(line.text) is None or _HONOURS.search(line.text) is None:
        return None
    at = max(line.text.rfind(sign, 0, -1) for sign in "。;,") + 1
    return ListHeading(line.start + at, line.end)


def lead_of(text: str, start: int, first: int) -> ListHeading | None:
    """The words right before the first entry of a sentence that say of what tier or year these are."""
    start = max(start, first - FARTHEST_LEAD)
    tier = _LEAD.search(text, start, first)
    if tier is not None and tier["count"]:
        count = TextSpan(*tier.span("count"))
        return ListHeading(tier.start(), tier.end(), count, printed_number(tier["count"]) or None)
    lead = tier or _LEAD_OF_YEAR.search(text, start, first)
    return ListHeading(lead.start(), lead.end()) if lead is not None else None


class YearsAbove:
    """The years that headings name: of it is what stands below, up to the next one or a running text."""

    def __init__(self, rows: Sequence[PrintedLine], is_prose: Sequence[bool]) -> None:
        self._marks: list[Mark] = []
        named = set()
        for row, prose in zip(rows, is_prose, strict=True):
            years = list(re.finditer(_YEAR, row.text))
            if prose:
                self._marks.append((row.start, None))
            elif len(years) == 1 and (heading_of(row) is not None or heads_batch(row)):
                self._marks.append((row.start, TextSpan(row.start, row.end)))
                named.add(years[0][0][:4])
        if len(named) < 2:
            self._marks = []  # the year of all is that of the document

    def above(self, start: int) -> TextSpan | None:
        """The heading above an offset that names its year."""
        return _above(self._marks, start)


class BatchesAbove:
    """The batches that lines name by themselves: of it is what stands below, up to the next one, the heading
    of another list or a running text."""

    def __init__(self, rows: Sequence[PrintedLine], is_prose: Sequence[bool]) -> None:
        self._marks: list[Mark] = []
        for row, prose in zip(rows, is_prose, strict=True):
            batch = _BATCH.fullmatch(row.text)
            if batch is not None:
                start, end = batch.span("batch")
                self._marks.append((row.start, TextSpan(row.start + start, row.start + end)))
            elif prose or (heading_of(row) is not None and _OTHER_LIST.search(row.text)):
                self._marks.append((row.start, None))

    def above(self, start: int) -> TextSpan | None:
        """The words above an offset that name its batch."""
        return _above(self._marks, start)


def batch_lines(rows: Sequence[PrintedLine]) -> list[int]:
    """Where the lines begin that name a batch and nothing else."""
    return [row.start for row in rows if _BATCH.fullmatch(row.text) is not None]


def _above(marks: Sequence[Mark], start: int) -> TextSpan | None:
    at = bisect_right(marks, start, key=lambda mark: mark[0])
    return marks[at - 1][1] if at else None
