"""Writes the compilation: cover, table of contents, cases, page numbers."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import accumulate

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from cases.exports.word import layout, ooxml
from cases.exports.word.contents import Cover, Entry, TextParagraph
from cases.exports.word.layout import Style
from cases.exports.word.ooxml import element
from cases.exports.word.pages import Part as Measured
from cases.exports.word.pages import pages, pages_of_parts
from cases.exports.word.template import LANGUAGE, inline_id, saved, template

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ADDRESS = re.compile(r"(https?://\S+?)(?=\.?\Z)")  # at the end of a note, without the full stop
PROPERTY_CHARACTERS = 255  # Word takes no more in a property (python-docx refuses it, as Word does)


def compilation(cover: Cover, entries: Sequence[Entry], *, runs_on: bool = False) -> bytes:
    """The Word document; `entries` in the order in which they are printed, each on a page of its own
    unless it `runs_on` below the one before."""
    document = Document(BytesIO(template()))
    _describe(document, cover)
    _write_cover(document, cover)
    _open_section(document, "upperRoman")
    _write_contents(document, entries, runs_on=runs_on)
    _open_section(document, "decimal")
    for number, entry in enumerate(entries):
        _write_entry(document, entry, number, _title_style(number, runs_on=runs_on))
    return saved(document)


# --- What every document has for itself -----------------------------------------------------------


def _describe(document: DocumentObject, cover: Cover) -> None:
    properties = document.core_properties
    properties.title, properties.subject = _shortened(cover.title), _shortened(cover.words)
    properties.author = properties.last_modified_by = _shortened(cover.unit)
    properties.language, properties.category = LANGUAGE, "材料汇编"
    properties.keywords, properties.comments = "社区治理；案例", ""
    properties.created = properties.modified = datetime.combine(cover.day, time(), UTC)


def _shortened(text: str) -> str:
    return text if len(text) <= PROPERTY_CHARACTERS else f"{text[: PROPERTY_CHARACTERS - 1]}…"


def _write_cover(document: DocumentObject, cover: Cover) -> None:
    _add(document, cover.title, layout.COVER_TITLE)
    _add(document, f"（共 {cover.count} 例）", layout.COVER_LINE)
    _add(document, f"收录范围：{cover.words}", layout.COVER_LINE)
    first = _add(document, cover.unit, layout.COVER_FOOT)
    first.paragraph_format.space_before = Twips(layout.points(220))
    _add(document, f"{cover.day.year}年{cover.day.month}月{cover.day.day}日", layout.COVER_FOOT)


def _open_section(document: DocumentObject, numbers: str) -> None:
    """A new section on a right-hand page, its pages numbered from 1."""
    section = document.add_section(WD_SECTION.ODD_PAGE)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(qn("w:pgMar")).addnext(element("pgNumType", fmt=numbers, start=1))
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _number_pages(footer.paragraphs[0], side)


def _number_pages(paragraph: Paragraph, side: str) -> None:
    """`— 1 —`, one character in from the outer edge of the page."""
    paragraph.style = layout.FOOTER_LINE.name
    paragraph._p.get_or_add_pPr().append(element("ind", **{side: layout.points(layout.FOOTER_LINE.size)}))
    paragraph._p.get_or_add_pPr().append(element("jc", val=side))
    paragraph.add_run("— ")
    paragraph._p.extend(ooxml.field("PAGE", "1"))
    paragraph.add_run(" —")


# --- Table of contents ----------------------------------------------------------------------------


def _write_contents(document: DocumentObject, entries: Sequence[Entry], *, runs_on: bool) -> None:
    """A field that can be updated and shows its entries, page numbers included, before it is."""
    _add(document, "目　录", layout.TOC_TITLE)
    starts = first_pages(entries, runs_on=runs_on)
    for number, (entry, page) in enumerate(zip(entries, starts, strict=True)):
        paragraph = _add(document, "", layout.TOC_LINE)
        stop = element("tabs", element("tab", val="right", leader="dot", pos=layout.WIDTH))
        paragraph._p.get_or_add_pPr().append(stop)
        if number == 0:
            paragraph._p.extend(ooxml.field_begin(r'TOC \o "1-1" \h \z \u'))
        name = _bookmark(number)
        title = element("r", ooxml.text(entry.heading))
        runs = [title, ooxml.tab(), *ooxml.field(rf"PAGEREF {name} \h", str(page))]
        paragraph._p.append(ooxml.inner_link(name, runs))
    document.paragraphs[-1]._p.append(ooxml.field_end())


def first_pages(entries: Sequence[Entry], *, runs_on: bool) -> list[int]:
    """The page on which each entry begins."""
    if not runs_on:
        return list(accumulate((pages(_measured(entry, layout.CASE)) for entry in entries[:-1]), initial=1))
    parts: list[Measured] = []
    firsts = []
    for number, entry in enumerate(entries):
        firsts.append(len(parts))
        parts += _measured(entry, _title_style(number, runs_on=True))
    where = pages_of_parts(parts)
    return [where[first] for first in firsts]


def _title_style(number: int, *, runs_on: bool) -> Style:
    return layout.CASE_BELOW if runs_on and number else layout.CASE


def _bookmark(number: int) -> str:
    return f"_Toc{number + 1:08}"


def _measured(entry: Entry, title: Style) -> list[Measured]:
    facts = [(f"{label}：{value}", style) for label, value, style in _styled_facts(entry)]
    blocks = [(block.text, _block_style(block)) for block in entry.blocks]
    notes = [(f"{label}：{value}", style) for label, value, style in _styled_notes(entry)]
    return [(entry.heading, title), *facts, *blocks, *notes]


# --- Cases ----------------------------------------------------------------------------------------


def _write_entry(document: DocumentObject, entry: Entry, number: int, style: Style) -> None:
    title = _add(document, entry.heading, layout.CASE)
    if style != layout.CASE:
        title.paragraph_format.page_break_before = False
        title.paragraph_format.space_before = Twips(style.before)
    ooxml.bookmark(title, number, _bookmark(number))
    for label, value, fact in _styled_facts(entry):
        _labelled(_add(document, "", fact), label, value)
    for block in entry.blocks:
        _write_block(document, block)
    for label, value, note in _styled_notes(entry):
        _labelled(_add(document, "", note), label, value)


def _styled_facts(entry: Entry) -> list[tuple[str, str, Style]]:
    last = len(entry.facts) - 1
    return [(*fact, layout.LAST_FACT if n == last else layout.FACT) for n, fact in enumerate(entry.facts)]


def _styled_notes(entry: Entry) -> list[tuple[str, str, Style]]:
    return [(*note, layout.NOTE if n else layout.FIRST_NOTE) for n, note in enumerate(entry.notes)]


def _block_style(block: TextParagraph) -> Style:
    return layout.HEADINGS[min(block.level, len(layout.HEADINGS)) - 1] if block.level else layout.TEXT


def _write_block(document: DocumentObject, block: TextParagraph) -> None:
    paragraph = _add(document, "", _block_style(block))
    for piece in block.pieces:
        run = paragraph.add_run(piece.text)
        if piece.level and not block.level:
            run._r.style = inline_id(min(piece.level, len(layout.HEADINGS)))


def _labelled(paragraph: Paragraph, label: str, value: str) -> None:
    paragraph.add_run(f"{label}：")
    before, url, after = ADDRESS.split(value, maxsplit=1) if ADDRESS.search(value) else (value, "", "")
    paragraph.add_run(before)
    if url:
        ooxml.outer_link(paragraph, url)
        paragraph.add_run(after)


def _add(document: DocumentObject, words: str, style: Style) -> Paragraph:
    """A paragraph; its style is set by id, for python-docx reads all styles to find one by name."""
    paragraph = document.add_paragraph(words)
    paragraph._p.style = style.id
    return paragraph
