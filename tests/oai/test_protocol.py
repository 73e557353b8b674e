"""What the six verbs answer, and how each wrong request is refused."""

import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.test.utils import override_script_prefix

from cases.models import FormerAccession
from cases.oai.arguments import VERBS
from cases.oai.resumption import Token
from tests.factories import make_award, make_coding, make_division, make_figure, make_mechanism
from tests.oai.asking import all_pages, ask, checked, headers, refused, texts

pytestmark = pytest.mark.django_db

IDENTIFIER = "oai:casebook.invalid:2014-sqzl-w01"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def award():
    return make_award(rank=1, title="“政社互动”<&>", text="一是议事。\n二是协商。", applicant="江苏省太仓市")


def test_identify_says_who_and_what(client, award, settings, dated):
    dated()
    settings.ADMIN_EMAIL, settings.SITE_DOMAIN = "anli@example.gov.cn", "anli.example.gov.cn"
    root = ask(client, verb="Identify")
    assert texts(root, "//oai:Identify/*")[:8] == [
        settings.SITE_NAME,
        "http://testserver/oai",
        "2.0",
        "anli@example.gov.cn",
        "2026-11-01T08:00:00Z",
        "persistent",
        "YYYY-MM-DDThh:mm:ssZ",
        "gzip",
    ]
    assert texts(root, "//id:*")[1:] == [
        "oai",
        "anli.example.gov.cn",
        ":",
        f"oai:anli.example.gov.cn:{award.accession}",
    ]
    assert texts(root, "oai:request") == ["http://testserver/oai"]


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("电话 010-12345678，邮箱 mzj@example.gov.cn（工作日）", "mzj@example.gov.cn"),
        ("电话 010-12345678", "not-set@casebook.invalid"),
        ("", "not-set@casebook.invalid"),
    ],
)
def test_without_an_address_of_its_own_it_is_that_of_the_contact_or_openly_none(
    client, settings, contact, said
):
    settings.SITE_CONTACT = contact
    assert texts(ask(client, verb="Identify"), "//oai:adminEmail") == [said]


