"""A web page as text: each block and each `<br>` a line, a row of a table a line, without the menus.

Packages that tell the article from the rest of a page leave out what they hold to be no prose, and lists of
names are none: of entries a line they lose some. Whatever is no menu stays here; the readers take off more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.table_text import joined, one_line, row_line
from cases.imports.files.text_encodings import decode

_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ARCHIVED = re.compile(r"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MARK = 2_000  # characters in which a page says that it is one
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "head", "nav", "iframe", "object", "embed", "svg",
        "math", "canvas", "audio", "video", "map", "select", "option", "datalist", "button", "textarea",
        "input",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAYBE_MENU = frozenset(
    {
        "ul", "ol", "dl", "div", "table", "p", "span", "td", "section", "header", "footer", "aside",
    }
)  # fmt: skip
_STRUCK = frozenset({"del", "s", "strike"})
_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
# What stands beside the article: by its tag, or by a word of its class or id.
_BESIDE = frozenset({"aside", "footer", "foot", "related", "comment", "comments", "recommend", "sidebar"})
_MAY_BE_BESIDE = _MAYBE_MENU | {"details", "figure", "form", "li"}
_WORDS_OF_NAME = re.compile(r"[A-Z]?[a-z]+")
_LONGEST_NOTE = 200
_LINES = ("p", "br", "div", "li", "tr")
MOST_LINES = 6  # of a cell; one with more is a part of the page
FEWEST_LINKS = 3
LONGEST_LINK = 6  # characters, on the average, of the links of a menu; a place with its township has more
_HEADINGS = frozenset({"h1", "h2", "h3"})
_SHORTEST_TITLE = 8
_MOST_ABOVE = 30  # lines
_ITEM = re.compile(
    r"[^\d:：，。、“”《》\t]{1,8}(?<![部委厅局办会])"
)  # and no office that issues the document
_BETWEEN_LINKS = re.compile(r"[\s|｜/·•>＞»\-—丨,，、]*")
_BLANKS = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")
_PICTURES = "网页中的图片没有读；名单如在图片里，请转成文字后粘贴。"


def is_web_page(text: str, name: str) -> bool:
    """Whether a text is HTML, by its beginning or, where it holds tags at all, by its name."""
    if _HTML.search(text, 0, _MARK):
        return True
    return name.lower().endswith((".html", ".htm", ".shtml", ".xhtml")) and "<" in text


def read_web_page(content: bytes) -> FileText:
    """The text of a page in whatever encoding, by its bytes and not by what it declares."""
    text, encoding = decode(content)
    if _ARCHIVED.search(text, 0, _MARK):
        raise FileRefused("这是网页归档（mht）文件。请在浏览器中打开，另存为 html，或复制文字粘贴。")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    root = html.document_fromstring(_DECLARATION.sub("", text, count=1).encode(), parser=parser)
    called = one_line(" ".join(_words_of(title) for title in root.iter("title")))
    page = _Page(_LeftOut(), called)
    page.read(root)
    if page.left_out.was_asked:
        page = _Page(_LeftOut(sum(map(len, page.lines()))), called)
        page.read(root)
    return FileText(joined(page.lines()), encoding, tuple(page.notes(root)))


@dataclass(slots=True)
class _LeftOut:
    """What a page shows and its text does not have; `signs` is how many all of it has; while that is not
    known nothing is left out, and `was_asked` says whether something would be."""

    signs: int = 0
    was_asked: bool = False
    menus: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def takes(self, element: etree._Element, tag: str) -> bool:
        """Whether an element is left out; not one that holds most of the page, as an unclosed tag does."""
        if tag in _STRUCK or _THROUGH.search(element.get("style", "")):
            kind = self.struck
        elif _is_beside(element, tag):
            kind = self.beside
        else:
            return False
        self.was_asked = True
        words = one_line(_words_of(element))
        if len(words) * 2 > self.signs:
            return False
        kind += [words] if words else []
        return True

    def notes(self) -> Iterator[str]:
        """What a person is told of it."""
        for words, said in (
            ("略去了网页的菜单", self.menus),
            ("划去的文字没有读", self.struck),
            ("网页正文以外的栏目（页脚、旁栏、相关、评论）没有读", self.beside),
        ):
            if said:
                yield f"{words}：{'；'.join(said)[:_LONGEST_NOTE]}。"


class _Page:
    """The lines of a page, gathered in the order of the document."""

    def __init__(self, left_out: _LeftOut, called: str = "") -> None:
        self._lines: list[str] = []
        self._words: list[str] = []
        self._above: list[str] = []  # of a menu with an item a line
        self._called = called  # what the page says that it is called, mostly with the site behind it
        self.left_out = left_out

    def lines(self) -> list[str]:
        self._end_line()
        return self._lines

    def _begin_article(self, heading: str) -> None:
        """Leaves out the short lines above the heading that the page is called by: the items of a menu."""
        is_title = len(heading) >= _SHORTEST_TITLE and heading in self._called
        if self._above or not is_title or len(self._lines) > _MOST_ABOVE:
            return
        self._above = [line for line in self._lines if _ITEM.fullmatch(line)]
        self._lines = [line for line in self._lines if line not in self._above]
        self.left_out.menus += [" ".join(self._above)] if self._above else []

    def notes(self, root: etree._Element) -> Iterator[str]:
        """What a visitor of the page sees and the text does not have."""
        yield from self.left_out.notes()
        if next(root.iter("img"), None) is not None:
            yield _PICTURES

    def read(self, element: etree._Element, *, as_printed: bool = False) -> None:
        """The lines of an element and all within it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN or _is_hidden(element):
            return
        if tag == "br":
            self._end_line()
        elif _is_menu(element, tag):
            self._end_line()
            self.left_out.menus.append(" ".join(_linked(element)))
        elif self.left_out.takes(element, tag):
            if tag in _BLOCKS:
                self._end_line()
        elif tag == "table" and _is_of_data(element):
            self._end_line()
            self._lines += _rows(element, self.left_out)
        else:
            self._read_within(element, tag, as_printed or tag == "pre")

    def _read_within(self, element: etree._Element, tag: str, as_printed: bool) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if tag in _HEADINGS:
            self._begin_article(one_line(_words_of(element)))
        self._say(element.text, as_printed)
        for child in element:
            self.read(child, as_printed=as_printed)
            self._say(child.tail, as_printed)
            if child.tag in ("td", "th"):
                self._end_line()
        if tag in _BLOCKS:
            self._end_line()

    def _say(self, words: str | None, as_printed: bool) -> None:
        if words and as_printed:
            first, *further = words.splitlines() or [""]
            self._words.append(first)
            for line in further:
                self._end_line()
                self._words.append(line)
        elif words:
            self._words.append(_BLANKS.sub(" ", words))

    def _end_line(self) -> None:
        line = re.sub(" {2,}", " ", "".join(self._words)).strip(" \n")
        if line:
            self._lines.append(line)
        self._words.clear()


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _linked(element: etree._Element) -> list[str]:
    return [words for link in element.iter("a") if (words := one_line(_words_of(link)))]


