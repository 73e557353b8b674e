"""What answers hold: of the columns as they are declared, and the few objects that no table has."""

from collections.abc import Iterable
from typing import Any, get_args, get_type_hints

from cases.column import Column
from cases.exports.download import TYPES
from cases.fields import FIELDS, AwardFields
from cases.listing.paging import MOST as MOST_OF_A_PART
from cases.pages.case_file import BEYOND
from cases.records.coding_row import COLUMNS as OF_CODINGS
from cases.records.figure_row import COLUMNS as OF_FIGURES

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def refer(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def record(**members: Schema) -> Schema:
    """An object with these members, all of which are there."""
    return {"type": "object", "properties": members, "required": list(members)}


def of_column(column: Column) -> Schema:
    """The values of a column."""
    known = {"title": column.label, "description": column.meaning}
    if column.kind == "list":
        return {"type": "array", "items": TEXT, **known}
    schema = {"type": TYPES[column.kind], **known}
    return or_null(schema) if column.kind == "number" else schema  # null where there is none


OF_DATA = {
    "version": {**NUMBER, "description": "同 data_version，原来的名称"},
    "data_version": {**NUMBER, "description": "数据版本"},
    "public_version": {
        **or_null(record(version=NUMBER, date=DAY, sha256=SHA256)),
        "description": "公布版本：version= 所要的一版，或者与现在的数据完全相同的一版；没有则为 null",
    },
}


def case_schema() -> Schema:
    """An award, from the declarations of its fields: values that the code fixes are listed."""
    hints, members = get_type_hints(AwardFields), {}
    for each in FIELDS:
        schema = of_column(Column(each.name, each.label, each.meaning, each.kind))
        if type(None) in get_args(hints[each.name]):
            schema = or_null(schema)
        if each.vocabulary is not None:
            schema["enum"] = [*each.vocabulary.values, ""]
        if each.name == "url":
            schema["format"] = "uri"
        members[each.name] = schema
    return record(**members)


def table(columns: Iterable[Column]) -> Schema:
    return record(**{each.name: of_column(each) for each in columns})


def case_file_schema() -> Schema:
    """What its own address gives besides."""
    passage = {"source": TEXT, "start": NUMBER, "end": NUMBER}
    origin = record(field=TEXT, adopted=YES, note=TEXT, kind={"enum": ["printed", "inferred"]})
    origin["properties"] |= {**passage, "words": TEXT, "rule": TEXT, "reason": TEXT}
    held = {
        "codings": many(refer("Coding")),
        "figures": many(refer("Figure")),
        "origins": many(origin),
        "witnesses": many(record(**passage, main=YES)),
    }
    beyond = {
        each.name: {**held[each.name], "title": each.label, "description": each.meaning} for each in BEYOND
    }
    return {"allOf": [refer("Case"), record(**beyond)]}


def _list_schema() -> Schema:
    asked = {"words": TEXT, "query": TEXT, **OF_DATA, "total": NUMBER}
    whole = record(**asked, items=many(refer("Case")))
    part = {
        "limit": {**NUMBER, "minimum": 1, "maximum": MOST_OF_A_PART},
        "begun": {**NUMBER, "description": "开始分页时的数据版本"},
        "next": {**or_null(ADDRESS), "description": "下一部分的网址；没有则为 null"},
    }
    whole["properties"] |= part  # where `limit` is given
    return whole


CHANGE = record(field=TEXT, label=TEXT, of=TEXT, old=TEXT, new=TEXT)
NAMED = many(record(id=TEXT, title=TEXT))
COMPARED = {
    "added": NAMED,
    "changed": many(record(id=TEXT, title=TEXT, changes=many(CHANGE))),
    "further_changed": NUMBER,
    "withdrawn": NAMED,
    "sealed": NUMBER,
    "vocabularies": many(record(label=TEXT, things=many(record(name=TEXT, verb=TEXT, changes=many(CHANGE))))),
}
SUMMARY = {
    "version": NUMBER,
    "date": DAY,
    "format": NUMBER,
    "sha256": SHA256,
    "awards": NUMBER,
    "data_version": NUMBER,
}
SIDECAR = {
    "file": TEXT,
    "file_ascii": TEXT,
    "url": ADDRESS,
    "library": TEXT,
    "words": TEXT,
    "query": TEXT,
    "page": ADDRESS,
    **OF_DATA,
    "sealed_since": {**NUMBER, "description": "version= 所要的一版中此后封存的案例数，不限于本清单"},
    "withdrawn_since": {**many(TEXT), "description": "version= 所要的清单中此后撤回的案例"},
    "date": DAY,
    "media_type": TEXT,
    "rows": or_null(NUMBER),
    "bytes": NUMBER,
    "sha256": SHA256,
    "columns": many(record(name=TEXT, label=TEXT, type={"enum": list(TYPES.values())}, meaning=TEXT)),
    "licence": record(name=TEXT, url=ADDRESS, terms=TEXT),
    "citation": TEXT,
}
PROBLEM: Schema = {
    **record(type=TEXT, title=TEXT, status=NUMBER, detail=TEXT, instance=TEXT),
    "description": "RFC 9457",
}
PROBLEM["properties"] |= {
    "errors": many(TEXT),
    "parameters": {**many(TEXT), "description": "errors 所说的参数"},
    "id": TEXT,
    "gone_since": {**or_null(TEXT), "description": "撤回或者封存的日期"},
    "reason": TEXT,
}


def all_schemas() -> dict[str, Schema]:
    """By name, as the answers refer to them."""
    summary = record(**SUMMARY)
    now = record(version=NUMBER, total=or_null(NUMBER), sha256=or_null(SHA256), refused=many(TEXT))
    now["properties"]["changes"] = record(**COMPARED, left=many(TEXT), joined=many(TEXT))
    now["required"].append("changes")
    return {
        "Case": case_schema(),
        "CaseFile": case_file_schema(),
        "CaseList": _list_schema(),
        "Coding": table(OF_CODINGS),
        "Figure": table(OF_FIGURES),
        "Version": summary,
        "Versions": record(versions=many(refer("Version"))),
        "ComparedVersion": {
            "allOf": [
                refer("Version"),
                record(
                    parts={"type": "object", "additionalProperties": SHA256},
                    citation=TEXT,
                    sealed_since=NUMBER,
                    **COMPARED,
                ),
            ]
        },
        "FrozenList": record(
            list=TEXT,
            url=ADDRESS,
            words=TEXT,
            query=TEXT,
            total=NUMBER,
            sha256=SHA256,
            version=refer("Version"),
            citation=TEXT,
            withdrawn_since=many(TEXT),
            sealed_since=NUMBER,
            reproduced=record(sha256=SHA256, same=YES, why=TEXT),
            now=now,
        ),
        "Sidecar": record(**SIDECAR),
        "Suggestions": record(suggestions=many(record(text=TEXT, label=TEXT, url=TEXT))),
        "References": many(
            {**record(id=TEXT, type=TEXT), "additionalProperties": True, "description": "CSL-JSON"}
        ),
        "Health": record(status={"const": "ok"}, version=NUMBER),
        "Unhealthy": record(status={"const": "error"}, part=TEXT),
        "Problem": PROBLEM,
        "Description": record(openapi=TEXT, info={"type": "object"}, paths={"type": "object"}),
    }
