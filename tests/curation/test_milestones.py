"""What became of an award stands in its own document or in another one, which names it and says so."""

import pytest
from django.core.exceptions import ValidationError

from cases.curation.library import problems_of_library
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, Milestone, Source
from cases.models.writing import writing
from tests.curation.rows import change
from tests.factories import make_award, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TITLE = "关于2016年验收结果的通知\n"
LIST = f"{TITLE}下列项目通过验收：\n社区协商共治\n三社联动\n"


@pytest.fixture
def award() -> Award:
    return make_award()


@pytest.fixture
def notice() -> Source:
    return make_source(slug="acceptance", text=LIST, body_start=len(TITLE))


def passage(text: str, words: str, prefix: str = "") -> dict[str, int]:
    start = text.index(words)
    return {f"{prefix}start": start, f"{prefix}end": start + len(words)}


def said(notice: Source, **others) -> dict:
    values = {"kind": "accepted", "year": 2016, "source": notice, **passage(notice.text, "社区协商共治")}
    return {**values, **passage(notice.text, "2016", "year_"), **others}


def test_another_document_may_say_it_and_print_the_year_elsewhere(award, notice):
    milestone = Milestone.objects.create(award=award, **said(notice))
    assert str(milestone) == "2016 通过验收"
    assert milestone.document == notice
    assert problems_of_library() == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"year": 2015}, "年份的依据没有印出 2015 年"),
        ({"year_start": None, "year_end": None}, "原文这一段没有印出 2016 年"),
        ({"year_end": 3}, "年份的依据没有印出 2016 年"),
        ({"year_end": 9_999}, "不是来源文献中的一段文字"),
        ({"year": 2013}, "不能早于案例的年度"),
        (passage(LIST, "三社联动"), "所引的话没有说到这个案例"),
        (passage(LIST, "下列项目通过验收"), "所引的话没有说到这个案例"),
        ({"kind": "withdrawn"}, "所在文献没有说到撤销称号"),
        ({"kind": "reviewed"}, "所在文献没有说到复核合格"),
    ],
)
def test_what_it_does_not_say_of_the_award_is_refused(award, notice, values, reason):
    with pytest.raises(ValidationError, match=reason):
        Milestone.objects.create(award=award, **said(notice, **values))


def test_a_year_that_is_not_printed_has_a_reason(award, notice):
    without = {"year": 2017, "year_start": None, "year_end": None}
    with pytest.raises(ValidationError, match="没有印出 2017 年"):
        Milestone.objects.create(award=award, **said(notice, **without, year_note=" "))
    Milestone.objects.create(award=award, **said(notice, **without, year_note="据文号。"))
    assert problems_of_library() == []


def test_the_day_on_which_a_page_was_published_is_no_year_of_it(award):
    page = "发布时间：2016-05-04\n"
    notice = make_source(slug="acceptance", text=page + LIST, body_start=len(page + TITLE))
    with pytest.raises(ValidationError, match="年份的依据不在文献的正文之内"):
        Milestone.objects.create(award=award, **said(notice, **passage(page, "2016", "year_")))


def test_the_awards_own_document_is_not_named_again(award):
    where = passage(award.source.text, award.title)
    with pytest.raises(ValidationError, match="所在文献留空"):
        Milestone.objects.create(
            award=award, kind="accepted", year=2016, source=award.source, year_note="据文号。", **where
        )


def results() -> tuple[Source, Award]:
    """A document that gives another award and says in it what became of the first."""
    other = make_award(
        title="三社联动", text="2016年社区协商共治通过验收。", number=9, source=make_source(slug="results")
    )
    return Source.objects.get(pk=other.source_id), other


def test_the_words_of_another_award_are_not_said_of_this_one(award):
    notice, other = results()
    with pytest.raises(ValidationError, match=f"所引的话在案例 {other.accession} 的文字之内"):
        Milestone.objects.create(award=award, **said(notice))


def test_nor_when_the_other_grows_over_them(award):
    text = "社区协商共治于2016年通过验收。\n"
    notice = make_source(slug="results", text=text)
    where = passage(text, "社区协商共治于2016年通过验收")
    Milestone.objects.create(award=award, kind="accepted", year=2016, source=notice, **where)
    other = make_award(title="三社联动", number=9, source=Source.objects.get(pk=notice.pk))
    with pytest.raises(ValidationError, match="2016 通过验收所引的话在案例"):
        change(other, start=0)


def test_the_document_cannot_become_another(award, notice):
    Milestone.objects.create(award=award, **said(notice))
    notice.text = LIST.replace("三社联动", "四社联动")
    with pytest.raises(ValidationError, match="已有案例引用这份文献"):
        notice.save()


def test_nor_can_its_body_leave_the_year_behind(award):
    text = f"{LIST}2016年12月\n"
    notice = make_source(slug="acceptance", text=text, body_start=len(TITLE))
    start = text.rindex("2016")
    Milestone.objects.create(award=award, **said(notice, year_start=start, year_end=start + 4))
    notice.body_end = len(LIST)
    with pytest.raises(ValidationError, match="年份的依据不在文献的正文之内"):
        notice.save()


# --- Snapshots -----------------------------------------------------------------------------------


def test_snapshots_say_where_it_stands_and_those_of_before_are_read(award, notice):
    Milestone.objects.create(award=award, **said(notice))
    snapshot = AwardSnapshots().dump()[award.accession]
    assert snapshot["milestones"] == [
        {
            **{"start": LIST.index("社区"), "end": LIST.index("社区") + 6, "kind": "accepted", "year": 2016},
            **{"year_start": LIST.index("2016"), "year_end": LIST.index("2016") + 4, "source": "acceptance"},
        }
    ]
    with writing():
        AwardSnapshots().write({award.accession: snapshot})
    assert AwardSnapshots().dump()[award.accession] == snapshot
    assert AwardSnapshots().item_label(snapshot["milestones"][0]) == "2016 通过验收"


def test_one_of_its_own_document_is_as_it_was_in_older_snapshots():
    award = make_award(title="三社联动", text="2016年验收。", number=5)
    old = {**passage(award.source.text, "2016年验收"), "kind": "accepted", "year": 2016}
    snapshot = AwardSnapshots().dump()[award.accession] | {"milestones": [old]}
    with writing():
        AwardSnapshots().write({award.accession: snapshot})
    assert AwardSnapshots().dump()[award.accession]["milestones"] == [old]
    assert Milestone.objects.get().source is None
