"""A small library to read: places of today and a former one, three awards of one source, codings."""

from dataclasses import dataclass

from cases.models import Award, Division, Mechanism, Succession
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.origins import make_attribution
from tests.replay import replayed
from tests.vocabularies import TIERS, make_edition, make_tier

ARTICLE = (
    "一、搭建平台\n建立居民议事会,推动社区协商。一是定期议事。每月一次。\n"
    "二、购买服务\n由政府购买服务,培育社会组织。"
)


@dataclass
class Library:
    """What tests refer to by name."""

    first: Award  # winner 1, in 太仓市, with codings and attributions
    second: Award  # winner 2, in what was 铜官山区
    third: Award  # nominee 1, in 太仓市, without rank or year
    province: Division
    county: Division
    former: Division
    term: Mechanism
    narrower: Mechanism


@replayed
def make_small_library() -> Library:
    """Put it into the database."""
    for slug in TIERS:
        make_tier(slug)
    province = make_division("江苏省", code="320000")
    city = make_division("苏州市", code="320500", level="prefecture", parent=province)
    county = make_division("太仓市", code="320585", parent=city)
    anhui = make_division("安徽省", code="340000", region="central")
    former = make_division("铜官山区", code="340702", parent=anhui, last_year=2015)
    today = make_division("铜官区", code="340705", parent=anhui, first_year=2015)
    Succession.objects.create(predecessor=former, successor=today)
    source = make_source(slug="notice", text="首页 > 通知\n关于公布结果的通知\n", body_start=8)
    edition = make_edition(year=2014)
    first = make_award(
        title="“政社互动”",
        text=ARTICLE,
        rank=1,
        edition=edition,
        source=source,
        applicant="江苏省太仓市民政局",
        applicant_level="county",
        applicant_kind="civil-affairs",
        setting="urban",
        place_then=county,
        place_now=county,
    )
    second = make_award(
        title="参与式治理", rank=2, edition=edition, source=source, place_then=former, place_now=today
    )
    third = make_award(
        title="民情理事会", tier="nominee", year=None, source=source, place_then=county, place_now=county
    )
    term = make_mechanism("社区协商", slug="xieshang", names=("协商共治",))
    narrower = make_mechanism("居民议事会", slug="yishihui", broader=term)
    make_coding(first, term, evidence="推动社区协商")
    make_coding(first, narrower, evidence="建立居民议事会,推动")
    make_coding(second, term, evidence="推动社区协商")
    make_attribution(first, "title")
    make_attribution(first, "applicant_level", rule="level-from-place")
    make_attribution(first, "setting", rule="curated", note="编者读正文后判定为城市。")
    return Library(first, second, third, province, county, former, term, narrower)
