"""The register of source documents: what a person says of each, beside what the readers read off it."""

import hashlib
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from cases.characters import with_line_feeds
from cases.readers.records import Form, SourceEntry

_KNOWN = {field.name for field in fields(SourceEntry)}


def load_registry(path: Path) -> tuple[SourceEntry, ...]:
    """The `[[source]]` tables of a TOML file, in order; ValueError names what is wrong with one."""
    with path.open("rb") as file:
        rows = tomllib.load(file).get("source", [])
    return tuple(_entry(row, path) for row in rows)


def _entry(row: dict[str, Any], path: Path) -> SourceEntry:
    slug = row.get("slug", "?")
    if unknown := row.keys() - _KNOWN:
        raise ValueError(f"{path.name}: source {slug} has unknown keys: {', '.join(sorted(unknown))}")
    try:
        return SourceEntry(**{**row, "form": Form(str(row.get("form")))})
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: source {slug}: {error}") from error


def load_text(entry: SourceEntry, folder: Path) -> str:
    """The decoded text of a registered source, character for character but for its line ends.

    ValueError if the file is not the one that was registered.
    """
    data = (folder / entry.file).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != entry.sha256:
        raise ValueError(f"{entry.file}: SHA-256 is {digest}, registered is {entry.sha256}")
    return with_line_feeds(data.decode("utf-8"))
