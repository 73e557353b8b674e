"""A PDF as text: lines put together as paragraphs are printed, tables row by row, page numbers left out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from cases.imports.files.archives import LOCKED
from cases.imports.files.bounds import MOST_CELLS, MOST_PAGES
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.pdf_strikes import without_struck
from cases.imports.files.table_text import joined, rejoined, row_line
from cases.language.numerals import ONE_TO_TEN

_DASHES = r"[-—–－·•\s]*"
_TOTAL = r".{0,3}共\s*\d+\s*页"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}\d{{1,4}}{_DASHES}|第\s*\d+\s*页(?:{_TOTAL})?|\d{{1,4}}\s*/\s*\d{{1,4}}"
)
_DIGITS = re.compile(r"\d+")
_BARE = re.compile(r"\d{1,4}")
_MOST_TOLD = 10  # radicals that a note names
_LONGEST_NAMED = 200  # characters of what was left out in a note
_LARGE = 1000  # of pages no notice has so many
# What begins an entry or a paragraph of its own, however full the line above it is.
_NUMBER = rf"(?:\d{{1,3}}|[{ONE_TO_TEN}]{{1,3}})"
_NUMBERED = re.compile(rf"(?:案例\s*)?[（(]?{_NUMBER}(?:[、．)）]|[.](?!\d))|[①-⑳●•◆■★○]|第[{ONE_TO_TEN}\d]")
# The characters that radicals stand for: of two that a font draws alike a PDF may give the radical's code.
_RADICALS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **dict(
        zip(
            map(ord, "⺁⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"),
            "厂母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    ),
}
_NO_SIGN = re.compile(r"\(cid:\d+\)")
_LATIN_END = re.compile(r"[\x21-\x7e]$")
_LATIN_START = re.compile(r"[\x21-\x7e]")
EDGE = 0.1  # of the height of a page, at its top and at its foot, where running heads and page numbers stand
FULL = 0.75  # of the width of a page that a line reaches before the next can be its continuation
RAGGED = 2.2  # characters by which a full line may be shorter: signs are not parted from their words
FEWEST_REPEATS = 3  # pages with the same words at their edge
WIDEST_GAP = 0.6  # of a character's size; where characters stand wider apart, a blank is between them
MOST_UNKNOWN = 0.02  # of the characters, such as a font does not name
_SCANNED = "PDF 里没有文字，是扫描的图片。请用文字识别（OCR）软件转成 docx 或文字，核对后再导入。"
_GARBLED = "PDF 里的字体没有说明各是什么字，读出来是乱码。请用 OCR 软件转成 docx，或找原来的 Word 文件导入。"


@dataclass(frozen=True, slots=True)
class _PrintedLine:
    """A printed line, or a row of a table, which is never joined to others."""

    words: str
    left: float = 0
    right: float = 0
    size: float = 0
    is_row: bool = False
    is_at_edge: bool = False
    reach: float = 0  # where a full line ends at least


def read_pdf(content: bytes) -> FileText:
    """The text of a PDF with text in it; scanned ones are refused."""
    try:
        with PDF.open(BytesIO(content)) as pdf:
            if sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1)) > MOST_PAGES:
                raise FileRefused(f"PDF 超过 {MOST_PAGES} 页，没有读。请只导入有名单的几页。")
            pages = _pages(pdf)
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise FileRefused(LOCKED) from error
        raise
    lines = [line for page in pages for line in page.lines]
    _refuse_unreadable(lines)
    body, left_out = _without_edges(pages)
    printed = joined(_paragraphs(body))
    text = printed.translate(_RADICALS)
    return FileText(text, notes=(*_notes(pages, left_out), *_of_radicals(printed, text)))


@dataclass(frozen=True, slots=True)
class _PageLines:
    number: int
    lines: tuple[_PrintedLine, ...]
    has_images: bool
    struck: tuple[str, ...] = ()


def _pages(pdf: PDF) -> list[_PageLines]:
    found: list[_PageLines] = []
    cells = 0
    for page in pdf.pages:
        _level(page)
        struck = tuple(without_struck(page))
        tables = [table for table in page.find_tables() if _is_of_data(table)]
        cells += sum(len(table.cells) for table in tables)
        if cells > MOST_CELLS:
            raise FileRefused(f"表格超过 {MOST_CELLS} 格，没有读。请只导入有名单的几页。")
        lines = tuple(_lines(page, tables))
        found.append(_PageLines(page.page_number, lines, bool(page.images), struck))
        page.close()  # what it holds of its characters
    return found


def _level(page: Page) -> None:
    """Give the characters of a line one height: each font puts its top elsewhere over the same baseline, and
    with large type the digits of another font would become a line of their own."""
    lines: dict[float, list[dict[str, Any]]] = {}
    for char in page.chars:
        if char["upright"]:
            lines.setdefault(round(char["matrix"][5], 1), []).append(char)
    for chars in lines.values():
        tallest = max(chars, key=lambda char: float(char["size"]))
        for char in chars:
            char |= {key: tallest[key] for key in ("top", "bottom", "doctop", "y0", "y1")}


def _is_of_data(table: Table) -> bool:
    return len(table.rows) > 0 and max(len(row.cells) for row in table.rows) > 1


def _lines(page: Page, tables: Sequence[Table]) -> Iterator[_PrintedLine]:
    """The lines and the rows of a page from its top to its foot."""
    outside = page
    for table in tables:
        outside = outside.outside_bbox(_within(table.bbox, page), strict=False)
    blocks: list[tuple[float, list[_PrintedLine]]] = [(table.bbox[1], list(_rows(table))) for table in tables]
    printed = outside.dedupe_chars().extract_text_lines(
        x_tolerance_ratio=WIDEST_GAP, keep_blank_chars=True, return_chars=True
    )
    left = min((line["x0"] for line in printed), default=0.0)
    for line in printed:
        size = max(char["size"] for char in line["chars"])
        edge = line["bottom"] < page.height * EDGE or line["top"] > page.height * (1 - EDGE)
        reach = max(page.width * FULL, page.width - left - RAGGED * size)
        blocks.append(
            (
                line["top"],
                [_PrintedLine(line["text"], line["x0"] - left, line["x1"], size, False, edge, reach)],
            )
        )
    for _, rows in sorted(blocks, key=lambda block: block[0]):
        yield from rows


def _within(box: tuple[float, float, float, float], page: Page) -> tuple[float, float, float, float]:
    """The box as far as the page goes: beyond it pdfplumber raises."""
    left, top, right, bottom = page.bbox
    return max(box[0], left), max(box[1], top), min(box[2], right), min(box[3], bottom)


def _rows(table: Table) -> Iterator[_PrintedLine]:
    for cells in table.extract(x_tolerance_ratio=WIDEST_GAP):
        yield _PrintedLine(row_line([rejoined(cell or "") for cell in cells]), is_row=True)


def _refuse_unreadable(lines: Sequence[_PrintedLine]) -> None:
    words = "".join(line.words for line in lines)
    if not words.strip():
        raise FileRefused(_SCANNED)
    if len(_NO_SIGN.findall(words)) > MOST_UNKNOWN * len(words):
        raise FileRefused(_GARBLED)


def _without_edges(pages: Sequence[_PageLines]) -> tuple[list[_PrintedLine], set[str]]:
    """The lines without page numbers and without what stands at the edge of most pages."""
    edges = Counter(
        words
        for page in pages
        for words in {_DIGITS.sub("#", line.words) for line in page.lines if line.is_at_edge}
    )
    least = max(FEWEST_REPEATS, len(pages) // 2)
    repeated = {words for words, count in edges.items() if count >= least}
    kept: list[_PrintedLine] = []
    left_out: set[str] = set()
    numbered = _numbered(pages)
    for page, line in ((each, line) for each in pages for line in each.lines):
        if line.is_at_edge and _PAGE_NUMBER.fullmatch(line.words) and _counts(page, line, numbered):
            continue
        if line.is_at_edge and _DIGITS.sub("#", line.words) in repeated:
            left_out.add(line.words)
        else:
            kept.append(line)
    return kept, left_out


def _numbered(pages: Sequence[_PageLines]) -> set[int]:
    """By how much the numbers at the edges of at least two pages are ahead of the count of pages."""
    ahead = Counter(
        each
        for page in pages
        for each in {
            int(line.words) - page.number for line in page.lines if _is_bare(line) and line.is_at_edge
        }
    )
    return {each for each, count in ahead.items() if count > 1}


def _counts(page: _PageLines, line: _PrintedLine, numbered: set[int]) -> bool:
    """Whether what looks like a number of a page is one: a bare year or a large number is only in a row."""
    return not _is_bare(line) or int(line.words) < _LARGE or int(line.words) - page.number in numbered


def _is_bare(line: _PrintedLine) -> bool:
    return _BARE.fullmatch(line.words) is not None


def _paragraphs(lines: Sequence[_PrintedLine]) -> Iterator[str]:
    """The lines, each that reaches the right margin joined to the next if that begins at the left one."""
    words, before = "", None
    for line in lines:
        if before is not None and _continues(before, line):
            blank = " " if _LATIN_END.search(words) and _LATIN_START.match(line.words) else ""
            words += blank + line.words
        else:
            if before is not None:
                yield words
            words = line.words
        before = line
    yield words


def _continues(before: _PrintedLine, line: _PrintedLine) -> bool:
    if before.is_row or line.is_row or abs(before.size - line.size) > 1 or _NUMBERED.match(line.words):
        return False
    return before.right >= before.reach and line.left < line.size


def _notes(pages: Sequence[_PageLines], left_out: set[str]) -> Iterator[str]:
    bare = [str(page.number) for page in pages if not page.lines]
    if bare:
        yield f"第 {'、'.join(bare)} 页没有文字，是图片或空白，没有读。"
    elif any(page.has_images for page in pages):
        yield "PDF 中的图片没有读；名单如在图片里，请转成文字后粘贴。"
    if struck := [f"第 {page.number} 页“{words}”" for page in pages for words in page.struck]:
        yield f"划去的文字没有读：{'、'.join(struck)[:_LONGEST_NAMED]}。"
    if left_out:
        yield f"页眉页脚没有读：{'；'.join(sorted(left_out))[:_LONGEST_NAMED]}。"


def _of_radicals(printed: str, text: str) -> Iterator[str]:
    """That characters were put in place of radicals, one for one: offsets count the text with them."""
    pairs = dict.fromkeys(pair for pair in zip(printed, text, strict=True) if pair[0] != pair[1])
    if pairs:
        told = "、".join(f"{one}→{other}" for one, other in islice(pairs, _MOST_TOLD))
        yield f"PDF 里的部首字符已换成通用的汉字：{told}{'等' if len(pairs) > _MOST_TOLD else ''}。"
