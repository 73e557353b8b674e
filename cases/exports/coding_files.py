"""The codings of listed cases in all released schemes, one a row, at `/codings.` plus extension."""

from cases.choices import CodingState, Confidence
from cases.exports.row_files import RowFiles
from cases.exports.scheme_option import SchemeOption
from cases.records.coding_row import COLUMNS
from cases.records.hanging_rows import CODING

CODINGS = RowFiles(
    table=CODING,
    stem="codings",
    title="编码",
    sheet="编码",
    called="条编码",
    columns=COLUMNS,
    labels={"confidence": dict(Confidence.choices), "state": dict(CodingState.choices)},
    widths={
        **{"award": 16, "source": 20, "term": 16, "term_slug": 24, "broader_slugs": 24},
        **{"evidence": 60, "note": 40},
    },
    wrapped=frozenset({"evidence", "note"}),
    part=SchemeOption(""),
)
