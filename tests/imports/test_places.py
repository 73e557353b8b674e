"""Where the components of a place come from: the award's own words, or what was said before it."""

import pytest

from cases.imports.taking import take
from cases.models import Award, Division
from cases.models.writing import writing
from tests.factories import make_division
from tests.imports.lists import TITLE, bring_in, make_readers_library
from tests.vocabularies import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    county = make_readers_library()
    make_division("西湖区", code="330106", parent=county.parent)


def origins(text: str, number: int) -> dict[str, str]:
    """By field the words that are quoted, or the rule and its note, of that entry; it can be taken in."""
    intake = bring_in(text)
    rows = intake.rows.all()[number].proposed["attributions"]
    take(intake, intake.lock)
    return {
        row["field"]: f"{row['rule']} {row['note']}".strip()
        if row["rule"]
        else text[row["start"] : row["end"]]
        for row in rows
    }


def test_a_village_has_its_county_from_the_entry_before_it_by_the_rule_that_quotes_it():
    named = "浙江省杭州市上城区小营街道小营巷社区、紫阳街道彩霞岭社区，西湖区北山街道曙光社区"
    text = f"{TITLE}\n名单如下：{named}入选典型案例。\n"
    found = origins(text, 1)
    assert found["county"] == "place-from-above 承前文“上城区”"
    assert found["township"] == "紫阳街道"
    assert found["locality"] == "紫阳街道彩霞岭社区"
    assert Award.objects.get(applicant="紫阳街道彩霞岭社区").place_then.name == "上城区"


def test_a_short_name_is_no_part_of_a_longer_one():
    make_division("上城街道", level="township", parent=make_division("浙江", code="", key="x", region="east"))
    text = f"{TITLE}\n典型案例名单\n杭州上城区小营街道小营巷社区\n杭州西湖区北山街道曙光社区\n"
    found = origins(text, 0)
    assert found["city"] == "full-name-of-place 原文印作“杭州”"
    assert found["province"] == "place-from-gazetteer"


def test_a_heading_that_prints_the_province_is_its_evidence():
    text = f"{TITLE}\n典型案例名单\n浙江省\n上城区小营街道小营巷社区\n西湖区北山街道曙光社区\n"
    found = origins(text, 1)
    assert (found["province"], found["county"]) == ("浙江省", "西湖区")
    assert found["city"] == "place-from-gazetteer"


def test_a_province_before_a_colon_is_what_the_entry_goes_on_from():
    text = f"{TITLE}\n典型案例名单\n浙江省：上城区小营街道小营巷社区、西湖区北山街道曙光社区\n"
    found = origins(text, 1)
    assert found["province"] == "place-from-above 承前文“浙江省”"


def test_a_common_name_under_a_heading_can_be_published_with_the_heading_as_evidence():
    other = make_division("江苏省", code="320000")
    city = make_division("南京市", code="320100", level="prefecture", parent=other)
    make_division("西湖区", code="320199", parent=city)
    text = f"{TITLE}\n典型案例名单\n江苏省南京市西湖区\n江苏省南京市\n浙江省\n西湖区\n上城区\n"
    intake = bring_in(text)
    assert [row.proposed["place_then"] for row in intake.rows][::2] == ["320199", "330106"]
    take(intake, intake.lock)
    award = Award.objects.get(place_then__code="330106")
    with writing():
        award.publish()
    assert Award.objects.get(pk=award.pk).state == "published"


def test_which_place_is_meant_is_asked_once():
    other = make_division(
        "宁波市", code="330200", level="prefecture", parent=make_division("江苏省", code="320000")
    )
    make_division("西湖区", code="330299", parent=other)
    intake = bring_in(f"{TITLE}\n典型案例名单\n西湖区民政局：议事厅\n杭州市上城区民政局：邻里汇\n")
    problems = [each["message"] for row in intake.rows.all() for each in row.problems]
    assert [each.partition("：")[0] for each in problems] == ["西湖区民政局"]
    assert "地名有几种可能" in problems[0]


def test_entries_that_run_on_or_are_broken_over_a_line_are_taken_in_as_printed():
    make_division("滨江区", code="330108", parent=Division.objects.get(name="杭州市"))
    text = f"{TITLE}\n典型案例名单\n1.浙江省杭州市上\n城区\n2.杭州市西湖区 3.杭州市滨江区\n"
    intake = bring_in(text)
    take(intake, intake.lock)
    found = Award.objects.order_by("rank")
    county = found[0].attributions.get(field="county")

    assert [(each.rank, each.applicant) for each in found] == [
        (1, "浙江省杭州市上城区"), (2, "杭州市西湖区"), (3, "杭州市滨江区"),
    ]  # fmt: skip
    assert found[0].source.text[county.start : county.end] == "上\n城区"


def test_each_honour_of_a_unit_is_taken_in_by_its_own_words():
    make_programme("sqzl")
    title = "民政部关于公布2016年度中国社区治理十大创新成果名单的通知"
    unit = "浙江省杭州市上城区"
    intake = bring_in(f"{title}\n{unit}——十大创新成果、提名成果\n杭州市西湖区——提名成果\n")
    intake.rows.update(outcome="accepted")
    take(intake, intake.lock)
    one, other = Award.objects.filter(place_then__name="上城区").order_by("start")
    words = [each.source.text[each.start : each.end] for each in (one, other)]

    assert words == [f"{unit}——十大创新成果", "提名成果"]
    assert (one.tier.slug, one.applicant, other.tier.slug, other.applicant) == ("winner", unit, "nominee", "")
