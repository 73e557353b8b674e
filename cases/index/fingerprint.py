"""Which code fills an index: a side file that other code filled is never served, but built anew."""

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

from cases.language.word_tables import FOLDER

APP = Path(__file__).resolve().parents[1]
# What a record, a facet value, a line of an export, an order or a searched text is made with. A test holds
# that nothing is missing that `cases.index.store` imports.
FILLED_BY = (
    "__init__.py", "accessions.py", "award_field.py", "characters.py", "choices.py", "column.py", "facets",
    "fields.py", "index", "language", "models", "parameters.py", "places", "readers/dates.py",
    "readers/passages.py", "readers/records.py", "records", "search/text", "terms.py", "vocabulary.py",
    "years.py",
)  # fmt: skip
PACKAGES = ("OpenCC", "pypinyin", "pyroaring")  # they fold, read and pack what is stored


@cache
def fingerprint(names: tuple[str, ...] = FILLED_BY) -> str:
    """16 hexadecimal digits: of these source files, the tables of words and the versions that decide it."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for path in source_files(names):
        digest.update(f"{path.relative_to(APP)}\n".encode())
        digest.update(path.read_bytes())
    for path in sorted(FOLDER.glob("*.csv")):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def source_files(names: tuple[str, ...] = FILLED_BY) -> list[Path]:
    """The files of these modules and packages, in a fixed order."""
    named = (APP / name for name in names)
    files = (file for path in named for file in ([path] if path.is_file() else path.rglob("*")))
    return sorted(file for file in files if file.suffix in {".py", ".csl"})
