"""The same documents as other offices would type them: each variation must read the same."""

import re

import pytest

from cases.readers.records import Form
from tests.quick import first_quick
from tests.readers.library import (
    ARTICLE,
    CASES,
    LIST,
    NOTICE,
    REPORT,
    SLUGS,
    detect,
    document,
    read,
    source,
    told,
)

HALF, FULL = ",():;!?", "，（）：；！？"
TO_FULL, TO_HALF = str.maketrans(HALF, FULL), str.maketrans(FULL, HALF)
DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
GLUED = (
    "扫一扫在手机打开当前页",
    "扫一扫在手机上打开当前页面",
    "【责任编辑:江民】",
    "【责任编辑：江民】",
    "（责任编辑 江民）",
    "(作者单位:中共江苏省委研究室)",
    " 发布时间:2015-05-04   字体[ ]",
    "分享到:",
    "点击数:1619",
    "备案号:苏ICP备12063891号-1",
    "【打印】【关闭】",
    "[打印本页] [关闭窗口]",
)


def contents(text):
    return told(read(text))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("table", [TO_FULL, TO_HALF], ids=["full", "half"])
def test_the_width_of_punctuation_makes_no_difference(slug, table):
    mutated = read(source(slug).translate(table))
    original = document(slug)
    assert mutated.form is original.form
    for new, old in zip(mutated.awards, original.awards, strict=True):
        assert (new.start, new.end, new.paragraph_starts) == (old.start, old.end, old.paragraph_starts)
        assert new.accession == old.accession
        assert new.title.value == old.title.value.translate(table)
    assert [h.level for h in mutated.outline] == [h.level for h in original.outline]
    assert mutated.problems == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_full_width_digits_are_digits(slug):
    mutated = read(source(slug).translate(DIGITS))
    assert [award.accession for award in mutated.awards] == [
        award.accession for award in document(slug).awards
    ]
    assert [quota.declared.value for quota in mutated.edition.quotas] == [
        quota.declared.value for quota in document(slug).edition.quotas
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\n\n\u00a0\u3000\n"),
        lambda text: re.sub(r"^ +", "\u00a0\u2003", text, flags=re.M),
        lambda text: re.sub(r"^(?=.)", "\u3000\u3000", text, flags=re.M),
        lambda text: re.sub(r"$", " \t\u00a0", text, flags=re.M),
        lambda text: re.sub(r"\n\s*\n", "\n", text),
    ],
    ids=["crlf", "bom", "blank-lines", "nbsp", "indented", "trailing", "dense"],
)
@pytest.mark.parametrize("slug", SLUGS)
def test_line_ends_and_blanks_make_no_difference(slug, change):
    assert contents(change(source(slug))) == told(document(slug))


@pytest.mark.parametrize("glued", first_quick(GLUED))
@pytest.mark.parametrize("slug", [NOTICE, LIST, CASES, REPORT])
@pytest.mark.parametrize("joint", ["", "\n", "\u00a0\u00a0"], ids=["glued", "own-line", "nbsp"])
def test_chrome_behind_the_last_paragraph_stays_outside(slug, glued, joint):
    whole = document(slug)
    assert contents(source(slug)[: whole.body_end] + joint + glued) == told(whole)


@pytest.mark.parametrize("glued", GLUED)
def test_chrome_behind_the_last_paragraph_of_the_article_stays_outside(glued):
    whole = document(ARTICLE)
    text = source(ARTICLE)
    assert contents(text[: whole.body_end] + glued + text[whole.body_end :]) == told(whole)


@pytest.mark.parametrize("slug", [NOTICE, LIST])
@pytest.mark.parametrize(
    "footer", ["主办单位:某某局\n版权所有 某某网", "上一篇:无\n下一篇:某通知\n社科\n最新期刊"]
)
def test_a_footer_with_unknown_lines_stays_outside(slug, footer):
    text = source(slug)[: document(slug).body_end] + "\n扫一扫在手机打开当前页\n" + footer
    assert contents(text) == told(document(slug))


def test_chrome_before_the_first_words_of_the_body_stays_outside():
    text = source(NOTICE).replace("分享到:\n\n\n", "分享到: ")
    assert read(text).body_start == text.index("各省、自治区")
    assert contents(text) == told(document(NOTICE))


def test_chrome_between_awards_is_dropped():
    text = source(LIST).replace("\n8.“343”", "\n[打印本页]\n8.“343”")
    assert contents(text) == told(document(LIST))


@pytest.mark.parametrize("sign", ["、", "．", ")", "）", ". ", " ．"])
def test_numbers_may_be_written_otherwise(sign):
    text = re.sub(r"(?m)^(\s*\d{1,2})\. ?", rf"\g<1>{sign}", source(NOTICE))
    assert contents(text) == told(document(NOTICE))


