"""What was public stays: numbers and their codes, slugs, keys, who has coded."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CASCADE, ForeignKey, ProtectedError

from cases.curation.library import problems_of_library
from cases.models import (
    Award,
    Coder,
    Division,
    FormerAccession,
    FormerTierSlug,
    Mechanism,
    Programme,
    ProgrammeTier,
    Source,
    Succession,
    Tier,
    TierName,
    WorkProblem,
)
from cases.models.writing import Public, writing
from tests.curation.rows import change
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.models.samples import MODELS
from tests.origins import change as change_award
from tests.origins import explain, passage_in, past_the_room
from tests.vocabularies import make_programme, make_tier

pytestmark = pytest.mark.django_db


# --- Numbers ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_nobody_writes_when_an_award_came_in():
    award, long_ago = make_award(), datetime(2001, 1, 1, tzinfo=UTC)
    with pytest.raises(ValidationError, match="入库时间由系统记下，不能改动"):
        change(award, created_at=long_ago)
    with pytest.raises(ValidationError, match="入库时间由系统记下，不能改动"), writing():
        Award.objects.update(created_at=long_ago)
    past_the_room(Award).update(created_at=long_ago)
    assert [problem for problem in problems_of_library() if "与最近一次修订记录不符" in problem]


@pytest.mark.slow
def test_each_change_moves_the_time_of_the_award():
    award = make_award(place_now=make_division("江苏省", code="320000"))
    before = Award.objects.get().updated_at
    change(Award.objects.only("place_now").get(pk=award.pk), place_now=None)
    assert Award.objects.get().updated_at > before


@pytest.mark.slow
def test_code_and_letters_stay_as_long_as_a_number_has_them():
    make_award().withdraw()
    for attempt in (
        lambda: Programme.objects.update(code="other"),
        lambda: ProgrammeTier.objects.filter(letter="w").update(letter="q"),
        lambda: ProgrammeTier.objects.filter(letter="w").delete(),
    ):
        with pytest.raises(ValidationError, match="已用于入库编号"), writing():
            attempt()
    assert set(ProgrammeTier.objects.values_list("letter", flat=True)) == {"w", "n"}


@pytest.mark.slow
def test_a_code_stays_when_its_only_award_has_moved_away():
    award, syq = make_award(), make_programme("syq")
    FormerAccession.objects.create(award=award, accession="2014-syq-p01")
    with pytest.raises(ValidationError, match="项目 syq 的代码（-syq-）已用于入库编号"):
        change(syq, code="other")
    with pytest.raises(ValidationError, match="等次“pilot”的字母（-syq-p）已用于入库编号"):
        syq.programme_tiers.get().delete()


@pytest.mark.slow
def test_a_number_in_use_is_no_former_number_in_bulk():
    award, other = make_award(), make_award()
    with pytest.raises(ValidationError, match=f"原入库编号 {award.accession} 现在是"), writing():
        FormerAccession.objects.bulk_create([FormerAccession(award=other, accession=award.accession)])


@pytest.mark.slow
def test_a_number_goes_back_to_where_it_was(client, former):
    award, first, second = former.award, former.accession, former.award.accession
    change(award, accession=first)
    assert award.former_accessions.get().accession == second
    assert client.get(f"/cases/{second}/")["Location"] == f"/cases/{first}/"
    assert problems_of_library() == []


@pytest.mark.slow
def test_the_award_whose_number_others_stand_beside_does_not_go():
    first = make_award(rank=3, state="draft")
    second = make_award(state="draft")
    change(second, rank=3, accession="2014-sqzl-w77")
    with pytest.raises(ValidationError, match="案例 2014-sqzl-w77：入库编号与年度、项目、等次、序号不符"):
        first.delete()
    assert problems_of_library() == []


@pytest.mark.slow
def test_what_is_withdrawn_comes_back_by_publishing_alone():
    award = make_award()
    stale = Award.objects.get()
    award.withdraw()
    with pytest.raises(ValidationError, match="已经撤回，保存不会重新公布"):
        stale.save()
    assert not Award.objects.published().exists()
    stale.publish()
    assert Award.objects.published().exists()
    award.refresh_from_db()
    award.withdraw()
    assert not stale.returns


@pytest.mark.slow
def test_a_number_that_was_public_is_not_given_to_another_case():
    award, document = make_award(title="政社互动"), make_source(text="三社联动\n")

    def be_another() -> None:
        with writing():
            award.attributions.all().delete()
            change(award, source=document, start=0, end=4, title="三社联动", text="", paragraph_starts=[])

    said = f"案例 {award.accession}：公布过的编号不能改作另一个案例"
    with pytest.raises(ValidationError, match=said), writing():
        be_another()
        explain(award)
    award = Award.objects.get()
    award.withdraw()
    be_another()
    explain(award)
    with pytest.raises(ValidationError, match=said):
        award.publish()


@pytest.mark.slow
def test_a_case_may_move_to_another_document_or_get_another_title():
    award = make_award(title="政社互动", applicant="太仓市民政局")
    change_award(award, title="太仓市民政局")
    document = make_source(text="太仓市民政局\n")
    with writing():
        award.attributions.all().delete()
        change(award, source=document, start=0, end=6, text="", paragraph_starts=[])
        explain(award)
    assert problems_of_library() == []


# --- Names and addresses ------------------------------------------------------------------------


@pytest.mark.slow
def test_a_new_name_does_not_make_unreadable_what_is_printed():
    make_award()
    said = "等次“十大创新成果”在原文中只是“中国社区治理十大创新成果评选。”的一部分"
    with pytest.raises(ValidationError, match=said):
        Tier.objects.create(slug="whole", name="中国社区治理十大创新成果")
    with pytest.raises(ValidationError, match=said):
        TierName.objects.create(tier=make_tier("typical"), name="中国社区治理十大创新成果")
    Tier.objects.create(slug="other", name="一等奖")
    assert problems_of_library() == []


def test_a_name_that_is_printed_does_not_go():
    award = make_award()
    with pytest.raises(ValidationError, match="与原文"):
        change(award.tier, name="十佳成果")


def test_a_slug_of_today_is_nobodys_former_slug():
    first, second = make_tier("winner"), make_tier("nominee")
    with pytest.raises(ValidationError, match="现在就是一个条目的标识"):
        FormerTierSlug.objects.create(tier=first, slug=second.slug)
    with pytest.raises(ValidationError, match="等次 nominee：这个标识同时是"), writing():
        FormerTierSlug.objects.bulk_create([FormerTierSlug(tier=first, slug=second.slug)])


def test_what_was_renamed_is_not_deleted():
    term = make_mechanism(slug="one")
    change(term, slug="two")
    with pytest.raises(ValidationError, match="治理机制 two 改过标识"):
        term.delete()
    make_mechanism("别的", slug="other").delete()


def test_a_division_keeps_its_key():
    division = make_division("江苏省", code="320000")
    with pytest.raises(ValidationError, match="区划的标识 320000 是网址的一部分"):
        change(division, key="renamed")
    with pytest.raises(ValidationError, match="区划的标识 320000"), writing():
        Division.objects.update(key="renamed")


@pytest.mark.slow
def test_a_new_holder_of_a_code_does_not_rename_the_places_of_awards(award):
    city = Division.objects.get(code="320500")
    change(city, first_year=2017)
    with pytest.raises(ValidationError, match="地级“姑苏市”与原文“苏州市”不符"):
        make_division(
            "姑苏市", key="320500-2016", code="320500", level="prefecture", parent=city.parent,
            first_year=2013, last_year=2016,
        )  # fmt: skip
    make_division("太仓县", key="320585-2010", code="320585", parent=city, last_year=2010)
    assert problems_of_library() == []


@pytest.mark.slow
def test_what_others_became_is_not_deleted_with_that():
    parent = make_division("江苏省", code="320000")
    old = make_division("老县", key="old", parent=parent, last_year=2000)
    new = make_division("新县", key="new", parent=parent)
    Succession.objects.create(predecessor=old, successor=new)
    with pytest.raises(ProtectedError):
        new.delete()
    old.delete()
    new.delete()
    assert problems_of_library() == []


def test_nothing_goes_with_what_it_is_not_part_of():
    """A change of one thing would be a change of another, of which nobody is told."""
    assert not [
        field
        for model in MODELS
        for field in model._meta.get_fields()
        if issubclass(model, Public)
        and isinstance(field, ForeignKey)
        and field.remote_field.on_delete is CASCADE
        and field.name != model.part_of
    ]


@pytest.mark.slow
@pytest.mark.parametrize("make", [make_mechanism, make_division], ids=["mechanisms", "divisions"])
def test_no_circle_is_closed_by_a_row_that_somebody_read_before(make):
    above, upper = ("broader", None) if make is make_mechanism else ("parent", make_division("江苏省"))
    first, second = make("甲", **{above: upper}), make("乙", **{above: upper})
    stale = type(first).objects.select_related(above).get(pk=first.pk)
    change(first, **{above: second})
    with pytest.raises(ValidationError, match="形成了?循环"):
        change(second, **{above: stale})
    assert problems_of_library() == []


@pytest.mark.slow
def test_what_a_problem_of_work_asks_for_does_not_go():
    term, division = make_mechanism(slug="term"), make_division("江苏省", key="jiangsu", code="320000")
    for number, query in enumerate(("mechanism=term", "place=320000")):
        WorkProblem.objects.create(words=f"难题{number}", query=query, reason="对应。")
    for attempt in (term.delete, lambda: change(division, code="330000"), division.delete):
        with pytest.raises(ValidationError, match="工作难题“难题"):
            attempt()
    change(Mechanism.objects.get(), slug="another")
    assert problems_of_library() == []


# --- Who has coded ------------------------------------------------------------------------------


def test_a_method_that_has_coded_is_not_made_another_one_by_way_of_a_user(django_user_model):
    coder, user = make_coding(make_award()).coder, django_user_model.objects.create(username="c")
    with pytest.raises(ValidationError, match="已有编码出自"), writing():
        Coder.objects.update(name="改名")
    change(coder, user=user)
    change(coder, name="改名")
    with pytest.raises(ValidationError, match="已有编码出自"):
        change(coder, user=None)


@pytest.mark.slow
def test_a_person_who_has_coded_may_be_called_otherwise_and_stays_a_person(django_user_model):
    coder = make_coding(make_award(), coder="张三").coder
    person = Coder.objects.create(name="李四", user=django_user_model.objects.create(username="c"))
    make_coding(make_award(), coder="李四")
    change(person, name="李四(二)")
    with pytest.raises(ValidationError, match="已有编码出自"):
        change(person, user=None)
    assert Coder.objects.get(pk=person.pk).name == "李四(二)" and coder.name == "张三"


def test_documents_are_never_of_two_slugs():
    first, second = make_source(slug="one"), make_source(slug="two")
    with pytest.raises(ValidationError, match="现在就是"):
        first.former_slugs.create(slug="two")
    change(second, slug="three")
    assert Source.objects.filter(slug="three").exists()


@pytest.mark.slow
def test_nor_by_first_taking_the_words_of_a_withdrawn_case():
    source = make_source()
    first = make_award(title="政社互动", text="", rank=1, source=source)
    make_award(title="三社联动", text="", rank=2, source=source).withdraw()
    title = passage_in(source, "三社联动")
    with pytest.raises(ValidationError, match="公布过的编号不能改作另一个案例"), writing():
        change(first.attributions.get(field="title"), **title)
        change(first, title="三社联动", end=title["end"])
    change(Award.objects.get(pk=first.pk), end=title["end"])
    assert problems_of_library() == []
