"""What an award refuses to be, how it becomes public, and how its number stays good."""

import pytest
from django.core.exceptions import ValidationError

from cases.choices import State
from cases.models import Award, FormerAccession
from tests.factories import make_award, make_coding, make_division, make_source
from tests.origins import make_attribution, past_the_room
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db
PRINTED = ("year", "programme", "issuing_body", "tier", "title")


def explained(**fields) -> Award:
    """A draft each of whose values says where it comes from."""
    award = make_award(state=State.DRAFT, **fields)
    for name in PRINTED:
        make_attribution(award, name)
    return award


# --- Who sees it --------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_publishes_neither_drafts_nor_withdrawn_awards():
    shown = make_award()
    make_award(state=State.DRAFT)
    make_award(state=State.WITHDRAWN)
    assert list(Award.objects.published()) == [shown]


def test_it_reads_related_rows_in_one_query(django_assert_num_queries):
    place = make_division("江苏省")
    make_award(place_then=place, place_now=place)
    make_award(place_then=place, place_now=place)
    with django_assert_num_queries(1):
        awards = list(Award.objects.published().with_related())
        assert [(a.edition.year, a.source.kind, a.place_then.name, a.place_now.name) for a in awards] == [
            (2014, "notice", "江苏省", "江苏省")
        ] * 2


# --- Its words ----------------------------------------------------------------------------------


def test_it_prints_the_passage_of_its_source():
    award = make_award(title="政社互动", text="一、背景。\n二、做法。")
    assert award.passage == "政社互动\n一、背景。\n二、做法。"


def test_it_refuses_words_that_its_source_does_not_print():
    award = make_award(text="推动社区协商。")
    award.text = "推动社区自治。"
    with pytest.raises(ValidationError, match="正文与来源文献不一致"):
        award.save()


def test_it_cannot_be_created_with_words_that_its_source_does_not_print():
    with pytest.raises(ValidationError, match="正文与来源文献不一致"):
        Award.objects.create(
            accession="2014-sqzl-w01",
            edition=make_edition(),
            source=make_source(),
            start=0,
            end=9,
            tier=make_tier("winner"),
            title="通知",
            text="杜撰",
            paragraph_starts=[0],
        )
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"end": 10_000}, "不是来源文献中的一段文字"),
        ({"start": 12, "end": 12}, "不是来源文献中的一段文字"),
        ({"paragraph_starts": [15]}, "段落起点的个数"),
        ({"paragraph_starts": []}, "段落起点的个数"),
        ({"paragraph_starts": [22, 15]}, "正文与来源文献不一致"),
        ({"paragraph_starts": [15, 23]}, "正文与来源文献不一致"),
        ({"start": 16}, "正文与来源文献不一致"),
        ({"end": 25}, "正文超出了案例的起止位置"),
    ],
)
def test_it_refuses_offsets_that_are_not_its_own(changes, message):
    award = make_award(title="政社互动", text="一、背景。甲\n二、做法。乙")
    assert (award.start, award.paragraph_starts, award.end) == (10, [15, 22], 28)
    for name, value in changes.items():
        setattr(award, name, value)
    with pytest.raises(ValidationError, match=message):
        award.save()


def test_it_finds_the_offset_in_its_text_of_each_printed_character():
    award = make_award(title="政社互动", text="一、背景。\n二、做法。")
    found = [award.text_offset(offset) for offset in range(award.start, award.end)]
    assert found == [None] * 5 + list(range(len(award.text)))


def test_it_knows_what_belongs_to_it_and_what_stands_between_its_paragraphs():
    award = make_award(title="政社互动", text="一、背景。\n二、做法。")
    before, between, after = award.start - 1, award.paragraph_starts[1] - 1, award.end
    assert not any(award.prints(offset) for offset in (before, between, after))
    assert all(award.prints(offset) for offset in (award.start, award.paragraph_starts[1], award.end - 1))


@pytest.mark.slow
def test_it_does_not_move_away_from_the_evidence_of_its_codings():
    award = make_award(title="政社互动", text="一、背景。\n二、做法。")
    make_coding(award, evidence="二、做法")
    award.end, award.text, award.paragraph_starts = award.start + 10, "一、背景。", award.paragraph_starts[:1]
    with pytest.raises(ValidationError, match="有机制编码的依据落在新的起止位置之外"):
        award.save()


