import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from cases.pages.advanced import filled, written
from cases.search.query.parser import parse
from cases.search.query.query import QueryTerm


def sent(client, **boxes: str) -> str:
    response = client.get("/cases/advanced/", {f"w_{name}": value for name, value in boxes.items()})
    assert response.status_code == 302
    return parse_qs(urlsplit(response.url).query)["q"][0]


def test_it_shows_the_form_when_nothing_is_asked(client, library):
    html = client.get("/cases/advanced/").content.decode()
    assert 'name="w_any"' in html and "高级检索" in html


@pytest.mark.parametrize(
    ("boxes", "query"),
    [
        ({"all": "协商 议事"}, "协商 议事"),
        ({"any": "协商 议事"}, "协商 | 议事"),
        ({"phrase": "党员 干部"}, '"党员 干部"'),
        ({"none": "农村 村民"}, "-农村 -村民"),
        ({"title": "协商", "area": "苏州"}, "标题:协商 地区:苏州"),
        ({"text": "议事会", "applicant": "民政局"}, "正文:议事会 申报单位:民政局"),
        ({"all": 'a"b'}, "a b"),
    ],
)
def test_it_writes_the_boxes_into_one_search_text(client, library, boxes, query):
    assert sent(client, **boxes) == query


def test_it_finds_what_the_boxes_say(client, library):
    response = client.get("/cases/advanced/", {"w_title": "政社互动", "w_none": "购买"}, follow=True)
    assert "共 <b>0</b> 个案例" in response.content.decode()


def test_it_keeps_the_filters_it_was_given(client, library):
    response = client.get("/cases/advanced/", {"w_all": "社区", "tier": "winner"})
    assert response.url.endswith("&tier=winner")


def test_it_refuses_a_filter_that_does_not_exist(client, library):
    assert client.get("/cases/advanced/", {"w_all": "社区", "tier": "x"}).status_code == 400


def shown(html: str) -> dict[str, list[str]]:
    """What the form would send as it stands: its fields with their values, empty ones left out."""
    form = html.split('class="panel advanced"')[1].split("</form>")[0]
    fields = re.findall(r'<input type="text"[^>]* name="(\w+)" value="([^"]+)"', form)
    fields += re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', form)
    fields += re.findall(r'name="(\w+)" value="([^"]+)" checked', form)
    for name, options in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', form):
        fields += [(name, value) for value in re.findall('value="([^"]+)" selected', options)]
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(unescape(value))
    return data


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("q=协商 -农村", {"w_all": ["协商"], "w_none": ["农村"]}),
        (
            'q=议事|协商 "党员 干部" 标题:社区',
            {"w_any": ["议事 协商"], "w_phrase": ["党员 干部"], "w_title": ["社区"]},
        ),
        ("q=年度:2014 a|b c|d", {"w_any": ["a b"], "w_more": ["年度:2014 c|d"]}),
        ("year=2014&year=none&tier=winner", {"year": ["2014", "none"], "tier": ["winner"]}),
        ("place=320585&setting=urban", {"place": ["320585"], "setting": ["urban"]}),
        ("mechanism=xieshang", {"w_mechanism": ["xieshang"]}),
        (
            "mechanism_all=xieshang&mechanism_all=yishihui&mechanism=none",
            {"mechanism": ["none"], "w_joint": ["all"], "w_mechanism": ["xieshang", "yishihui"]},
        ),
        ("per_page=50&sort=oldest&view=table", {"sort": ["oldest"], "per_page": ["50"], "view": ["table"]}),
    ],
)
def test_it_opens_with_what_the_list_was_asked_for_and_leads_back_to_it(client, library, query, fields):
    html = client.get(f"/cases/advanced/?{query}").text
    data = shown(html)
    assert data == {"w_joint": ["any"]} | fields
    back = client.get("/cases/advanced/", data)
    if set(fields) - {"sort", "per_page", "view"}:
        lists = [client.get(address).context["results"] for address in (back.url, f"/cases/?{query}")]
        assert lists[0].state.selected == lists[1].state.selected
        assert lists[0].hits == lists[1].hits


def test_the_list_leads_to_the_form_with_its_own_conditions(client, library):
    html = client.get("/cases/?q=社区&tier=winner&page=1").text
    assert 'href="/cases/advanced/?q=%E7%A4%BE%E5%8C%BA&amp;tier=winner" rel="nofollow"' in html


def test_it_has_the_year_the_programme_the_tier_the_place_and_the_mechanisms(client, library):
    html = client.get("/cases/advanced/").text
    assert all(f"<legend>{label}</legend>" in html for label in ("年度", "评选项目", "等次", "治理机制"))
    assert '<option value="320000">江苏省</option>' in html
    assert '<li class="below"><label><input type="checkbox" name="w_mechanism" value="yishihui"' in html


def test_mechanisms_are_alternatives_or_must_all_hold(client, library):
    ticked = {"w_mechanism": ["xieshang", "yishihui"]}
    assert client.get("/cases/advanced/", ticked | {"w_joint": "any"}).url == (
        "/cases/?mechanism=xieshang&mechanism=yishihui"
    )
    assert client.get("/cases/advanced/", ticked | {"w_joint": "all"}).url == (
        "/cases/?mechanism_all=xieshang&mechanism_all=yishihui"
    )


def test_it_says_which_conditions_it_keeps_without_showing_them(client, library):
    assert "其他条件照旧：城乡类型：城市。" in client.get("/cases/advanced/?setting=urban").text


def test_sent_without_anything_it_stays(client, library):
    response = client.get("/cases/advanced/", {"w_all": "", "w_joint": "any", "place": ""})
    assert (response.status_code, "高级检索" in response.text) == (200, True)


WORDS = st.sampled_from(
    ["协商", "-", "|", '"', "标题:", "年度:", "a b", "“", "OR", "not", " ", "地区:苏州", "、", "1"]
)


def said(terms: tuple[QueryTerm, ...]) -> frozenset[tuple[object, ...]]:
    """What terms say; a lone 标题: can be written only in quotation marks."""
    return frozenset((term.text, term.field, term.facet) for term in terms)


@pytest.mark.slow
@given(st.lists(WORDS, max_size=8))
@example(["协商", "地区:苏州", "、"])
@example(["协商、", "地区:苏州", "社区，"])
def test_the_boxes_say_what_the_search_text_said(words):
    q = " ".join(words) if len(words) % 2 else "".join(words)
    data = QueryDict(mutable=True)
    data.update({f"w_{box.name}": box.value for box in filled(q)})
    before, after = parse(q), parse(written(data))
    assert {said(group) for group in after.groups} == {said(group) for group in before.groups}
    assert said(after.excluded) == said(before.excluded)
