"""datapackage.json: the tables with types and keys, the files with hashes, the version, licence and citation.

After Data Package 1 (https://specs.frictionlessdata.io), which every program for version 2 reads as well.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from cases.dataset.files import FileDigest
from cases.dataset.tables import FURTHER, FurtherTable, PackageColumn, PackageTable, package_tables
from cases.exports import licence
from cases.models import PublicVersion

FORMAT = 1  # of the package; a package of another format is refused by whoever loads it
NAME = "casebook"
CODEBOOK = (
    PackageColumn("section", "string", "类别", "", meaning="column 列，value 取值，rule 推断规则"),
    PackageColumn("table", "string", "表", "", meaning="列或取值所在的表"),
    PackageColumn("column", "string", "列", ""),
    PackageColumn("value", "string", "代码", ""),
    PackageColumn("label", "string", "名称", ""),
    PackageColumn("type", "string", "类型", ""),
    PackageColumn("refers_to", "string", "指向", "", meaning="所指的表，按它的主键"),
    PackageColumn("description", "string", "含义", ""),
)
_TYPES = {"array": {"type": "array"}, "datetime": {"type": "datetime", "format": "any"}}


def citation(version: PublicVersion) -> str:
    """The package as a reference after GB/T 7714, with the address of its version where settings have one."""
    responsible = f"{settings.SITE_OPERATOR}. " if settings.SITE_OPERATOR else ""
    said = f"第 {version.number} 版. ({version.day.isoformat()})."
    if not settings.SITE_DOMAIN:
        return f"{responsible}{settings.SITE_NAME}：数据包[DS]. {said}"
    site = f"{'https' if settings.HTTPS else 'http'}://{settings.SITE_DOMAIN}"
    return f"{responsible}{settings.SITE_NAME}：数据包[DS/OL]. {said} {site}{version.get_absolute_url()}."


def descriptor(
    version: PublicVersion,
    left_out: Mapping[str, int],
    digests: Mapping[str, FileDigest],
    texts: Iterable[str],
) -> str:
    """The text of datapackage.json; `digests` are of all files by their paths in the package."""
    tables: list[tuple[PackageTable | FurtherTable, dict[str, str]]] = [
        *((table, keys_of_tables()) for table in package_tables()),
        *((table, keys_of_tables()) for table in FURTHER),
    ]
    resources = [_table(table, keys, digests[table.file]) for table, keys in tables]
    codebook = FurtherTable("codebook", "编码手册", (), CODEBOOK)
    resources.append(_table(codebook, {}, digests[codebook.file]))
    resources += [_text(path, digests[path]) for path in texts]
    said = {
        "profile": "data-package",
        "name": NAME,
        "title": settings.SITE_NAME,
        "description": f"{settings.SITE_NAME}的公布数据，第 {version.number} 版。README.zh.md, README.md",
        "version": str(version.number),
        "created": version.made_at.isoformat(),
        "keywords": ["社区治理", "案例库", "community governance"],
        "licenses": [{"name": "CC-BY-4.0", "title": licence.NAME, "path": licence.URL}],
        "citation": citation(version),
        NAME: {
            "format": FORMAT,
            "version": {
                "number": version.number,
                "date": version.day.isoformat(),
                "made_at": version.made_at.isoformat(),
                "format": version.format,
                "sha256": version.sha256,
                "parts": dict(sorted(version.parts.items())),
                "awards": version.awards,
                "data_version": version.data_version,
            },
            "left_out": left_out,
        },
        "resources": resources,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def keys_of_tables() -> dict[str, str]:
    """Table → the one column of its key, for the tables that others refer to."""
    return {table.name: table.key[0] for table in package_tables() if not table.part}


def _table(table: PackageTable | FurtherTable, keys: Mapping[str, str], digest: FileDigest) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(each) for each in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    foreign = [
        {"fields": [each.name], "reference": {"resource": _named(each.to, table), "fields": [keys[each.to]]}}
        for each in table.columns
        if each.to
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
        "bytes": digest.bytes,
        "hash": f"sha256:{digest.sha256}",
        "schema": schema,
    }


def _named(to: str, table: PackageTable | FurtherTable) -> str:
    """The table referred to; its own stands as the empty word."""
    return "" if to == table.name else to


def _field(column: PackageColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": column.title}
    field |= _TYPES.get(column.kind, {"type": column.kind})
    if column.meaning:
        field["description"] = column.meaning
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def _text(path: str, digest: FileDigest) -> dict[str, Any]:
    return {
        "profile": "data-resource",
        "name": path.lower().replace("/", "-").removesuffix(".txt"),
        "path": path,
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8",
        "bytes": digest.bytes,
        "hash": f"sha256:{digest.sha256}",
    }
