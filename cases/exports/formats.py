"""The formats of a result list, in the order in which pages offer them: each at `/cases.` plus its extension.

A further one is a Format in a file of its own and a line here. The Word document has its own address.
"""

from cases.exports.citation_files import BIBTEX, CSL_JSON, PRINTED, RIS
from cases.exports.csv_file import CSV
from cases.exports.excel.excel_file import EXCEL
from cases.exports.json_file import JSON, JSON_LINES

FORMATS = (EXCEL, CSV, JSON, JSON_LINES)
OF_CITATIONS = (PRINTED, BIBTEX, RIS, CSL_JSON)  # references, not cases; for a basket, too