# --- Its number ---------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["2015-sqzl-w01", "2014-jczl-w01", "0000-sqzl-w01", "2014-sqzl-w02"])
def test_it_refuses_a_number_that_says_something_else(wrong):
    award = make_award(rank=1)
    award.accession = wrong
    with pytest.raises(ValidationError, match="应以 2014-sqzl-w 开头"):
        award.save()


@pytest.mark.slow
def test_it_numbers_an_award_without_a_year_with_zeros():
    award = make_award(year=None)
    assert award.accession == "0000-sqzl-w01"
    award.full_clean()


def test_it_keeps_the_number_under_which_it_was_public():
    award = make_award()
    award.accession = "2014-sqzl-w07"
    award.save()
    assert list(FormerAccession.objects.values_list("accession", "award")) == [("2014-sqzl-w01", award.pk)]


@pytest.mark.slow
def test_it_forgets_the_number_of_a_draft():
    award = make_award(state=State.DRAFT)
    award.accession = "2014-sqzl-w07"
    award.save()
    assert not FormerAccession.objects.exists()


def test_it_keeps_no_number_that_was_not_written():
    award = make_award()
    award.accession = "2014-sqzl-w07"
    award.save(update_fields=["setting"])
    assert not FormerAccession.objects.exists()


def test_it_refuses_a_number_that_another_award_had():
    FormerAccession.objects.create(award=make_award(), accession="2014-sqzl-w09")
    with pytest.raises(ValidationError, match="是某个案例的原入库编号"):
        make_award(number=9)


def test_a_former_number_is_not_one_of_today():
    award = make_award()
    with pytest.raises(ValidationError, match="现在就是某个案例的入库编号"):
        FormerAccession.objects.create(award=award, accession=award.accession)


# --- Its places ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last"), [(2015, None), (None, 2013), (2009, 2013)])
def test_it_refuses_a_place_that_did_not_exist_in_its_year(first, last):
    place = make_division("坪山新区", first_year=first, last_year=last)
    with pytest.raises(ValidationError, match="在 2014 年末不存在"):
        make_award(year=2014, place_then=place)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "last"), [(2014, None), (None, 2014), (2009, 2016), (None, None)])
def test_it_takes_a_place_that_existed_in_its_year(first, last):
    place = make_division("坪山新区", first_year=first, last_year=last)
    assert make_award(year=2014, place_then=place).place_then == place


@pytest.mark.slow
def test_it_takes_any_place_when_no_source_prints_its_year():
    assert make_award(year=None, place_then=make_division("崇文区", last_year=2009)).pk


def test_it_refuses_a_place_of_today_that_is_gone():
    with pytest.raises(ValidationError, match="已经撤销"):
        make_award(place_now=make_division("坪山新区", first_year=2009, last_year=2016))


# --- Becoming public and ceasing to be ----------------------------------------------------------


@pytest.mark.slow
def test_it_becomes_public_when_everything_is_explained():
    award = explained()
    award.publish()
    award.refresh_from_db()
    assert award.state == State.PUBLISHED


@pytest.mark.slow
def test_it_does_not_become_public_with_a_value_of_unknown_origin():
    award = explained(applicant="太仓市人民政府", setting="urban")
    make_attribution(award, "setting", rule="setting-from-words")
    with pytest.raises(ValidationError, match="请补充取值依据：申报单位。"):
        award.publish()
    assert award.state == State.DRAFT
    award.refresh_from_db()
    assert award.state == State.DRAFT


@pytest.mark.slow
def test_it_becomes_public_without_text():
    award = explained(text="")
    award.publish()
    award.refresh_from_db()
    assert (award.state, award.text, award.paragraph_starts) == (State.PUBLISHED, "", [])


@pytest.mark.slow
def test_it_does_not_become_public_without_anything_to_call_it_by():
    award = explained()
    award.attributions.get(field="title").delete()
    award.title = ""
    with pytest.raises(ValidationError, match="至少要有标题、申报单位或者获评时区划"):
        award.publish()
    assert award.state == State.DRAFT


def test_it_can_always_be_withdrawn():
    award = make_award()
    past_the_room(Award).filter(pk=award.pk).update(text="改坏了的正文")
    award.refresh_from_db()
    award.withdraw()
    award.refresh_from_db()
    assert award.state == State.WITHDRAWN