@pytest.mark.parametrize("form", ["（{}）", "({})", "（{}）、", "{}、"])
def test_numbers_may_be_chinese(form):
    names = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
    text = re.sub(r"(?m)^(\d{1,2})\. ?", lambda match: form.format(names[int(match[1]) - 1]), source(LIST))
    assert contents(text) == told(document(LIST))
    assert [award.rank.value for award in read(text).awards[:11]] == list(range(1, 12))


def test_a_twelfth_award_is_read():
    twelfth = "12.“幸福里”建设（江苏省苏州市市委、市政府）\n苏州市建设“幸福里”。\n"
    text = source(LIST).replace("二、“2015年度", twelfth + "二、“2015年度")
    awards = read(text).awards
    assert len(awards) == 21
    assert (awards[11].accession, awards[11].title.value) == ("2015-sqzl-w12", "“幸福里”建设")
    assert awards[11].text == "苏州市建设“幸福里”。"


def test_an_award_may_have_several_paragraphs_with_numbers_of_their_own():
    body = "1.建立制度。\n(一)出台办法（试行）\n2.加强保障(含经费)。"
    text = source(LIST).replace("太仓市以规范行政权力", body + "\n太仓市以规范行政权力")
    first = read(text).awards[0]
    assert first.text.split("\n")[:3] == body.split("\n")
    assert len(read(text).awards) == 20


def test_only_the_last_bracket_is_the_applicant():
    text = source(LIST).replace("6.宁海36条（", "6.宁海36条（试行）（")
    award = read(text).awards[5]
    assert award.title.value == "宁海36条（试行）"
    assert award.applicant.value == "浙江省宁海县县委、县政府"


def test_a_bracket_inside_the_applicant_belongs_to_it():
    text = source(LIST).replace("坪山新区管理委员会）", "坪山新区(原龙岗区)管理委员会）")
    award = read(text).awards[6]
    assert award.applicant.value == "广东省深圳市坪山新区(原龙岗区)管理委员会"
    assert award.title.value == "枢纽型社区服务平台建设"


def test_the_applicant_may_stand_on_the_next_line():
    text = re.sub(r"(?m)^(\d.*)（(.*)）$", r"\1\n（\2）", source(LIST))
    assert contents(text) == told(document(LIST))


def test_the_nominees_may_stand_first():
    text = source(LIST)
    first, second = text.index("一、2015"), text.index("二、“2015")
    swapped = text[:first] + text[second:].strip() + "\n" + text[first:second]
    assert sorted(contents(swapped), key=str) == sorted(told(document(LIST)), key=str)


def test_sections_need_no_number():
    text = source(LIST).replace("一、2015", "2015").replace("二、“2015", "“2015")
    assert contents(text) == told(document(LIST))


def test_a_signature_behind_the_list_is_no_part_of_the_last_award():
    text = source(LIST).strip() + "\n民政部办公厅\n2016年1月8日\n"
    read_again = read(text)
    assert told(read_again) == told(document(LIST))
    assert read_again.form is Form.NOTICE
    assert {award.issuing_body.value for award in read_again.awards} == {"mca-office"}
    assert str(read_again.date_signed.value) == "2016-01-08"


def test_a_chinese_date_signs_as_well():
    text = source(NOTICE).replace("2015年4月28日", "二〇一五年四月二十八日")
    assert str(read(text).date_signed.value) == "2015-04-28"


def test_another_number_declared_is_reported():
    text = source(NOTICE).replace("等11项", "等12项")
    assert [problem.message for problem in read(text).problems] == ["文中说有 12 项，读到 11 项。"]


@pytest.mark.parametrize("numbering", ["案例{}:", "{}.", "{}、", "案例{} "])
def test_cases_may_be_numbered(numbering):
    text = source(CASES)
    for number, award in enumerate(document(CASES).awards, 1):
        head = source(CASES)[award.start : award.title.end]
        text = text.replace(head, numbering.format(number) + head)
    again = read(text)
    assert [(a.rank.value, a.title.value, a.applicant.value, a.text) for a in again.awards] == [
        (number, a.title.value, a.applicant.value, a.text)
        for number, a in enumerate(document(CASES).awards, 1)
    ]


@pytest.mark.parametrize(
    "place", ["内蒙古自治区包头市青山区", "上海市静安区曹家渡街道", "浙江省宁海县", "江苏省南京市江北新区"]
)
def test_a_case_may_come_from_any_kind_of_place(place):
    text = source(CASES).replace("河南省新乡市红旗区:", f"{place}:")
    award = read(text).awards[3]
    assert (award.applicant.value, award.place.value) == (place, place)


