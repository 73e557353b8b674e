"""Page chrome: what a web site prints around a document, on lines of its own or glued to a paragraph."""

import re
from dataclasses import dataclass

from cases.language.word_tables import any_of, words_of_kind
from cases.readers.passages import PrintedLine, stretch

_OPEN, _CLOSE = r"[\[［【〔(（]", r"[\]］】〕)）]"
_CREDITS = any_of(words_of_kind("page_words", "credit"))
_COUNTERS = any_of(words_of_kind("page_words", "counter", "counter-of-chrome"))
_BUTTONS = any_of(words_of_kind("page_words", "button-in-brackets"))
_CLOSING_BUTTONS = any_of(words_of_kind("page_words", "closing-button"))
_BUTTON_LINES = any_of(words_of_kind("page_words", "closing-button", "button-on-a-line"))
_INSIDE = r"[^\]］】〕)）\r\n]{0,80}"  # bounded, so that no line takes more than linear time
_DATE = r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"

# Behind these nothing of the document follows; they are unmistakable wherever they stand.
_CLOSING = rf"""
    扫一扫[^。\r\n]{{0,6}}(?:打开|浏览|查看|分享)[^。\r\n]{{0,8}}
  | {_OPEN}\s*{_CREDITS}\s*[:：\s]{_INSIDE}{_CLOSE}
  | {_OPEN}\s*作者(?:单位|系|为){_INSIDE}{_CLOSE}
  | (?:{_OPEN}\s*)?{_CLOSING_BUTTONS}(?:\s*{_CLOSE})?
"""
# These are chrome only where a sentence is over: the same words occur in prose.
_LOOSE = rf"""
    {_OPEN}\s*{_BUTTONS}\s*{_CLOSE}
  | 字[体号](?:大小)?\s*[:：]?\s*(?:{_OPEN}\s*(?:特大|超大|默认|[大中小])\s*{_CLOSE}[\s|]*){{2,6}}
  | 字[体号]\s*[:：]?\s*{_OPEN}{_INSIDE}{_CLOSE}
  | 字[体号]\s*[:：]\s*[大中小\s]+
  | 分享到?\s*[:：]
  | {_COUNTERS}\s*[:：]\s*\d*\s*次?
  | (?:发布时间|发布日期|更新时间)\s*[:：]\s*{_DATE}
  | (?:责任编辑|责编)\s*[:：]\s*\S{{1,10}}
  | 备案(?:序)?号\s*[:：]\s*\S+
  | [\u4e00-\u9fff]ICP备\S+
  | [上下]一[篇条]\s*[:：][^。\r\n]*
  | 版权所有[^。\r\n]*
  | 网站标识码[^。\r\n]*
"""
_TOKEN = re.compile(rf"(?:{_CLOSING}|{_LOOSE})", re.VERBOSE)
_TAIL = re.compile(rf"(?:(?:{_CLOSING})|(?<=[。！？!?…”」）)】\s])(?:{_LOOSE}))", re.VERBOSE)
_LINE = re.compile(
    r"当前(?:的)?位置|您(?:现)?在的位置|首页\s*[>＞»|｜·]|[|｜·]\s*(?:网站)?首页|^(?:网站|本站)?首页(?:\s+[^\s，,。]{2,8})+$"
    r"|[>＞»]$|欢迎(?:您|访问|光临)|(?:加入|添加)收藏|设为(?:主页|首页)"
    r"|ICP备|公网安备|版权所有|技术支持\s*[:：]|网站标识码|^(?:主办|承办)(?:单位)?\s*[:：]|^相关(?:链接|阅读|新闻|文章)"
    rf"|^{_BUTTON_LINES}$|^[|\s]+$|^\S{{1,80}}\.(?:jpe?g|png|gif|bmp|docx?|pdf|xlsx?|wps|ofd|html?)$"
    r"|[>＞»][^>＞»，。]{1,40}[>＞»]"
    r"|^[^，,。]{2,30}(?:信息网|资讯网|新闻网|政府网|门户网站|官网)$"
    r"|(?:登录|注册|繁体|简体|无障碍|长者)[^，,。]{0,8}(?:登录|注册|繁体|简体|无障碍|长者)"
    r"|^[^，,。]{0,20}\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?$"
)
_END = re.compile(
    rf"(?:{_CLOSING})|备案(?:序)?号\s*[:：]|ICP备|版权所有|技术支持\s*[:：]|网站标识码|^[上下]一[篇条]\s*[:：]|^相关(?:链接|阅读|新闻|文章)",
    re.VERBOSE,
)
_PIECE = re.compile(  # of a line about the page: a date, a counter, a button, a label with its value
    rf"(?:{_OPEN}?(?:{_DATE}|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|\d+次?|特大|超大|默认|[大中小]|A[+-]?"
    rf"|{_BUTTON_LINES}|微信|微博|朋友圈|QQ空间|繁体|简体|(?:我要)?纠错|星期[一二三四五六日]){_CLOSE}?[:：]?"
    rf"|(?P<label>{_OPEN}?(?:字[体号](?:大小)?|(?:信息|文章|稿件|新闻)?来源|作者|编辑|发布(?:时间|日期|单位|机构|人)?|日期|时间"
    rf"|更新时间|浏览(?:次数|量)?|阅读(?:次数|量|数)?|点击(?:次数|量|数|率)?|访问量|人气|分享(?:到|至)?)\s*)(?:[:：](?P<value>.*))?)"
)
_TITLE_END = re.compile(
    r"(?:通知|公告|公示|通报|决定|名单|名录|榜单|结果|揭晓)(?:[(（][^()（）]{0,12}[)）])?$"
)
_CONTACT = re.compile(
    r"(?:(?:通[讯信]|联系|办公|单位)?地址|(?:联系|监督|咨询|举报|投诉|服务|办公)?(?:电话|热线)"
    r"|邮编|邮政编码|传真|(?:电子)?邮[箱件]|网址|联系人)\s*[:：]"
)
SHORTEST_TITLE = 8
LONGEST_TAIL = 200


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a line without chrome, and whether the document is over behind it."""

    line: PrintedLine | None
    ends: bool


def cut(text: str, line: PrintedLine) -> Cut:
    """Take the chrome off a line. Words of the document are never taken: in doubt the line stays whole."""
    ends = _END.search(line.text) is not None
    if len(line.text) <= LONGEST_TAIL and _LINE.search(line.text) and "。" not in line.text:
        return Cut(None, ends)
    start = line.start
    while (token := _TOKEN.match(text, start, line.end)) and token.end() > start:
        rest = stretch(text, token.end(), line.end)
        if rest is None:
            return Cut(None, ends)
        start = rest.start
    for tail in _TAIL.finditer(text, start, line.end):
        if (
            tail.start() > start
            and "。" not in text[tail.start() : line.end]
            and line.end - tail.start() <= LONGEST_TAIL
        ):
            return Cut(stretch(text, start, tail.start()), ends)
    return Cut(stretch(text, start, line.end), False)


def is_about_page(words: str) -> bool:
    """Whether a line says only things about the page: sizes of type, buttons, source, date, views."""
    needs_value = False
    for piece in re.split(r"[\s|｜·]+", words.strip(" |｜·")):
        match = _PIECE.fullmatch(piece)
        if _TITLE_END.search(piece) or (match is None and not needs_value):
            return False
        needs_value = match is not None and match["label"] is not None and not match["value"]
    return True


def title_behind(text: str, line: PrintedLine) -> PrintedLine | None:
    """The title of a document that a page prints on one line with its breadcrumb, its source or its date."""
    if _TITLE_END.search(line.text) is None or "。" in line.text:
        return None
    cuts = [match.end() for match in re.finditer(rf"{_DATE}|[>＞»]\s*|\s+|次", line.text)]
    for at in cuts:
        behind = line.text[at:].strip()
        if len(behind) >= SHORTEST_TITLE and not re.search(rf"[>＞»\s:：]|^{_DATE}", behind):
            return stretch(text, line.start + at, line.end)
    return None


def is_contact(words: str) -> bool:
    """Whether a line is the address or the telephone of an office, as the foot of a page has it."""
    return _CONTACT.match(words) is not None
