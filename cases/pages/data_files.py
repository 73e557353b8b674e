"""What the page 数据与接口 lists: the files of a list, what each row is, and in which forms there are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from cases.exports.coding_files import CODINGS
from cases.exports.figure_files import FIGURES
from cases.exports.file_format import Format
from cases.exports.formats import FORMATS, OF_CITATIONS
from cases.pages.page import DATA, Page, absolute

Form = tuple[str, str]  # how it is called, and the name of its address


@dataclass(frozen=True, slots=True)
class DataFile:
    """One content in several forms; `query` is part of their addresses."""

    name: str
    row: str
    forms: tuple[Form, ...]
    query: str = ""

    @property
    def links(self) -> list[tuple[str, str]]:
        return [(label, reverse(name) + self.query) for label, name in self.forms]


def _forms(stem: str, formats: Iterable[Format]) -> tuple[Form, ...]:
    return tuple((each.label, f"{stem}-{each.extension}") for each in formats)


FILES = (
    DataFile("案例", "一个案例，各项信息和全文", _forms("cases", FORMATS)),
    DataFile("编码", "一个案例的一项标注，附原文依据", _forms(CODINGS.stem, CODINGS.formats)),
    DataFile("关键数字", "正文里的一个数字：数值、单位、数的是什么", _forms(FIGURES.stem, FIGURES.formats)),
    DataFile("0/1 表", "一个案例，每项机制一列，供统计软件", (("CSV", "matrix"),)),
    DataFile("统计表", "一格：各项的取值和案例数", (("CSV", "statistics-csv"),), "?form=long"),
    DataFile("引文", "一个案例的引文", _forms("cases", OF_CITATIONS)),
    DataFile("编码手册", "一列、一个取值或一个机制的含义", (("CSV", "codebook-csv"),)),
    DataFile(
        "词表（SKOS）",
        "机制和其他编码体系的各项，供词表软件",
        (("Turtle", "vocabulary-ttl"), ("JSON-LD", "vocabulary-jsonld")),
    ),
)


def data_page(request: HttpRequest) -> Page:
    return Page(DATA.name, DATA, absolute(request, DATA.url), description=DATA.description)
