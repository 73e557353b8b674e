"""What a file is called: what is in it, by which conditions, of which day and which version of the data.

Two different questions give two names: where anything is asked for, six digits of it stand at the end.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date

MOST_ASCII, MOST_CHINESE = 60, 40  # characters of the conditions in a name
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')  # in names of files, on any system


def file_names(
    stem: str,
    title: str,
    words: str,
    query: str,
    rows: int | None,
    day: date,
    version: int,
    options: Mapping[str, object] | None = None,
) -> tuple[str, str]:
    """(for old clients, for all others), without extension; `options` are those that the address sets.

    `cases_year-2014_20261128_v87_3f9a2c`, `社区治理创新案例_年度为2014的案例_21例_2026-11-28_版本87_3f9a2c`.
    """
    asked = query + "".join(f"&{name}={value}" for name, value in sorted((options or {}).items()))
    code = hashlib.sha256(asked.encode()).hexdigest()[:6] if asked else ""
    ascii_words = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"%[0-9A-F]{2}", "", query))[:MOST_ASCII].strip("-")
    plain = (stem, ascii_words, f"{day:%Y%m%d}", f"v{version}", code)
    said = _FORBIDDEN.sub("", words)[:MOST_CHINESE]
    number = "" if rows is None else f"{rows}例"
    chinese = (title, said, number, day.isoformat(), f"版本{version}", code)
    return "_".join(filter(None, plain)), "_".join(filter(None, chinese))
