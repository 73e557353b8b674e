"""Documents of every kind that the tests make themselves, from the lines of a list."""

import html
from collections.abc import Callable, Sequence
from io import BytesIO

import docx
import openpyxl


def as_word(lines: Sequence[str]) -> bytes:
    """A paragraph a line; lines with tabulators one below the other are a table."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        _add_table(document, rows)
        rows = []
        document.add_paragraph(line)
    return saved(document)


def _add_table(document, rows: list[list[str]]) -> None:
    if rows:
        table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(at, column).text = words


def saved(document) -> bytes:
    """The bytes of a document or workbook."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


MENU = "".join(
    f'<li><a href="/{word}">{word}</a></li>' for word in ("首页", "政务公开", "办事服务", "互动交流")
)


def as_page(body: str) -> str:
    """A page of an office's site around a body."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告_某某市民政局</title>'
        f"<script>var a = '<p>不是正文</p>';</script></head><body><div class='nav'><ul>{MENU}</ul></div>"
        f"<div id='zoom'>{body}</div><!-- 注 --><style>p {{ color: red }}</style></body></html>"
    )


def _as_table(rows: Sequence[str]) -> str:
    cells = ("".join(f"<td><p>{html.escape(words)}</p></td>" for words in row.split("\t")) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>" if rows else ""


def _blocks(lines: Sequence[str], written: Callable[[Sequence[str]], str]) -> str:
    """The lines as HTML: those with tabulators as tables, the others as `written` says."""
    said, plain, rows = [], [], []
    for line in lines:
        if "\t" in line:
            said.append(written(plain))
            plain = []
            rows.append(line)
        else:
            said.append(_as_table(rows))
            rows = []
            plain.append(line)
    return "".join([*said, written(plain), _as_table(rows)])


def as_paragraphs(lines: Sequence[str]) -> bytes:
    """A web page with a paragraph a line."""
    return as_page(
        _blocks(lines, lambda plain: "".join(f"<p>　　{html.escape(line)}</p>\n" for line in plain))
    ).encode()


def as_broken_lines(lines: Sequence[str]) -> bytes:
    """A web page with `<br>` between the lines, in GB18030."""
    return as_page(
        _blocks(lines, lambda plain: "<br>".join(f"<span>{html.escape(line)}</span>" for line in plain))
    ).encode("gb18030")


def as_workbook(lines: Sequence[str]) -> bytes:
    """A row a line, its cells by the tabulators."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line.split("\t"))
    return saved(book)


def as_delimited(lines: Sequence[str]) -> bytes:
    """A CSV file as Excel in China writes it."""
    rows = (",".join(f'"{words}"' if "," in words else words for words in line.split("\t")) for line in lines)
    return "\r\n".join(rows).encode("gb18030")
