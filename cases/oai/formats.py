"""The metadata formats: unqualified Dublin Core, which the protocol asks for, and one with every column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from cases.exports.licence import NAME, URL
from cases.fields import FIELDS
from cases.oai.case_schema import NAMESPACE, PASSAGE
from cases.oai.described import Described
from cases.oai.repository import Repository
from cases.oai.writer import XSI, Writer
from cases.records.json_item import columns

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
SUMMARY = 300  # characters of the text in Dublin Core; the other format has all of it


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """`schema` gives the address of its XML schema, `write` the metadata of a case."""

    prefix: str
    schema: Callable[[Repository], str]
    namespace: str
    write: Callable[[Writer, Described], None]


def write_dublin_core(xml: Writer, case: Described) -> None:
    names = {"xmlns:oai_dc": OAI_DC, "xmlns:dc": DC, "xmlns:xsi": XSI}
    with xml.inside(
        "oai_dc:dc", {**names, "xsi:schemaLocation": f"{OAI_DC} {DUBLIN_CORE.schema(case.site)}"}
    ):
        for name, text in _dublin_core(case):
            if text:
                xml.element(f"dc:{name}", text)


def _dublin_core(case: Described) -> Iterator[tuple[str, str]]:
    record, vocabulary, site = case.record, case.vocabulary, case.site
    yield "title", record.name
    yield "creator", record.applicant
    yield "subject", record.programme_label
    for mechanism in record.mechanisms:
        yield "subject", mechanism
    yield (
        "description",
        "，".join(filter(None, (record.year_label, record.programme_label, record.numbered_tier))),
    )
    summary = record.text.replace("\n", "")
    yield "description", summary if len(summary) <= SUMMARY else f"{summary[: SUMMARY - 1]}…"
    yield "publisher", settings.SITE_OPERATOR or settings.SITE_NAME
    for issuer in filter(None, record.issuers):
        yield "contributor", vocabulary.label("issuing_body", issuer) or issuer
    yield "date", f"{record.year:04}" if record.year else ""
    yield "type", "Text"
    yield "format", "text/html"
    yield "identifier", site.origin + record.url
    yield "identifier", record.id
    for slug in record.sources:
        yield "source", vocabulary.sources.get(slug, slug)
    yield "language", "zh"
    for former in record.former_accessions:
        yield "relation", site.identifier(former)
    yield "coverage", record.place_in_words
    yield "coverage", record.place_now.replace("/", " › ") if record.place_now != record.place_then else ""
    yield "rights", f"{NAME} {URL}"


def write_case(xml: Writer, case: Described) -> None:
    where = {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{NAMESPACE} {case.site.schema}"}
    values = columns(case.record, case.site.origin)
    with xml.inside("case", where):
        for each in FIELDS:
            _write_value(xml, each.name, values[each.name])
        with xml.inside("codings"):
            for row in case.codings:
                with xml.inside("coding"):
                    for name, value in row.items():
                        _write_value(xml, name, value)
        _write_value(xml, "sources", list(case.record.sources))
        _write_value(xml, "former_accessions", list(case.record.former_accessions))
        with xml.inside("figures"):
            for row in case.figures:
                with xml.inside("figure"):
                    for name, value in row.items():
                        _write_value(xml, name, value)
                    document = reverse("source", args=[row["source"]])
                    _write_value(xml, PASSAGE.name, f"{case.site.origin}{document}#o{row['start']}")


def _write_value(xml: Writer, name: str, value: object) -> None:
    """A number that is not known has no element; a list has one for each of its values."""
    if isinstance(value, (list, tuple)):
        with xml.inside(name):
            for each in value:
                xml.element("value", each)
    elif value is not None:
        xml.element(name, value)


DUBLIN_CORE = MetadataFormat(
    "oai_dc", lambda site: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC, write_dublin_core
)
CASE = MetadataFormat("casebook", lambda site: site.schema, NAMESPACE, write_case)
METADATA_FORMATS = {each.prefix: each for each in (DUBLIN_CORE, CASE)}
