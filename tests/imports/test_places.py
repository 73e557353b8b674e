"""Where the components of a place come from: the award's own words, or what was said before it."""

import pytest

from cases.imports.taking import take
from cases.models import Award
from tests.factories import make_division
from tests.imports.lists import TITLE, bring_in, make_readers_library

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
