"""An answer of the protocol whole: when, to what, and what was asked for or why not."""

import time
from collections.abc import Iterable, Mapping

from cases.oai import datestamps
from cases.oai.arguments import checked
from cases.oai.catalogue import Catalogue
from cases.oai.refusal import Refusal
from cases.oai.repository import Repository
from cases.oai.verbs import WRITERS
from cases.oai.writer import XSI, Writer

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
ROOT = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd",
}
UNSAID = frozenset({"badVerb", "badArgument"})  # an answer that does not repeat what was asked (section 3.6)


def answer(given: Iterable[tuple[str, list[str]]], catalogue: Catalogue, site: Repository) -> bytes:
    """The XML document; `given` are the parameters of the request, by name all their values."""
    now = int(time.time())
    asked: Mapping[str, str] = {}
    try:
        asked = checked(given)
        verb = asked["verb"]
        xml = Writer()
        with xml.inside("OAI-PMH", ROOT):
            _head(xml, now, asked, site)
            with xml.inside(verb):
                WRITERS[verb](xml, asked, catalogue, site)
        return xml.content
    except Refusal as refusal:
        xml = Writer()
        with xml.inside("OAI-PMH", ROOT):
            _head(xml, now, {} if refusal.code in UNSAID else asked, site)
            xml.element("error", refusal.message, {"code": refusal.code})
        return xml.content


def _head(xml: Writer, now: int, asked: Mapping[str, str], site: Repository) -> None:
    xml.element("responseDate", datestamps.written(now))
    xml.element("request", site.base, asked)
