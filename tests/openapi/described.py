"""The description of the small library, and an answer held against it."""

import json
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

HERE = "http://testserver/openapi.json"


def description(client) -> dict[str, Any]:
    return client.get("/openapi.json").json()


def parameters(document: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    """Those of the query of an address by name, whether they stand there or are referred to."""
    components = document["components"]["parameters"]
    named = (
        components[each["$ref"].rpartition("/")[2]] if "$ref" in each else each
        for each in document["paths"][path]["get"]["parameters"]
    )
    return {each["name"]: each for each in named if each["in"] == "query"}


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def problems(document: dict[str, Any], path: str, response) -> list[str]:
    """In what an answer is another than is described: its status, media type, schema; no member beside."""
    described = document["paths"][path]["get"]["responses"].get(str(response.status_code))
    if described is None:
        return [f"{response.status_code} is not described"]
    media_type = response.get("Content-Type", "").partition(";")[0]
    if media_type not in described.get("content", {}):
        return [f"{media_type} is not described"]
    schema = described["content"][media_type].get("schema")
    if schema is None:
        return []
    content = body(response).decode()
    is_lines = media_type == "application/jsonl"
    said = [json.loads(line) for line in content.splitlines()] if is_lines else json.loads(content)
    registry = Registry().with_resource(HERE, Resource(document, DRAFT202012))
    whole = Draft202012Validator(closed(schema, document), registry=registry)
    return [error.message for error in whole.iter_errors(said)]


def closed(schema: Any, document: dict[str, Any]) -> Any:
    """The schema with its references filled in, and objects that take no member beside those it names."""
    if isinstance(schema, list):
        return [closed(each, document) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return closed({**document["components"]["schemas"][name], **rest}, document)
    if "allOf" in schema:  # of objects: all their members together
        parts = [closed(each, document) for each in schema["allOf"]]
        members = {name: member for part in parts for name, member in part["properties"].items()}
        required = [name for part in parts for name in part["required"]]
        return {"type": "object", "properties": members, "required": required, "additionalProperties": False}
    found = {
        key: {name: closed(each, document) for name, each in value.items()}
        if key == "properties"
        else closed(value, document)
        if key in ("items", "additionalProperties")
        else value
        for key, value in schema.items()
    }
    if "properties" in found and "additionalProperties" not in found:
        found["additionalProperties"] = False
    return found