def _words_of(element: etree._Element) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _is_menu(element: etree._Element, tag: str) -> bool:
    """Whether the element is made of short links and signs between them."""
    if tag not in _MAYBE_MENU:
        return False
    links = _linked(element)
    if len(links) < FEWEST_LINKS or sum(map(len, links)) > LONGEST_LINK * len(links):
        return False
    words = one_line(_words_of(element))
    for link in links:
        words = words.replace(link, "", 1)
    return _BETWEEN_LINKS.fullmatch(words) is not None


def _is_beside(element: etree._Element, tag: str) -> bool:
    """Whether the element is no part of the article; the foot of the article itself is."""
    if tag not in _MAY_BE_BESIDE:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    words = {tag, *(word.lower() for word in _WORDS_OF_NAME.findall(named))}
    return bool(words & _BESIDE) and next(element.iterancestors("article", "main"), None) is None


def _is_of_data(table: etree._Element) -> bool:
    """Whether a table has rows of cells, and is not the frame of a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    if any(sum(1 for _ in cell.iter(*_LINES)) > MOST_LINES for cell in table.iter("td")):
        return False
    return any(sum(child.tag in ("td", "th") for child in row) > 1 for row in table.iter("tr"))


def _rows(table: etree._Element, left_out: _LeftOut) -> Iterator[str]:
    """The rows as lines; what a cell of several rows says stands in the first of them."""
    held: dict[int, int] = {}  # of a column: how many rows below are taken by a cell from above
    for row in table.iter("caption", "tr"):
        if row.tag == "caption":
            yield one_line(_words_of(row))
            continue
        cells: list[str] = []
        taken = {column: rows - 1 for column, rows in held.items() if rows > 1}
        for cell in row.iterchildren("td", "th"):
            while held.get(len(cells)):
                cells.append("")
            width = _span(cell, "colspan")
            rows = _span(cell, "rowspan")
            taken |= {column: rows - 1 for column in range(len(cells), len(cells) + width) if rows > 1}
            cells += [_cell(cell, left_out), *[""] * (width - 1)]
        held = taken
        yield row_line(cells)


def _span(cell: etree._Element, name: str) -> int:
    words = cell.get(name, "")
    return max(1, min(int(words), 100)) if words.isascii() and words.isdigit() and len(words) < 6 else 1


def _cell(cell: etree._Element, left_out: _LeftOut) -> str:
    page = _Page(left_out)
    page._read_within(cell, "td", as_printed=False)
    return "\n".join(page.lines())
