"""A Word document as text: paragraphs and tables in order, with the numbers that Word writes by itself."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from lxml import etree

from cases.imports.files.bounds import MOST_CELLS, MOST_COLUMNS
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.table_text import cell_line, joined, row_line
from cases.imports.files.word_numbers import W, WordNumbers, integer_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# As a conforming "strict" file names the same elements.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LONGEST_NOTE = 200
_MAIN = "word/document.xml"
_LEFT_OUT: Final = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sectPr", "tblPr", "sdtPr")
}
_SIGNS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_NOTES = (
    (("pic:pic", "v:imagedata"), "文档中的图片没有读；名单如在图片里，请转成文字后粘贴。"),
    (("w:footnoteReference", "w:endnoteReference"), "脚注和尾注没有读。"),
    (("w:altChunk", "w:object"), "文档中嵌入的其他文件没有读。"),
    (("w:del", "w:moveFrom"), "修订中删去的文字没有读，插入的文字算在正文里。"),
    (("w:vanish",), "隐藏的文字没有读。"),
)
_PREFIXES = {
    "w": W[1:-1],
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
}


def read_word(content: bytes) -> FileText:
    """The text of a .docx: without headers, footers and deleted words, with the words of text boxes."""
    with ZipFile(BytesIO(content)) as archive:
        main = _target(archive, "_rels/.rels", "officeDocument") or _MAIN
        body = _part(archive, main)
        relations = posixpath.join(posixpath.dirname(main), "_rels", f"{posixpath.basename(main)}.rels")
        numbering = _part(archive, _target(archive, relations, "numbering"))
        styles = _part(archive, _target(archive, relations, "styles"))
    if body is None:
        raise FileRefused("Word 文件里没有正文，可能已损坏。请用 Word 或 WPS 打开，另存为 docx，再导入。")
    document = _Document(WordNumbers(numbering, styles), frozenset(_struck_styles(styles)))
    document.read(body)
    return FileText(joined(document.lines), notes=(*_notes(body), *document.notes()))


def _part(archive: ZipFile, name: str | None) -> etree._Element | None:
    if name is None or name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(name).replace(_STRICT, _USUAL), parser)


def _target(archive: ZipFile, relations: str, kind: str) -> str | None:
    """The name of the part that another part refers to as this kind; None where there is none."""
    root = _part(archive, relations)
    folder = posixpath.dirname(posixpath.dirname(relations))
    for each in () if root is None else root.iter(f"{_PACKAGE}Relationship"):
        if each.get("Type", "").endswith(f"/{kind}"):
            target = each.get("Target", "")
            return (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
    return None


def _notes(body: etree._Element) -> Iterator[str]:
    for names, note in _NOTES:
        tags = [f"{{{_PREFIXES[prefix]}}}{local}" for prefix, local in (name.split(":") for name in names)]
        if next(body.iter(*tags), None) is not None:
            yield note


class _Document:
    """The lines of a document, gathered in its order."""

    def __init__(self, numbers: WordNumbers, struck_styles: frozenset[str]) -> None:
        self.lines: list[str] = []
        self._numbers = numbers
        self._boxes: list[etree._Element] = []
        self._begun = ""  # of a paragraph whose end was deleted: it goes on in the next
        self._cells = 0
        self._struck: list[str] = []
        self._struck_styles = struck_styles

    def notes(self) -> Iterator[str]:
        """The words that are struck out."""
        if self._struck:
            yield f"划去的文字没有读：{'；'.join(self._struck)[:_LONGEST_NOTE]}。"

    def read(self, block: etree._Element) -> None:
        """All blocks within one that holds blocks."""
        for each in block:
            if each.tag == f"{W}p":
                self._read_paragraph(each)
            elif each.tag == f"{W}tbl":
                self._read_table(each)
            elif each.tag == f"{_MC}AlternateContent":
                self._read_alternative(each)
            elif isinstance(each.tag, str) and each.tag not in _LEFT_OUT:
                self.read(each)

    def _read_alternative(self, block: etree._Element) -> None:
        chosen = _alternative(block)
        if chosen is not None:
            self.read(chosen)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        words = "".join(self._words(paragraph))
        properties = paragraph.find(f"{W}pPr")
        mark = None if properties is None else properties.find(f"{W}rPr")
        is_deleted = mark is not None and any(
            mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom")
        )
        if is_deleted:
            self._begun += words
        else:
            label = self._numbers.label(properties)
            self.lines += f"{label}{self._begun}{words}".split("\n")
            self._begun = ""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.read(box)

    def _words(self, element: etree._Element) -> Iterator[str]:
        for each in element:
            tag = each.tag
            if tag == f"{W}t":
                yield each.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}txbxContent":
                self._boxes.append(each)
            elif tag == f"{_MC}AlternateContent":
                chosen = _alternative(each)
                if chosen is not None:
                    yield from self._words(chosen)
            elif tag == f"{W}r" and self._is_struck(each):
                self._struck += filter(None, ["".join(word.text or "" for word in each.iter(f"{W}t"))])
            elif (
                isinstance(tag, str)
                and tag not in _LEFT_OUT
                and not (tag == f"{W}r" and _has(each, "vanish"))
            ):
                yield from self._words(each)

    def _is_struck(self, run: etree._Element) -> bool:
        """Whether a run is struck out, by itself or by the style of its characters."""
        style = run.find(f"{W}rPr/{W}rStyle")
        has_own = run.find(f"{W}rPr/{W}strike") is not None
        by_style = style is not None and style.get(f"{W}val") in self._struck_styles and not has_own
        return by_style or _has(run, "strike", "dstrike")

    def _read_table(self, table: etree._Element) -> None:
        rows = [row for row in _within(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        if all(sum(1 for _ in _within(row, f"{W}tc")) == 1 for row in rows):  # a frame around blocks
            for row in rows:
                for cell in _within(row, f"{W}tc"):
                    self.read(cell)
            return
        for row in rows:
            self.lines.append(row_line(self._cells_of(row)))

    def _cells_of(self, row: etree._Element) -> list[str]:
        """The words of each column; those of a merged cell in its first."""
        cells = [""] * _width(integer_of(row, "trPr/gridBefore") or 0)
        for cell in _within(row, f"{W}tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            across = cell.find(f"{W}tcPr/{W}hMerge")
            goes_on = goes_on or (across is not None and across.get(f"{W}val", "continue") == "continue")
            span = _width(integer_of(cell, "tcPr/gridSpan") or 1)
            cells += ["" if goes_on else self._cell(cell), *[""] * (span - 1)]
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            raise FileRefused(f"表格超过 {MOST_CELLS} 格，没有读。请只导入需要的部分。")
        return cells

    def _cell(self, cell: etree._Element) -> str:
        outer, self.lines = self.lines, []
        self.read(cell)
        words, self.lines = cell_line("\n".join(self.lines)), outer
        return words


def _width(columns: int) -> int:
    return max(0, min(columns, MOST_COLUMNS))


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of this tag, also those that a content control or a revision holds."""
    for each in element:
        if each.tag == tag:
            yield each
        elif each.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _within(each, tag)


def _alternative(element: etree._Element) -> etree._Element | None:
    """Of a content in two forms, for newer and older programs, the first."""
    choice = element.find(f"{_MC}Choice")
    return element.find(f"{_MC}Fallback") if choice is None else choice


def _struck_styles(styles: etree._Element | None) -> Iterator[str]:
    """The styles of characters that strike out."""
    for style in () if styles is None else styles.iter(f"{W}style"):
        if style.get(f"{W}type") == "character" and _has(style, "strike", "dstrike"):
            yield style.get(f"{W}styleId", "")


def _has(run: etree._Element, *names: str) -> bool:
    """Whether one of these properties of a run, or of a style, is on."""
    found = (run.find(f"{W}rPr/{W}{name}") for name in names)
    return any(each is not None and each.get(f"{W}val", "1") not in ("0", "false", "off") for each in found)
