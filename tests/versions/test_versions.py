"""The pages of the versions, and what can be asked of one."""

import csv
import hashlib
import io
import json

import pytest
from django.test import Client

from cases.models import PublicVersion, Source
from cases.models.writing import writing
from cases.pages.versions import version_lines
from cases.versions.index_then import indexes
from tests.factories import make_award, make_coding, make_mechanism, make_scheme, make_source
from tests.versions.test_cutting import change, note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def none_loaded() -> None:
    indexes.loaded.clear()


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


def said(client: Client, number: int) -> dict:
    return json.loads(body(client, f"/versions/{number}.json"))


def test_a_version_says_what_came_went_and_changed_field_by_field(client):
    first, second = make_award(rank=1, title="甲案例"), make_award(rank=2, title="乙案例")
    note(first, "核对过。")
    changed = said(client, 3)["changed"]
    second.withdraw()

    assert [each["id"] for each in said(client, 1)["added"]] == [first.accession]
    assert [each["id"] for each in said(client, 2)["added"]] == [second.accession]
    [case] = changed
    assert (case["id"], case["title"]) == (first.accession, "甲案例")
    assert said(client, 4)["withdrawn"] == [{"id": second.accession, "title": "乙案例"}]
    assert said(client, 4)["awards"] == 1
    page = body(client, "/versions/4/")
    assert "撤回 1 个案例" in page and "乙案例" in page and "上一版" in page


def test_what_was_sealed_is_told_as_that_and_not_as_withdrawn(client):
    first, second = make_award(rank=1), make_award(rank=2)
    note(second, "核对过。")
    first.withdraw()
    change(second, state="sealed")
    sealing = PublicVersion.objects.first().number

    lines = {line.version.number: line.words for line in version_lines(PublicVersion.objects.all())}
    assert [lines[at] for at in range(1, sealing + 1)] == [
        *("新增 1 个案例", "新增 1 个案例", "修改 1 个案例", "撤回 1 个案例", "封存 1 个案例")
    ]
    assert (said(client, sealing)["withdrawn"], said(client, sealing)["sealed"]) == ([], 1)
    assert "封存 1 个案例" in body(client, "/versions/") and "封存 1 个案例" in body(client, "/versions.atom")


def test_a_coding_is_told_as_one_of_the_case(client):
    award, term = make_award(), make_mechanism("社区协商")
    make_coding(award, term)
    latest = PublicVersion.objects.first().number

    [case] = said(client, latest)["changed"]
    assert any(each["of"].startswith("新增机制编码") for each in case["changes"])
    assert "社区协商" in body(client, f"/versions/{latest}/")


def test_a_renamed_term_is_told_and_one_of_a_hidden_scheme_is_not(client):
    make_award()
    term = make_mechanism("社区协商")
    hidden = make_mechanism("政绩", scheme=make_scheme())
    before = PublicVersion.objects.count()
    change(hidden, name="政绩动机")
    assert PublicVersion.objects.count() == before

    change(term, name="居民协商")

    found = said(client, before + 1)
    assert (found["changed"], found["added"], found["withdrawn"]) == ([], [], [])
    [vocabulary] = found["vocabularies"]
    assert vocabulary["label"] == "治理机制"
    assert vocabulary["things"][0]["changes"] == [
        {"field": "name", "label": "名称", "of": "", "old": "社区协商", "new": "居民协商"}
    ]
    assert "政绩" not in body(client, f"/versions/{before + 1}/")


def things(client: Client, number: int) -> list[tuple[str, str]]:
    return [
        (each["verb"], each["name"])
        for vocabulary in said(client, number)["vocabularies"]
        for each in vocabulary["things"]
    ]


def test_what_was_never_public_is_not_told_when_it_is_deleted(client):
    make_award()
    other, term = make_source(is_published=True), make_mechanism("社区协商")
    source, scheme = make_source(slug="geheim", title="秘密文献"), make_scheme("未公开方案")
    hidden = make_mechanism("未公开编码项", scheme=scheme)
    before = PublicVersion.objects.count()
    for each in (source, hidden, scheme):
        each.delete()
    assert PublicVersion.objects.count() == before
    with writing():
        change(other, note="改过。")
        change(term, definition="改过。")

    found = things(client, before + 1)

    assert sorted(found) == [("修改", other.title), ("修改", "社区协商")]


def test_a_public_term_that_is_deleted_is_named(client):
    make_award()
    term = make_mechanism("临时机制")
    term.delete()

    assert things(client, PublicVersion.objects.count()) == [("删除", "临时机制")]


def test_a_document_comes_with_the_title_that_it_was_published_with_and_goes_without(client):
    make_award()
    source = make_source(slug="geheim", title="未审题名", text="未审题名\n公开题名\n")
    change(source, title="公开题名", is_published=True)
    published = PublicVersion.objects.count()
    assert things(client, published) == [("新增", "公开题名")]
    assert "未审题名" not in body(client, f"/versions/{published}/")

    change(source, is_published=False)

    assert things(client, published + 1) == [("删除", "geheim")]
    assert things(client, published) == [("新增", "geheim")]
    for number in (published, published + 1):
        assert "题名" not in body(client, f"/versions/{number}/")


