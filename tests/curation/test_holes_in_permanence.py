"""What was public stays: numbers and their codes, slugs, keys, who has coded."""

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
    Programme,
    ProgrammeTier,
    Source,
    Succession,
    Tier,
    TierName,
)
from cases.models.writing import Public, writing
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.models.samples import MODELS
from tests.vocabularies import make_programme, make_tier

pytestmark = pytest.mark.django_db


def change(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


# --- Numbers ------------------------------------------------------------------------------------


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


def test_a_code_stays_when_its_only_award_has_moved_away():
    award, syq = make_award(), make_programme("syq")
    FormerAccession.objects.create(award=award, accession="2014-syq-p01")
    with pytest.raises(ValidationError, match="项目 syq 的代码（-syq-）已用于入库编号"):
        change(syq, code="other")
    with pytest.raises(ValidationError, match="等次“pilot”的字母（-syq-p）已用于入库编号"):
        syq.programme_tiers.get().delete()


def test_a_number_in_use_is_no_former_number_in_bulk():
    award, other = make_award(), make_award()
    with pytest.raises(ValidationError, match=f"原入库编号 {award.accession} 现在是"), writing():
        FormerAccession.objects.bulk_create([FormerAccession(award=other, accession=award.accession)])


def test_a_number_goes_back_to_where_it_was(client, former):
    award, first, second = former.award, former.accession, former.award.accession
    change(award, accession=first)
    assert award.former_accessions.get().accession == second
    assert client.get(f"/cases/{second}/")["Location"] == f"/cases/{first}/"
    assert problems_of_library() == []


def test_the_award_whose_number_others_stand_beside_does_not_go():
    first = make_award(rank=3, state="draft")
    second = make_award(state="draft")
    change(second, rank=3, accession="2014-sqzl-w77")
    with pytest.raises(ValidationError, match="案例 2014-sqzl-w77：入库编号与年度、项目、等次、序号不符"):
        first.delete()
    assert problems_of_library() == []


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


# --- Names and addresses ------------------------------------------------------------------------


def test_a_new_name_does_not_make_unreadable_what_is_printed():
    make_award()
    said = "等次“十大创新成果”在原文中只是“中国社区治理十大创新成果评选”的一部分"
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


# --- Who has coded ------------------------------------------------------------------------------


def test_a_method_that_has_coded_is_not_made_another_one_by_way_of_a_user(django_user_model):
    coder, user = make_coding(make_award()).coder, django_user_model.objects.create(username="c")
    with pytest.raises(ValidationError, match="已有编码出自"), writing():
        Coder.objects.update(name="改名")
    change(coder, user=user)
    change(coder, name="改名")
    with pytest.raises(ValidationError, match="已有编码出自"):
        change(coder, user=None)


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
