"""From an honour nobody has heard of to the public, through forms of the admin alone."""

import json

import pytest

from cases.curation.library import problems_of_library
from cases.models import Award
from tests.admin.entering import (
    LETTER,
    add_award,
    add_batch,
    add_programme,
    add_source,
    rows,
    text,
    words_of_compilation,
)
from tests.admin.forms import add

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VILLAGE = "浙江省德清县莫干山镇五四村"
PRINTED = {
    "applicant": VILLAGE,
    "province": "浙江省",
    "county": "德清县",
    "township": "莫干山镇",
    "locality": "莫干山镇五四村",
}
NAME = f"{VILLAGE}（全国乡村治理典型案例）"


def enter(client) -> Award:
    """All that a list needs which prints names and places and nothing else."""
    province = {"key": "330000", "code": "330000", "name": "浙江省", "level": "province", "region": "east"}
    province = add(client, "division", province)
    county = {"key": "330521", "code": "330521", "name": "德清县", "level": "county", "parent": province.pk}
    county = add(client, "division", county)
    programme = add_programme(client)
    source = add_source(client, LETTER.format(titles=f"{VILLAGE}\n"))
    add_batch(client, programme, source)
    values = {"place_then": county.pk, "place_now": county.pk, "locality": PRINTED["locality"]}
    return add_award(client, programme, source, VILLAGE, PRINTED, applicant=VILLAGE, **values)


def test_a_village_is_awarded_without_title_and_text_and_found_everywhere(as_curator, client):
    award = enter(as_curator)
    client.logout()
    assert (award.accession, award.state, award.title, award.text) == ("2021-xczl-t01", "published", "", "")
    assert problems_of_library() == []
    it_is_a_value_of_the_facets(client, award)
    it_is_searched_for_and_suggested(client, award)
    it_is_counted(client)
    it_is_exported_and_described(client, award)
    machines_follow_it(client, award)
    it_is_printed(client, award)


def it_is_a_value_of_the_facets(client, award: Award) -> None:
    html = text(client, "/cases/")
    for parameter, value, label in (
        ("programme", "xczl", "全国乡村治理典型案例"),
        ("tier", "typical", "典型案例"),
        ("issuer", "moa", "农业农村部"),
        ("issuer", "nrra", "国家乡村振兴局"),
        ("place", "330000", "浙江省"),
    ):
        assert f"{parameter}={value}" in html and label in html
        assert [row["id"] for row in rows(client, f"/cases.csv?{parameter}={value}")] == [award.accession]
    assert "德清县" in text(client, "/cases/?facet=place")
    assert [row["id"] for row in rows(client, "/cases.csv?place=330521")] == [award.accession]


def it_is_searched_for_and_suggested(client, award: Award) -> None:
    for query in ("五四村", "莫干山镇", "乡村治理典型案例", "乡村治理案例", "德清 农业农村部"):
        assert [row["id"] for row in rows(client, f"/cases.csv?q={query}")] == [award.accession], query
    for typed, suggested in (("五四村", NAME), ("乡村治理典", "全国乡村治理典型案例"), ("德清", "德清县")):
        suggestions = client.get("/suggest/", {"q": typed}).json()["suggestions"]
        assert suggested in {each["text"] for each in suggestions}, typed


def it_is_counted(client) -> None:
    counts = text(client, "/statistics.csv?rows=programme&cols=issuer").splitlines()
    assert any(line.startswith("全国乡村治理典型案例,") and "1" in line for line in counts)
    assert "浙江省" in text(client, "/statistics/?rows=place")
    assert "2021 年度 · 全国乡村治理典型案例" in text(client, "/")


def it_is_exported_and_described(client, award: Award) -> None:
    [row] = rows(client, "/cases.csv")
    assert (row["title"], row["text"], row["applicant"]) == ("", "", VILLAGE)
    assert (row["programme"], row["issuing_body"], row["tier"]) == ("xczl", "moa；nrra", "typical")
    assert (row["province"], row["county"], row["township"]) == ("浙江省", "德清县", "莫干山镇")
    [item] = json.loads(text(client, "/cases.json"))["items"]
    assert (item["id"], item["title"], item["programme"]) == (award.accession, "", "xczl")
    told = {(each["column"], each["value"]): each for each in rows(client, "/codebook.csv")}
    assert told["programme", "xczl"]["label"] == "全国乡村治理典型案例"
    assert {("tier", "typical"), ("issuing_body", "moa"), ("issuing_body", "nrra")} <= told.keys()


def machines_follow_it(client, award: Award) -> None:
    feed = text(client, "/feed.atom?programme=xczl")
    assert NAME in feed and "2021 全国乡村治理典型案例（第三批），典型案例" in feed
    assert award.get_absolute_url() in text(client, "/sitemap-cases.xml")


def it_is_printed(client, award: Award) -> None:
    page = text(client, award.get_absolute_url())
    assert NAME in page and "全国乡村治理典型案例 · 第三批" in page
    printed = words_of_compilation(client, "programme=xczl")
    assert NAME in printed and "2021年度全国乡村治理典型案例（第三批）" in printed
