"""The downloads: the same list as the page, all pages of it, streamed and cheap to ask for again."""

import csv
import io
import json
import time
from urllib.parse import quote, unquote

import openpyxl
import pytest
from django.utils import timezone

from cases.exports.case_list import CaseList
from cases.exports.file_format import Flag, Format, Options
from cases.fields import FIELDS
from cases.models import Award
from cases.models.writing import writing
from cases.views import exports
from tests.factories import make_award
from tests.mixture import make_mixture
from tests.quick import first_quick
from tests.replay import with_index

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "q=社区协商",
    "q=议事会&sort=rank",
    "setting=urban&setting=none",
    "place=320000&sort=place",
    "place=340702&place_at=then",
    "mechanism=zizhi&year=2014&sort=oldest",
    "mechanism_all=zizhi&mechanism_all=zhiyuan",
    "q=没有这样的案例",
]


@pytest.fixture
def mixture() -> list[Award]:
    return with_index(make_mixture(60))


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def rows(response) -> list[dict[str, str]]:
    text = body(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def numbers(cases: CaseList, origin: str, options: Options) -> list[bytes]:
    return [f"{origin} {sorted(cases.ids())} {options}".encode()]


NUMBERS = Format("txt", "TXT", "", "text/plain", numbers, flags=(Flag("zeros", default=True),))


@pytest.mark.slow
def test_a_further_format_needs_nothing_but_its_object(rf, mixture):
    first = mixture[0]
    answer = exports.result_list(rf.get("/cases.txt?setting=rural&zeros=0"), form=NUMBERS)
    rural = sorted(award.pk for award in mixture if award.setting == "rural")
    assert body(answer).decode() == f"http://testserver {rural} {{'zeros': False}}"
    assert answer["Content-Disposition"].startswith('attachment; filename="cases_setting-rural_')
    again = rf.get("/cases.txt?setting=rural&zeros=0", headers={"If-None-Match": answer["ETag"]})
    assert exports.result_list(again, form=NUMBERS).status_code == 304
    basket = exports.basket(rf.get(f"/selection.txt?id={first.accession}"), form=NUMBERS)
    assert body(basket).decode() == f"http://testserver [{first.pk}] {{'zeros': True}}"
    refused = exports.result_list(rf.get("/cases.txt?zeros=no"), form=NUMBERS)
    assert (refused.status_code, refused.content.decode()) == (400, "参数 zeros 只能是 0 或 1。")


@pytest.mark.slow
@pytest.mark.parametrize("query", first_quick(QUERIES, 2))
def test_it_gives_exactly_what_all_pages_show(client, mixture, query):
    shown = []
    for number in range(1, 4):
        page = client.get(f"/cases/?{query}&page={number}")
        if page.status_code == 200:
            shown += [record.id for record in page.context["results"].records()]
    assert [row["id"] for row in rows(client.get(f"/cases.csv?{query}"))] == shown
    assert [item["id"] for item in json.loads(body(client.get(f"/cases.json?{query}")))["items"]] == shown


def test_the_page_number_and_size_do_not_cut_the_list(client, mixture):
    assert len(rows(client.get("/cases.csv?page=2&per_page=20"))) == 60


@pytest.mark.slow
def test_it_begins_with_a_byte_order_mark_unless_asked_not_to(client, mixture):
    assert body(client.get("/cases.csv")).startswith(b"\xef\xbb\xbfid,title,")
    assert body(client.get("/cases.csv?bom=0")).startswith(b"id,title,")


@pytest.mark.slow
def test_cells_are_harmless_unless_raw_ones_are_asked_for(client):
    make_award(title="=三社联动")
    assert rows(client.get("/cases.csv"))[0]["title"] == "'=三社联动"
    assert rows(client.get("/cases.csv?raw=1"))[0]["title"] == "=三社联动"


def test_an_empty_list_is_a_header_alone(client):
    assert body(client.get("/cases.csv")).count(b"\r\n") == 1
    assert json.loads(body(client.get("/cases.json")))["items"] == []


def test_it_is_a_download_with_a_chinese_name(client, mixture):
    disposition = client.get("/cases.csv?setting=urban")["Content-Disposition"]
    assert disposition.startswith('attachment; filename="cases_setting-urban_')
    total, today = len(rows(client.get("/cases.csv?setting=urban"))), timezone.localdate().isoformat()
    name = unquote(disposition.partition("''")[2])
    assert name.startswith(f"社区治理创新案例_城乡类型为城市的案例_{total}例_{today}_版本")


def test_it_names_its_type(client, mixture):
    assert client.get("/cases.csv")["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert client.get("/cases.json")["Content-Type"] == "application/json"
    assert client.get("/cases.xlsx")["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.slow
def test_the_workbook_has_the_same_cases_and_says_how_long_it_is(client, mixture):
    response = client.get("/cases.xlsx?setting=urban&sort=place")
    content = body(response)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["案例"]
    numbers = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert numbers == [row["id"] for row in rows(client.get("/cases.csv?setting=urban&sort=place"))]
    assert response["Content-Length"] == str(len(content))


@pytest.mark.parametrize(
    ("extension", "entry"), [("bib", b"@online{%s,"), ("ris", b"ID  - %s\r\n"), ("csl.json", b'"id":"%s"')]
)
def test_references_are_those_of_the_same_cases_in_the_same_order(client, mixture, extension, entry):
    numbers = [row["id"].encode() for row in rows(client.get("/cases.csv?setting=urban&sort=place"))]
    file = body(client.get(f"/cases.{extension}?setting=urban&sort=place"))
    places = [file.find(entry % number) for number in numbers]
    assert -1 not in places and places == sorted(places)


def test_references_in_json_are_a_list_of_items(client, mixture):
    items = json.loads(body(client.get("/cases.csl.json")))
    assert len(items) == 60 and all(item["title"] and item["URL"].startswith("http") for item in items)
    assert json.loads(body(client.get("/cases.csl.json?q=没有"))) == []


@pytest.mark.parametrize("extension", ["bib", "ris", "csl.json"])
def test_references_of_one_case_come_by_its_number(client, mixture, extension):
    number = mixture[0].accession
    assert number in body(client.get(f"/selection.{extension}?id={number}")).decode()


@pytest.mark.slow
def test_a_workbook_of_nothing_has_headings_alone(client):
    sheet = openpyxl.load_workbook(io.BytesIO(body(client.get("/cases.xlsx?q=没有"))))["案例"]
    assert [sheet.cell(2, 1).value, sheet.max_row <= 2] == [None, True]


def test_a_workbook_that_would_be_too_large_is_refused(client, mixture, monkeypatch):
    monkeypatch.setattr("cases.exports.excel.workbook.MOST_BYTES", 1000)
    response = client.get("/cases.xlsx")
    assert (response.status_code, "一份 Excel 放不下" in response.content.decode()) == (400, True)


@pytest.mark.slow
def test_addresses_are_those_of_the_host_that_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["cases.example.org"]
    award = make_award()
    response = client.get("/cases.csv", headers={"host": "cases.example.org"})
    assert rows(response)[0]["url"] == f"http://cases.example.org/cases/{award.accession}/"


@pytest.mark.slow
def test_the_address_of_each_row_leads_to_the_case(client):
    award = make_award()
    url = rows(client.get("/cases.csv"))[0]["url"]
    assert url == f"http://testserver{award.get_absolute_url()}"


def test_the_json_says_what_was_asked(client, mixture):
    content = json.loads(body(client.get("/cases.json?setting=urban&page=2&utm_source=x")))
    assert (content["words"], content["query"]) == ("城乡类型为城市的案例", "setting=urban")
    assert content["total"] == len(content["items"])


@pytest.mark.slow
def test_asking_again_costs_nothing_until_the_data_or_the_question_changes(client, mixture):
    etag = client.get("/cases.csv?setting=urban")["ETag"]
    again = client.get("/cases.csv?setting=urban&page=3", headers={"if-none-match": etag})
    assert (again.status_code, again["ETag"], again["Cache-Control"]) == (304, etag, "public, no-cache")
    others = ("setting=rural", "setting=urban&raw=1", "setting=urban&bom=0", "setting=urban&sort=rank")
    assert all(client.get(f"/cases.csv?{other}")["ETag"] != etag for other in others)
    assert client.get("/cases.json?setting=urban")["ETag"] != etag
    mixture[0].save()
    changed = client.get("/cases.csv?setting=urban", headers={"if-none-match": etag})
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


@pytest.mark.parametrize(
    "path", first_quick(["/cases.csv", "/cases.json", "/feed.atom", "/compilation.docx", "/cases.xlsx"])
)
@pytest.mark.slow
def test_a_file_of_another_host_is_another_file(client, library, settings, path):
    settings.ALLOWED_HOSTS = ["a.gov.cn", "b.gov.cn"]
    here, there, secure = (
        client.get(path, headers={"host": host}, secure=secure)["ETag"]
        for host, secure in (("a.gov.cn", False), ("b.gov.cn", False), ("a.gov.cn", True))
    )
    assert len({here, there, secure}) == 3
    assert client.get(path, headers={"host": "a.gov.cn", "if-none-match": here}).status_code == 304
    assert client.get(path, headers={"host": "b.gov.cn", "if-none-match": here}).status_code == 200


@pytest.mark.parametrize("path", ["/cases.csv", "/cases.json"])
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("year=1899", "1899"),
        ("setting=moon&tier=gold", "gold"),
        ("page=0", "page"),
        ("per_page=7", "per_page"),
        ("place=999999", "999999"),
        ("sort=%00", "sort"),
        ("mechanism=" + quote("三社\u0000"), "mechanism"),
    ],
)
def test_it_refuses_nonsense_and_names_it(client, path, query, named):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert named in response.content.decode()


@pytest.mark.slow
def test_a_text_that_is_too_long_is_cut_as_on_the_page(client, mixture):
    query = "q=" + "长" * 10_000
    assert client.get(f"/cases/?{query}").status_code == 200
    assert body(client.get(f"/cases.csv?{query}")) == body(client.get("/cases.csv?q=" + "长" * 1_000))


@pytest.mark.parametrize("query", ["raw=yes", "bom=2"])
def test_its_own_switches_are_on_or_off(client, query):
    response = client.get(f"/cases.csv?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert query[:3] in response.content.decode()


def test_a_parameter_of_somebody_else_changes_nothing(client, mixture):
    assert body(client.get("/cases.csv?utm_source=x&year=")) == body(client.get("/cases.csv"))


def test_it_answers_head_and_refuses_post(client, mixture):
    assert client.head("/cases.csv")["ETag"] == client.get("/cases.csv")["ETag"]
    assert client.post("/cases.csv").status_code == 405


def test_it_asks_the_database_once_whatever_the_size(client, django_assert_num_queries):
    make_mixture(10)
    body(client.get("/cases.csv"))
    with django_assert_num_queries(2):  # the data version, and which public one it is
        body(client.get("/cases.csv?setting=urban&q=社区"))
    with writing():
        for _ in range(20):
            make_award()
    body(client.get("/cases.csv"))
    with django_assert_num_queries(2):  # the data version, and which public one it is
        body(client.get("/cases.csv?setting=urban&q=社区"))


@pytest.mark.slow
def test_the_first_lines_come_before_the_rest_is_read(client, monkeypatch):
    monkeypatch.setattr("cases.exports.delivery.AT_ONCE", 0)
    with_index(make_mixture(60))
    client.get("/cases/")
    begin = time.thread_time()
    response = client.get("/cases.csv")
    pieces = iter(response.streaming_content)
    assert next(pieces).decode("utf-8-sig").splitlines() == [",".join(field.name for field in FIELDS)]
    assert time.thread_time() - begin < 0.5
    assert [piece.count(b"/cases/") for piece in pieces] == [50, 10]


@pytest.mark.slow
def test_withdrawn_and_draft_awards_are_in_no_download(client):
    kept, withdrawn, _draft = make_award(), make_award(), make_award(state="draft")
    assert len(rows(client.get("/cases.csv"))) == 2
    withdrawn.state = "withdrawn"
    withdrawn.save()
    assert [row["id"] for row in rows(client.get("/cases.csv"))] == [kept.accession]


STRANGE = [
    "q=%00%ff%fe",
    "q=%ED%A0%80",
    "year=%FF&tier=%",
    "q=%22%27%60%3B--",
    "q=NEAR(a,b)*^",
    "q=" + quote("（" * 400),
    "page=99999999999999999999",
    "page=1e3",
    "&".join(["year=2014"] * 1_500),
    "place=" + quote("440000\n"),
    "%F0%9F%92%A9=%F0%9F%92%A9",
]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/cases/", "/cases.csv", "/cases.json", "/cases.xlsx"])
@pytest.mark.parametrize("query", first_quick(STRANGE))
def test_nothing_that_can_be_typed_breaks_the_list(client, path, query):
    make_award()
    assert client.get(f"{path}?{query}").status_code in {200, 400}


def test_a_list_offers_the_references_of_its_cases(client, library):
    html = client.get("/cases/?year=2014").content.decode()
    line = html.split("参考文献条目：")[1].split("</p>")[0]
    for form in ("gbt7714.txt", "bib", "ris", "csl.json"):
        assert f'href="/cases.{form}?year=2014"' in line
    for name in ("cases.jsonl", "codings.csv", "codings.xlsx", "codings.jsonl", "matrix.csv"):
        assert f'href="/{name}?year=2014"' in html


def test_json_lines_are_the_items_of_the_json(client, mixture):
    lines = body(client.get("/cases.jsonl?setting=urban")).decode().splitlines()
    assert [json.loads(line) for line in lines] == json.loads(body(client.get("/cases.json?setting=urban")))[
        "items"
    ]


def test_references_after_the_standard_are_one_a_line_up_to_a_limit(client, library, monkeypatch):
    lines = body(client.get("/cases.gbt7714.txt?sort=oldest")).decode().splitlines()
    numbers = [row["id"] for row in rows(client.get("/cases.csv?sort=oldest"))]
    assert len(lines) == len(numbers) == 3
    assert all(f"/cases/{number}/" in line for number, line in zip(numbers, lines, strict=True))
    monkeypatch.setattr("cases.exports.citation_files.MOST_PRINTED", 2)
    assert "最多 2 例" in client.get("/cases.gbt7714.txt").content.decode()


def test_the_workbook_holds_only_cases_with_all_mechanisms_asked_for(client, library):
    rows = []
    for query in ("mechanism_all=xieshang", "mechanism_all=xieshang&mechanism_all=yishihui"):
        book = openpyxl.load_workbook(io.BytesIO(body(client.get(f"/cases.xlsx?{query}"))))
        rows.append([row[0].value for row in book["案例"].iter_rows(min_row=2)])
    assert sorted(rows[0]) == ["2014-sqzl-w01", "2014-sqzl-w02"] and rows[1] == ["2014-sqzl-w01"]
