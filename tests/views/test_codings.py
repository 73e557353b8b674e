"""The codings of a list as files: what readers see of them, one a row, in the order of the list."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from cases.models import Coder
from cases.models.writing import writing
from cases.records.coding_row import NAMES
from tests.factories import make_award, make_coding, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def rows(client, query: str = "") -> list[dict[str, str]]:
    text = body(client.get(f"/codings.csv?{query}")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def coded():
    """An award with two codings, one of a term that looks like a formula, and another award before it."""
    broad = make_mechanism("居民自治", slug="zizhi")
    middle = make_mechanism("社区协商", slug="xieshang", broader=broad)
    narrow = make_mechanism("居民议事会", slug="yishihui", broader=middle)
    award, earlier = make_award(year=2015), make_award(year=2014)
    make_coding(award, narrow, evidence="建立居民议事会", note="明说", confidence="medium")
    make_coding(award, make_mechanism("=1+1", slug="formula"), evidence="政府购买服务")
    make_coding(earlier, broad, evidence="居民议事会")
    return award


def test_each_coding_is_a_row_with_its_evidence_as_the_source_prints_it(client, coded):
    first = rows(client, "year=2015")[0]
    assert first == {
        "award": coded.accession,
        "source": coded.source.slug,
        "scheme": "mechanism",
        "term_slug": "yishihui",
        "term": "居民议事会",
        "broader_slugs": "xieshang；zizhi",
        "start": first["start"],
        "end": first["end"],
        "evidence": "建立居民议事会",
        "confidence": "medium",
        "state": "accepted",
        "coder": "甲编码、乙复核",
        "note": "明说",
    }
    assert coded.source.text[int(first["start"]) : int(first["end"])] == "建立居民议事会"


def test_they_stand_in_the_order_of_the_list_and_of_their_evidence(client, coded):
    assert [row["term_slug"] for row in rows(client)] == ["yishihui", "formula", "zizhi"]
    assert [row["term_slug"] for row in rows(client, "sort=oldest")] == ["zizhi", "yishihui", "formula"]
    assert [row["term_slug"] for row in rows(client, "year=2014")] == ["zizhi"]


def test_a_cell_that_a_spreadsheet_would_run_is_harmless_unless_it_is_asked_for_raw(client, coded):
    assert rows(client)[1]["term"] == "'=1+1"
    assert rows(client, "raw=1")[1]["term"] == "=1+1"


def test_json_lines_have_the_same_with_their_types(client, coded):
    lines = [json.loads(line) for line in body(client.get("/codings.jsonl")).decode().splitlines()]
    plain = rows(client, "raw=1")
    assert [list(line) for line in lines] == [list(NAMES)] * 3
    assert lines[0]["broader_slugs"] == ["xieshang", "zizhi"] and lines[2]["broader_slugs"] == []
    flat = [{name: "；".join(v) if isinstance(v, list) else str(v) for name, v in x.items()} for x in lines]
    assert flat == plain


def test_the_workbook_has_the_same_rows_with_labels(client, coded):
    response = client.get("/codings.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(body(response)))
    assert book.sheetnames == ["编码", "检索条件", "字段说明"]
    head, first, second, *_ = book["编码"].iter_rows(values_only=True)
    assert head[:4] == ("入库编号", "来源文献", "编码方案", "编码项代码")
    assert (first[5], first[9], first[10]) == ("xieshang；zizhi", "中", "采纳")
    assert second[4] == "=1+1" and response["X-Row-Count"] == "3"


def test_what_readers_do_not_see_stands_in_no_file(client, coded):
    hidden = make_mechanism("面子", slug="mianzi", scheme=make_scheme())
    draft, withdrawn = make_award(state="draft"), make_award()
    for award in (draft, withdrawn):
        make_coding(award, hidden.__class__.objects.get(slug="zizhi"))
    make_coding(coded, hidden, evidence="政府购买服务")
    make_coding(coded, make_mechanism("提议", slug="tiyi"), evidence="政府购买服务", state="proposed")
    withdrawn.state = "withdrawn"
    withdrawn.save()
    assert [row["term_slug"] for row in rows(client)] == ["yishihui", "formula", "zizhi"]


def test_a_scheme_that_is_released_comes_in_under_its_slug(client, coded):
    scheme = make_scheme()
    make_coding(coded, make_mechanism("面子", slug="mianzi", scheme=scheme), evidence="政府购买服务")
    scheme.is_released = True
    scheme.save()
    found = {(row["scheme"], row["term_slug"]) for row in rows(client)}
    assert ("motives", "mianzi") in found


def test_a_coder_stands_there_by_the_public_name_never_by_the_account(client, coded):
    user = User.objects.create_user("zhangsan-login")
    with writing():
        coder = Coder.of(user)
        coded.codings.update(coder=coder)
        coded.save()
    assert {row["coder"] for row in rows(client, "year=2015")} == {f"编目员 {user.pk}"}
    coder.name = "编者丙"
    coder.save()
    assert {row["coder"] for row in rows(client, "year=2015")} == {"编者丙"}
    assert b"zhangsan" not in body(client.get("/codings.jsonl"))


def test_an_index_that_was_brought_up_to_date_has_what_one_built_anew_has(client, coded):
    rows(client)
    make_coding(coded, make_mechanism("志愿服务", slug="zhiyuan"), evidence="政府购买服务")
    coded.codings.filter(mechanism__slug="yishihui").get().delete()
    assert [row["term_slug"] for row in rows(client, "year=2015")] == ["formula", "zhiyuan"]
    call_command("reindex", check=True)


def test_the_csv_of_cases_has_the_slugs_and_those_above_apart(client, coded):
    text = body(client.get("/cases.csv?year=2015")).decode("utf-8-sig")
    [case] = csv.DictReader(io.StringIO(text, newline=""))
    assert case["mechanism_slugs"] == "yishihui；formula"
    assert case["mechanism_broader_slugs"] == "zizhi；xieshang"
    assert case["inferred"].count("mechanism") == 1


def test_an_unknown_filter_is_refused(client):
    answer = client.get("/codings.csv?yeer=2014")
    assert (answer.status_code, "yeer" in answer.content.decode()) == (400, True)
