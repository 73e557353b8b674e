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


def test_an_award_does_not_take_words_of_another_through_the_loader(award):
    other = make_award(title="三社联动", source=award.source)
    with pytest.raises(ValidationError, match=f"起止位置与案例 {award.accession} 重叠"):
        loaded(other, lambda snapshot: snapshot.update(start=award.end - 1))
