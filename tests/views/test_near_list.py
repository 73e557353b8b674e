"""Below an empty list: what is near in meaning to what somebody describes, with the sentence that is."""

import pytest

from cases.embeddings import builder
from cases.index.current import current_index
from tests.factories import make_award
from tests.views.lists import browse, titles

QUERY = "?q=楼上楼下谁也不认识谁"
SENTENCE = "街坊之间互不相识，组织邻居节让大家走出家门。"

pytestmark = pytest.mark.slow  # the model takes its time


@pytest.fixture
def near(db, settings):
    settings.SEARCH_BY_MEANING = True
    make_award(title="邻居节", text=SENTENCE)
    make_award(title="村务公开", text="村集体的每一笔支出都在公示栏公布，由村民监督。")
    builder.build(current_index())


def test_it_shows_the_nearest_first_and_highlights_the_sentence(client, near):
    html = browse(client, QUERY)
    assert "没有案例直接写到“楼上楼下谁也不认识谁”；意思最接近的是" in html
    assert titles(html) == ["邻居节", "村务公开"]
    assert "<mark>街坊之间互不相识，组织邻居节让大家走出家门。</mark>" in html


def test_it_can_be_chosen_like_any_other_case(client, near):
    html = browse(client, QUERY)
    assert html.count('form="picks"') == len(titles(html)) > 0 and 'id="picks"' in html


def test_it_is_in_no_file_and_no_count(client, near):
    assert "共 <b>0</b> 个案例" in browse(client, QUERY)
    assert b"2014-sqzl" not in client.get(f"/cases.json{QUERY}").getvalue()


def test_it_meets_the_other_conditions(client, near):
    assert titles(browse(client, f"{QUERY}&year=1999")) == []


@pytest.mark.parametrize("query", ["?q=区块链", "?q=“楼上楼下谁也不认识谁”", "?q=标题:楼上楼下谁也不认识谁"])
def test_to_a_short_word_or_to_the_letter_nothing_is_near(client, near, query):
    assert "意思最接近" not in browse(client, query)


def test_a_list_with_cases_has_none_beside_it(client, near):
    assert "意思最接近" not in browse(client, "?q=街坊之间互不相识")


def test_it_can_be_switched_off(client, near, settings):
    settings.SEARCH_BY_MEANING = False
    assert "意思最接近" not in browse(client, QUERY)
