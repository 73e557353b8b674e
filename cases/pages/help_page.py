"""What the help page lists: searches that can be tried, forms to take away, tables, columns."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from cases.fields import FIELDS
from cases.listing.state import SearchState
from cases.pages.page import CASES, HELP, Page, absolute
from cases.statistics.layout import PRESETS


@dataclass(frozen=True, slots=True)
class SearchExample:
    """A search that can be tried: what is typed, and what it finds."""

    q: str
    meaning: str

    @property
    def url(self) -> str:
        return SearchState.of(q=self.q).url(CASES.url)


EXAMPLES = (
    SearchExample("社区协商", "一字不差地写到"),
    SearchExample("网格 党建", "两处都写到"),
    SearchExample("居民议事 | 民主协商", "写到其中一个"),
    SearchExample("物业 -业主", "写到前者，没有写到后者"),
    SearchExample("提名 -2014", "年度、等次、项目也能排除"),
    SearchExample("“社区 社会组织”", "照原样连着写到，空格也不断开"),
    SearchExample("标题:自治", "只在标题里；还有 正文:、申报单位:、地区:、年度:、项目:、等次:、机制:、编号:"),
    SearchExample("苏州", "地名，包括所辖各级"),
    SearchExample("坪山区", "连同当时的坪山新区"),
    SearchExample("长三角", "几个省市的合称"),
    SearchExample("宁海三十六条", "数字的另一种写法"),
    SearchExample("三社联动", "机制，包括别称和下级机制"),
    SearchExample("ganbu", "拼音"),
    SearchExample("ssld", "拼音首字母"),
    SearchExample("2015年 提名", "年度、等次、项目"),
)
ALIKE = ("全角半角", "大小写", "繁简体", "各种引号", "多余的空格")
FORMATS = (
    ("Excel", "可筛选的表格，附检索条件和字段说明"),
    ("Word", "材料汇编：封面、目录、正文、来源和引文，按公文排版"),
    ("CSV、JSON", "供程序读取，代码见编码手册"),
    ("编码、0/1 表", "供统计软件"),
    ("打印", "列表印成名单，其他页面附网址和日期"),
    ("网址", "可收藏、转发"),
)
SHOWN = "2014-sqzl-w02"  # the case of the pictures, which the text is about where the library has it
PRINTED_ALWAYS = ("title", "applicant", "text", "rank")


def presets() -> list[tuple[str, str]]:
    """(label, address) of the tables that are one click away."""
    return [(preset.label, preset.layout.url(reverse("statistics"))) for preset in PRESETS]


def printed_labels() -> list[str]:
    """The columns that every source prints."""
    return [each.label for each in FIELDS if each.name in PRINTED_ALWAYS]


def help_page(request: HttpRequest) -> Page:
    return Page("使用帮助", HELP, absolute(request, HELP.url), description=HELP.description)
