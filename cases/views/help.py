"""使用帮助: what readers can do here, in plain words, with examples that can be clicked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.basket import MOST as MOST_CHOSEN
from cases.citations import STANDARD, cite
from cases.facets.declarations import FACETS
from cases.fields import FIELDS
from cases.listing.state import PAGE_SIZES, SORTS
from cases.models import Award, Source
from cases.pages.page import HELP, Page, absolute
from cases.statistics.layout import PRESETS
from cases.views import compare


@dataclass(frozen=True, slots=True)
class Example:
    """A search that can be tried: what is typed, and what it finds."""

    q: str
    meaning: str

    @property
    def url(self) -> str:
        return f"{reverse('cases')}?{urlencode({'q': self.q})}"


EXAMPLES = (
    Example("社区协商", "连着写的几个字，在题名、正文、申报单位、地区中一字不差地出现；一个字也可以"),
    Example("网格 党建", "空格表示“并且”：两处都要有"),
    Example("居民议事 | 民主协商", "竖线表示“或者”：有一处就行"),
    Example("物业 -业主", "词前加减号表示排除"),
    Example("提名 -2014", "年度、等次、项目的说法也能排除"),
    Example("“社区 社会组织”", "引号里的照原样连着找，空格也不断开"),
    Example("标题:自治", "只在题名里找；还有 正文:、申报单位:、地区:"),
    Example("苏州", "地名连同所辖各级：也找到太仓"),
    Example("坪山区", "今天的名称也找到当时的坪山新区"),
    Example("长三角", "几个省市的合称，也可以是华东、京津冀"),
    Example("宁海三十六条", "数字的两种写法：宁海36条"),
    Example("三社联动", "机制连同它的别称和下位词，依据编者的编码"),
    Example("ganbu", "拼音：机制、地名、题名和正文里的词"),
    Example("ssld", "拼音的首字母：三社联动"),
    Example("2015年 提名", "年度、等次、项目的说法也认得"),
)
ALIKE = ("全角和半角", "大写和小写", "繁体和简体", "各种引号", "字间多余的空格")
FORMATS = (
    ("CSV", "电子表格，Excel、WPS 直接打开；每行一个案例，列的含义见编码手册"),
    ("Word", "材料汇编：封面、目录、正文，每个案例后附来源和引用格式，按公文的字体和版心排好"),
    ("JSON", "供程序读取"),
    ("网址", "列表、选案、统计表的网址都是固定的，可以收藏、发给同事、写进文件"),
)
PRINTED_ALWAYS = ("title", "applicant", "text", "rank")

BEHIND = ("source__text", "source__body_start", "source__body_end", "source__note")


@read_only
def help_page(request: HttpRequest) -> HttpResponse:
    awards = Award.objects.published().select_related("source").defer("text", *BEHIND)
    example = awards.order_by("accession").last()
    context = {
        "page": page(request),
        "examples": EXAMPLES,
        "alike": ALIKE,
        "facets": FACETS,
        "missing_labels": list(dict.fromkeys(facet.missing for facet in FACETS)),
        "sorts": list(SORTS.values()),
        "page_sizes": PAGE_SIZES,
        "formats": FORMATS,
        "most_chosen": MOST_CHOSEN,
        "most_compiled": settings.COMPILATION_LIMIT,
        "compare_least": compare.LEAST,
        "compare_most": compare.MOST,
        "presets": [
            (preset.label, f"{reverse('statistics')}?{preset.layout.query_string}") for preset in PRESETS
        ],
        # What lies behind a long text in a row costs reading the text, so only the names are asked for.
        "sources": Source.objects.only("slug", "title", "publisher"),
        "printed": [each.label for each in FIELDS if each.name in PRINTED_ALWAYS],
        "example": example,
        "citation": cite(example, absolute(request, example.get_absolute_url())) if example else "",
        "citation_standard": STANDARD,
    }
    return render(request, "help/page.html", context)


def page(request: HttpRequest) -> Page:
    return Page("使用帮助", HELP, absolute(request, HELP.url), description=HELP.description)
