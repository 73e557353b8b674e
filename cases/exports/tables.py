"""Tables of another kind than cases, as CSV: with the flags, the guard and the form of all CSV here."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from cases.exports.csv_file import BOM, CSV
from cases.exports.delivery import disposition
from cases.exports.file_format import Options
from cases.records.csv_line import harmless, render


def table_file(
    request: HttpRequest, name: str, rows: Iterable[Sequence[str]], parameters: Iterable[str] = ()
) -> HttpResponse:
    """The rows as a file of that name, the header row among them; `parameters` say which rows they are.

    InvalidParameters for any other.
    """
    body = write(rows, CSV.options(request.GET, *parameters))
    headers = {"Content-Disposition": disposition("attachment", f"{name}.csv")}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)


def write(rows: Iterable[Sequence[str]], options: Options) -> bytes:
    """The file; cells that a spreadsheet would run as a formula are made harmless unless raw."""
    lines = [render(row if options["raw"] else [harmless(cell) for cell in row]) for row in rows]
    return (BOM if options["bom"] else b"") + b"".join(lines)
