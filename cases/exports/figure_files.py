"""The key figures of listed cases, one a row, at `/figures.` plus extension."""

from cases.choices import CodingState, Qualifier
from cases.exports.row_files import RowFiles
from cases.records.figure_row import COLUMNS
from cases.records.hanging_rows import FIGURE

FIGURES = RowFiles(
    table=FIGURE,
    stem="figures",
    title="关键数字",
    sheet="关键数字",
    called="个关键数字",
    columns=COLUMNS,
    labels={"qualifier": dict(Qualifier.choices), "state": dict(CodingState.choices)},
    widths={
        **{"award": 16, "source": 20, "subject": 18, "counted": 24, "value": 14, "scope": 16, "when": 12},
        **{"evidence": 50, "note": 40},
    },
    wrapped=frozenset({"evidence", "note"}),
)
