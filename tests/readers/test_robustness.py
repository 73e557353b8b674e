"""Whatever is given to read: problems in Chinese, never an exception, never an invented word."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.readers.records import Form, Printed
from tests.quick import first_quick
from tests.readers.library import LIST, NOTICE, SLUGS, detect, entry, read, source

PIECES = [line for slug in SLUGS for line in source(slug).split("\n")]
SCRAPS = [
    "\n",
    "\r\n",
    " ",
    "\u00a0",
    "1.",
    "（",
    "）",
    "(",
    ")",
    "。",
    "“",
    "”",
    "12.",
    "二〇一五年二月三十日",
    "2015年13月45日",
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
quick = settings(max_examples=120)


def broken(text):
    """Which of what must hold for any text at all does not."""
    document = read(text)
    passages = [(award.start, award.end) for award in document.awards]
    printed = [field for award in document.awards for field in (award.applicant, award.place) if field]
    holds = {
        "the body lies in the text": 0 <= document.body_start <= document.body_end <= len(text),
        "problems are said in Chinese": all(CHINESE.search(each.message) for each in document.problems),
        "facts, applicants and places are printed where they say": all(
            text[each.start : each.end] == each.value for each in (*document.facts, *printed)
        ),
        "paragraphs are printed within their award": all(map(prints_paragraphs(text), document.awards)),
        "awards follow one another": all(a[1] <= b[0] for a, b in pairwise(passages)),
        "headings are not empty": all(heading.start < heading.end for heading in document.outline),
        "what is not read is said": bool(document.awards or document.problems),
    }
    return [name for name, held in holds.items() if not held]


def prints_paragraphs(text):
    def printed(award):
        paragraphs = award.text.split("\n") if award.text else []
        return all(
            text[start : start + len(paragraph)] == paragraph
            and award.start <= start < start + len(paragraph) <= award.end
            for start, paragraph in zip(award.paragraph_starts, paragraphs, strict=True)
        )

    return printed


@pytest.mark.slow
@quick
@given(st.text(max_size=300))
def test_arbitrary_text_never_raises(text):
    assert broken(text) == []


@pytest.mark.slow
@quick
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(SCRAPS), st.text(max_size=8)), max_size=25)
)
def test_shuffled_lines_of_the_sources_never_raise(pieces):
    assert broken("\n".join(pieces)) == []


@pytest.mark.slow
@quick
@given(st.sampled_from(SLUGS), st.data())
def test_sources_with_stretches_cut_out_never_raise(slug, data):
    text = source(slug)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(SCRAPS)) + text[at + data.draw(st.integers(0, 200)) :]
    assert broken(text) == []


@pytest.mark.parametrize(
    "text", ["", " \n ", "今天天气很好。", "会议通知\n请按时参加。\n办公室\n2020年1月1日", "\x00\x01\x02"]
)
def test_a_document_of_no_known_form_is_said_to_be_so(text):
    detection = detect(text)
    assert detection.form is None
    assert detection.problems[0].message.startswith("认不出文献的形式")
    assert read(text).awards == ()


def messages(text):
    return [problem.message for problem in read(text).problems]


def test_a_missing_applicant_is_reported_and_the_award_kept():
    text = source(LIST).replace(
        "5.城乡一体的社区网络化治理体系（浙江省杭州市西湖区区委、区政府）", "5.城乡一体的社区网络化治理体系"
    )
    document = read(text)
    assert len(document.awards) == 20
    assert document.awards[4].applicant is None
    assert "第 5 项的标题行末没有括号里的申报单位。" in messages(text)


def test_a_gap_in_the_numbers_is_reported():
    text = re.sub(r"3\.“社区参与式.*\n.*\n", "", source(LIST))
    assert messages(text) == ["编号是 4，按顺序应为 3。"]


def test_numbers_that_start_again_without_a_heading_are_reported():
    text = source(LIST).replace("二、“2015年度中国社区治理十大创新成果”提名成果\n", "")
    document = read(text)
    assert len(document.awards) == 20
    assert "编号重新从 1 开始，前面却没有写明等次的分节标题，请核对等次。" in messages(text)


def test_a_list_without_section_headings_has_no_tiers():
    text = re.sub(r"(?m)^[一二]、.*\n", "", source(LIST))
    document = read(text)
    assert {award.tier for award in document.awards} == {None}
    assert {award.accession for award in document.awards} == {None}
    assert "宁海36条：没有读到等次。" in messages(text)


def test_an_award_without_text_is_reported():
    text = re.sub(r"宁海县设定.*\n", "", source(LIST))
    assert messages(text) == ["宁海36条：没有正文。"]


def test_a_date_that_no_calendar_has_is_reported():
    assert "落款不是一个日期：2015年2月30日" in messages(
        source(NOTICE).replace("2015年4月28日", "2015年2月30日")
    )
    assert "“发布时间”不是一个日期：2015-13-04" in messages(
        source(NOTICE).replace("2015-05-04", "2015-13-04")
    )


def test_a_registered_form_that_does_not_fit_is_reported():
    document = read("今天天气很好。", entry(LIST))
    assert document.form is Form.RANKED_LIST
    assert [problem.message for problem in document.problems] == ["按这种形式没有读到任何案例。"]


def test_an_unknown_programme_is_reported_not_guessed():
    text = "某省评选名单\n一、典型案例\n1.“议事厅”建设（江苏省南京市鼓楼区人民政府）\n鼓楼区建设社区议事厅。"
    (award,) = read(text).awards
    assert award.programme is None
    assert award.issuing_body is None
    assert award.tier == Printed("typical", text.index("典型案例"), text.index("典型案例") + 4)
    assert "“议事厅”建设：没有读到项目名称。" in messages(text)


@pytest.mark.slow
def test_a_long_document_is_read_in_good_time():
    award = "1.“议事厅”建设（江苏省南京市鼓楼区人民政府）\n" + "鼓楼区建设社区议事厅。" * 40 + "\n"
    assert len(read("一、2020年度中国社区治理十大创新成果\n" + award * 400).awards) == 400


@pytest.mark.slow
@pytest.mark.parametrize(
    "scrap",
    first_quick(
        [
            "《",
            "(来源:",
            "[编辑:",
            "位置:",
            "分享到:",
            "一、",
            "（",
            "1.",
            "：",
            "一是",
            "荣获“中国",
            "北京市",
        ],
        2,
    ),
)
def test_no_line_takes_more_than_linear_time(scrap):
    started = time.thread_time()
    assert broken(scrap * 10_000) == []
    assert time.thread_time() - started < 4  # a fifth of a second on an idle machine
