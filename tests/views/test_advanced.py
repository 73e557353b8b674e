from urllib.parse import parse_qs, urlsplit

import pytest


def written(client, **boxes: str) -> str:
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
    assert written(client, **boxes) == query


def test_it_finds_what_the_boxes_say(client, library):
    response = client.get("/cases/advanced/", {"w_title": "政社互动", "w_none": "购买"}, follow=True)
    assert "共 <b>0</b> 个案例" in response.content.decode()


def test_it_keeps_the_filters_it_was_given(client, library):
    response = client.get("/cases/advanced/", {"w_all": "社区", "tier": "winner"})
    assert response.url.endswith("&tier=winner")


def test_it_refuses_a_filter_that_does_not_exist(client, library):
    assert client.get("/cases/advanced/", {"w_all": "社区", "tier": "x"}).status_code == 400
