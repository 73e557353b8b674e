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
from cases.exports.whole_schemes import WholeScheme, WholeTerm
from cases.models import PublicVersion
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


def vocabulary_things(
    origin: str, schemes: Iterable[WholeScheme], version: PublicVersion | None
) -> tuple[list[Thing], int]:
    """These schemes and their concepts as things with statements, in order; how many concepts."""
    schemes = list(schemes)
    things = [thing for scheme in schemes for thing in _things(origin, scheme, version)]
    return things, sum(len(scheme.terms) for scheme in schemes)


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


def _things(origin: str, scheme: WholeScheme, version: PublicVersion | None) -> Iterator[Thing]:
    slugs = {term.slug for term in scheme.terms}
    of_scheme = _address_of_scheme(origin, scheme)
    tops = [term for term in scheme.terms if term.broader not in slugs]
    yield (
        of_scheme,
        "skos:ConceptScheme",
        [
            *_about_scheme(scheme, version),
            *(("skos:hasTopConcept", _address(origin, term.slug, scheme)) for term in tops),
        ],
    )
    for term in scheme.terms:
        statements: list[tuple[str, Value]] = [*_about(term), ("skos:inScheme", of_scheme)]
        if term.broader in slugs:
            statements.append(("skos:broader", _address(origin, term.broader, scheme)))
        else:
            statements.append(("skos:topConceptOf", of_scheme))
        narrower = (each for each in scheme.terms if each.broader == term.slug)
        statements += [("skos:narrower", _address(origin, each.slug, scheme)) for each in narrower]
        yield _address(origin, term.slug, scheme), "skos:Concept", statements


def _about_scheme(scheme: WholeScheme, version: PublicVersion | None) -> Iterator[tuple[str, Value]]:
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


def _about(term: WholeTerm) -> Iterator[tuple[str, Value]]:
    yield "skos:prefLabel", _chinese(term.name)
    for other in term.names:
        yield "skos:altLabel", _chinese(other)
    yield "skos:notation", SkosText(term.slug)
    yield "skos:definition", _chinese(term.definition)
    for text, why in term.contrasts:
        yield "skos:scopeNote", _chinese(f"不同于“{text}”：{why}")
    if term.is_retired:
        yield "owl:deprecated", SkosText("true", datatype="xsd:boolean")


def _address(origin: str, slug: str, scheme: WholeScheme) -> str:
    """Of the page of a term."""
    of_mechanisms = scheme.slug == MECHANISMS
    page = reverse("mechanism", args=[slug]) if of_mechanisms else reverse("term", args=[scheme.slug, slug])
    return origin + below_the_site(page)


def _address_of_scheme(origin: str, scheme: WholeScheme) -> str:
    of_mechanisms = scheme.slug == MECHANISMS
    page = reverse("mechanisms") if of_mechanisms else reverse("scheme", args=[scheme.slug])
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
