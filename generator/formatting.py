"""A record's file in the one order and style that `fmt` writes: its value and its comments stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from generator.content import SourcePath, parse_source
from generator.problems import Problem
from generator.schemas import read_schemas
from generator.yamlcomments import comments_of
from generator.yamlio import Json
from generator.yamltext import yaml_of

LAST = ("sources", "updated_on", "note", "inconsistencies", "sample", "formerly", "withdrawn", "translated")
"""A record's keys that tell of the record itself: editors look for them at its end."""


def formatted(kind: str, text: str, file: str) -> str | Problem:
    """The text of a record's file anew, or the problem that keeps it from being read."""
    document = parse_source(SourcePath(file, kind, ""), text)
    if isinstance(document, Problem):
        return document
    return yaml_of(ordered(kind, document.data), schema=schema_address(kind, file), comments=comments_of(text))


def schema_address(kind: str, file: str) -> str:
    """The kind's schema as a record's file, by its path from the project's folder, names it."""
    return "../" * file.count("/") + f"schemas/{kind}.json"


def ordered(kind: str, data: Mapping[str, Json]) -> dict[str, Json]:
    """The record with its keys in the order of its kind's schema, at every depth.

    Of the record's own keys, those in `LAST` come behind all others; keys that the schema does not know come last.
    """
    name = f"{kind}.json"
    sorted_data = _sorted_group(dict(data), tuple(_meant(_Part(_schemas()[name], name))))
    last = [key for key in LAST if key in sorted_data]
    return {**{key: value for key, value in sorted_data.items() if key not in last}, **_picked(sorted_data, last)}


class _Part(NamedTuple):
    """A part of a schema, and the file in which its references are looked up."""

    schema: Mapping[str, Any]
    file: str


def _picked(data: Mapping[str, Json], keys: Iterable[str]) -> dict[str, Json]:
    return {key: data[key] for key in keys}


def _sorted_value(value: Json, parts: tuple[_Part, ...]) -> Json:
    if isinstance(value, dict):
        return _sorted_group(value, parts)
    if isinstance(value, list):
        of_items = tuple(_below(parts, "items"))
        return [_sorted_value(item, of_items) for item in value]
    return value


def _sorted_group(group: Mapping[str, Json], parts: tuple[_Part, ...]) -> dict[str, Json]:
    """The group's keys in the order of that part of the schema that knows most of them, then of the others."""
    fitting = sorted((p for p in parts if "properties" in p.schema), key=lambda p: -len(group.keys() & _keys(p)))
    known = dict.fromkeys(key for part in fitting for key in _keys(part) if key in group)
    return {
        key: _sorted_value(group[key], tuple(_of_key(fitting, key)))
        for key in (*known, *(key for key in group if key not in known))
    }


def _keys(part: _Part) -> Mapping[str, Any]:
    keys: Mapping[str, Any] = part.schema["properties"]
    return keys


def _of_key(parts: Iterable[_Part], key: str) -> Iterator[_Part]:
    for part in parts:
        if isinstance(_keys(part).get(key), dict):
            yield from _meant(_Part(_keys(part)[key], part.file))


def _below(parts: Iterable[_Part], word: str) -> Iterator[_Part]:
    for part in parts:
        if isinstance(part.schema.get(word), dict):
            yield from _meant(_Part(part.schema[word], part.file))


def _meant(part: _Part) -> Iterator[_Part]:
    """The part itself, and every other that it refers to or offers as a choice."""
    yield part
    if "$ref" in part.schema:
        yield from _meant(_referred(part))
    for word in ("oneOf", "anyOf", "allOf"):
        for choice in part.schema.get(word, ()):
            yield from _meant(_Part(choice, part.file))


def _referred(part: _Part) -> _Part:
    file, _, path = str(part.schema["$ref"]).partition("#")
    target: Any = _schemas()[file or part.file]
    for step in path.split("/")[1:]:
        target = target[step]
    return _Part(target, file or part.file)


@cache
def _schemas() -> Mapping[str, Any]:
    return {f"{name}.json": schema for name, schema in read_schemas().items()}
