"""JSON Schemas of what the API publishes, made from the schemas that records are written to.

What editors must not leave out or write is theirs; what readers find is here: the same keys with dates, amounts and
references as `values` makes them, and what the site adds. Schemas refer to one another by bare names until it is known
where they stand: in files of their own, or in the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from generator.documents import REFERENCE_KEYS
from generator.exports.encoding import document
from generator.exports.shapes import KIND, LISTED, PARTS, RECORD, RECORD_REQUIRED, WHOLE
from generator.exports.values import BOOKKEEPING, RENAMED, Json
from generator.model.artifacts import Artifact
from generator.model.records import KINDS, Programme
from generator.schemas import COMMON, read_schemas
from generator.urls import API


def having(key: str) -> frozenset[str]:
    """The kinds whose records may have the key."""
    return frozenset(kind for kind, cls in KINDS.items() if key in cls.__struct_fields__)


FOLDER = f"{API}schema/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, str] = {
    **{kind.capitalize(): kind for kind in KINDS},
    "Index": "index",
    "KindListing": "kind-listing",
    "GroupListing": "group-listing",
    "GroupIndex": "group-index",
    "Tombstone": "tombstone",
    "Alias": "alias",
    "Vocabularies": "vocabularies",
}
"""The definitions that describe a whole file of the API, and the names of their own files."""

SHARED = "common"
_REPLACED = {"text": "Text", "date": "Days", "money": "Amount", "day": "Day"}
_LINKED = frozenset({*REFERENCE_KEYS, "replaced_by", "target"})
_KEPT = ("title", "description", "type", "enum", "pattern", "minimum", "maximum", "required", "minItems", "uniqueItems")
"""What is promised of a value. Lengths and what must stand beside what are rules for editors."""

_NEVER = BOOKKEEPING | {"sample", "withdrawn"}
"""Keys that no published record has."""

_SAID_OF: Mapping[str, Collection[str]] = {
    "programme": KINDS.keys() - {"programme", "organisation", "notice"},
    "domains": having("domains"),
    "regions": having("region"),
    "deadlines": having("windows"),
    "objections_until": having("public_notice"),
    "linked_from": KINDS.keys() - {Programme.kind},
    **dict.fromkeys(LISTED, (Programme.kind,)),
}
"""The kinds of record of which the site says what it does not say of all."""


def compile_api_schemas() -> Iterator[Artifact]:
    """A schema for each kind of file in the API, and one for the parts that they share."""
    found = definitions()
    for name, file in FILES.items():
        yield Artifact(f"{FOLDER}{file}.json", document({"$schema": DIALECT, **placed(found[name], _in_files)}))
    parts = {name: placed(schema, _in_files) for name, schema in found.items() if name not in FILES}
    shared = {"$schema": DIALECT, "title": "公共部分 / Shared parts", "$defs": parts}
    yield Artifact(f"{FOLDER}{SHARED}.json", document(shared))


def definitions() -> dict[str, Json]:
    """Every schema by name; a reference is the bare name of another."""
    schemas = read_schemas()
    hidden = BOOKKEEPING | _REPLACED.keys()
    parts = {_pascal(name): _adopted(part) for name, part in schemas[COMMON]["$defs"].items() if name not in hidden}
    records = {kind.capitalize(): _record(kind, schemas[kind]) for kind in KINDS}
    return {**parts, **PARTS, **records, **WHOLE}


def placed(schema: Any, way: Callable[[str], str]) -> Any:
    """The schema with each reference led the `way` of its name."""
    if isinstance(schema, dict):
        return {key: way(value) if key == "$ref" else placed(value, way) for key, value in schema.items()}
    return [placed(inner, way) for inner in schema] if isinstance(schema, list) else schema


def closed(schema: Any) -> Any:
    """The schema allowing no key that it does not name: what the site makes today, not what readers may rely on."""
    if isinstance(schema, list):
        return [closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(inner) for key, inner in schema.items()}
    is_open = (
        "properties" not in schema or "additionalProperties" in schema or not isinstance(schema["properties"], dict)
    )
    return found if is_open else {**found, "additionalProperties": False}


def _in_files(name: str) -> str:
    return f"{FILES[name]}.json" if name in FILES else f"{SHARED}.json#/$defs/{name}"


def _record(kind: str, schema: Json) -> Json:
    """A kind's schema: its own keys where the site does not say them otherwise, and what the site adds."""
    found = _adopted(schema)
    own = {RENAMED.get((kind, key), key): value for key, value in found["properties"].items() if key not in _NEVER}
    added = {key: value for key, value in RECORD.items() if kind in _SAID_OF.get(key, KINDS)}
    properties = {**own, **added, "kind": {**KIND, "const": kind}}
    ordered = {key: properties[key] for key in dict.fromkeys((*RECORD, *own)) if key in properties}
    required = dict.fromkeys((*RECORD_REQUIRED, *(key for key in found["required"] if key in ordered)))
    return {**found, "required": list(required), "properties": ordered}


def _adopted(schema: Json, key: str = "") -> Json:
    """An editors' schema as one of what is published; `key` is where its value stands."""
    found: Json = {name: schema[name] for name in _KEPT if name in schema}
    if key in _LINKED and _is_reference(schema, key):
        link = {"$ref": "Link"}
        return _told(found) | ({"type": "array", "items": link} if found.get("type") == "array" else link)
    if "$ref" in schema:  # what is asked of it besides is asked of editors
        return _told(found) | {"$ref": _named(schema["$ref"])}
    if "items" in schema:
        found["items"] = _adopted(schema["items"])
    if "properties" in schema:
        found["properties"] = {name: _adopted(inner, name) for name, inner in schema["properties"].items()}
    return found


def _is_reference(schema: Json, key: str) -> bool:
    named = schema.get("items", schema).get("$ref", "")
    return key == "target" or str(named).endswith("/id")


def _told(schema: Json) -> Json:
    """Only what a schema is called and says."""
    return {name: schema[name] for name in ("title", "description") if name in schema}


def _named(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return _REPLACED.get(name, _pascal(name))


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
