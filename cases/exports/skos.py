"""The terms of the released schemes as SKOS (W3C, 2009), in Turtle and JSON-LD: the same statements in both.

A concept is called by the address at which readers find it; its slug is its notation.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from cases.exports import licence
from cases.exports.case_list import below_the_site
from cases.exports.codebook import further_schemes, mechanisms
from cases.models import CodingScheme, Mechanism, PublicVersion
from cases.models.scheme import MECHANISMS

LANGUAGE = "zh"
TURTLE_TYPE, JSON_LD_TYPE = "text/turtle; charset=utf-8", "application/ld+json"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class SkosText:
    """Text as the value of a statement: in a language, of a datatype (prefix:name), or plain."""

    value: str
    language: str = ""
    datatype: str = ""


Value = SkosText | str  # a string is the address of a thing
Thing = tuple[str, str, list[tuple[str, Value]]]  # its address, its class, its statements


def vocabulary_things(origin: str) -> tuple[list[Thing], int]:
    """All schemes and their concepts as things with statements, in order; how many concepts."""
    first = CodingScheme.objects.filter(slug=MECHANISMS).first()
    schemes = [(first, mechanisms())] if first is not None else []
    schemes += further_schemes()
    version = PublicVersion.objects.first()
    things = [thing for scheme, terms in schemes for thing in _things(origin, scheme, terms, version)]
    return things, sum(len(terms) for _scheme, terms in schemes)


def turtle(things: Iterable[Thing]) -> bytes:
    """Turtle 1.1, a thing a paragraph."""
    blocks = ["".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())]
    for address, kind, statements in things:
        lines = [f"<{address}> a {kind}", *(f"{name} {_in_turtle(value)}" for name, value in statements)]
        blocks.append(" ;\n    ".join(lines) + " .\n")
    return "\n".join(blocks).encode()


def json_ld(things: Iterable[Thing]) -> bytes:
    """JSON-LD 1.1, expanded but for the prefixes, a thing an object of the graph."""
    graph = []
    for address, kind, statements in things:
        node: dict[str, object] = {"@id": address, "@type": kind}
        values: dict[str, list[dict[str, str]]] = {}
        for name, value in statements:
            values.setdefault(name, []).append(_in_json(value))
        graph.append(node | values)
    said = {"@context": PREFIXES, "@graph": graph}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _things(
    origin: str, scheme: CodingScheme, terms: list[Mechanism], version: PublicVersion | None
) -> Iterator[Thing]:
    slugs = {term.pk: term for term in terms}
    of_scheme = _address_of_scheme(origin, scheme)
    tops = [term for term in terms if term.broader_id not in slugs]
    yield (
        of_scheme,
        "skos:ConceptScheme",
        [
            *_about_scheme(scheme, version),
            *(("skos:hasTopConcept", _address(origin, term, scheme)) for term in tops),
        ],
    )
    for term in terms:
        statements: list[tuple[str, Value]] = [*_about(term), ("skos:inScheme", of_scheme)]
        if term.broader_id in slugs:
            statements.append(("skos:broader", _address(origin, slugs[term.broader_id], scheme)))
        else:
            statements.append(("skos:topConceptOf", of_scheme))
        narrower = (each for each in terms if each.broader_id == term.pk)
        statements += [("skos:narrower", _address(origin, each, scheme)) for each in narrower]
        yield _address(origin, term, scheme), "skos:Concept", statements


def _about_scheme(scheme: CodingScheme, version: PublicVersion | None) -> Iterator[tuple[str, Value]]:
    yield "skos:prefLabel", _chinese(scheme.name)
    yield "skos:notation", SkosText(scheme.slug)
    yield "dcterms:title", _chinese(f"{settings.SITE_NAME}：{scheme.name}")
    if scheme.description:
        yield "dcterms:description", _chinese(scheme.description)
    if scheme.source_note:
        yield "dcterms:source", _chinese(scheme.source_note)
    if settings.SITE_OPERATOR:
        yield "dcterms:publisher", _chinese(settings.SITE_OPERATOR)
    yield "dcterms:license", licence.URL
    if version is not None:
        yield "owl:versionInfo", SkosText(str(version.number))
        yield "dcterms:issued", _day(version.day)


def _about(term: Mechanism) -> Iterator[tuple[str, Value]]:
    yield "skos:prefLabel", _chinese(term.name)
    for other in term.names.all():
        yield "skos:altLabel", _chinese(other.name)
    yield "skos:notation", SkosText(term.slug)
    yield "skos:definition", _chinese(term.definition)
    for contrast in term.contrasts.all():
        yield "skos:scopeNote", _chinese(f"不同于“{contrast.text}”：{contrast.why}")
    if term.is_retired:
        yield "owl:deprecated", SkosText("true", datatype="xsd:boolean")


def _address(origin: str, term: Mechanism, scheme: CodingScheme) -> str:
    """Of its page."""
    if scheme.is_of_mechanisms:
        return origin + below_the_site(term.get_absolute_url())
    return origin + below_the_site(reverse("term", args=[scheme.slug, term.slug]))


def _address_of_scheme(origin: str, scheme: CodingScheme) -> str:
    page = reverse("mechanisms") if scheme.is_of_mechanisms else reverse("scheme", args=[scheme.slug])
    return origin + below_the_site(page)


def _chinese(text: str) -> SkosText:
    return SkosText(text, language=LANGUAGE)


def _day(day: date) -> SkosText:
    return SkosText(day.isoformat(), datatype="xsd:date")


def _in_turtle(value: Value) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    behind = f"@{value.language}" if value.language else f"^^{value.datatype}" if value.datatype else ""
    return f'"{value.value.translate(_ESCAPES)}"{behind}'


def _in_json(value: Value) -> dict[str, str]:
    if isinstance(value, str):
        return {"@id": value}
    said = {"@value": value.value}
    if value.language:
        return said | {"@language": value.language}
    return said | {"@type": value.datatype} if value.datatype else said
