"""Other coding schemes than that of the mechanisms: nobody reads of them before they are released."""

import gzip
import io
import zipfile

import pytest

from cases.curation.library import problems_of_library
from cases.models import Award, MechanismName
from cases.models.writing import writing
from tests.answers.addresses import FIXED
from tests.factories import make_award, make_coding, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db
HIDDEN = (
    "面子换人情",
    "mianzi-renqing",
    "为了人情才来开会",
    "人情账",
    "早先的标识",
    "jiu-biaoshi",
    "办事动机",
)
OF_LISTS = ("q=社区", "mechanism=sqxs", "mechanism_all=sqxs", "view=table", "q=mian", "q=人情账", "q=mzhrq")


@pytest.fixture
def award():
    award = make_award()
    make_award(rank=9)
    make_coding(award, make_mechanism("社区协商", slug="sqxs"))
    scheme = make_scheme("办事动机", slug="motives", description="为何来。", source_note="甲著《动机》。")
    above = make_mechanism("人情账目", slug="renqing", scheme=scheme)
    term = make_mechanism("面子换人情", slug="jiu-biaoshi", scheme=scheme, broader=above)
    with writing():
        term.slug, term.definition = "mianzi-renqing", "为了人情才来开会。"
        term.save()
        MechanismName.objects.create(mechanism=term, name="人情账")
    make_coding(award, term, evidence="政府购买服务", note="人情账")
    award.codings.get(mechanism=term).save()
    return award


def addresses(award) -> list[str]:
    number = award.accession
    lists = ("/cases/", "/cases.csv", "/cases.json", "/statistics/", "/statistics.csv", "/feed.atom")
    lists += ("/cases.jsonl", "/codings.csv", "/codings.jsonl", "/matrix.csv", "/matrix.csv.meta.json")
    sections = ("pages", "cases", "places", "mechanisms", "programmes", "editions", "sources")
    other = Award.objects.get(rank=9).accession
    forms = ("xlsx", "csv", "bib", "ris", "csl.json", "gbt7714.txt")
    return [
        *FIXED,
        *(f"{address}?{query}" for address in lists for query in OF_LISTS),
        *(f"/suggest/?q={typed}" for typed in ("面子", "mian", "mzhrq", "人情")),
        f"/cases/{number}/",
        f"/cases/{number}.json",
        f"/cases/{number}/history/",
        *(f"/cases/{number}/history/{version}/" for version in range(1, award.version + 1)),
        f"/sources/{award.source.slug}/",
        "/mechanisms/sqxs/",
        "/mechanisms/mianzi-renqing/",
        "/mechanisms/jiu-biaoshi/",
        "/terms/motives/",
        "/terms/motives/mianzi-renqing/",
        "/terms/motives/jiu-biaoshi/",
        "/cases/?coding=motives:mianzi-renqing",
        "/codings.csv?scheme=motives",
        "/matrix.csv?scheme=motives",
        "/statistics/?rows=coding:motives",
        f"/compare/?id={number}&id={other}",
        *(f"/selection.{form}?id={number}" for form in forms),
        f"/selection/?id={number}",
        f"/compilation.docx?id={number}",
        *(f"/sitemap-{section}.xml" for section in sections),
        "/?q=人情",
        "/cases/?q=政府购买服务",
    ]


def words_of(response) -> str:
    """What is read of an answer; of Word and Excel files what their parts say."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(map(parts.read, parts.namelist()))
    return content.decode(errors="replace") + str(response.headers)


def found(client, award) -> dict[str, list[str]]:
    """Address → what of the scheme stands there, beside what was asked for."""
    told = {}
    for address in addresses(award):
        said = words_of(client.get(address))
        if words := [each for each in HIDDEN if each in said and each not in address]:
            told[address] = words
    return told


def test_no_public_page_or_file_knows_what_is_not_released(client, award):
    assert found(client, award) == {}
    assert "/mechanisms/mianzi-renqing/" in addresses(award)
    assert client.get("/mechanisms/mianzi-renqing/").status_code == 404
    assert client.get("/mechanisms/jiu-biaoshi/").status_code == 404
    for address in ("/terms/motives/", "/terms/motives/mianzi-renqing/"):
        assert client.get(address).status_code == 404
    for address in ("/cases/?coding=motives:mianzi-renqing", "/matrix.csv?scheme=motives"):
        assert client.get(address).status_code == 400
    assert problems_of_library() == []


def test_what_is_released_stands_on_the_case_and_in_the_codebook(client, award):
    scheme = award.codings.get(mechanism__slug="mianzi-renqing").mechanism.scheme
    scheme.is_released = True
    scheme.save()
    case = client.get(f"/cases/{award.accession}/").content.decode()
    assert '<h3 id="scheme-motives">办事动机</h3>' in case
    assert '<a href="/terms/motives/mianzi-renqing/">面子换人情</a>' in case
    codebook = client.get("/codebook/").content.decode()
    assert '<h2 class="section-title" id="scheme-motives">办事动机</h2>' in codebook
    assert '<tr id="mechanism-mianzi-renqing">' in codebook and "甲著《动机》。" in codebook
    csv = client.get("/codebook.csv").content.decode()
    assert "scheme,,motives,办事动机," in csv and "term,motives,mianzi-renqing,面子换人情" in csv
    assert "面子换人情" in client.get("/cases/").content.decode()
    assert "面子换人情" in words_of(client.get("/cases.xlsx"))  # its codebook
