"""XML as it goes out: everything escaped, and a blank for each character that XML cannot hold."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from cases.characters import printable

XSI = "http://www.w3.org/2001/XMLSchema-instance"
Attributes = Mapping[str, str]


class Writer:
    """Writes one document; names are given with their prefixes."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._xml = SimplerXMLGenerator(self._buffer, "UTF-8", short_empty_elements=True)
        self._xml.startDocument()

    @property
    def content(self) -> bytes:
        return self._buffer.getvalue()

    @contextmanager
    def inside(self, name: str, attributes: Attributes | None = None) -> Iterator[None]:
        """What is written meanwhile stands within this element."""
        self._xml.startElement(name, _harmless(attributes))
        yield
        self._xml.endElement(name)

    def element(self, name: str, text: object = "", attributes: Attributes | None = None) -> None:
        """An element with nothing but text in it, or with nothing."""
        self._xml.startElement(name, _harmless(attributes))
        if text != "":
            self._xml.characters(printable(str(text)))
        self._xml.endElement(name)


def _harmless(attributes: Attributes | None) -> "AttributesImpl[str]":
    return AttributesImpl({name: printable(value) for name, value in (attributes or {}).items()})
