"""Honours that a document only aims at: 将择优推荐申报…, 参加…评选, 对标…. They are not given by it."""

import re
from functools import cache

from cases.language.folding import FoldTable, simplified
from cases.readers.printed_vocabulary import PrintedNames

_SIMPLIFIED = FoldTable(simplified)  # character by character: offsets stay
_CLAUSE = re.compile(r"[^，,。；;：:！!？?\r\n]*$")
_SENTENCE = re.compile(r"[^。！!？?\r\n]*")
_FUTURE = r"将|拟|(?<![重主纪需])要|择优|优先|积极|鼓励|支持|争取|力争|准备|计划|努力|全力|统一|下一步|可"
_AIM = re.compile(
    rf"(?:{_FUTURE})[^的]{{0,12}}?(?:推荐|推送|选送|报送|上报|创建)"
    r"|推荐(?:申报|参加|参评|参选|参与|入围|上报|报送|[为至到给])|申报|申请|申创|参加|参评|参选|参赛|参与|角逐|争创"
    r"|(?:争取|力争|确保|有望)(?:[^，,。；;的]{0,10}?(?:入选|入围|荣?获[评得批]?|创成|跻身))?|冲刺|冲击|竞逐|竞争|瞄准|备战|对标|对照|参照|借鉴"
)
# Between the word and the name: that it was decided, or that it says which applied, 申报的….
_DECIDED = re.compile(
    r"的(?!全|年)|评[审选定为出]|审核|公示|考核|验收|确[定认]|认定|命名|授予|公布|表彰|入选|入围|获|选出|产生|通报"
    r"|列为|脱颖而出"
)
_IS_FUTURE = re.compile(_FUTURE)
_WON = re.compile(
    r"(?<!力争)(?<!争取)(?<!确保)(?<!有望)(?:荣获|喜获|斩获|获|评为|评出|评选出|入选|入围|确[定认]|认定|脱颖而出|上榜|荣登|授予|授牌|颁奖|产生)"
    r"(?!的|后|者)"
)
_OF_CHOICE = re.compile(
    r"[”\"」』》]?的?(?:推荐|候选|申报|备选|培育|储备)(?:对象|名单|库|单位|项目|案例|人选)"
)


def without_aims(text: str, programmes: PrintedNames) -> str:
    """The text, as long as it was, with blanks for honours that it only aims at, and their years.

    One that was applied for and won, as the sentence goes on, is its own; so is one in the title of another
    document: 根据《关于申报…的通知》.
    """
    pieces, done = [], 0
    simple = text.translate(_SIMPLIFIED)
    for name in _names(programmes.pattern).finditer(text):
        start = _aimed_from(simple, *name.span())
        if start is not None:
            start = max(start, done)
            pieces += [text[done:start], " " * (name.end() - start)]
            done = name.end()
    return "".join([*pieces, text[done:]])


@cache
def _names(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _aimed_from(text: str, start: int, end: int) -> int | None:
    """Where the words begin that govern the name and aim at it; None if none do."""
    clause = _CLAUSE.search(text, max(0, start - 80), start)
    first = clause.start() if clause is not None else start
    before = text[first:start]
    if before.count("《") > before.count("》"):
        return None
    if _OF_CHOICE.match(text, end) is not None:
        return start
    aim = next(reversed(list(_AIM.finditer(before))), None)
    if aim is None or _DECIDED.search(before, aim.end()) is not None:
        return None
    behind = _SENTENCE.match(text, end)
    is_won = behind is not None and _WON.search(behind[0]) is not None
    is_future = _IS_FUTURE.search(before, 0, aim.end()) is not None
    return None if is_won and not is_future else first + aim.start()
