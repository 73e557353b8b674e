"""Citations after GB/T 7714, in both editions: right in every kind of document, and nothing made up."""

from datetime import date

import pytest

from cases.citations.gbt7714 import STANDARD, StandardEdition, cite, render
from cases.citations.reference import Reference
from cases.models import Award, EditionIssuer, Source, SourceFact
from tests.factories import make_award, make_source
from tests.origins import make_attribution, passage_in

pytestmark = pytest.mark.django_db
URL = "https://anli.example.cn/cases/2014-sqzl-w01/"
READ = date(2026, 11, 22)
OLD = StandardEdition.OF_2015


def award_in(**source) -> Award:
    fields = {"publisher": "", **source}
    return make_award(title="“六个一”街道中心化改革", source=make_source(**fields))


def state(source: Source, label: str, value: str) -> None:
    SourceFact.objects.create(source=source, label=label, value=value, **passage_in(source, value))


# Examples of the standard, 8.11.3.2, 7.2.1, 8.5.3.2, 8.8.3 and 8.3.3, as its typeset copies print them.
@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        (
            Reference("a", "webpage", "北京鲁迅博物馆志愿服务章程",
                      "http://www.luxunmuseum.com.cn/html/202104/a11310.htm", date(2023, 5, 2),
                      ("北京鲁迅博物馆",), issued=date(2021, 4, 21)),
            "北京鲁迅博物馆. 北京鲁迅博物馆志愿服务章程[EB/OL]. （2021-04-21）[2023-05-02]. "
            "http://www.luxunmuseum.com.cn/html/202104/a11310.htm.",
        ),
        (
            Reference("b", "webpage", "[《昨日之歌》图书封面]",
                      "http://www.luxunmuseum.com.cn/uploads/a.jpg", date(2025, 6, 22),
                      issued=date(2023, 3, 6)),
            "[《昨日之歌》图书封面][EB/OL]. （2023-03-06）[2025-06-22]. "
            "http://www.luxunmuseum.com.cn/uploads/a.jpg.",
        ),
        (
            Reference("c", "webpage", "馆际互借与文献传递服务", "http://home.calis.edu.cn/pages/list.html",
                      date(2025, 6, 21), ("高等教育文献保障系统",)),
            "高等教育文献保障系统. 馆际互借与文献传递服务[EB/OL]. [2025-06-21]. "
            "http://home.calis.edu.cn/pages/list.html.",
        ),
        (
            Reference("d", "article-journal", "惯性增强动力吸振器-浮置板轨道低频减振性能研究",
                      "http://kns.cnki.net/kcms/detail/11.2104.u.20240507.1737.002.html", date(2025, 1, 1),
                      ("张群", "程志宝", "石志飞"), "铁道学报", issued=date(2024, 5, 9)),
            "张群，程志宝，石志飞. 惯性增强动力吸振器-浮置板轨道低频减振性能研究[J/OL]. "
            "铁道学报，2024-05-09. "
            "http://kns.cnki.net/kcms/detail/11.2104.u.20240507.1737.002.html.",
        ),
        (
            Reference("e", "report", "第29次中国互联网络发展状况统计报告", "https://www.cnnic.net.cn/a.pdf",
                      date(2025, 1, 1), ("中国互联网络信息中心",), issued=date(2012, 1, 16)),
            "中国互联网络信息中心. 第29次中国互联网络发展状况统计报告[R/OL]. 2012-01-16. "
            "https://www.cnnic.net.cn/a.pdf.",
        ),
        (
            Reference("f", "report", "电信业发展白皮书", "http://www.caict.ac.cn/a.pdf", date(2025, 1, 1),
                      ("甲研究院", "乙研究院", "丙研究院", "丁研究院"), year=2023),
            "甲研究院，乙研究院，丙研究院，等. 电信业发展白皮书[R/OL]. [2023]. http://www.caict.ac.cn/a.pdf.",
        ),
    ],
)  # fmt: skip
def test_it_prints_the_examples_of_the_standard(reference, printed):
    assert render(reference, StandardEdition.OF_2025) == printed


@pytest.mark.slow
def test_a_case_in_a_notice_is_a_part_of_the_page_of_its_issuer():
    award = award_in(
        kind="notice",
        title="民政部关于推介创新经验的通知",
        publisher="民政部",
        date_signed=date(2015, 4, 28),
        date_published=date(2015, 5, 4),
    )
    begin = "“六个一”街道中心化改革[EB/OL]//民政部. 民政部关于推介创新经验的通知. "
    assert cite(award, award.title, URL, READ) == f"{begin}（2015-05-04）[2026-11-22]. {URL}."
    assert cite(award, award.title, URL, READ, OLD) == f"{begin}(2015-05-04)[2026-11-22]. {URL}."


@pytest.mark.slow
def test_the_day_of_signature_serves_where_no_day_of_publication_is_printed():
    award = award_in(kind="notice", title="通知", publisher="民政部", date_signed=date(2015, 4, 28))
    assert "（2015-04-28）[2026-11-22]" in cite(award, award.title, URL, READ)


@pytest.mark.slow
def test_a_list_without_issuer_and_date_gets_neither():
    award = award_in(kind="list", title="“2015年度中国社区治理十大创新成果”及提名成果简介")
    end = f"/OL]//“2015年度中国社区治理十大创新成果”及提名成果简介. [2026-11-22]. {URL}."
    assert cite(award, award.title, URL, READ) == "“六个一”街道中心化改革[EB" + end
    assert cite(award, award.title, URL, READ, OLD) == "“六个一”街道中心化改革[Z" + end


