"""Compilations made without a database, and the parts of Word documents."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from cases.exports.word.contents import Cover, Entry, blocks
from cases.exports.word.document import compilation

URL = "https://anli.example.cn/cases/2014-sqzl-w01/"
FACTS = (("所获荣誉", "2014年度中国社区治理十大创新成果（序号 1）"), ("申报单位", "江苏省太仓市民政局"))
NOTES = (("来源文献", "关于公布结果的通知，民政部"), ("入库编号", "2014-sqzl-w01"), ("网址", URL))
TEXT = """近年来,太仓市推动社区协商。
一、搭建平台
1.定期议事。每月一次,居民都可以提出议题。
二、购买服务
由政府购买服务。"""


def entry(title: str = "“政社互动”", text: str = TEXT, facts=FACTS, notes=NOTES) -> Entry:
    return Entry(title, facts, blocks(text), notes)


def cover(count: int) -> Cover:
    return Cover(count, "年度为2014的案例", date(2026, 11, 22), "社区治理创新案例库")


def written(*entries: Entry) -> DocumentObject:
    made = entries or (entry(),)
    return Document(BytesIO(compilation(cover(len(made)), made)))


def texts(document: DocumentObject, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def elements(document: DocumentObject, tag: str) -> Iterable:
    return document.element.body.iter(qn(f"w:{tag}"))


def contents_list(document: DocumentObject) -> list[tuple[str, int]]:
    """(title, page) of each line of the table of contents as it is shown before any update."""
    lines = []
    for link in elements(document, "hyperlink"):
        shown = [node.text for node in link.iter(qn("w:t"))]
        if link.get(qn("w:anchor")):
            lines.append((shown[0], int(shown[1])))
    return lines
