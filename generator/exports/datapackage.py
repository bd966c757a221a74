"""`data/datapackage.json`: the CSV files with the types, keys and links of their columns.

https://datapackage.org/standard/data-package/ and https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.exports.about import both, filled
from generator.exports.columns import Column, Type
from generator.exports.csvs import FOLDER, GUARD, RISKY, csv_path
from generator.exports.tables import Table
from generator.model.artifacts import Artifact, Made
from generator.model.parts import Text
from generator.render.view import Site

PATH = f"{FOLDER}datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "zhangbang"
TYPES: Mapping[Type, str] = MappingProxyType({"uri": "string"})
"""The names that Table Schema has for types, where they are others than ours."""

_URI = "http://www.w3.org/2001/XMLSchema#anyURI"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def compile_datapackage(site: Site, tables: Sequence[Table], found: Iterable[Made]) -> Artifact:
    """The description of these tables' CSV files as they were written."""
    return Artifact(PATH, json_bytes(package(site, tables, {file.path: file for file in found})))


def package(site: Site, tables: Sequence[Table], files: Mapping[str, Made]) -> dict[str, Any]:
    """The package with a resource for each table."""
    told = site.settings.site
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": _said(told.title),
        "description": _said(told.description),
        **({"homepage": site.url} if site.url else {}),
        "created": f"{site.moment}:00+08:00",
        "licenses": [{"path": told.data_licence_url, "title": _said(told.data_licence)}],
        "contributors": [{"title": _said(told.publisher), "roles": ["publisher"]}],
        "formulaGuard": _guard(site),
        "resources": [_resource(table, files[csv_path(table)]) for table in tables],
    }


def json_bytes(value: object) -> bytes:
    """The value as a JSON file that people can read too."""
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def _guard(site: Site) -> dict[str, str]:
    """How texts that look like formulas are written in CSV, and how to get them back."""
    zh, en = filled(site.settings, "data_note_guard")
    return {"character": GUARD, "pattern": RISKY, "undo": f"^{GUARD}", "description": f"{zh} {en}"}


def _resource(table: Table, file: Made) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": csv_path(table).removeprefix(FOLDER),
        "title": _said(table.title),
        "description": _said(table.description),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    found = {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.links:
        found["foreignKeys"] = [
            {"fields": [link.column], "reference": {"resource": link.table, "fields": [link.found_in]}}
            for link in table.links
        ]
    return found


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if is_key else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {
        "name": column.name,
        "type": TYPES.get(column.type, column.type),
        "title": _said(column.title),
        "description": _said(column.description),
        **({"rdfType": _URI} if column.type == "uri" else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _said(text: Text) -> str:
    """Both languages in one, as the schemas write them."""
    zh, en = both(text)
    return f"{zh} / {en}" if en != zh else zh
