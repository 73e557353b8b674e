"""Tables of another kind than cases, as CSV: with the flags, the guard and the form of all CSV here."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cases.column import Column
from cases.exports.csv_file import BOM, CSV
from cases.exports.delivery import WholeFile, disposition
from cases.exports.download import Download, answer
from cases.exports.file_format import Options
from cases.exports.file_names import file_names
from cases.index.index import Index
from cases.models import PublicVersion
from cases.records.csv_line import harmless, render

TYPE = "text/csv; charset=utf-8"


def table_file(
    request: HttpRequest, name: str, rows: Iterable[Sequence[str]], parameters: Iterable[str] = ()
) -> HttpResponse:
    """The rows as a file of that name, the header row among them, for curators; `parameters` say which rows.

    InvalidParameters for any other.
    """
    body = write(rows, CSV.options(request.GET, *parameters))
    headers = {"Content-Disposition": disposition("attachment", f"{name}.csv")}
    return HttpResponse(body, content_type=TYPE, headers=headers)


def answer_table(
    request: HttpRequest,
    index: Index,
    rows: Callable[[], Sequence[Sequence[str]]],
    columns: Callable[[], Sequence[Column]],
    *,
    stem: str,
    title: str,
    page: str,
    words: str = "",
    query: str = "",
    parameters: Iterable[str] = (),
    decides: tuple[object, ...] = (),
    at: PublicVersion | None = None,
    describes: bool,
) -> HttpResponseBase:
    """A table that anybody may take away, or its sidecar; `rows` has the header row, too.

    `title` and `stem` name the file, `words` and `query` say what was asked, `decides` what its content
    depends on besides query and index, `at` the public version of which it is.
    InvalidParameters for parameters that are none.
    """
    options = CSV.options(request.GET, *parameters)
    defaults = {flag.name: flag.default for flag in CSV.flags}
    differing = {name: value for name, value in options.items() if value != defaults[name]}
    number, day = (at.data_version, at.day) if at else (index.version.number, index.day)
    names = file_names(stem, title, words, query, None, day, number, differing)

    def make() -> WholeFile:
        table = rows()
        return WholeFile(BytesIO(write(table, options)), len(table) - 1)

    file = Download(
        names=(f"{names[0]}.csv", f"{names[1]}.csv"),
        content_type=TYPE,
        is_streamed=False,
        decides=(stem, index.version.token, query, *options.values(), *decides),
        version=number,
        day=day,
        public=at,
        words=f"{title}：{words}" if words else title,
        query=query,
        page=page,
        columns=columns,
        make=make,
    )
    return answer(request, file, describes=describes)


def write(rows: Iterable[Sequence[str]], options: Options) -> bytes:
    """The file; cells that a spreadsheet would run as a formula are made harmless unless raw."""
    lines = [render(row if options["raw"] else [harmless(cell) for cell in row]) for row in rows]
    return (BOM if options["bom"] else b"") + b"".join(lines)
