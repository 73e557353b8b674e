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
    SearchExample("社区协商", "连着写的几个字，在标题、正文、申报单位、地区中一字不差地出现；一个字也可以"),
    SearchExample("网格 党建", "空格表示“并且”：两处都要有"),
    SearchExample("居民议事 | 民主协商", "竖线表示“或者”：有一处就行"),
    SearchExample("物业 -业主", "词前加减号表示排除"),
    SearchExample("提名 -2014", "年度、等次、项目的说法也能排除"),
    SearchExample("“社区 社会组织”", "引号里的照原样连着找，空格也不断开"),
    SearchExample("标题:自治", "只在标题里找；还有 正文:、申报单位:、地区:"),
    SearchExample("苏州", "地名连同所辖各级：也找到太仓"),
    SearchExample("坪山区", "今天的名称也找到当时的坪山新区"),
    SearchExample("长三角", "几个省市的合称，也可以是华东、京津冀"),
    SearchExample("宁海三十六条", "数字的两种写法：宁海36条"),
    SearchExample("三社联动", "机制连同它的别称和下级机制，依据编者的编码"),
    SearchExample("ganbu", "拼音：机制、地名、标题和正文里的词"),
    SearchExample("ssld", "拼音的首字母：三社联动"),
    SearchExample("2015年 提名", "年度、等次、项目的说法也认得"),
)
ALIKE = ("全角和半角", "大写和小写", "繁体和简体", "各种引号", "字间多余的空格")
FORMATS = (
    ("Excel", "电子表格，Excel、WPS 可直接打开、筛选；每行一个案例，另附检索条件和字段说明"),
    ("Word", "材料汇编：封面、目录、正文，每个案例后附来源和引用格式，按公文的字体和版心排好"),
    ("CSV", "供统计软件和程序读取，列名和取值用代码，含义见编码手册"),
    ("JSON", "供程序读取"),
    ("网址", "列表、已选案例、统计表的网址都是固定的，可以收藏、发给同事、写进文件"),
)
PRINTED_ALWAYS = ("title", "applicant", "text", "rank")


def presets() -> list[tuple[str, str]]:
    """(label, address) of the tables that are one click away."""
    return [(preset.label, preset.layout.url(reverse("statistics"))) for preset in PRESETS]


def printed_labels() -> list[str]:
    """The columns that every source prints."""
    return [each.label for each in FIELDS if each.name in PRINTED_ALWAYS]


def help_page(request: HttpRequest) -> Page:
    return Page("使用帮助", HELP, absolute(request, HELP.url), description=HELP.description)