@pytest.mark.slow
def test_an_article_is_cited_by_its_authors_journal_and_day():
    award = award_in(
        kind="article",
        title="打造共建共治共享的社会治理新格局",
        publisher="江南论坛",
        date_published=date(2019, 12, 16),
    )
    state(award.source, "作者", "陈 平 彭 雷")
    assert cite(award, award.title, URL, READ) == (
        f"陈平，彭雷. 打造共建共治共享的社会治理新格局[J/OL]. 江南论坛，2019-12-16. {URL}."
    )
    assert cite(award, award.title, URL, READ, OLD) == (
        f"陈平, 彭雷. 打造共建共治共享的社会治理新格局[J/OL]. 江南论坛, 2019[2026-11-22]. {URL}."
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edition", "begin"),
    [(StandardEdition.OF_2025, "陈平，彭雷，王一，等. "), (OLD, "陈平, 彭雷, 王一, 等. ")],
)
def test_the_fourth_author_and_those_behind_are_others(edition, begin):
    award = award_in(kind="article", title="社区", publisher="江南论坛", date_published=date(2019, 1, 1))
    state(award.source, "作者", "陈平、彭雷、王一、李二三")
    assert cite(award, award.title, URL, READ, edition).startswith(begin + "社区[J/OL].")


@pytest.mark.slow
@pytest.mark.parametrize("edition", StandardEdition)
def test_an_article_without_a_date_gets_no_estimated_year(edition):
    award = award_in(kind="article", title="社区", publisher="江南论坛")
    assert cite(award, award.title, URL, READ, edition) == f"社区[J/OL]. 江南论坛. {URL}."


@pytest.mark.slow
def test_a_report_is_cited_by_the_office_that_wrote_it():
    award = award_in(kind="report", title="深化社区管理体制改革的实践探索", publisher="中国社区工作网")
    state(award.source, "单位", "北京市朝阳区社工委")
    begin = "北京市朝阳区社工委. 深化社区管理体制改革的实践探索[R/OL]. "
    assert cite(award, award.title, URL, READ) == f"{begin}{URL}."
    assert cite(award, award.title, URL, READ, OLD) == f"{begin}[2026-11-22]. {URL}."


@pytest.mark.slow
def test_a_report_without_a_date_has_the_year_of_its_column_as_an_estimate():
    award = award_in(kind="report", title="实践探索")
    state(award.source, "栏目", "2016年副主任委员单位会议")
    assert cite(award, award.title, URL, READ) == f"实践探索[R/OL]. [2016]. {URL}."
    assert cite(award, award.title, URL, READ, OLD) == f"实践探索[R/OL]. [2026-11-22]. {URL}."


@pytest.mark.slow
def test_a_reposted_case_is_of_the_body_that_issued_it_where_the_page_names_it():
    award = award_in(
        kind="repost", title="典型案例（选登）", publisher="县民政局", date_published=date(2022, 11, 7)
    )
    issuer = EditionIssuer.objects.filter(edition=award.edition).first().body.name
    printed = f"//{issuer}. 典型案例（选登）. （2022-11-07）[2026-11-22]. {URL}."
    assert cite(award, award.title, URL, READ) == "“六个一”街道中心化改革[EB/OL]" + printed
    make_attribution(award, "issuing_body", rule="issuer-of-programme")
    unnamed = cite(Award.objects.get(pk=award.pk), award.title, URL, READ)
    assert "//典型案例（选登）. （2022-11-07）" in unnamed


@pytest.mark.slow
def test_a_title_that_a_document_does_not_print_stands_in_brackets():
    award = award_in(kind="list", title="2021年度典型案例（选登）", title_reason="网页没有印出标题。")
    assert "//[2021年度典型案例（选登）]. [2026-11-22]" in cite(award, award.title, URL, READ)


@pytest.mark.slow
def test_the_accession_number_is_no_element_of_it():
    award = award_in(kind="list", title="名单")
    assert all(cite(award, "甲", URL, READ, edition).endswith(f". {URL}.") for edition in StandardEdition)


@pytest.mark.slow
def test_it_is_read_today_unless_said_otherwise(monkeypatch):
    monkeypatch.setattr("cases.citations.gbt7714.timezone.localdate", lambda: date(2027, 1, 2))
    assert "[2027-01-02]" in cite(award_in(kind="list", title="名单"), "民情理事会", URL)


@pytest.mark.slow
def test_it_follows_a_changed_title():
    award = award_in(kind="report", title="旧标题")
    assert "旧标题[R/OL]" in cite(award, award.title, URL, READ)
    award.source.title = "新标题"
    assert "新标题[R/OL]" in cite(award, award.title, URL, READ)


@pytest.mark.parametrize("edition", StandardEdition)
@pytest.mark.slow
def test_marks_that_mean_something_to_markup_stay_as_they_are(edition):
    award = award_in(kind="report", title="A&B <社区> “‘微’治理”  探索")
    assert "A&B <社区> “‘微’治理”  探索[R/OL]" in cite(award, award.title, URL, READ, edition)


def test_the_edition_in_force_is_the_usual_one():
    assert STANDARD == "GB/T 7714—2025"
