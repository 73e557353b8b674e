"""References for programs that keep them: CSL-JSON, BibTeX and RIS."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.citations.reference import Reference

LANGUAGE = "zh-CN"
BIBTEX_TYPES = {
    "article-journal": "article",
    "report": "techreport",
    "webpage": "online",
    "dataset": "dataset",
}
RIS_TYPES = {"article-journal": "JOUR", "report": "RPRT", "webpage": "ELEC", "dataset": "DATA"}
BIBTEX_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def csl_item(reference: Reference) -> dict[str, Any]:
    """The reference as an item of CSL-JSON; what is empty is left out."""
    item = {
        "id": reference.id,
        "type": reference.type,
        "title": reference.title,
        "author": _literals(reference.authors),
        "container-title": reference.container,
        "editor": _literals(reference.editors),
        "issued": _issued(reference),
        "version": reference.version,
        "accessed": _day(reference.accessed),
        "URL": reference.url,
        "language": LANGUAGE,
    }
    return {name: value for name, value in item.items() if value}


def bibtex(reference: Reference) -> str:
    """The reference as an entry of BibTeX, whose names are whole: braces keep them from being taken apart."""
    holds = "journal" if reference.type == "article-journal" else "booktitle"
    fields = {
        "title": f"{{{_escaped(reference.title)}}}",
        "author": _joined(reference.authors),
        holds: _escaped(reference.container),
        "editor": _joined(reference.editors),
        "year": _year(reference),
        "version": _escaped(reference.version),
        "date": reference.issued.isoformat() if reference.issued else "",
        "urldate": reference.accessed.isoformat(),
        "url": _line(reference.url),
        "language": "chinese",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{BIBTEX_TYPES[reference.type]}{{{reference.id},\n{''.join(lines)}}}\n"


def ris(reference: Reference) -> str:
    """The reference as an entry of RIS: a tag and its value a line."""
    tags = [
        ("TY", RIS_TYPES[reference.type]),
        ("ID", reference.id),
        ("TI", reference.title),
        *(("AU", name) for name in reference.authors),
        ("T2", reference.container),
        *(("A2", name) for name in reference.editors),
        ("PY", str(reference.issued.year if reference.issued else reference.year or "")),
        ("DA", f"{reference.issued:%Y/%m/%d}" if reference.issued else ""),
        ("ET", reference.version),
        ("Y2", f"{reference.accessed:%Y/%m/%d}"),
        ("UR", reference.url),
        ("LA", LANGUAGE),
    ]
    lines = [f"{tag}  - {_line(value)}\r\n" for tag, value in tags if value]
    return "".join(lines) + "ER  - \r\n"


def _literals(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def _issued(reference: Reference) -> dict[str, Any]:
    if reference.issued:
        return _day(reference.issued)
    return {"date-parts": [[reference.year]], "circa": True} if reference.year else {}


def _day(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _year(reference: Reference) -> str:
    """An estimated year in brackets, as the standard has it."""
    if reference.issued:
        return str(reference.issued.year)
    return f"[{reference.year}]" if reference.year else ""


def _joined(names: Iterable[str]) -> str:
    return " and ".join(f"{{{_escaped(name)}}}" for name in names)


def _escaped(text: str) -> str:
    return "".join(BIBTEX_ESCAPES.get(sign, sign) for sign in _line(text))


def _line(text: str) -> str:
    """The text on one line."""
    return _BLANKS.sub(" ", text).strip()
