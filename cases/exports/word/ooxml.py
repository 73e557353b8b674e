"""The few elements of WordprocessingML that python-docx has no words for."""

from collections.abc import Iterable

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from cases.exports.word.layout import Font, Style

FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def element(tag: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """A `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def run_properties(style: Style) -> etree._Element:
    """Typeface and size, in every slot alike: a curly quotation mark counts as Latin or as Chinese."""
    properties = element("rPr", fonts(style.font))
    properties.append(element("b", val=int(style.bold)))
    properties.append(element("bCs", val=int(style.bold)))
    properties.append(element("i", val=0))
    properties.append(element("color", val="000000"))
    properties.append(element("spacing", val=style.squeeze))
    properties.append(element("sz", val=int(style.size * 2)))
    properties.append(element("szCs", val=int(style.size * 2)))
    return properties


def fonts(font: Font) -> etree._Element:
    made = element("rFonts", hint="eastAsia")
    for slot in FONT_SLOTS:
        made.set(qn(slot), font.name)
    return made


def paragraph_properties(style: Style) -> etree._Element:
    """In the order that the schema asks for."""
    properties = element("pPr")
    properties.append(element("keepNext", val=int(style.keeps_next)))
    properties.append(element("keepLines", val=0))
    properties.append(element("pageBreakBefore", val=int(style.new_page)))
    properties.append(element("widowControl", val=0))
    if style.rule:
        line = element("top", val="single", sz=4, space=6, color="000000")
        properties.append(element("pBdr", line))
    properties.append(element("snapToGrid", val=0))
    properties.append(
        element("spacing", before=style.before, after=style.after, line=style.pitch, lineRule="exact")
    )
    properties.append(_indent(style))
    properties.append(element("jc", val=style.align))
    if style.outline is not None:
        properties.append(element("outlineLvl", val=style.outline))
    return properties


def _indent(style: Style) -> etree._Element:
    if style.hanging:
        return element("ind", left=style.hanging, hanging=style.hanging, right=style.right)
    return element("ind", left=0, right=style.right, firstLine=style.indent)


def dress(target: ParagraphStyle, style: Style) -> None:
    """Give a style of the document exactly these properties."""
    for tag in ("w:pPr", "w:rPr"):
        for old in target.element.findall(qn(tag)):
            target.element.remove(old)
    if target.type == WD_STYLE_TYPE.PARAGRAPH:
        target.element.append(paragraph_properties(style))
    target.element.append(run_properties(style))


def field(instruction: str, shown: str) -> list[etree._Element]:
    """The runs of a field that shows `shown` until it is updated."""
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _instruction(instruction)),
        element("r", element("fldChar", fldCharType="separate")),
        element("r", text(shown)),
        element("r", element("fldChar", fldCharType="end")),
    ]


def field_begin(instruction: str) -> list[etree._Element]:
    return field(instruction, "")[:3]


def field_end() -> etree._Element:
    return element("r", element("fldChar", fldCharType="end"))


def _instruction(words: str) -> etree._Element:
    made = element("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {words} "
    return made


def text(words: str) -> etree._Element:
    made = element("t")
    made.set(qn("xml:space"), "preserve")
    made.text = words
    return made


def tab() -> etree._Element:
    return element("r", element("tab"))


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Put the whole paragraph between the marks of a bookmark."""
    begin = element("bookmarkStart", id=number, name=name)
    first = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(first, begin)
    paragraph._p.append(element("bookmarkEnd", id=number))


def inner_link(name: str, runs: Iterable[etree._Element]) -> etree._Element:
    return element("hyperlink", *runs, anchor=name, history=1)


def outer_link(paragraph: Paragraph, url: str) -> None:
    """Append the address as a link that shows itself."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("hyperlink", element("r", text(url)), history=1)
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)


def font_table(known: Iterable[Font]) -> bytes:
    """The part in which a word processor looks up what to take for a font that it does not have."""
    table = parse_xml(f"<w:fonts {nsdecls('w')}/>")
    for font in known:
        table.append(
            element(
                "font",
                element("altName", val=font.fallback),
                element("charset", val="86"),  # GB 2312
                element("family", val=font.family),
                element("pitch", val="variable" if font.family == "roman" else "fixed"),
                name=font.name,
            )
        )
    return etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