@pytest.mark.parametrize(
    ("words", "title", "tier"),
    [
        ("社区议事厅项目被民政部评为“中国社区治理十大创新成果”", "社区议事厅项目", "winner"),
        ("社区议事厅项目2013年被民政部评选为“中国社区治理十大创新成果”提名成果", "社区议事厅项目", "nominee"),
        ("社区议事厅项目荣获“2013年度中国社区治理十大创新成果”", "社区议事厅项目", "winner"),
        ("2011年被民政部命名为“全国社区治理和服务创新实验区”", "全国社区治理和服务创新实验区", "pilot"),
    ],
)
def test_recognitions_are_stated_in_several_ways(words, title, tier):
    text = f"社区治理的探索\n来源:中国社区工作网\n近年来,南京市雨花台区大胆探索,{words},反响很好。"
    (award,) = read(text).awards
    assert (award.title.value, award.tier.value) == (title, tier)
    assert award.place.value == "南京市雨花台区"


@pytest.mark.parametrize("slug", SLUGS)
def test_detection_does_not_need_the_register(slug):
    assert told(read(source(slug))) == told(document(slug))
    assert detect(source(slug)).problems == ()


@pytest.mark.parametrize("place", ["海南省三亚市", "三门县", "九江市"])
def test_a_place_that_begins_like_a_number_is_a_place(place):
    award = read(source(CASES).replace("河南省新乡市红旗区:", f"{place}:")).awards[3]
    assert (award.rank, award.place.value) == (None, place)


def test_labels_above_the_cases_are_no_text_of_the_case_before():
    text = source(CASES)
    for number, award in enumerate(document(CASES).awards, 1):
        head = source(CASES)[award.start : award.title.end]
        text = text.replace(head, f"案例{number}\n{head}")
    assert contents(text) == told(document(CASES))


def test_a_case_may_print_the_body_that_applied():
    award = read(source(CASES).replace("河南省新乡市红旗区:", "河南省新乡市红旗区委、区政府:")).awards[3]
    assert (award.applicant.value, award.place.value) == (
        "河南省新乡市红旗区委、区政府",
        "河南省新乡市红旗区",
    )
    assert award.applicant_kind.value == "party-government"


@pytest.mark.parametrize("stop", ["。", "；", ";", ","])
def test_a_stop_behind_the_bracket_makes_no_difference(stop):
    text = re.sub(r"(?m)^(\d.*）)$", rf"\g<1>{stop}", source(LIST))
    assert contents(text) == told(document(LIST))


def test_numbers_may_be_circled():
    text = re.sub(r"(?m)^(\d{1,2})\. ?", lambda match: chr(ord("①") + int(match[1]) - 1), source(LIST))
    assert contents(text) == told(document(LIST))


def test_section_headings_may_count_their_awards():
    text = source(LIST).replace(
        "一、2015年度中国社区治理十大创新成果", "一、2015年度中国社区治理十大创新成果（11项）"
    )
    text = text.replace("成果”提名成果\n", "成果”提名成果（共9个）：\n")
    again = read(text)
    assert told(again) == told(document(LIST))
    declared = {quota.tier: text[quota.declared.start : quota.declared.end] for quota in again.edition.quotas}
    assert declared == {"winner": "11", "nominee": "9"}


def test_issuer_and_date_may_stand_on_one_line():
    text = source(LIST).strip() + "\n民政部  2016年1月8日\n"
    again = read(text)
    assert told(again) == told(document(LIST))
    assert str(again.date_signed.value) == "2016-01-08"
    assert {text[a.issuing_body.start : a.issuing_body.end] for a in again.awards} == {"民政部"}


@pytest.mark.parametrize(
    ("applicant", "place"),
    [
        ("湖北省荆州市沙市区委、区政府", "湖北省荆州市沙市区"),
        ("湖北省荆州市沙市区区委、区政府", "湖北省荆州市沙市区"),
        ("中共江苏省太仓市委", "江苏省太仓市"),
        ("南京市雨花台区财政局", "南京市雨花台区"),
        ("北京市西城区月坛街道街道党工委", "北京市西城区月坛街道"),
        ("苏州工业园区管委会", "苏州工业园区"),
        ("新疆维吾尔自治区伊犁哈萨克自治州州委", "新疆维吾尔自治区伊犁哈萨克自治州"),
        ("江苏省南京市江北新区管委会", "江苏省南京市江北新区"),
    ],
)
def test_the_place_of_an_applicant_is_told_from_its_body(applicant, place):
    text = source(LIST).replace("浙江省宁海县县委、县政府", applicant)
    award = read(text).awards[5]
    assert (award.applicant.value, award.place.value) == (applicant, place)
