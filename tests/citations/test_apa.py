"""Cases after APA 7: who answers for the document, its day, the case, the document, the address."""

from dataclasses import replace
from datetime import date

from cases.citations.apa import apa
from cases.citations.reference import Reference

PAGE = Reference(
    "2014-sqzl-w01",
    "webpage",
    "“六个一”街道中心化改革",
    "https://example.org/cases/2014-sqzl-w01/",
    date(2026, 11, 29),
    container="关于推介的通知",
    editors=("民政部",),
    issued=date(2015, 5, 4),
)


def test_a_case_of_a_document_stands_in_it():
    assert apa(PAGE) == (
        "民政部. (2015, May 4). “六个一”街道中心化改革. In 关于推介的通知. https://example.org/cases/2014-sqzl-w01/"
    )


def test_an_article_has_its_authors_and_its_journal():
    article = replace(
        PAGE, type="article-journal", authors=("陈平", "彭雷"), container="社会工作", issued=None, year=2014
    )
    assert apa(article).startswith("陈平、彭雷. (2014). “六个一”街道中心化改革. 社会工作. https://")


def test_what_is_not_known_is_left_out():
    assert apa(replace(PAGE, editors=(), container="", issued=None)) == (
        "“六个一”街道中心化改革. (n.d.). https://example.org/cases/2014-sqzl-w01/"
    )
