"""Awards as a mere list prints them, without title and text: every page and export looks right with them."""

import csv
import io
import json
import re

import pytest
from django.core.management import call_command
from docx import Document

from cases.models import Award
from tests.factories import make_award, make_baoan, make_listed_award

pytestmark = pytest.mark.django_db
VILLAGE = "广东省深圳市宝安区西乡街道桃源村"
NAME = f"{VILLAGE}（全国基层治理创新典型案例）"
EMPTY_ELEMENT = re.compile(r"<(h[1-6]|p|blockquote|dd|section|article)(?: [^>]*)?>\s*</\1>")


@pytest.fixture
def award() -> Award:
    return make_listed_award(locality="西乡街道桃源村")


@pytest.fixture
def school(award) -> Award:
    """Of the same list: a school, whose printed name does not say where it is."""
    return make_listed_award(applicant="桃源小学", locality="西乡街道", source=award.source)


def page(client, address: str) -> str:
    """What a reader gets there; nothing in it is empty or left over from what was not there."""
    response = client.get(address)
    assert response.status_code == 200
    text = response.content.decode()
    found = EMPTY_ELEMENT.search(text)
    role = found is not None and 'role="status"' in found[0]
    assert found is None or role, found
    assert "None" not in re.sub(r"<script.*?</script>", "", text, flags=re.S) and "undefined" not in text
    return text


def listed(client, query: str = "") -> list[dict[str, str]]:
    text = b"".join(client.get(f"/cases.csv?{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def found(client, query: str) -> list[str]:
    return [row["id"] for row in listed(client, f"q={query}")]


# --- Pages --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_its_page_is_called_by_place_and_honour_and_does_not_call_that_printed(client, award):
    shown = page(client, award.get_absolute_url())
    assert f"<h1>{NAME}</h1>" in shown and "来源文献没有印出标题" in shown
    assert re.search(r'<th scope="row">标题</th>\s*<td><span class="quiet">原文未注明</span>', shown)
    assert f"<blockquote>{VILLAGE}</blockquote>" in shown, "what the list prints"
    assert "正文中查找" not in shown and ">正文<" not in shown


@pytest.mark.slow
def test_its_page_links_what_the_gazetteer_lists_and_prints_what_lies_below(client, award):
    shown = page(client, award.get_absolute_url())
    row = shown[shown.index('<th scope="row">地区</th>') :]
    row = row[: row.index("</tr>")]
    assert row.index("宝安区</a> ") < row.index('› <span class="value">西乡街道桃源村 ')
    assert row.count('class="origin printed"') == 4


@pytest.mark.slow
def test_a_body_whose_name_does_not_say_where_it_is_is_called_with_its_place(client, school):
    assert "<h1>广东省深圳市宝安区西乡街道桃源小学（全国基层治理创新典型案例）</h1>" in page(
        client, school.get_absolute_url()
    )


@pytest.mark.slow
def test_a_place_alone_is_enough(client):
    award = make_listed_award(
        applicant="", place_then=make_baoan(), locality="西乡街道桃源村", start=0, end=9
    )
    assert NAME in page(client, award.get_absolute_url())


@pytest.mark.parametrize("view", ["", "?view=table", "?q=桃源村"])
def test_its_card_says_the_name_once(client, award, view):
    shown = page(client, f"/cases/{view}")
    assert re.sub("</?mark>", "", shown).count(NAME) == 3, "the link, what the box is called, on paper"


@pytest.mark.slow
def test_pages_around_it_call_it_by_its_name(client, award, school):
    make_award(place_then=award.place_then, place_now=award.place_now)
    addresses = (
        "/", "/places/440306/", f"/sources/{award.source.slug}/", f"/selection/?id={award.accession}",
        f"/compare/?id={award.accession}&id={school.accession}", school.get_absolute_url(),
        f"/report/?case={award.accession}", "/help/", "/statistics/",
    )  # fmt: skip
    shown = {address: page(client, address) for address in addresses}
    nameless = [address for address, text in shown.items() if "桃源村" not in text]
    assert nameless == ["/help/", "/statistics/"]


def test_a_comparison_says_that_there_is_no_text(client, award, school):
    shown = page(client, f"/compare/?id={award.accession}&id={school.accession}")
    assert "没有正文" in shown and "0 字" not in shown


# --- Search -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["桃源村", "西乡街道", "宝安", "深圳市宝安区", "申报单位:桃源村", "地区:桃源村"]
)
@pytest.mark.slow
def test_it_is_found_by_its_place_and_by_whom_it_honours(client, award, query):
    make_award()
    assert found(client, query) == [award.accession]


def test_it_is_not_found_by_a_title_that_nobody_printed(client, award):
    assert found(client, "标题:桃源村") == []


def test_it_is_suggested_by_its_name(client, award):
    offered = client.get("/suggest/", {"q": "桃源村"}).json()["suggestions"]
    assert [(each["text"], each["url"]) for each in offered] == [(NAME, award.get_absolute_url())]


@pytest.mark.slow
def test_it_is_counted(client, award, school):
    table = client.get("/statistics.csv?rows=place&cols=year").content.decode("utf-8-sig")
    assert "广东省" in table and listed(client, "place=440306")[1]["id"] == school.accession


@pytest.mark.slow
def test_the_index_agrees_with_the_database_after_each_change(client, award, school):
    assert len(listed(client)) == 2
    award.withdraw()
    assert [row["id"] for row in listed(client)] == [school.accession]
    call_command("reindex", "--check")


# --- Exports ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_its_title_stays_empty_in_exports(client, award):
    [row] = listed(client)
    assert (row["title"], row["text"], row["applicant"]) == ("", "", VILLAGE)
    assert (row["county"], row["township"], row["locality"]) == ("宝安区", "西乡街道", "西乡街道桃源村")
    assert row["place_then"] == "广东省/深圳市/宝安区" and "title" not in row["inferred"]
    item = client.get(f"/cases/{award.accession}.json").json()
    assert (item["title"], item["text"], item["locality"]) == ("", "", "西乡街道桃源村")


@pytest.mark.slow
def test_a_village_without_a_township_has_none(client):
    make_listed_award(applicant="宝安区桃源村", locality="桃源村")
    assert [(row["township"], row["locality"]) for row in listed(client)] == [("", "桃源村")]


@pytest.mark.slow
def test_its_citation_puts_the_name_in_brackets(client, award):
    assert f"[{NAME}]" in page(client, award.get_absolute_url())


def test_its_feed_entry_is_called_by_its_name(client, award):
    shown = client.get("/feed.atom").content.decode()
    assert (
        f"<title>{NAME}</title>" in shown and f"2021 全国基层治理创新典型案例，典型案例。{VILLAGE}<" in shown
    )


@pytest.mark.slow
def test_its_word_entry_has_no_empty_paragraph(client, award, school):
    answer = client.get("/compilation.docx", {"year": 2021})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    paragraphs = Document(io.BytesIO(content)).paragraphs
    entry = [each.text for each in paragraphs]
    entry = entry[len(entry) - 1 - entry[::-1].index(NAME) :]
    assert entry[:4] == [
        NAME,
        "所获荣誉：2021年度全国基层治理创新典型案例",
        f"申报单位：{VILLAGE}",
        "所在地区：广东省深圳市宝安区西乡街道桃源村",
    ]
    assert entry[4].startswith("来源：") and award.source.title in entry[4]
    assert all(entry)


def test_its_address_in_json_says_the_same(client, award):
    answer = b"".join(client.get("/cases.json").streaming_content)
    assert [item["url"] for item in json.loads(answer)["items"]] == [
        f"http://testserver{award.get_absolute_url()}"
    ]
