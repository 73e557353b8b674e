"""The year of another document or batch that a notice refers to is not the year of its list."""

import pytest

from cases.readers.reading import read as read_by
from cases.readers.records import Document, Inferred, SaidOfEdition
from tests.readers.layouts import gazetteer
from tests.readers.library import NAMES

UNITS = "北京市东城区：多元参与协商共治\n上海市徐汇区：邻里汇\n"
HONOUR = "全国基层治理创新典型案例"


def notice(lead: str, signed: str = "2020年1月2日", title: str = f"{HONOUR}名单公布") -> str:
    return f"{title}\n\n{lead}\n\n{UNITS}\n民政部\n{signed}\n"


def read(text: str, said: SaidOfEdition | None = None) -> Document:
    return read_by(text, NAMES, gazetteer=gazetteer(), said=said)


def years(document: Document) -> set[int | None]:
    return {award.year.value if award.year is not None else None for award in document.awards}


def doubts(document: Document) -> list[str]:
    return [each.message for each in document.problems if each.message.startswith("年度未确定")]


@pytest.mark.parametrize(
    ("lead", "printed"),
    [
        (f"继第一批（2011年）、第二批（2014年）之后，现将第三批{HONOUR}名单公布如下：", "2011、2014、2020"),
        ("继第一批（2011年）、第二批（2014年）之后，经审核，现将第三批名单公布如下：", "2011、2014、2020"),
        (f"根据《关于印发2018年工作要点的通知》，现将第二届{HONOUR}名单公布如下：", "2018、2020"),
        (f"民政部2018年部署开展征集活动，经评审，现将第二届{HONOUR}名单公布如下：", "2018、2020"),
        (f"2018年5月，民政部组织开展{HONOUR}征集，经审核，现将第二届名单公布如下：", "2018、2020"),
        (f"2019年{HONOUR}征集活动方案评选产生的名单如下：", "2019、2020"),
        (f"根據2019年{HONOUR}徵集活動方案評選，現公布如下：", "2019、2020"),
    ],
)
def test_a_year_of_others_is_asked_about_instead_of_taken(lead: str, printed: str) -> None:
    document = read(notice(lead))

    assert years(document) == {None}
    (doubt,) = doubts(document)
    assert f"文中印有 {printed}，没有写明哪一个是这份名单的年度" in doubt


def test_a_bracket_below_the_title_that_says_on_what_the_list_rests_gives_no_year() -> None:
    text = f"{HONOUR}名单\n（根据2019年{HONOUR}征集活动方案评选）\n{UNITS}发布日期：2021-03-02\n"
    document = read(text)

    assert years(document) == {None}
    (doubt,) = [each for each in document.problems if each.message in doubts(document)]
    assert "2019年" in text[doubt.start : doubt.end]


def test_what_began_in_the_one_year_of_a_text_gives_none() -> None:
    document = read(f"{HONOUR}名单公布\n\n2018年5月，民政部启动征集，经评审，现将名单公布如下：\n\n{UNITS}")

    assert years(document) == {None}


@pytest.mark.parametrize(
    "lead",
    [
        f"现将2018年度{HONOUR}名单公布如下：",
        f"根据2016年要点，现将2018年{HONOUR}公布如下：",
        f"2017年，民政部启动征集。现将2018年{HONOUR}公布如下：",
        "经评审，现将2018年度入选名单公布如下：",
    ],
)
def test_the_year_beside_the_name_of_the_honour_is_that_of_the_list(lead: str) -> None:
    document = read(notice(lead))

    assert years(document) == {2018}
    assert doubts(document) == []


def test_the_year_in_which_a_list_is_signed_is_its_own_where_others_only_began_before() -> None:
    document = read(notice(f"2018年，民政部启动征集。2020年，以下案例入选{HONOUR}："))

    assert years(document) == {2020}


def test_a_year_of_others_does_not_print_what_a_person_says() -> None:
    lead = f"民政部2018年部署开展征集活动，经评审，现将第二届{HONOUR}名单公布如下："
    document = read(notice(lead), SaidOfEdition(year=Inferred(2018, "curated", "说明")))

    assert {award.year for award in document.awards} == {Inferred(2018, "curated", "说明")}


def test_what_a_person_says_answers_the_doubt() -> None:
    lead = "继第一批（2011年）、第二批（2014年）之后，经审核，现将第三批名单公布如下："
    document = read(notice(lead), SaidOfEdition(year=Inferred(2020, "curated", "说明")))

    assert years(document) == {2020}
    assert doubts(document) == []


def test_a_year_of_the_signature_alone_is_no_doubt_of_the_reader() -> None:
    assert doubts(read(notice(f"现将第二届{HONOUR}名单公布如下："))) == []


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("江苏省民政厅关于命名2018年度“和谐街道”的通知", 2018),
        ("江苏省民政厅关于公布2018年全省和谐街道名单的通知", 2018),
        ("2018年度全省\n和谐街道名单", 2018),
        ("两个街道入选2018年度全省和谐街道", 2018),
        ("江苏省民政厅关于公布2017、2018年度和谐街道名单的通知", None),
        ("2018年3月两个街道入选全省和谐街道", None),
    ],
)
def test_the_one_year_of_a_title_is_that_of_the_list_whatever_its_programme(
    title: str, year: int | None
) -> None:
    text = (
        f"{title}\n\n名单如下：\n南京市鼓楼区华侨路街道\n苏州市姑苏区平江街道\n\n江苏省民政厅\n2019年1月2日\n"
    )

    assert years(read(text)) == {year}


def test_a_programme_that_the_end_of_a_line_breaks_in_the_title_is_read() -> None:
    text = f"民政部关于公布2018年度全国基层治理\n创新典型案例的通知\n{UNITS}"
    document = read(text)

    assert {award.programme.value for award in document.awards if award.programme} == {"jczl"}
    assert document.edition.programme is not None
    passage = text[document.edition.programme.start : document.edition.programme.end]
    assert passage.replace("\n", "") == HONOUR
