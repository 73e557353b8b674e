"""The XML schema of the format `casebook`, made of what the columns declare, so that it cannot differ."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cases.award_field import AwardField
from cases.column import Column
from cases.fields import FIELDS
from cases.oai.writer import Writer
from cases.records.coding_row import COLUMNS
from cases.records.figure_row import COLUMNS as FIGURE_COLUMNS

NAMESPACE = "urn:casebook:case:1"
FURTHER = (
    Column("sources", "文献", "证明本案例的各份文献的标识，“来源文献”在先", "list"),
    Column("former_accessions", "原入库编号", "本案例先前的入库编号", "list"),
)
PASSAGE = Column("passage", "依据的网址", "来源文献的页面上依据所在的位置")
NUMBERS = {"integer": "xs:integer", "number": "xs:decimal"}


def case_schema() -> bytes:
    """The schema whole: what is new of a column goes to its end, and another order has another namespace."""
    xml = Writer()
    attributes = {
        "xmlns:xs": "http://www.w3.org/2001/XMLSchema",
        "xmlns": NAMESPACE,
        "targetNamespace": NAMESPACE,
        "elementFormDefault": "qualified",
    }
    with xml.inside("xs:schema", attributes):
        with xml.inside("xs:element", {"name": "case"}), _sequence(xml):
            for each in FIELDS:
                _column(xml, each)
            with xml.inside("xs:element", {"name": "codings"}):
                _rows(xml, "coding", COLUMNS)
            for column in FURTHER:
                _column(xml, column)
            with xml.inside("xs:element", {"name": "figures", "minOccurs": "0"}):  # came later
                _rows(xml, "figure", (*FIGURE_COLUMNS, PASSAGE))
        with xml.inside("xs:complexType", {"name": "list"}), xml.inside("xs:sequence"):
            of_list = {"name": "value", "type": "xs:string", "minOccurs": "0", "maxOccurs": "unbounded"}
            xml.element("xs:element", "", of_list)
    return xml.content


@contextmanager
def _sequence(xml: Writer) -> Iterator[None]:
    """Within a type of its own, one after the other."""
    with xml.inside("xs:complexType"), xml.inside("xs:sequence"):
        yield


def _rows(xml: Writer, name: str, columns: Iterable[Column]) -> None:
    with (
        _sequence(xml),
        xml.inside("xs:element", {"name": name, "minOccurs": "0", "maxOccurs": "unbounded"}),
        _sequence(xml),
    ):
        for column in columns:
            _column(xml, column)


def _column(xml: Writer, column: AwardField | Column) -> None:
    attributes = {"name": column.name}
    values = list(_values(column))
    if column.kind == "list":
        attributes["type"] = "list"
    elif not values:
        attributes["type"] = NUMBERS.get(column.kind, "xs:string")
    if column.kind in NUMBERS:
        attributes["minOccurs"] = "0"
    with xml.inside("xs:element", attributes):
        with xml.inside("xs:annotation"):
            xml.element("xs:documentation", f"{column.label}：{column.meaning}", {"xml:lang": "zh"})
        if values:
            with xml.inside("xs:simpleType"), xml.inside("xs:restriction", {"base": "xs:string"}):
                for value in values:
                    xml.element("xs:enumeration", "", {"value": value})


def _values(column: AwardField | Column) -> Iterator[str]:
    """The values that the code fixes, and the empty one; none where curators give them."""
    if isinstance(column, AwardField) and column.vocabulary is not None:
        yield ""
        yield from column.vocabulary.values
