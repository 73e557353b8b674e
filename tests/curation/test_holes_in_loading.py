"""Each way in which a public value was once made false, tried through what is loaded."""

import pytest
from django.core.exceptions import ValidationError

from cases.library.snapshots.awards import AwardSnapshots
from cases.models import (
    Award,
    DataVersion,
)
from cases.models.writing import writing
from tests.factories import (
    make_award,
)

pytestmark = pytest.mark.django_db
ELSEWHERE = "杭州市人民政府"


def loaded(award: Award, edit) -> None:
    """Write the award again as the loader does, after that change of its snapshot."""
    snapshot = AwardSnapshots().dump()[award.accession]
    edit(snapshot)
    with writing("load_library"):
        AwardSnapshots().write({award.accession: snapshot})


def without(field: str):
    return lambda snapshot: snapshot.update(
        attributions=[each for each in snapshot["attributions"] if each["field"] != field]
    )


def with_origin(field: str, **values):
    def edit(snapshot: dict) -> None:
        next(each for each in snapshot["attributions"] if each["field"] == field).update(values)

    return edit


def numbered(accession: str, **values):
    """Other values, and the number that fits them."""
    return lambda snapshot: snapshot.update(accession=accession, **values)


def with_a_blank_after(field: str):
    """Its passage is one character longer: the end of its line."""

    def edit(snapshot: dict) -> None:
        row = next(each for each in snapshot["attributions"] if each["field"] == field)
        row["end"] += 1

    return edit


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda snapshot: snapshot.update(title="原文没有的标题"), "标题“原文没有的标题”与原文"),
        (lambda snapshot: snapshot.update(applicant=ELSEWHERE), "申报单位“杭州市人民政府”与原文"),
        (lambda snapshot: snapshot.update(setting=""), "城乡类型没有取值，却有取值依据"),
        (lambda snapshot: snapshot.update(applicant_kind="civil-affairs"), "取值依据：申报单位类型"),
        (lambda snapshot: snapshot.update(attributions=[]), "下列取值没有依据"),
        (without("province"), "取值依据：省级"),
        (with_origin("year", start=0, end=2), "年度“2014”与原文“关于”不符"),
        (with_origin("setting", rule="synthetic"), "没有“synthetic”这条推断规则"),
        (numbered("2014-sqzl-w02", rank=2), "序号“2”与原文“1”不符"),
        (numbered("2014-sqzl-n01", tier="nominee"), "等次“提名成果”与原文“十大创新成果”不符"),
        (with_a_blank_after("title"), "开头或末尾是空白"),
        (lambda snapshot: snapshot.update(end=snapshot["end"] + 1), "开头或末尾是空白"),
    ],
)
def test_the_loader_does_not_make_it_false(award, edit, said):
    before = AwardSnapshots().dump(), DataVersion.current()
    with pytest.raises(ValidationError, match=said):
        loaded(award, edit)
    assert (AwardSnapshots().dump(), DataVersion.current()) == before


def test_a_former_number_is_given_to_no_new_award_by_the_loader(former):
    other = make_award(number=8)
    snapshot = AwardSnapshots().dump()[other.accession] | {"accession": former.accession}
    with pytest.raises(ValidationError, match="原入库编号，不能再用"), writing("load_library"):
        AwardSnapshots().write({former.accession: snapshot})


@pytest.mark.slow
def test_a_former_number_is_not_deleted_by_the_loader(former):
    with pytest.raises(ValidationError, match=f"编号 {former} 永久有效"), writing("load_library"):
        former.delete()
    award = former.award
    snapshot = AwardSnapshots().dump()[award.accession]
    with writing("load_library"):
        AwardSnapshots().write({award.accession: snapshot | {"accession": "2014-sqzl-w06"}})
    numbers = award.former_accessions.values_list("accession", flat=True)
    assert set(numbers) == {former.accession, award.accession}


@pytest.mark.slow
def test_an_award_does_not_take_words_of_another_through_the_loader(award):
    other = make_award(title="三社联动", source=award.source)
    with pytest.raises(ValidationError, match=f"起止位置与案例 {award.accession} 重叠"):
        loaded(other, lambda snapshot: snapshot.update(start=award.end - 1))
