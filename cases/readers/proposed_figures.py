"""Key figures proposed by rules: numbers with a unit in the text of an award, and what they count.

A proposal is as good as the words around a number tell without understanding them; a person reads each. What
is left out on purpose: dates and spans of time, ordinals, numbers of documents and telephones, names such
as 365, 1+10 or “4335” in quotation marks or beside signs, and small numbers in Chinese numerals, which
mostly count the parts of a text (五项机制). How good they are prints `python -m tests.readers.score_figures`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cases.choices import Qualifier
from cases.language.quantities import ends_of
from cases.readers.passages import PrintedLine

FIGURE_RULES = "按数字提议"
FIGURE_RULES_DESCRIPTION = "按数字、量词和前后的字提出，未经人核对；只作核对的起点。"
LONGEST_NOUN = 24  # characters
NEAR, FAR = 6, 200  # characters around a number that say that it is none, and what it counts
LONGEST_SUBJECT = 20
LEAST_IN_CHINESE = 100  # smaller numbers in Chinese numerals are parts of a text
UNITS = (
    "平方公里", "平方千米", "平方米", "平米", "公里", "公顷", "千米", "万元", "亿元", "人次", "小时", "分钟",
    "大类",
    *"元亩人户家个支名位件项处份条所场次类栋幢座间台套辆对种批部本张只篇枚门块米吨%",
)  # fmt: skip
_NUMBER = (
    r"(?:百分之[一二三四五六七八九十百零\d.]+|\d{1,3}(?:,\d{3})+|\d{1,13}(?:\.\d{1,3})?[百千]?(?:[余多]?(?:万亿?|亿))?"
    r"|[一二三四五六七八九十百千两零]*[百千万亿][一二三四五六七八九十百千万两零]*)"
)
_FIGURE = re.compile(
    r"(?P<before>超过|超出|不低于|不少于|不超过|不足|至少|最多|将近|接近|大约|约|近|超|逾)?"
    rf"(?P<number>{_NUMBER}(?:[-—~～至]{_NUMBER})?)"
    rf"(?P<more>余|多|来)?(?P<unit>{'|'.join(UNITS)})?(?P<after>以上|以下|左右|以内|内|多)?"
)
_BEFORE = {
    **dict.fromkeys(("超过", "超出", "超", "逾"), Qualifier.OVER),
    **dict.fromkeys(("不低于", "不少于", "至少"), Qualifier.AT_LEAST),
    **dict.fromkeys(("不超过", "最多"), Qualifier.AT_MOST),
    **dict.fromkeys(("将近", "接近", "近"), Qualifier.NEARLY),
    **dict.fromkeys(("大约", "约"), Qualifier.ABOUT),
    "不足": Qualifier.UNDER,
}
_AFTER = {
    **dict.fromkeys(("以上",), Qualifier.AT_LEAST),
    **dict.fromkeys(("以下", "以内", "内"), Qualifier.AT_MOST),
    "左右": Qualifier.ABOUT,
    "多": Qualifier.OVER,
}
_NOT_BEHIND = re.compile(r"[第〔\[+＋\-—./．a-zA-Z\d“‘《]$|(?<!每)[年月]$")
_NOT_BEFORE = re.compile(r"^(?:[+＋\-/年月日号时点岁届期天周级层楼a-zA-Z\d]|[^“]{0,3}[”’])")
_CLAUSE = re.compile(r"[,，;；。:：、!！?？()（）《》“”‘’\n]")
_SENTENCE = re.compile(r"[;；。!！?？\n]")
_VERBS_BEFORE = re.compile(
    r"(?:已|已经|均|平均|共|总|总计|累计|合计|仅|就|目前的?|现有|达|达到|达成|有|为|是|增加到|增至|增加|扩大到|"
    r"发展到|覆盖|设立|设置|建立|建成|成立|组建|开展|安排|投入|到|至|了|的|数量|人数|总数)+$"
)
_OPENING = re.compile(
    r"^.*(?:建立起?了?|建成|成立|组建|形成|搭建|打造|开展|培育|设立|吸纳|选拔|纳入|投入使用|使用|拥有|完成|(?<!公)共|总|"
    r"下辖|常住(?=人口)|全[区市县镇街省]|辖区|先后|登记的?|各类|就|仅|已|其中)"
)
_NOUN_ENDS = re.compile(
    r"(?:组成|推行|实行|试点|实现|成功|全部|逐步|逐个|进行|开展|上线|形成|用于|负责|作为|专门|分别|由|在|被|将|以|可|已|"
    r"达|到|与|为|是|有|没|等|切实|的底数|从|对|让|来|增加|增设|覆盖|接待).*$"
)
_LEADING = re.compile("^(?:有|为|从|在|把|将|对|明确|确保|每|计)+")
_JOINING = re.compile("(?:[和及等与]|的)+$")
_BEHIND = re.compile(r"[,，;；。:：、!！?？()（）《》\n]")
_SCOPE = re.compile(r"全[区市县镇街省乡](?!部)|全国|辖区")
_WHEN = re.compile(r"截至目前|截至[^,，。]{2,12}|目前|去年|今年|每年|每月|每天|(?:19|20)\d\d年(?![—\-]|度)")
_PARTS = re.compile(r"其中[:：,，]?")
_MONEY = ("元", "万元", "亿元")


@dataclass(frozen=True, slots=True)
class ProposedFigure:
    """A figure from `start` to `end` of the document, with the words that a record of it has."""

    start: int
    end: int
    number: str
    value: Decimal
    upper: Decimal | None
    qualifier: str
    unit: str
    counted: str
    subject: str
    scope: str
    when: str


@dataclass(frozen=True, slots=True)
class _CountedNumber:
    """A number with its unit in a line; the words that it counts, and where these begin and end."""

    start: int
    end: int
    number: str
    value: Decimal
    upper: Decimal | None
    qualifier: str
    unit: str
    noun: str
    noun_start: int
    noun_end: int


def proposed_figures(lines: Sequence[PrintedLine], subjects: Sequence[str] = ()) -> list[ProposedFigure]:
    """In the order of the text. `subjects` are names under which figures are recorded already.

    What is counted is recorded under the longest of these that ends it, else under its own name.
    """
    ordered = sorted(subjects, key=len, reverse=True)
    return [figure for line in lines for figure in _of_line(line, ordered)]


def _of_line(line: PrintedLine, subjects: Sequence[str]) -> Iterator[ProposedFigure]:
    total: _CountedNumber | None = None
    parts_from = -1
    for found in _numbers(line.text):
        sentence = _sentence_before(line.text, found.start)
        if (parts := _last(_PARTS, sentence)) is not None and total is not None:
            parts_from = found.start - len(sentence) + parts
        is_part = (
            total is not None
            and parts_from >= total.end
            and total.unit == found.unit
            and total.start >= found.start - len(sentence)
        )
        counted = total.noun if is_part and total is not None else found.noun
        scope = found.noun if is_part else _last_words(_SCOPE, sentence)
        start, end = min(found.start, found.noun_start), max(found.end, found.noun_end)
        subject = next((each for each in subjects if counted.endswith(each)), counted)[:LONGEST_SUBJECT]
        yield ProposedFigure(
            line.start + start,
            line.start + end,
            found.number,
            found.value,
            found.upper,
            found.qualifier,
            found.unit,
            counted,
            subject,
            scope,
            _last_words(_WHEN, sentence),
        )
        if not is_part:
            total = found


def _numbers(text: str) -> Iterator[_CountedNumber]:
    for match in _FIGURE.finditer(text):
        number, unit = match["number"], match["unit"] or ""
        if unit in ("万元", "亿元"):
            number, unit = number + unit[0], "元"
        share = "%" if number.startswith("百分之") else ""
        said = ends_of(number)
        if said is None or not (unit or share) or _is_no_figure(text, match, said[0]):
            continue
        noun, start, end = _noun(text, match)
        if noun:
            value, upper = said
            yield _CountedNumber(
                *match.span(), number, value, upper, _qualifier(match), unit or share, noun, start, end
            )  # fmt: skip


def _is_no_figure(text: str, match: re.Match[str], value: Decimal) -> bool:
    number = match["number"]
    at = match.start("number")
    beside = text[max(at - NEAR, 0) : at], text[match.end() : match.end() + NEAR]
    if _NOT_BEHIND.search(beside[0]) or _NOT_BEFORE.match(beside[1]):
        return True
    is_spelt = not any(sign.isdigit() for sign in number) and not number.startswith("百分之")
    return is_spelt and value < LEAST_IN_CHINESE


def _qualifier(match: re.Match[str]) -> str:
    if match["before"]:
        return _BEFORE[match["before"]]
    if match["more"] in ("余", "多") or re.search("[余多]", match["number"]):
        return Qualifier.OVER
    if match["more"] == "来":
        return Qualifier.ABOUT
    return _AFTER.get(match["after"] or "", "")


def _noun(text: str, match: re.Match[str]) -> tuple[str, int, int]:
    """What is counted: behind the unit where words follow it, else in front of the number; with its span."""
    end = match.end()
    behind = _BEHIND.split(text[end : end + FAR], maxsplit=1)[0]
    lead = len(behind) - len(behind.lstrip("的内")) if match["unit"] != "%" else 0
    words = _NOUN_ENDS.sub("", behind[lead:])[:LONGEST_NOUN]
    words = _JOINING.sub("", re.split(r"\d", words)[0])
    if len(words) > 1:
        return words, end + lead, end + lead + len(words)
    clause = _clause_before(text, match.start())
    head = _VERBS_BEFORE.sub("", clause)
    opening = _OPENING.match(head)
    words = _LEADING.sub("", head[opening.end() if opening is not None else 0 :])[-LONGEST_NOUN:]
    start = match.start() - len(clause) + len(head) - len(words)
    return (words, start, start + len(words)) if len(words) > 1 else ("", end, end)


def _clause_before(text: str, at: int) -> str:
    return _CLAUSE.split(text[max(at - FAR, 0) : at])[-1]


def _sentence_before(text: str, at: int) -> str:
    return _SENTENCE.split(text[max(at - FAR, 0) : at])[-1]


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    found = [match.end() for match in pattern.finditer(text)]
    return found[-1] if found else None


def _last_words(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.findall(text)
    return found[-1] if found else ""