def test_a_document_comes_with_the_award_that_shows_it(client):
    make_award()
    source = make_source(title="公开题名", text="公开题名\n")
    award = make_award(source=source, number=2)
    assert ("新增", "公开题名") in things(client, PublicVersion.objects.count())
    award.withdraw()
    source = Source.objects.get(pk=source.pk)
    change(source, note="又改过。")

    assert ("修改", "公开题名") in things(client, PublicVersion.objects.count())


def test_the_hashes_of_a_version_make_its_own(client):
    make_award(rank=1)
    make_award(rank=2)
    lines = body(client, "/versions/2.txt").splitlines()
    digests = sorted(line.split()[1] for line in lines)
    of_awards = hashlib.sha256("".join(f"{each}\n" for each in digests).encode()).hexdigest()
    found = said(client, 2)

    assert found["parts"]["awards"] == of_awards
    whole = json.dumps(
        {"format": found["format"], "parts": found["parts"]}, sort_keys=True, separators=(",", ":")
    )
    assert hashlib.sha256(whole.encode()).hexdigest() == found["sha256"]


def test_the_list_of_versions_is_a_page_json_and_a_feed(client):
    award = make_award()
    note(award, "核对过。")

    page = body(client, "/versions/")
    assert "新增 1 个案例" in page and "修改 1 个案例" in page and "[DS/OL]" in page
    assert [each["version"] for each in json.loads(body(client, "/versions.json"))["versions"]] == [2, 1]
    feed = client.get("/versions.atom")
    assert feed.content.decode().count("<entry") == 2
    again = client.get("/versions.atom", headers={"If-None-Match": feed["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", ["bib", "ris", "csl.json"])
def test_the_library_and_a_version_are_cited_for_programs(client, form):
    make_award()
    for address in (f"/versions.{form}", f"/versions/1.{form}"):
        assert "第 1 版" in body(client, address)


def test_nothing_is_cited_of_an_empty_library(client):
    assert client.get("/versions.bib").status_code == 404
    assert client.get("/versions/1/").status_code == 404
    assert client.get("/versions.atom").status_code == 200


def test_a_list_of_a_version_is_filtered_like_one_of_today(client):
    award = make_award(rank=1)
    make_award(rank=2, year=2015)
    note(award, "核对过。")
    award.withdraw()

    response = client.get("/cases.json?version=3&year=2014")
    found = json.loads(b"".join(response.streaming_content))

    assert [each["id"] for each in found["items"]] == [award.accession]
    assert (found["total"], found["query"]) == (1, "year=2014&version=3")
    assert (response["X-Public-Version"], response["X-Withdrawn-Since"]) == ("3", "1")
    rows = list(csv.DictReader(io.StringIO(body(client, "/cases.csv?version=1"))))
    assert [each["id"] for each in rows] == [award.accession]


def test_the_page_of_a_list_is_that_of_then_too(client):
    award = make_award(rank=1, title="甲案例")
    make_award(rank=2, title="乙案例")
    award.withdraw()

    page = body(client, "/cases/?version=1&tier=winner")
    assert "甲案例" in page and "此后已撤回" in page and "乙案例" not in page
    assert 'href="/cases.csv?tier=winner&amp;version=1"' in page
    assert 'name="version" value="1"' in page
    assert client.get("/cases/?version=9").status_code == 400
    assert client.get("/cases/?version=1&q=社区").status_code == 400


def test_an_empty_version_is_passed_over(client):
    make_award()
    for address in ("/cases.csv", "/codebook.csv"):
        assert body(client, f"{address}?version=") == body(client, address)
    assert "不是这里的参数" not in body(client, "/cases/?version=")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("version=1&q=社区", "检索词（q）"),
        ("version=7", "没有第“7”版"),
        ("version=0", "没有第“0”版"),
        ("version=99999999999", "没有第“99999999999”版"),
        ("version=1&year=nothing", "没有年度"),
        ("version=1&colour=red", "colour"),
    ],
)
def test_what_a_version_has_not_is_refused_with_a_sentence(client, query, words):
    make_award()
    for address in ("/cases.csv", "/cases.json"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert words in response.content.decode()


def test_a_format_that_is_made_of_the_database_of_today_is_refused(client):
    make_award()
    response = client.get("/cases.bib?version=1")
    assert response.status_code == 400
    assert "CSV 或者 JSON" in response.content.decode()


def test_the_vocabulary_is_answered_as_it_was(client):
    make_award()
    term = make_mechanism("社区协商", names=("居民协商",))
    number = PublicVersion.objects.first().number
    before = body(client, f"/codebook.csv?version={number}")
    assert before == body(client, "/codebook.csv")
    change(term, name="协商议事", definition="另一个定义。")

    assert body(client, f"/codebook.csv?version={number}") == before
    assert "协商议事" in body(client, "/codebook.csv")
    assert client.get("/codebook.csv?version=99").status_code == 400
