"""PDF files written by hand: characters at places, and lines around the cells of tables."""

from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842  # A4, in points
LEFT, TOP = 90, 760
SIZE = 16
ABOVE = "^"


def text_at(words: str, x: float, y: float, size: float = SIZE, font: str = "F1") -> str:
    """Words from the point at their lower left; the font F2 reaches deeper below the line than F1."""
    return f"BT /{font} {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def line(x: float, y: float, other_x: float, other_y: float) -> str:
    """A thin line from one point to another."""
    return f"0.5 w {x} {y} m {other_x} {other_y} l S"


def lines_of(lines: Sequence[str], top: float = TOP) -> list[str]:
    """Lines one below the other; ideographic blanks in front indent them."""
    return [
        text_at(words.lstrip("　"), LEFT + SIZE * (len(words) - len(words.lstrip("　"))), top - at * 28)
        for at, words in enumerate(lines)
    ]


def table_of(rows: Sequence[Sequence[str | None]], top: float, widths: Sequence[int]) -> list[str]:
    """A table with lines around its cells; None is of the cell to its left, ABOVE of the one above it."""
    edges = [LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
    said = [line(edges[0], top, edges[-1], top)]
    for at, row in enumerate(rows):
        head, foot = top - 30 * at, top - 30 * (at + 1)
        below = rows[at + 1] if at + 1 < len(rows) else [""] * len(row)
        said.append(line(edges[0], head, edges[0], foot))
        for column, words in enumerate(row):
            for number, part in enumerate((words or "").split("\n")):
                if part and words != ABOVE:
                    said.append(text_at(part, edges[column] + 4, head - 14 - 10 * number, 9))
            if below[column] != ABOVE:
                said.append(line(edges[column], foot, edges[column + 1], foot))
            if column + 1 == len(row) or row[column + 1] is not None:
                said.append(line(edges[column + 1], head, edges[column + 1], foot))
    return said


def _font(first: int, descent: int) -> tuple[str, ...]:
    """The objects of a font, the first of them with this number."""
    return (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        f"/DescendantFonts [{first + 1} 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        f"/FontDescriptor {first + 2} 0 R /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        f"/ItalicAngle 0 /Ascent 880 /Descent {descent} /CapHeight 880 /StemV 93 >>",
    )


_FONTS = (*_font(3, -120), *_font(6, -400))
_FIRST = 3 + len(_FONTS)  # the number of the first page


def portable(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of pages, each what is drawn on it; the font is one that every reader of PDF is to know."""
    kids = " ".join(f"{_FIRST + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        *_FONTS,
    ]
    for at, drawn in enumerate(pages):
        said = "\n".join(drawn)
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 6 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {_FIRST + 1 + 2 * at} 0 R >>")
        objects.append(f"<< /Length {len(said)} >>\nstream\n{said}\nendstream")
    body, offsets = [b"%PDF-1.4\n"], []
    at = len(body[0])
    for number, said in enumerate(objects, 1):
        offsets.append(at)
        body.append(f"{number} 0 obj\n{said}\nendobj\n".encode())
        at += len(body[-1])
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return b"".join([*body, f"{end}startxref\n{at}\n%%EOF\n".encode()])
