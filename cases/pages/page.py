"""What the base template needs to know of a page: its title, where it stands, what its head says.

The head carries the tags that 《政府网站发展指引》 (国办发〔2017〕47号, annex 3) asks for: the site's own
(see `casebook.site_tags`), those of the column, and on a content page those of the article.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString, mark_safe

COLUMN_TYPE = "案例库"
# As in Django's json_script: nothing in the data can end the script element or open another.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Section:
    """A column (栏目) of the site, as the navigation and the head name it."""

    slug: str  # the URL name of the column's own page
    name: str
    description: str
    keywords: str
    type: str = COLUMN_TYPE

    @property
    def url(self) -> str:
        return address(self.slug, get_script_prefix())


@lru_cache(maxsize=128)
def address(name: str, prefix: str) -> str:
    """The address of a page without parameters below the site's path; kept, for every page names a dozen."""
    return reverse(name)


HOME = Section(
    "home", "首页", "全国社区治理和基层治理创新入选案例一览", "社区治理,基层治理,创新案例,入选案例"
)
CASES = Section("cases", "案例浏览", "按年度、地区、机制等条件浏览和检索案例", "社区治理案例,检索,分面浏览")
MECHANISMS = Section("mechanisms", "治理机制", "案例所用治理机制词表", "治理机制,三社联动,社区协商,词表")
SOURCES = Section("sources", "来源文献", "案例所据的来源文献，全文照录", "通知,名单,典型案例,原文")
CODEBOOK = Section("codebook", "编码手册", "各项信息的含义、取值和推断规则", "编码手册,数据字典,推断规则")
STATISTICS = Section("statistics", "统计", "按年度、地区、机制等交叉统计案例", "案例统计,交叉表,分布")
BASKET = Section("basket", "已选案例", "选用的案例，可以比较、汇编、下载", "已选案例,案例比较,材料汇编")
HELP = Section("help", "帮助", "怎样检索、筛选、阅读、导出和引用案例", "使用帮助,检索方法,引用格式")
ABOUT = Section(
    "about", "关于本库", "本库收录什么、由谁主办、更新到何时、怎样使用", "关于,主办单位,使用条款,更新"
)
VERSIONS = Section(
    "versions", "公布版本", "每一版公布的数据比上一版增、改、撤了什么", "公布版本,更新记录,校验值,引用"
)
DATA = Section(
    "data", "数据与接口", "整份取走案例、编码、数字，以及程序读取的接口", "数据下载,开放数据,接口,OAI-PMH"
)
NAVIGATION = (HOME, CASES, STATISTICS, MECHANISMS, SOURCES, BASKET, HELP)


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `title` is without the site's name; `url` is absolute and canonical.

    `trail` is the path from the home page, as (label, address); `data` is JSON-LD, safe inside a script
    element; `feed` is the address of the feed of the cases shown. `pub_date`, `source` and `keywords` are
    for content pages (`is_article`).
    """

    title: str
    section: Section
    url: str
    description: str = ""
    keywords: str = ""
    is_article: bool = False
    pub_date: datetime | None = None
    source: str = ""
    trail: list[tuple[str, str]] = field(default_factory=list)
    data: SafeString | str = ""
    feed: str = ""

    @property
    def navigation(self) -> tuple[Section, ...]:
        return NAVIGATION

    @property
    def readable_url(self) -> str:
        """The address with Chinese characters as such: it is read on paper, and typed."""
        return uri_to_iri(self.url)

    @property
    def heading(self) -> str:
        """The text of the browser's title bar."""
        return self.title if self.title == settings.SITE_NAME else f"{self.title} - {settings.SITE_NAME}"


def absolute(request: HttpRequest, path: str) -> str:
    """The absolute address of a path of this site (the site may live under a sub-path)."""
    return request.build_absolute_uri(path)


def linked_data(**fields: object) -> SafeString:
    """schema.org data as JSON-LD, fit to stand inside a script element; empty fields are left out."""
    data = {"@context": "https://schema.org", **{name: value for name, value in fields.items() if value}}
    text = json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)
    return mark_safe(text)  # noqa: S308 - every character that HTML reads is escaped above