@pytest.mark.parametrize(
    ("domain", "host", "namespace", "is_described"),
    [
        ("", "127.0.0.1:8000", "casebook.invalid", True),
        ("", "localhost", "casebook.invalid", True),
        ("", "Anli.Example.CN:8443", "anli.example.cn", True),
        ("www.Example.gov.cn", "anli.example.cn", "www.example.gov.cn", True),
        ("12371.cn", "anli.example.cn", "12371.cn", False),
    ],
)
def test_identifiers_name_the_domain(client, award, settings, domain, host, namespace, is_described):
    settings.SITE_DOMAIN, settings.ALLOWED_HOSTS = domain, ["*"]
    asked = Client(headers={"host": host})
    identifier = f"oai:{namespace}:2014-sqzl-w01"
    assert texts(ask(asked, verb="ListIdentifiers", metadataPrefix="oai_dc"), "//oai:identifier") == [
        identifier
    ]
    assert len(headers(ask(asked, verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc"))) == 1
    assert bool(texts(ask(asked, verb="Identify"), "//id:scheme")) == is_described


def test_dublin_core_says_what_readers_see(client):
    place = make_division("太仓市", code="320585", parent=make_division("江苏省", code="320000"))
    award = make_award(
        rank=1,
        title="“政社互动”<&>",
        text="一是议事。\n二是协商。",
        applicant="江苏省太仓市",
        place_now=place,
    )
    make_coding(award, make_mechanism("社区协商", slug="xieshang"))
    root = ask(client, verb="GetRecord", identifier=IDENTIFIER, metadataPrefix="oai_dc")
    assert texts(root, "//dc:title") == ["“政社互动”<&>"]
    assert texts(root, "//dc:creator") == ["江苏省太仓市"]
    assert "社区协商" in texts(root, "//dc:subject")
    assert texts(root, "//dc:identifier") == [
        "http://testserver/cases/2014-sqzl-w01/",
        "2014-sqzl-w01",
    ]
    assert texts(root, "//dc:date") == ["2014"]
    assert texts(root, "//dc:coverage") == ["江苏省 › 太仓市"]
    assert "一是议事。二是协商。" in texts(root, "//dc:description")
    assert texts(root, "//oai:setSpec") == ["programme:sqzl:2014", "year:2014"]


def test_the_richer_format_has_every_column_and_the_codings(client, award):
    make_coding(award, make_mechanism("社区协商", slug="xieshang"), evidence="二是协商", note="见第二段。")
    FormerAccession.objects.create(award=award, accession="2014-sqzl-w77")
    [item] = json.loads(b"".join(client.get("/cases.json").streaming_content))["items"]
    root = ask(client, verb="GetRecord", identifier=IDENTIFIER, metadataPrefix="casebook")
    for name, value in item.items():
        [element] = root.xpath(f"//case:case/case:{name}", namespaces={"case": "urn:casebook:case:1"}) or [
            None
        ]
        if isinstance(value, list):
            assert [each.text for each in element] == value, name
        elif value is None:
            assert element is None, name
        else:
            assert (element.text or "") == str(value), name
    assert texts(root, "//case:coding/case:evidence") == ["二是协商"]
    assert texts(root, "//case:coding/case:note") == ["见第二段。"]
    assert texts(root, "//case:former_accessions/case:value") == ["2014-sqzl-w77"]
    assert client.get("/oai/case.xsd").content.startswith(b"<?xml")


def test_the_richer_format_has_the_key_figures_with_their_passages(client, award):
    figures = "投入资金7.1亿元，培育社会组织1010家，另有3-5个平台。"
    other = make_award(number=2, text=figures)
    for number, unit, counted, words in (
        ("7.1亿", "元", "资金", "投入资金7.1亿元"),
        ("3-5", "个", "平台", "另有3-5个平台"),
    ):
        make_figure(other, evidence=words, number=number, unit=unit, counted=counted)
    make_figure(other, evidence="培育社会组织1010家", state="proposed")
    identifier = IDENTIFIER.replace(award.accession, other.accession)
    root = ask(client, verb="GetRecord", identifier=identifier, metadataPrefix="casebook")
    assert texts(root, "//case:figure/case:value") == ["710000000", "3"]
    assert texts(root, "//case:figure/case:upper") == ["5"]
    assert texts(root, "//case:figure/case:unit") == ["元", "个"]
    assert texts(root, "//case:figure/case:counted") == ["资金", "平台"]
    [start, _further] = texts(root, "//case:figure/case:start")
    [passage, _second] = texts(root, "//case:figure/case:passage")
    assert passage == f"http://testserver/sources/{other.source.slug}/#o{start}"
    assert other.source.text[int(start) :].startswith("投入资金7.1亿元")
    of_none = ask(client, verb="GetRecord", identifier=IDENTIFIER, metadataPrefix="casebook")
    assert texts(of_none, "//case:figure") == []


def test_formats_and_sets_are_listed(client, award):
    make_award(year=None, number=3)
    formats = ask(client, verb="ListMetadataFormats")
    assert texts(formats, "//oai:metadataPrefix") == ["oai_dc", "casebook"]
    assert texts(formats, "//oai:schema")[1] == "http://testserver/oai/case.xsd"
    of_one = ask(client, verb="ListMetadataFormats", identifier=IDENTIFIER)
    assert texts(of_one, "//oai:metadataPrefix") == ["oai_dc", "casebook"]
    sets = ask(client, verb="ListSets")
    assert dict(zip(texts(sets, "//oai:setSpec"), texts(sets, "//oai:setName"), strict=True)) == {
        "programme": "按评选项目",
        "programme:sqzl": award.edition.programme.name,
        "programme:sqzl:0000": f"{award.edition.programme.name}，年度不详",
        "programme:sqzl:2014": f"{award.edition.programme.name}，2014 年",
        "year": "按年度",
        "year:0000": "年度不详",
        "year:2014": "2014 年",
    }


def test_below_a_path_all_its_addresses_lie_below_it(client, award):
    def asked(query: str):
        with override_script_prefix("/gov/anli/"):
            return checked(client.get(f"/oai?{query}").content)

    identity = asked("verb=Identify")
    assert texts(identity, "//oai:baseURL | //oai:request") == ["http://testserver/gov/anli/oai"] * 2
    assert (
        texts(asked("verb=ListMetadataFormats"), "//oai:schema")[1]
        == "http://testserver/gov/anli/oai/case.xsd"
    )
    for prefix, path in (("oai_dc", "//dc:identifier"), ("casebook", "//case:url")):
        root = asked(f"verb=ListRecords&metadataPrefix={prefix}")
        assert texts(root, path)[0] == "http://testserver/gov/anli/cases/2014-sqzl-w01/"


def test_an_empty_library_answers(client, db):
    assert texts(ask(client, verb="Identify"), "//oai:earliestDatestamp") == ["1970-01-01T00:00:00Z"]
    assert texts(ask(client, verb="ListSets"), "//oai:setSpec") == ["programme", "year"]
    assert refused(ask(client, verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Nothing", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&metadataPrefix=oai_dc", "badArgument"),
        ("verb=Identify&utm_source=x", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListIdentifiers", "badArgument"),
        ("verb=GetRecord", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        (f"verb=GetRecord&identifier={IDENTIFIER}", "badArgument"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={IDENTIFIER}&set=year", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01T00:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01T00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=２０２６-11-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=0000-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01&until=2026-11-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-02&until=2026-11-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai%01dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=x&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%00%ff", "badResumptionToken"),
        ("verb=ListIdentifiers&resumptionToken=W10", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListMetadataFormats&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListIdentifiers&metadataPrefix=OAI_DC", "cannotDisseminateFormat"),
        (f"verb=GetRecord&metadataPrefix=marc21&identifier={IDENTIFIER}", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other.org:2014-sqzl-w01", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=2014-sqzl-w01", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:casebook.invalid:", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00%3C%26", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:casebook.invalid:2014-sqzl-w99", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=year:1999", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nothing", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-12-31", "noRecordsMatch"),
        ("verb=ListIdentifiers&metadataPrefix=oai_dc&from=9999-12-31", "noRecordsMatch"),
    ],
)
def test_what_is_wrong_is_refused_by_its_code(client, award, query, code):
    """By address and by form alike; an illegal argument is not repeated, any other is."""
    root = checked(client.get(f"/oai?{query}").content)
    assert refused(root) == code
    [request] = root.xpath("//*[local-name()='request']")
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))
    assert refused(checked(client.post("/oai", query, content_type=FORM).content)) == code


def test_a_token_of_somebody_else_is_refused(client, award):
    for arguments, verb in (
        ({"metadataPrefix": "oai_dc"}, "ListIdentifiers"),
        ({}, "ListRecords"),
        ({"metadataPrefix": "oai_dc", "from": "yesterday"}, "ListRecords"),
        ({"metadataPrefix": "oai_dc", "identifier": IDENTIFIER}, "ListRecords"),
    ):
        token = Token(verb, arguments, 0, "2014-sqzl-w01", 1)
        asked = ask(client, verb="ListRecords", resumptionToken=str(token))
        assert refused(asked) == "badResumptionToken", arguments


@pytest.mark.parametrize("verb", VERBS)
def test_a_form_needs_no_token_of_this_site_and_says_the_same(award, verb):
    arguments = {"verb": verb}
    if verb in ("GetRecord", "ListRecords", "ListIdentifiers"):
        arguments["metadataPrefix"] = "casebook"
    if verb == "GetRecord":
        arguments["identifier"] = IDENTIFIER
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})
    sent = client.post("/oai", urlencode(arguments), content_type=FORM)
    assert sent.status_code == 200
    by_form, by_address = checked(sent.content), ask(client, **arguments)
    for root in (by_form, by_address):
        root[0].text = ""  # the time of the answer
    assert b"".join(map(bytes_of, by_form)) == b"".join(map(bytes_of, by_address))


def bytes_of(element) -> bytes:
    from lxml import etree

    return etree.tostring(element)


def test_other_methods_are_refused_and_head_is_not(client, award):
    assert client.put("/oai").status_code == 405
    head = client.head("/oai?verb=Identify")
    assert (head.status_code, head.content) == (200, b"")


def test_who_holds_the_answer_is_told_so_until_something_changes(client, award):
    address = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
    tag = client.get(address)["ETag"]
    assert tag.startswith('W/"')
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    make_award(rank=2)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_a_list_is_parted_and_says_how_long_it_is(client, monkeypatch):
    monkeypatch.setattr("cases.oai.verbs.ON_A_PAGE", 2)
    numbers = [make_award(rank=rank).accession for rank in range(1, 6)]
    for verb in ("ListRecords", "ListIdentifiers"):
        pages = all_pages(client, verb, metadataPrefix="oai_dc")
        assert [len(headers(page)) for page in pages] == [2, 2, 1]
        assert [number for page in pages for number in headers(page)] == numbers
        tokens = [page.xpath("//*[local-name()='resumptionToken']")[0] for page in pages]
        assert [(token.get("completeListSize"), token.get("cursor")) for token in tokens] == [
            ("5", "0"),
            ("5", "2"),
            ("5", "4"),
        ]
    alone = ask(client, verb="ListRecords", metadataPrefix="oai_dc", set="year:2014", until="2099-01-01")
    assert len(texts(alone, "//oai:resumptionToken")) == 1
    monkeypatch.setattr("cases.oai.verbs.ON_A_PAGE", 5)
    assert texts(ask(client, verb="ListRecords", metadataPrefix="oai_dc"), "//oai:resumptionToken") == []


@pytest.mark.parametrize("prefix", ["oai_dc", "casebook"])
def test_a_longer_list_takes_no_more_queries(client, django_assert_max_num_queries, prefix):
    term = make_mechanism("社区协商", slug="xieshang")
    for rank in range(1, 4):
        make_coding(make_award(rank=rank), term)
    address = f"/oai?verb=ListRecords&metadataPrefix={prefix}"
    client.get(address)  # makes the catalogue
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    most = len(few.captured_queries)
    for rank in range(4, 12):
        make_coding(make_award(rank=rank), term)
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).content.count(b"<record>") == 11
