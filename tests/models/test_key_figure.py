"""A key figure says what its award prints: number, unit, what is counted, where and when."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from cases.curation.checks import problems_of
from cases.library.award_builder import FIGURE_CODER
from cases.models import Award, Coder, KeyFigure, Revision
from cases.models.writing import writing
from tests.factories import FIGURES, make_award, make_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure() -> KeyFigure:
    return make_figure()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"value": 1011}, "数值与原文不符：“1010”是 1010"),
        ({"number": "1011", "value": 1011}, "依据中没有印出“1011”"),
        ({"number": "数百"}, "没有印出"),
        ({"unit": "支"}, "没有印出单位“支”"),
        ({"counted": "志愿者"}, "所数“志愿者”不是本案例原文的文字"),
        ({"scope": "全市"}, "范围“全市”不是"),
        ({"when": "2013年"}, "时间“2013年”不是"),
        ({"start": 0, "end": 3}, "依据必须在本案例的标题或正文之内"),
        ({"start": None}, "必须有原文依据"),
    ],
)
def test_what_the_award_does_not_print_is_refused(figure, values, message):
    for name, value in values.items():
        setattr(figure, name, value)
    with pytest.raises(ValidationError, match=message):
        figure.clean()


def test_a_unit_that_is_not_printed_needs_a_note(figure):
    figure.unit = "支"
    with pytest.raises(ValidationError, match="没有印出单位“支”"):
        figure.clean()
    figure.note = "按上文计。"
    figure.clean()


def test_a_false_figure_is_found_by_the_room_and_by_the_check_of_the_library(figure):
    with pytest.raises(ValidationError, match="数值与原文不符"), writing():
        KeyFigure.objects.update(value=1011)
    assert KeyFigure.objects.get().value == 1010
    assert problems_of([figure.award_id]) == {}


@pytest.mark.parametrize("number", ["7.1亿", "1667"])
def test_a_value_comes_back_as_it_was_written(number):
    award = make_award(text=f"社区治理。\n{FIGURES}")
    made = make_figure(award, evidence=FIGURES, number=number, unit="个", counted="居民议事平台")
    assert (
        KeyFigure.objects.get(pk=made.pk).value
        == made.value
        == Decimal({"1667": 1667}.get(number, 710000000))
    )


def test_a_revision_has_it_in_plain_digits(figure):
    last = Revision.objects.filter(table="award").order_by("-pk").first()
    row = last.after["figures"][0]
    assert (row["value"], row["upper"], row["number"], row["counted"]) == ("1010", None, "1010", "社会组织")


def test_a_method_that_recorded_figures_keeps_its_name(figure):
    coder = Coder.objects.get(pk=figure.coder_id)
    coder.name = "另一种方法"
    with pytest.raises(ValidationError, match="不能改名"):
        coder.clean()
    with pytest.raises(ValidationError, match="已有编码出自"):
        coder.save()


@pytest.mark.slow
def test_those_of_the_library_are_read_by_a_person_and_true():
    call_command("load_library", verbosity=0)
    assert KeyFigure.objects.count() == 75
    assert set(KeyFigure.objects.values_list("state", "coder__name")) == {("accepted", FIGURE_CODER)}
    assert problems_of(Award.objects.values_list("pk", flat=True)) == {}
