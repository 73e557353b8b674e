"""Lines above the title of a document that are not it: letterheads, numbers, menus, names of sites."""

import re
from collections.abc import Sequence
from itertools import takewhile

from cases.readers.letterheads import ends_title, is_letterhead, names_offices
from cases.readers.passages import PrintedLine

# What a page or an app prints above an article: 首页, 打开App, 某某客户端, 正文, 题目内容.
_CONTROL = re.compile(
    r"(?:网站|本站|返回|回到|门户)?(?:首页|主页)|(?:立即|点击|免费)?(?:打开|下载|安装|使用)(?:本|该)?.{0,8}?(?:App|客户端)(?:.{0,4}(?:阅读|查看|打开|观看))?"
    r"|.{2,10}(?:客户端|App)|(?:文章|新闻|详细|题目|信息|公告|页面)?(?:正文|内容|详情)|原创|头条|置顶|推荐|关注|\+关注|已关注|听新闻|播报|语音播报"
    r"|(?:切换|选择)?(?:频道|城市|导航|菜单|网站导航|站点地图)|搜索|(?:点击|关注)(?:上方|下方)?蓝字.{0,10}|请输入.{0,10}|登录|注册|退出|用户中心|微信|微博|更多|展开|收起|返回",
    re.IGNORECASE,
)
# The name of a newspaper, the issue of a journal: 绵阳日报, 社会治理 2021年第6期.
_PAPER = re.compile(
    r"[\u3400-\u9fff]{2,5}(?:日报|晚报|晨报|早报|时报|都市报|周报)|[\u3400-\u9fff]{2,12}\s*(?:19|20)\d\d年第?\d{1,3}期"
)
_GOOD_NEWS = re.compile(r"(?:喜讯|喜报|祝贺|恭喜)\s*[!！|｜:：]")
# Columns of a site, each of a few signs: 政务公开, 通知公告, 新闻中心, 办事服务.
_COLUMN = re.compile(
    r"(?:通知|公告|公示|通报|公报|政策|法规|法律|规章|文件|规范性|解读|政务|政府|信息|公开|指南|目录|年报|新闻|要闻|时政|动态|资讯|快讯|中心|工作|部门|地方"
    r"|基层|各地|县市区?|区县|乡镇|专题|专栏|专项|视频|图片|图文|导航|服务|办事|便民|互动|交流|民政|机构|领导|职能|概况|简介|党建|人事|财政|文化|数据"
    r"|统计|下载|表格|社会|国内|国际|民生|评论|理论|热点|头条|滚动|最新|本地|当前|栏目|重点|业务|领域|主动|依申请)+"
)
# What titles say: 关于…, …名单, …入选….
_SAYS_TITLE = re.compile(
    r"关于|關於|通知|通报|通報|公告|公示|决定|決定|批复|批復|名单|名單|名录|榜单|结果|結果|公布|发布|揭晓|出炉|入选|入選|荣获|获评|获奖|上榜|喜报"
    r"|摘取|摘得|捧回|案例|示范|表彰|命名|授予|确认|认定|成果|试点|评选|验收|复核|大赛|实验区|工作法|评优|十佳|百佳"
)
_ENDS_LIST = re.compile(r"(?:名单|名單|名录|榜单|结果|公示|公告|通知|案例)(?:[(（][^()（）]{0,12}[)）])?$")
_CUT = re.compile(
    r"(?:19|20)\d\d\s*年度?[^，,。：:“”]{0,12}"
)  # 2017年度全市, over what is named on the next line
_YEAR = re.compile(r"(?:19|20)\d\d\s*年|第[一二三四五六七八九十\d]{1,3}[批届]|首[批届]")
_LONGEST_ITEM = 6  # signs of an item of a menu
_FEWEST_ITEMS = 2
_LONGEST_REST = 40
_LONGEST_HEADLINE = 60
_SHORT = 8  # a name of a sheet, of a site


def is_headline(words: str) -> bool:
    """Whether a line that ends in a sign of exclamation is the title of a piece of news: 喜报！…入选…！"""
    return (
        words[-1] in "！!？?"
        and _SHORT < len(words) <= _LONGEST_HEADLINE
        and _SAYS_TITLE.search(words) is not None
    )


def _is_above_title(words: str) -> bool:
    """Whether a line is by itself none of those that a title consists of."""
    if _PAPER.fullmatch(words) is not None:
        return True
    return is_letterhead(words) or _CONTROL.fullmatch(words.replace(" ", "")) is not None


def above_title(rows: Sequence[PrintedLine]) -> set[int]:
    """Where those of the first lines of a document begin that stand above its title; `rows` are these up to
    the first that is surely of the body."""
    passed = {row.start for row in rows if _is_above_title(row.text)} | set(_menus(rows))
    left = [row for row in rows if row.start not in passed]
    title = _title(left)
    return passed | {row.start for row in left if title is not None and row.start < title.start}


def goes_on(words: str, below: str) -> bool:
    """Whether a title that stands on two lines goes on with the second."""
    if re.search(r"关于|關於", words):
        return not ends_title(words) and ends_title(words + below) and not re.search(r"关于|關於", below)
    is_cut = _CUT.fullmatch(words) is not None and _SAYS_TITLE.search(words) is None
    return is_cut and len(below) <= _LONGEST_REST and _ENDS_LIST.search(below) is not None


def _title(rows: Sequence[PrintedLine]) -> PrintedLine | None:
    """The first line, or one below it that is a title where the first is none."""
    if not rows or _is_title(rows[0].text):
        return rows[0] if rows else None
    first = rows[0].text
    for row in rows[1:]:
        is_news = len(first) <= _SHORT and _GOOD_NEWS.match(row.text) and _SAYS_TITLE.search(row.text)
        if (
            is_news
            or _is_document(row.text)
            or (_names_more(row.text) and (len(first) <= _SHORT or first in row.text))
        ):
            return row
    return rows[0]


def _is_title(words: str) -> bool:
    """Whether a line may be a title, and is no column of a site nor the name of a sheet."""
    is_column = len(words) <= _SHORT and _COLUMN.fullmatch(words) is not None
    return (
        not is_column
        and (len(words) > _SHORT or _YEAR.search(words) is not None)
        and _SAYS_TITLE.search(words) is not None
    )


def _is_document(words: str) -> bool:
    """…关于…的通知."""
    return ends_title(words) or re.match(r"(?:关于|關於)[^。]{6,}", words) is not None


def _names_more(words: str) -> bool:
    """Whether a line names a year or a batch, and what it is about."""
    return len(words) > _SHORT and _SAYS_TITLE.search(words) is not None and _YEAR.search(words) is not None


def _menus(rows: Sequence[PrintedLine]) -> set[int]:
    """The lines of menus that have an item a line; a title stands below them."""
    found: set[int] = set()
    at = 0
    while at < len(rows):
        run = list(takewhile(lambda row: _is_item(row.text), rows[at:]))
        behind = rows[at + len(run)] if at + len(run) < len(rows) else None
        is_menu = len(run) >= _FEWEST_ITEMS and behind is not None and len(behind.text) > _SHORT
        found |= {row.start for row in run} if is_menu else set()
        at += max(1, len(run))
    return found


def _is_item(words: str) -> bool:
    return (
        len(words) <= _LONGEST_ITEM
        and re.search(r"\d|关于|關於|名单$|名單$", words) is None
        and not names_offices(words)
    )
