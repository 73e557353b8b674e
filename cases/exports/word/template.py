"""The empty document: page, styles, fonts and settings, made once a process."""

from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Twips
from docx.styles.style import ParagraphStyle

from cases.exports.word import layout, ooxml
from cases.exports.word.ooxml import element

LANGUAGE = "zh-CN"
LATIN = "en-US"  # of digits and Latin letters: as Chinese they would be broken anywhere, 20|14 年
INLINE = "Heading in Text"  # the character styles of headings that open a paragraph
LEFTOVERS = ("/thumbnail", "/fontTable", "/stylesWithEffects", "/customXml")
REPLACED_SETTINGS = (
    "mirrorMargins",
    "evenAndOddHeaders",
    "characterSpacingControl",
    "compat",
    "themeFontLang",
)


@cache
def template() -> bytes:
    """A Word document without a word in it."""
    document = Document()
    _remove_leftovers(document)
    _set_fonts(document)
    _configure(document.settings.element)
    for style in layout.STYLES:
        ooxml.dress(_style(document, style.name), style)
    for level, style in enumerate(layout.HEADINGS, start=1):
        inline = document.styles.add_style(f"{INLINE} {level}", WD_STYLE_TYPE.CHARACTER)
        ooxml.dress(inline, style)
    _set_page(document.sections[0])
    return saved(document)


def inline_id(level: int) -> str:
    """The id of the character style of a heading that opens a paragraph."""
    return f"{INLINE} {level}".replace(" ", "")


def saved(document: DocumentObject) -> bytes:
    """The file; equal documents give equal bytes, whatever the time of day."""
    written, file = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            with archive.open(name, "w") as part:  # unlike writestr it writes no time
                part.write(parts.read(name))
    return file.getvalue()


def _remove_leftovers(document: DocumentObject) -> None:
    """What python-docx's own template carries and nobody asked for."""
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(LEFTOVERS)]:
            del relations[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _set_fonts(document: DocumentObject) -> None:
    """The table of fonts with their fallbacks, and the font and language of text without a style."""
    package, name = document.part.package, PackURI("/word/fontTable.xml")
    table = Part(name, CONTENT_TYPE.WML_FONT_TABLE, ooxml.font_table(layout.FONTS), package)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    language = element("lang", val=LATIN, eastAsia=LANGUAGE, bidi="ar-SA")
    run = element("rPr", ooxml.fonts(layout.FANGSONG), language)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.find(qn("w:rPrDefault")).replace(defaults.find(qn("w:rPrDefault"))[0], run)


def _configure(settings: BaseOxmlElement) -> None:
    """Two-sided pages, no squeezed punctuation, no compatibility mode; in the order of the schema."""
    for name in REPLACED_SETTINGS:
        for old in settings.findall(qn(f"w:{name}")):
            settings.remove(old)
    mode = element(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    before = {
        "proofState": [element("mirrorMargins")],
        "savePreviewPicture": [
            element("evenAndOddHeaders"),
            element("characterSpacingControl", val="doNotCompress"),
        ],
        "rsids": [element("compat", mode)],
        "clrSchemeMapping": [element("themeFontLang", val=LATIN, eastAsia=LANGUAGE)],
    }
    for name, made in before.items():
        for new in made:
            next(settings.iterchildren(qn(f"w:{name}"))).addprevious(new)


def _style(document: DocumentObject, name: str) -> ParagraphStyle:
    if name in document.styles:
        existing: ParagraphStyle = document.styles[name]
        return existing
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.islower())
    style.base_style = document.styles["Normal"]
    return style


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Twips(layout.PAGE_WIDTH), Twips(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(layout.TOP), Twips(layout.BOTTOM)
    section.left_margin, section.right_margin = Twips(layout.INSIDE), Twips(layout.OUTSIDE)
    section.footer_distance = Twips(layout.FOOTER)
    section.gutter = Twips(0)
