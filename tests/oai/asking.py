"""Asking the protocol, and holding each answer against schemas that need no network.

`protocol.xsd` and those beside it were written after the protocol's document: the official ones do not say
that they may be copied. That of the format `casebook` is the one that the site hands out.
"""

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django.test import Client
from lxml import etree

from cases.oai.case_schema import case_schema

FOLDER = Path(__file__).parent
PREFIXES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "case": "urn:casebook:case:1",
    "id": "http://www.openarchives.org/OAI/2.0/oai-identifier",
}


class FromFolder(etree.Resolver):
    """Finds the schemas beside this file, and the one of the site in place of `case.xsd`."""

    def resolve(self, url, _public_id, context):
        if url.endswith("case.xsd"):
            return self.resolve_string(case_schema(), context)
        return self.resolve_filename(str(FOLDER / Path(url).name), context)


@cache
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(FromFolder())
    return etree.XMLSchema(etree.parse(str(FOLDER / "protocol.xsd"), parser))


def checked(content: bytes) -> etree._Element:
    """The document, which follows the schemas."""
    root = etree.fromstring(content)
    schema().assertValid(root)
    return root


def ask(client: Client, **arguments: str) -> etree._Element:
    """The answer to a verb with these arguments; `from_` for `from`."""
    query = urlencode({name.rstrip("_"): value for name, value in arguments.items()})
    response = client.get(f"/oai?{query}")
    assert response.status_code == 200, response
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return checked(response.content)


def texts(root: etree._Element, path: str) -> list[str]:
    """The texts of the elements that an XPath with PREFIXES leads to."""
    return [element.text or "" for element in root.xpath(path, namespaces=PREFIXES)]


def refused(root: etree._Element) -> str:
    """The code of the one error; fails where there is none."""
    [error] = root.xpath("oai:error", namespaces=PREFIXES)
    assert error.text
    return str(error.get("code"))


def headers(root: etree._Element) -> dict[str, tuple[str, str]]:
    """Number → its datestamp, and `deleted` or nothing, in the order of the list."""
    return {
        texts(header, "oai:identifier")[0].rpartition(":")[2]: (
            texts(header, "oai:datestamp")[0],
            header.get("status", ""),
        )
        for header in root.xpath("//oai:header", namespaces=PREFIXES)
    }


def all_pages(client: Client, verb: str = "ListRecords", **arguments: str) -> list[etree._Element]:
    """The parts of a list, as long as there is a token."""
    pages = [ask(client, verb=verb, **arguments)]
    while token := "".join(texts(pages[-1], "//oai:resumptionToken")):
        pages.append(ask(client, verb=verb, resumptionToken=token))
    return pages
