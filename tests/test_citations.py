"""Citations after GB/T 7714—2015: right in every kind of document, and nothing made up."""

from datetime import date

import pytest

from cases.citations import STANDARD, authors, cite, persons
from cases.models import Award, Source, SourceFact
from tests.factories import make_award, make_source

pytestmark = pytest.mark.django_db
URL = "https://anli.example.cn/cases/2014-sqzl-w01/"
READ = date(2026, 11, 22)
NUMBER = " 社区治理创新案例库入库编号: 2014-sqzl-w01."


def award_in(**source) -> Award:
    fields = {"publisher": "", **source}
    return make_award(title="“六个一”街道中心化改革", source=make_source(**fields))


def state(source: Source, label: str, value: str) -> None:
    SourceFact.objects.create(source=source, label=label, value=value, start=0, end=1)


def test_a_case_in_a_notice_is_a_part_of_the_document_of_its_issuer():
    award = award_in(
        kind="notice",
        title="民政部关于推介创新经验的通知",
        publisher="民政部",
        date_signed=date(2015, 4, 28),
        date_published=date(2015, 5, 4),
    )
    assert cite(award, award.title, URL, READ) == (
        "“六个一”街道中心化改革[A/OL]//民政部. 民政部关于推介创新经验的通知. (2015-05-04)[2026-11-22]. "
        f"{URL}." + NUMBER
    )


def test_the_day_of_signature_serves_where_no_day_of_publication_is_printed():
    award = award_in(kind="notice", title="通知", publisher="民政部", date_signed=date(2015, 4, 28))
    assert "(2015-04-28)[2026-11-22]" in cite(award, award.title, URL, READ)


def test_a_list_without_issuer_and_date_gets_neither():
    award = award_in(kind="list", title="“2015年度中国社区治理十大创新成果”及提名成果简介")
    assert cite(award, award.title, URL, READ) == (
        "“六个一”街道中心化改革[Z/OL]//“2015年度中国社区治理十大创新成果”及提名成果简介. [2026-11-22]. "
        f"{URL}." + NUMBER
    )


def test_an_article_is_cited_by_its_authors_and_journal():
    award = award_in(
        kind="article",
        title="打造共建共治共享的社会治理新格局",
        publisher="江南论坛",
        date_published=date(2019, 12, 16),
    )
    state(award.source, "作者", "陈 平 彭 雷")
    assert cite(award, award.title, URL, READ) == (
        f"陈平, 彭雷. 打造共建共治共享的社会治理新格局[J/OL]. 江南论坛, 2019[2026-11-22]. {URL}." + NUMBER
    )


def test_the_fourth_author_and_those_behind_are_others():
    award = award_in(kind="article", title="社区", publisher="江南论坛", date_published=date(2019, 1, 1))
    state(award.source, "作者", "陈平、彭雷、王一、李二三")
    assert cite(award, award.title, URL, READ).startswith("陈平, 彭雷, 王一, 等. 社区[J/OL].")


def test_an_article_without_a_date_gets_no_estimated_year():
    award = award_in(kind="article", title="社区", publisher="江南论坛")
    assert cite(award, award.title, URL, READ) == f"社区[J/OL]. 江南论坛. {URL}." + NUMBER


def test_a_report_is_cited_by_the_office_that_wrote_it():
    award = award_in(kind="report", title="深化社区管理体制改革的实践探索", publisher="中国社区工作网")
    state(award.source, "单位", "北京市朝阳区社工委")
    assert cite(award, award.title, URL, READ) == (
        f"北京市朝阳区社工委. 深化社区管理体制改革的实践探索[R/OL]. [2026-11-22]. {URL}." + NUMBER
    )


def test_a_reposted_case_is_a_part_of_the_page_of_who_reposted_it():
    award = award_in(
        kind="repost", title="典型案例（选登）", publisher="县民政局", date_published=date(2022, 11, 7)
    )
    assert cite(award, award.title, URL, READ) == (
        "“六个一”街道中心化改革[EB/OL]//县民政局. 典型案例（选登）. (2022-11-07)[2026-11-22]. "
        f"{URL}." + NUMBER
    )


def test_a_title_that_a_document_does_not_print_stands_in_brackets():
    award = award_in(kind="repost", title="2021年度典型案例（选登）", title_reason="网页没有印出题名。")
    assert "//[2021年度典型案例（选登）]. [2026-11-22]" in cite(award, award.title, URL, READ)


def test_it_is_read_today_unless_said_otherwise(monkeypatch):
    monkeypatch.setattr("cases.citations.timezone.localdate", lambda: date(2027, 1, 2))
    assert "[2027-01-02]" in cite(award_in(kind="list", title="名单"), "民情理事会", URL)


def test_it_follows_a_changed_title():
    award = award_in(kind="report", title="旧题名")
    assert "旧题名[R/OL]" in cite(award, award.title, URL, READ)
    award.source.title = "新题名"
    assert "新题名[R/OL]" in cite(award, award.title, URL, READ)


def test_marks_that_mean_something_to_markup_stay_as_they_are():
    award = award_in(kind="report", title="A&B <社区> “‘微’治理”  探索")
    assert "A&B <社区> “‘微’治理”  探索[R/OL]" in cite(award, award.title, URL, READ)


def test_it_names_the_edition_of_the_standard():
    assert STANDARD == "GB/T 7714—2015"


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("陈 平 彭 雷", ("陈平", "彭雷")),
        ("陈平 彭雷", ("陈平", "彭雷")),
        ("陈 平 欧阳建国", ("陈平", "欧阳建国")),
        ("陈 平、彭雷", ("陈平", "彭雷")),
        ("陈\u3000平；彭雷;", ("陈平", "彭雷")),
        ("陈 平 彭", ("陈 平 彭",)),
        (" 本刊评论员 ", ("本刊评论员",)),
    ],
)
def test_names_are_told_apart_as_printed(printed, names):
    assert persons(printed) == names


def test_a_document_that_names_nobody_has_no_author():
    assert authors(make_source(publisher="民政部")) == ()
