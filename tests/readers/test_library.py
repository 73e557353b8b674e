"""The 46 awards of the five sources, held against what is printed."""

from collections import Counter

import pytest

from cases.readers.passages import source_to_text
from cases.readers.records import Inferred, Printed
from tests.readers.library import (
    ARTICLE,
    CASES,
    LIST,
    NAMES,
    NOTICE,
    REPORT,
    SLUGS,
    awards,
    document,
    expected,
    printed_paragraphs,
    source,
)

EXPECTED = expected()
by_accession = pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row.accession)
every_award = pytest.mark.parametrize("accession", [row.accession for row in EXPECTED])
CODED = NAMES.by_field


def value(field):
    return field.value if field is not None else ""


def test_it_reads_all_46_awards_once_and_no_others():
    assert len(EXPECTED) == 46
    assert sorted(awards()) == sorted(row.accession for row in EXPECTED)
    assert sum(len(document(slug).awards) for slug in SLUGS) == 46


@pytest.mark.parametrize("slug", SLUGS)
def test_it_finds_nothing_to_complain_about_in_the_library(slug):
    assert document(slug).problems == ()


@by_accession
def test_title_applicant_place_and_kind_are_as_printed(row):
    _, award = awards()[row.accession]
    assert award.title.value == row.title
    assert value(award.applicant) == row.applicant
    assert value(award.place) == row.place
    assert value(award.applicant_kind) == row.kind


@every_award
def test_each_printed_value_stands_in_its_passage(accession):
    slug, award = awards()[accession]
    text = source(slug)
    for name in ("title", "applicant", "place", "year", "rank", "programme", "tier", "issuing_body"):
        field = getattr(award, name)
        if isinstance(field, Printed):
            words = text[field.start : field.end]
            assert CODED.get(name, {}).get(words, words) == str(field.value), name


@every_award
def test_rank_and_tier_are_those_of_the_accession(accession):
    _, award = awards()[accession]
    letter, number = accession[-3], int(accession[-2:])
    assert award.tier.value[0] == letter
    is_ranked = letter in "wn" and accession != "0000-sqzl-w01"
    assert value(award.rank) == (number if is_ranked else "")
    assert award.order == number


@every_award
def test_the_passage_is_the_heading_line_and_the_text(accession):
    slug, award = awards()[accession]
    passage = source(slug)[award.start : award.end]
    heading = (
        f"{award.rank.value}." if award.rank else award.applicant.value if slug == CASES else award.text[0]
    )
    assert passage.startswith(heading)
    assert passage.endswith(award.text[-1])
    assert source(slug)[award.end :].strip()[:1] not in tuple("。”，,")


@every_award
def test_paragraphs_taken_from_the_source_are_the_text(accession):
    slug, award = awards()[accession]
    paragraphs = award.text.split("\n")
    again = [
        source(slug)[start : start + len(paragraph)]
        for start, paragraph in zip(award.paragraph_starts, paragraphs, strict=True)
    ]
    assert again == paragraphs
    assert all(paragraph == paragraph.strip() != "" for paragraph in paragraphs)
    assert award.end == award.paragraph_starts[-1] + len(paragraphs[-1])


@every_award
def test_every_character_of_the_text_is_found_in_the_source_and_back(accession):
    slug, award = awards()[accession]
    offset = 0
    for start, paragraph in zip(award.paragraph_starts, award.text.split("\n"), strict=True):
        for at in range(start, start + len(paragraph) + 1):
            assert source_to_text(award.paragraph_starts, award.text, at) == offset
            assert award.text[offset : offset + 1] in ("\n", "", source(slug)[at : at + 1])
            offset += 1
    assert offset == len(award.text) + 1
    assert source_to_text(award.paragraph_starts, award.text, award.end) == len(award.text)


@pytest.mark.parametrize("slug", [NOTICE, LIST])
def test_the_text_of_a_ranked_award_is_the_line_below_its_heading(slug):
    rows = [row.strip() for row in source(slug).split("\n") if row.strip()]
    for award in document(slug).awards:
        heading = source(slug)[award.start : award.applicant.end + 1]
        assert award.text == rows[rows.index(heading) + 1]


def test_the_text_of_a_case_is_the_lines_between_two_headings():
    text = source(CASES)
    records = document(CASES).awards
    heads = [text[award.start : award.title.end] for award in records]
    for award, head, below in zip(records, heads, [*heads[1:], "扫一扫在手机打开当前页"], strict=True):
        assert award.text.split("\n") == printed_paragraphs(text, head, below)


