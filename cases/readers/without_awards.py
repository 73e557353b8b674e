"""Documents that name many units and honour none of them: calls for entries, and lists of candidates.

They give no award; a problem says what they are, by which words, and how many lines they list. What is only
doubtful (the news of a list that is still shown for objections) is read, and each of its rows says so.
"""

import re
from collections.abc import Iterator, Sequence

from cases.language.folding import FoldTable, simplified
from cases.readers.page import SourcePage
from cases.readers.records import AwardRecord, Printed, Problem

CALL = "征集或者推荐的通知"
CANDIDATES = "候选或者公示的名单，还不是最终结果"
_NONE = "这是{kind}（“{words}”），没有收录获得荣誉的名单。"
_LISTED = "这是{kind}（“{words}”），列出的 {count} 条不是获得荣誉的名单，没有收录。"
_NOT_FINAL = "这是{kind}（“{words}”），列出的 {count} 条没有收录；公布最终结果后，请导入公布的文件。"
_TOP = 5  # so many lines of a document may have its title
_LONGEST_HEADING = 80
_LONGEST_QUOTED = 40
_FORMS = FoldTable(
    lambda sign: {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"}.get(sign, simplified(sign))
)
_CALL = re.compile(
    r"关于(?:组织)?(?:开展|做好|启动|举办|推荐|申报|征集|报送|评选|遴选|选送)[^\n。]{0,60}"
    r"(?:推荐|申报|征集|评选|遴选|报送|选送|创建|大赛|工作|活动|实验区|示范区|单位|案例)的?(?:预?通知|公告|启事|函)$"
)
_INVITES = re.compile(
    r"征集令|(?:等|期待)[你您](?:来|的)?(?:报|投稿|参[加与评])|快来报名|诚邀[^。]{0,20}(?:申报|参评|参[加与])"
)
_OF_RESULTS = re.compile(r"公布|命名|授予|表彰|通报|结果|名单|获奖|入选")
_OF_REVIEWS = re.compile(r"验收|复核|复审|复查|评估|撤销|结项")
_GIVEN = re.compile(r"命名|授予|公布|确认|表彰|评为|评出|荣获|入选|通报|认定|名列")
_VERB = r"(?:命名|授予|公布|确认|认定|表彰|评为|评定|确定)"
# What a call may say besides: that others are honoured now, not how those will be who answer it.
_DECIDES = re.compile(
    rf"(?:决定|现(?:将|对|予以)?)(?!开展|组织|启动|就|有关)[^,。;\n]{{0,40}}?{_VERB}"
    r"(?!标准|条件|办法|程序|工作|活动|有关|事项|后|的)"
)
_SHOWN = r"公示(?=$|[\s_—(【|-]|公告|通告|名单|的?通知|期|如下|[,。:])"
_PROPOSED = (
    rf"(?<![模虚草])拟(?:对|将|同意|予以)?[^,。;:]{{0,6}}?"
    rf"(?:{_VERB}|入选|通过|推荐|申报|报送|保留|撤销|取消|列入|给予)"
)
_OF_CANDIDATES = (
    r"候选(?:单位|案例|项目|社区|街道|对象|人选|人)?(?:名单|公示|公告|推荐|投票|$|[:( _—-])"
    r"|(?:入围|初选|初评|初审|推荐|申报|参评|参选)(?:单位|案例|项目|社区|对象)?(?:名单|名录|汇总表|一览表)"
)
_NAMED_SO = re.compile(f"{_SHOWN}|{_OF_CANDIDATES}|{_PROPOSED}")
_SAID_SO = re.compile(rf"(?:现|予以|进行|一并)[^。;]{{0,30}}?公示(?=$|如下|[,。:;])|{_PROPOSED}")
# That somebody is honoured nevertheless, or nobody objected any more.
_HONOURED = re.compile(
    r"(?<![拟将对])(?:入选|获奖)(?!的|后|者|条件|标准)|评选结果[^。]{0,6}公示|上榜|榜上有名|荣获|获评|荣登|跻身|脱颖而出|获批"
    rf"|经[^,。;]{{0,12}}公示|公示(?:期|期间)?[已内]?(?:均|均未|未|无|没有)[^,。;]{{0,8}}异议|公示期?(?:已|届)?满"
    rf"|(?:决定|正式){_VERB}|现(?:予|予以)?公布|公示名单公布"
)


def without_awards(page: SourcePage, records: Sequence[AwardRecord]) -> Problem | None:
    """What the document is if it gives no award: its passage is all that it lists, else its title."""
    titles = list(_titles(page))
    words = next((title for title in titles if _is_call(page, title)), None)
    if words is not None:
        return _told(_LISTED, CALL, words, records)
    words = _named_candidates(page, titles, records) if records else None
    return _told(_NOT_FINAL, CANDIDATES, words, records) if words is not None else None


def _told(message: str, kind: str, words: Printed[str], records: Sequence[AwardRecord]) -> Problem:
    quoted = words.value[:_LONGEST_QUOTED] + ("……" if len(words.value) > _LONGEST_QUOTED else "")
    if not records:
        return Problem(_NONE.format(kind=kind, words=quoted), words.start, words.end)
    first, last = min(each.start for each in records), max(each.end for each in records)
    return Problem(message.format(kind=kind, words=quoted, count=len(records)), first, last)


def _titles(page: SourcePage) -> Iterator[Printed[str]]:
    """The title of the page, and the first lines of a page without one."""
    if page.title is not None:
        yield page.title
    for row in page.body[:_TOP]:
        yield Printed(row.text, row.start, row.end)


def _is_call(page: SourcePage, title: Printed[str]) -> bool:
    """Whether the title asks for entries, and nothing says of others that they are honoured by it."""
    words = title.value.translate(_FORMS)
    if _CALL.search(words) is None and _INVITES.search(words) is None:
        return False
    body = "\n".join(row.text for row in page.body).translate(_FORMS)
    if _OF_REVIEWS.search(words) is not None:
        return _GIVEN.search(f"{words}\n{body}") is None
    return _OF_RESULTS.search(words) is None and _DECIDES.search(body) is None


def _named_candidates(
    page: SourcePage, titles: Sequence[Printed[str]], records: Sequence[AwardRecord]
) -> Printed[str] | None:
    """The title, heading or sentence above the first entry that says that they are candidates; None where
    something there says that they are honoured."""
    first = min(each.start for each in records)
    above = [Printed(row.text, row.start, row.end) for row in page.body]
    said = None
    for row in (row for row in (*titles, *above) if row.start <= first):
        words = row.value.translate(_FORMS)
        if _HONOURED.search(words) is not None:
            return None
        if said is None and _says_so(words[: max(0, first - row.start)]):  # not what the entry itself prints
            said = row
    return said


def _says_so(words: str) -> bool:
    is_heading = len(words) <= _LONGEST_HEADING and "。" not in words
    form = _NAMED_SO if is_heading else _SAID_SO
    return form.search(words) is not None
