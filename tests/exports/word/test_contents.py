"""What is printed of a case: what is recorded, and not a word more."""

from datetime import date

import pytest

from cases.exports.word.contents import TextRun, blocks, entry_of, with_contents
from cases.models import Award
from cases.models.writing import writing
from cases.vocabulary import read_vocabulary
from tests.curation.conftest import make_full_award
from tests.curation.witnesses import attest, make_article
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.origins import past_the_room
from tests.vocabularies import make_edition

URL = "https://anli.example.cn/cases/x/"
DAY = date(2026, 11, 22)


def entry(award: Award):
    return entry_of(with_contents(Award.objects.all()).get(pk=award.pk), URL, DAY, read_vocabulary())


def facts(award: Award) -> dict[str, str]:
    return dict(entry(award).facts)


def notes(award: Award) -> dict[str, str]:
    return dict(entry(award).notes)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_honour_has_year_programme_tier_and_rank():
    award = make_award(year=2014, tier="nominee", rank=3)
    assert facts(award)["所获荣誉"] == "2014年度中国社区治理十大创新成果（提名成果，序号 3）"


@pytest.mark.django_db
@pytest.mark.slow
def test_the_honour_says_nothing_twice_and_makes_nothing_up():
    assert facts(make_award(rank=1))["所获荣誉"] == "2014年度中国社区治理十大创新成果（序号 1）"
    assert facts(make_award(year=None))["所获荣誉"] == "年度不详，中国社区治理十大创新成果"
    typical = make_award(edition=make_edition(programme="jczl", year=2021), tier="typical", programme="jczl")
    assert facts(typical)["所获荣誉"] == "2021年度全国基层治理创新典型案例"


@pytest.mark.django_db
@pytest.mark.slow
def test_a_place_that_changed_is_told_as_it_was_and_is():
    anhui = make_division("安徽省", code="340000")
    then = make_division("铜官山区", parent=anhui, last_year=2015)
    now = make_division("铜官区", parent=anhui, first_year=2015)
    assert facts(make_award(place_then=then, place_now=now))["所在地区"] == "安徽省铜官山区（今安徽省铜官区）"
    award = make_award(place_then=now, place_now=now, year=2021)
    assert entry(award).heading == "社区协商共治（安徽省铜官区）" and "所在地区" not in facts(award)
    past_the_room(Award).filter(pk=award.pk).update(place_then=None)
    assert entry(award).heading == "社区协商共治（安徽省铜官区）" and "所在地区" not in facts(award)


@pytest.mark.django_db
def test_what_is_not_recorded_has_no_line():
    award = make_award()
    assert list(facts(award)) == ["所获荣誉"]
    assert list(notes(award)) == ["来源"]


@pytest.mark.django_db
@pytest.mark.slow
def test_the_mechanisms_are_the_accepted_ones_once_in_the_order_of_the_text():
    award = make_award(text="先议事,后购买服务。\n再议事。")
    talks, buys = make_mechanism("社区协商"), make_mechanism("政府购买服务")
    make_coding(award, buys, evidence="购买服务")
    make_coding(award, talks, evidence="再议事")
    make_coding(award, talks, evidence="先议事")
    make_coding(award, make_mechanism("网格化"), evidence="先", state="proposed")
    assert notes(award)["治理机制"] == "社区协商；政府购买服务"


@pytest.mark.django_db
@pytest.mark.slow
def test_the_notes_name_the_source_once():
    source = make_source(title="关于推介的通知", publisher="民政部", date_published=date(2015, 5, 4))
    award = make_award(source=source, rank=1)
    told = notes(award)
    assert told["来源"].startswith("社区协商共治[EB/OL]//民政部. 关于推介的通知. （2015-05-04）")
    assert told["来源"].endswith(f"{URL}.") and str(told).count(URL) == 1
    assert entry_of(award, URL, DAY, read_vocabulary(), with_sources=False).notes == ()


@pytest.mark.django_db
def test_what_another_document_says_and_why_it_is_not_followed():
    award = make_full_award()
    attest(award, make_article(), applicant="太仓市政府", title="政社互动")
    said = "申报单位，《政社互动的太仓实践》印作“太仓市政府”，未采用"
    assert notes(award)["其他说法"] == f"{said}（尚待核定）"
    with writing():
        other = award.attributions.get(field="applicant", set_aside=True)
        other.note = "以公布文件为准。"
        other.save()
    assert notes(award)["其他说法"] == f"{said}，理由：以公布文件为准"


@pytest.mark.django_db
def test_it_reads_many_cases_in_as_many_queries_as_one(django_assert_num_queries):
    with writing():
        for _ in range(3):
            make_coding(make_award())
    vocabulary = read_vocabulary()
    with django_assert_num_queries(6):
        for award in with_contents(Award.objects.published()):
            entry_of(award, URL, DAY, vocabulary)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_a_document_cannot_hold_is_a_blank():
    award = make_award(title="社区协商", text="第一段。")
    past_the_room(Award).update(title="社区\x0b协商", text="第一\x07段。")  # as an older release let them in
    assert entry(award).title == "社区 协商"
    assert entry(award).blocks[0].text == "第一 段。"


def test_no_character_of_a_text_is_lost():
    text = "开头。\n一、平台\n一是议事。每月一次。二是评议。每年一次。\n（一）细节\n结尾"
    assert "\n".join(block.text for block in blocks(text)) == text


def test_a_heading_on_a_line_of_its_own_is_a_block_with_a_level():
    first, second = blocks("一、平台\n建立平台。")
    assert (first.level, first.pieces) == (1, (TextRun("一、平台", 1),))
    assert (second.level, second.pieces) == (0, (TextRun("建立平台。"),))


def test_headings_that_open_sentences_are_pieces_of_their_paragraph():
    (block,) = blocks("一是议事。每月一次。二是评议。每年一次。")
    assert block.level == 0
    assert block.pieces == (
        TextRun("一是议事。", 1),
        TextRun("每月一次。"),
        TextRun("二是评议。", 1),
        TextRun("每年一次。"),
    )