def test_the_text_of_the_article_and_of_the_report_is_their_whole_body():
    (article,), (report,) = document(ARTICLE).awards, document(REPORT).awards
    author = (
        "作者:陈 平 彭 雷 \u2003\u2003文章来源:本站 \u2003\u2003点击数:1619 \u2003\u2003发布日期:2019-12-16"
    )
    unit = "(作者单位:中共江苏省委研究室)"
    assert article.text.split("\n") == printed_paragraphs(source(ARTICLE), author, unit)
    assert report.text.split("\n") == printed_paragraphs(source(REPORT), "北京市朝阳区社工委", None)
    assert (len(article.paragraph_starts), len(report.paragraph_starts)) == (26, 20)


@pytest.mark.parametrize(
    ("accession", "words"),
    [
        ("2014-sqzl-w02", "罗湖区区委"),
        ("2014-sqzl-n02", "德清县县委"),
        ("2014-sqzl-w07", "市中区区委"),
        ("2014-sqzl-n09", "哈尔滨市市政府"),
        ("2015-sqzl-w01", "太仓市市委"),
        ("2015-sqzl-n05", "石湖荡镇镇党委"),
    ],
)
def test_doubled_characters_are_kept(accession, words):
    assert words in awards()[accession][1].applicant.value


@pytest.mark.parametrize(
    ("accession", "words"),
    [
        ("2015-sqzl-n04", "减化申报程序"),
        ("2015-sqzl-n09", "协商共议， 使自我服务"),
        ("2015-sqzl-w04", "政府“买单”"),
        ("2015-sqzl-w10", "“o2o”"),
        ("2015-sqzl-w08", "社区协商共建机制"),
        ("2021-jczl-t03", "有地说怨有人解"),
    ],
)
def test_errors_and_oddities_of_the_print_are_kept(accession, words):
    assert words in awards()[accession][1].text


def test_an_error_in_the_body_of_the_notice_is_kept():
    notice = document(NOTICE)
    assert "幅射" in source(NOTICE)[notice.body_start : notice.body_end]


@every_award
def test_no_page_chrome_is_inside_an_award(accession):
    slug, award = awards()[accession]
    for words in (
        "扫一扫",
        "责任编辑",
        "作者单位",
        "字体",
        "分享到",
        "点击数",
        "备案号",
        "当前位置",
        "发布时间",
        "附件",
    ):
        assert words not in award.text
        assert words not in source(slug)[award.start : award.end]


def test_the_2014_list_prints_its_issuer_and_the_2015_list_does_not():
    assert {award.issuing_body for award in document(NOTICE).awards} == {Printed("mca", 2008, 2011)}
    assert {award.issuing_body for award in document(LIST).awards} == {Inferred("mca", "issuer-of-programme")}


def test_the_recognised_place_is_a_pilot_that_was_accepted_later():
    (award,) = document(ARTICLE).awards
    assert (award.programme.value, award.tier.value, award.year.value) == ("syq", "pilot", 2014)
    assert award.issuing_body.value == "mca"
    (milestone,) = award.milestones
    assert (milestone.kind, milestone.year) == ("accepted", 2016)
    assert source(ARTICLE)[milestone.start : milestone.end] == "2016年顺利通过国家验收"


def test_the_name_of_a_recognition_is_no_printed_title():
    (award,) = document(ARTICLE).awards
    assert award.title == Inferred("全国社区治理和服务创新实验区", "title-of-recognition")
    (award,) = document(REPORT).awards
    assert isinstance(award.title, Printed)


def test_the_recognised_project_has_no_year_and_no_applicant():
    (award,) = document(REPORT).awards
    assert (award.year, award.rank, award.applicant, award.applicant_kind) == (None, None, None, None)
    assert (award.programme.value, award.tier.value, award.issuing_body.value) == ("sqzl", "winner", "mca")
    assert source(REPORT)[award.place.start : award.place.end + 3] == "北京市朝阳区社工委"


def test_the_typical_cases_come_from_the_office_of_the_ministry():
    assert {award.issuing_body.value for award in document(CASES).awards} == {"mca-office"}
    assert {award.year.value for award in document(CASES).awards} == {2021}
    assert {award.applicant_kind.value for award in document(CASES).awards} == {"other"}


def test_34_of_the_40_awards_of_2014_and_2015_went_to_party_and_government_together():
    organs = Counter(
        award.applicant_organ.value for slug in (NOTICE, LIST) for award in document(slug).awards
    )
    assert organs == {"joint": 34, "government": 3, "committee": 2, "department": 1}


def test_an_applicant_that_is_printed_as_a_place_alone_is_called_so():
    named = {award.applicant_organ.value for slug in (CASES, ARTICLE) for award in document(slug).awards}
    assert named == {"place-only"}
