"""References for programs: whole names, dates as far as they are known, no sign that breaks the form."""

from dataclasses import replace
from datetime import date

from cases.citations.exchange import bibtex, csl_item, ris
from cases.citations.reference import Reference

PART = Reference(
    "2014-sqzl-w01",
    "webpage",
    "“六个一”街道中心化改革",
    "https://anli.example.cn/cases/2014-sqzl-w01/",
    date(2026, 11, 22),
    container="民政部关于推介创新经验的通知",
    editors=("民政部",),
    issued=date(2015, 5, 4),
)
ARTICLE = replace(
    PART, type="article-journal", authors=("陈平", "彭雷"), container="江南论坛", editors=(), issued=None
)


def test_a_part_of_a_page_in_csl_json():
    assert csl_item(PART) == {
        "id": "2014-sqzl-w01",
        "type": "webpage",
        "title": "“六个一”街道中心化改革",
        "container-title": "民政部关于推介创新经验的通知",
        "editor": [{"literal": "民政部"}],
        "issued": {"date-parts": [[2015, 5, 4]]},
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "URL": "https://anli.example.cn/cases/2014-sqzl-w01/",
        "language": "zh-CN",
    }


def test_a_part_of_a_page_in_bibtex():
    assert (
        bibtex(PART)
        == """@online{2014-sqzl-w01,
  title = {{“六个一”街道中心化改革}},
  booktitle = {民政部关于推介创新经验的通知},
  editor = {{民政部}},
  year = {2015},
  date = {2015-05-04},
  urldate = {2026-11-22},
  url = {https://anli.example.cn/cases/2014-sqzl-w01/},
  language = {chinese},
}
"""
    )


def test_a_part_of_a_page_in_ris():
    assert ris(PART).split("\r\n") == [
        "TY  - ELEC",
        "ID  - 2014-sqzl-w01",
        "TI  - “六个一”街道中心化改革",
        "T2  - 民政部关于推介创新经验的通知",
        "A2  - 民政部",
        "PY  - 2015",
        "DA  - 2015/05/04",
        "Y2  - 2026/11/22",
        "UR  - https://anli.example.cn/cases/2014-sqzl-w01/",
        "LA  - zh-CN",
        "ER  - ",
        "",
    ]


def test_several_authors_stay_apart():
    assert "  author = {{陈平} and {彭雷}},\n" in bibtex(ARTICLE)
    assert "AU  - 陈平\r\nAU  - 彭雷\r\n" in ris(ARTICLE)
    assert csl_item(ARTICLE)["author"] == [{"literal": "陈平"}, {"literal": "彭雷"}]


def test_a_journal_is_one():
    assert bibtex(ARTICLE).startswith("@article{") and "  journal = {江南论坛},\n" in bibtex(ARTICLE)
    assert ris(ARTICLE).startswith("TY  - JOUR\r\n")


def test_what_is_not_printed_is_left_out():
    item = csl_item(ARTICLE)
    assert "issued" not in item and "editor" not in item
    assert "year" not in bibtex(ARTICLE) and "PY  -" not in ris(ARTICLE) and "DA  -" not in ris(ARTICLE)


def test_an_estimated_year_says_so_where_the_form_can():
    estimated = replace(ARTICLE, type="report", year=2016)
    assert csl_item(estimated)["issued"] == {"date-parts": [[2016]], "circa": True}
    assert "  year = {[2016]},\n" in bibtex(estimated)
    assert "PY  - 2016\r\n" in ris(estimated)


def test_signs_of_bibtex_are_escaped_and_braces_balance():
    entry = bibtex(replace(PART, title="A&B {c} 50% #1 $x_y^z~\\ }", container="}"))
    signs = r"A\&B \{c\} 50\% \#1 \$x\_y\textasciicircum{}z\textasciitilde{}\textbackslash{} \}"
    assert f"title = {{{{{signs}}}}}," in entry
    plain = entry.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")


def test_a_value_takes_one_line():
    strange = replace(PART, title="甲\r\nER  - \x00乙", editors=("丙\n丁",))
    assert "TI  - 甲 ER - 乙\r\n" in ris(strange) and "A2  - 丙 丁\r\n" in ris(strange)
    assert "  title = {{甲 ER - 乙}},\n" in bibtex(strange)
