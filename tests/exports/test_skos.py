"""The vocabulary as SKOS: two formats of one graph, read by rdflib."""

import json

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from cases.models import Mechanism, MechanismContrast, PublicVersion
from cases.models.writing import writing
from tests.factories import make_award, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
DAY = URIRef("http://www.w3.org/2001/XMLSchema#date")


@pytest.fixture
def terms() -> dict[str, Mechanism]:
    broader = make_mechanism("协商民主", slug="deliberation")
    term = make_mechanism(
        "社区协商",
        slug="talk",
        broader=broader,
        names=("居民协商", "议事\\会"),
        definition='“协商”：\n居民"议事"。',
    )
    with writing():
        MechanismContrast.objects.create(mechanism=term, text="听证", why="由机关主持。")
    retired = make_mechanism("旧词", slug="old")
    with writing():
        Mechanism.objects.filter(pk=retired.pk).update(is_retired=True)
    motive = make_mechanism("荣誉", slug="honour", scheme=make_scheme(is_released=True, source_note="某文献"))
    make_mechanism("秘密", slug="hidden", scheme=make_scheme("未公开", slug="hidden"))
    make_award()
    return {"broader": broader, "term": term, "retired": retired, "motive": motive}


def graph(client, extension: str) -> Graph:
    response = client.get(f"/vocabulary.{extension}")
    assert response.status_code == 200
    return Graph().parse(
        data=response.content.decode(), format={"ttl": "turtle", "jsonld": "json-ld"}[extension]
    )


def iri(path: str) -> URIRef:
    return URIRef(f"{SITE}{path}")


def chinese(text: str) -> Literal:
    return Literal(text, lang="zh")


def test_both_formats_say_the_same(client, terms):
    first, second = graph(client, "ttl"), graph(client, "jsonld")
    assert len(first) > 30
    assert isomorphic(first, second)


def test_a_term_has_its_names_its_meaning_and_its_place(client, terms):
    found, term, above = graph(client, "ttl"), iri("/mechanisms/talk/"), iri("/mechanisms/deliberation/")
    scheme = iri("/mechanisms/")
    assert (term, RDF.type, SKOS.Concept) in found
    assert set(found.objects(term, SKOS.prefLabel)) == {chinese("社区协商")}
    assert set(found.objects(term, SKOS.altLabel)) == {chinese("居民协商"), chinese("议事\\会")}
    assert set(found.objects(term, SKOS.definition)) == {chinese('“协商”：\n居民"议事"。')}
    assert set(found.objects(term, SKOS.scopeNote)) == {chinese("不同于“听证”：由机关主持。")}
    assert set(found.objects(term, SKOS.notation)) == {Literal("talk")}
    assert set(found.objects(term, SKOS.broader)) == {above}
    assert set(found.objects(above, SKOS.narrower)) == {term}
    assert (above, SKOS.topConceptOf, scheme) in found and (scheme, SKOS.hasTopConcept, above) in found
    assert (term, SKOS.topConceptOf, scheme) not in found
    assert set(found.objects(None, OWL.deprecated)) == {Literal(True)}
    assert set(found.subjects(OWL.deprecated, None)) == {iri("/mechanisms/old/")}


def test_schemes_that_are_released_are_in_it_with_licence_and_version(client, terms):
    found, version = graph(client, "jsonld"), PublicVersion.objects.first()
    schemes = {iri("/mechanisms/"), iri("/terms/motives/")}
    assert set(found.subjects(RDF.type, SKOS.ConceptScheme)) == schemes
    for scheme in schemes:
        assert set(found.objects(scheme, OWL.versionInfo)) == {Literal(str(version.number))}
        assert set(found.objects(scheme, DCTERMS.issued)) == {Literal(version.day.isoformat(), datatype=DAY)}
        licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
        assert set(found.objects(scheme, DCTERMS.license)) == {licence}
    assert set(found.subjects(SKOS.inScheme, iri("/terms/motives/"))) == {iri("/terms/motives/honour/")}
    assert "秘密" not in found.serialize(format="turtle")


def test_the_addresses_of_concepts_answer(client, terms):
    found = graph(client, "ttl")
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        addresses = [str(each).removeprefix(SITE) for each in found.subjects(RDF.type, kind)]
        assert addresses
        assert [each for each in addresses if client.get(each).status_code != 200] == []


@pytest.mark.parametrize(("extension", "kind"), [("ttl", "text/turtle"), ("jsonld", "application/ld+json")])
def test_it_is_a_download_like_the_others(client, terms, extension, kind):
    response = client.get(f"/vocabulary.{extension}")
    assert response["Content-Type"].startswith(kind)
    assert int(response["Content-Length"]) == len(response.content)
    assert (
        client.get(f"/vocabulary.{extension}", headers={"if-none-match": response["ETag"]}).status_code == 304
    )
    sidecar = json.loads(client.get(f"/vocabulary.{extension}.meta.json").content)
    assert (sidecar["rows"], sidecar["bytes"]) == (4, len(response.content))

    with writing():
        Mechanism.objects.filter(pk=terms["term"].pk).update(definition="另一个定义。")
    assert client.get(f"/vocabulary.{extension}")["ETag"] != response["ETag"]
    assert client.get(f"/vocabulary.{extension}?q=x").status_code == 400


def test_the_codebook_leads_to_it(client, terms):
    page = client.get("/codebook/").content.decode()
    assert 'href="/vocabulary.ttl"' in page and 'href="/vocabulary.jsonld"' in page


@pytest.mark.slow
def test_the_whole_vocabulary_is_read(client, whole_library):
    first, second = graph(client, "ttl"), graph(client, "jsonld")
    assert isomorphic(first, second)
    assert len(set(first.subjects(RDF.type, SKOS.Concept))) == Mechanism.objects.count()
