"""What the sources say about themselves and about their editions."""

from datetime import date

import pytest

from cases.readers.records import Inferred
from tests.readers.library import (
    ARTICLE,
    CASES,
    LIST,
    NOTICE,
    REPORT,
    SLUGS,
    detect,
    document,
    entry,
    source,
)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_form_is_detected_as_registered(slug):
    assert detect(source(slug)).form is entry(slug).form
    assert document(slug).form is entry(slug).form


@pytest.mark.parametrize("slug", SLUGS)
def test_the_register_agrees_with_what_is_printed(slug):
    read, registered = document(slug), entry(slug)
    if registered.title_reason:
        assert read.title is None
    else:
        assert read.title.value == registered.title
    assert read.date_signed is None or read.date_signed.value == registered.date_signed
    assert (read.date_published and read.date_published.value) == registered.date_published
    assert registered.publisher == "" or registered.publisher in source(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_fact_stands_in_its_passage(slug):
    for fact in document(slug).facts:
        assert source(slug)[fact.start : fact.end] == fact.value


@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        (NOTICE, [("发布时间", "2015-05-04")]),
        (LIST, []),
        (
            CASES,
            [
                ("索引号", "006382871D/2022-2007042"),
                ("发布机构", "县民政局"),
                ("公开范围", "全部公开"),
                ("生成日期", "2022-11-07"),
                ("公开日期", "2022-11-07"),
                ("公开方式", "政府网站"),
            ],
        ),
        (
            ARTICLE,
            [
                ("期刊", "江南论坛"),
                ("作者", "陈 平 彭 雷"),
                ("文章来源", "本站"),
                ("发布日期", "2019-12-16"),
                ("作者单位", "中共江苏省委研究室"),
                ("责任编辑", "江民"),
            ],
        ),
        (
            REPORT,
            [
                ("栏目", "2016年副主任委员单位会议暨全国区街深化改革与治理现场交流会"),
                ("来源", "中国社区工作网"),
                ("单位", "北京市朝阳区社工委"),
            ],
        ),
    ],
)
def test_the_facts_of_each_page_are_read(slug, facts):
    assert [(fact.label, fact.value) for fact in document(slug).facts] == facts


@pytest.mark.parametrize(
    ("slug", "first", "last"),
    [
        (NOTICE, "各省、自治区、直辖市民政厅(局)", "对民生工作的满意度。"),
        (LIST, "一、2015年度中国社区治理十大创新成果", "自我服务能力得到不断提升。"),
        (CASES, "为进一步总结推广", "线上线下联通的议事平台。"),
        (ARTICLE, "党的十九大报告要求", "城市社区建设的活力和生命力所在。"),
        (REPORT, "朝阳区作为首都城市功能拓展区", "治理能力的现代化建设。"),
    ],
)
def test_the_body_begins_and_ends_where_the_document_does(slug, first, last):
    read = document(slug)
    body = source(slug)[read.body_start : read.body_end]
    assert body.startswith(first)
    assert body.endswith(last)


def test_a_title_on_two_lines_is_one_title():
    title = document(LIST).title
    assert source(LIST)[title.start : title.end].split("\n") == [
        "“2015年度中国社区治理十大创新成果”",
        "及提名成果简介",
    ]


def test_the_notice_says_how_the_edition_came_about():
    edition = document(NOTICE).edition
    text = source(NOTICE)
    assert edition.date_signed.value == date(2015, 4, 28)
    assert text[edition.date_signed.start : edition.date_signed.end] == "2015年4月28日"
    assert edition.date_published.value == date(2015, 5, 4)
    assert edition.theme.value == "“三社联动”机制建设"
    assert edition.procedure.value.startswith("在自主申报、省级推荐的基础上")
    assert edition.procedure.value.endswith("社会公示等环节")
    for field in (edition.theme, edition.procedure):
        assert text[field.start : field.end] == field.value


@pytest.mark.parametrize(
    ("slug", "quotas"),
    [(NOTICE, {"winner": (11, "11"), "nominee": (9, "9")}), (CASES, {"typical": (27, "27")})],
)
def test_declared_numbers_are_read_where_they_are_printed(slug, quotas):
    printed = {
        quota.tier: (quota.declared.value, source(slug)[quota.declared.start : quota.declared.end])
        for quota in document(slug).edition.quotas
    }
    assert printed == quotas


def test_a_list_that_declares_no_numbers_is_counted():
    quotas = document(LIST).edition.quotas
    assert [(quota.tier, quota.declared.value) for quota in quotas] == [("winner", 11), ("nominee", 9)]
    assert all(isinstance(quota.declared, Inferred) for quota in quotas)


@pytest.mark.parametrize(
    ("slug", "programme", "year"),
    [
        (NOTICE, "sqzl", 2014),
        (LIST, "sqzl", 2015),
        (CASES, "jczl", 2021),
        (ARTICLE, "syq", 2014),
        (REPORT, "sqzl", None),
    ],
)
def test_each_document_names_its_edition(slug, programme, year):
    edition = document(slug).edition
    assert edition.programme.value == programme
    assert (edition.year and edition.year.value) == year


def test_the_day_of_a_copy_is_not_the_day_of_the_edition():
    assert document(CASES).date_published.value == date(2022, 11, 7)
    assert document(CASES).edition.date_published is None


def outline(slug, level):
    return [source(slug)[h.start : h.end] for h in document(slug).outline if h.level == level]


def test_the_outline_of_the_notice_reaches_down_to_its_awards():
    assert outline(NOTICE, 1) == [
        "一、提高思想认识",
        "二、突出创新重点",
        "三、积极推广应用",
        "四、抓好组织实施",
        "附件",
    ]
    assert outline(NOTICE, 2) == ["“2014年度中国社区治理十大创新成果”及提名成果简介"]
    assert outline(NOTICE, 3)[1] == "二、“2014年度中国社区治理十大创新成果”提名成果"
    assert len(outline(NOTICE, 4)) == 20


def test_the_outline_of_a_list_is_sections_and_awards():
    assert len(outline(LIST, 1)) == 2
    assert outline(LIST, 2)[0] == "1. “政社互动”开创社会治理新格局（江苏省太仓市市委、市政府）"
    assert len(document(LIST).outline) == 22


def test_the_outline_of_the_cases_is_case_opening_and_item():
    assert [len(outline(CASES, level)) for level in (1, 2, 3)] == [4, 12, 39]
    assert outline(CASES, 2)[0] == "系统设计,构建社区成长“责任链”。"


def test_the_outline_of_the_article_has_three_levels():
    assert outline(ARTICLE, 1) == ["做法:“三社联动”催生雨花样板", "启示:“多元结构”期待良性互动"]
    assert [len(outline(ARTICLE, level)) for level in (2, 3)] == [8, 12]
    assert outline(ARTICLE, 2)[-1] == "启示四:城市社区建设要紧贴发展方向,坚持守正创新。"


def test_the_outline_of_the_report_has_two_levels():
    assert len(outline(REPORT, 1)) == 4
    assert len(outline(REPORT, 2)) == 14
    assert "1. 建立和完善社区减负增效工作制度。" in outline(REPORT, 2)
