"""A record's data as written: its references, and its groups of keys, found once for all who look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

from generator.model.parts import RecordId
from generator.model.records import Form, Record, record_from, unpacked
from generator.problems import Pointer
from generator.yamlio import Json

REFERENCE_KEYS: Mapping[str, str] = {
    "programme": "programme",
    "guide": "guide",
    "forwards": "guide",
    "list": "list",
    "challenge": "challenge",
    "winner": "winner",
    "organisation": "organisation",
    "parent": "organisation",
    "forms": "form",
}
"""Keys that hold a record's id wherever they stand, and the kind they refer to."""

_REFERRING = frozenset(REFERENCE_KEYS)

Group: TypeAlias = tuple[Pointer, dict[str, Any]]


class Reference(NamedTuple):
    """One reference as written: where, to what."""

    pointer: Pointer
    kind: str
    id: RecordId


class Document(NamedTuple):
    """A record's data as written, with what other records ask of it; `id` is its file's name.

    `data` and `groups` are empty where only `packed` holds it: bytes travel between processes and lie in memory at a
    fraction of the cost.
    """

    file: str
    kind: str
    id: RecordId
    data: dict[str, Json]
    references: tuple[Reference, ...]
    formerly: tuple[RecordId, ...] = ()
    tracks: tuple[tuple[Pointer, str], ...] = ()
    packed: bytes = b""
    comments: bytes = b""
    """The comments of the file as JSON; nothing where it has none."""
    groups: tuple[Group, ...] = ()
    """The groups of the data, found once for all who look."""


class Written(NamedTuple):
    """A record as its file has it: its data, packed, and its comments as JSON."""

    packed: bytes
    comments: bytes


def document_of(file: str, kind: str, record_id: RecordId, data: dict[str, Json]) -> Document:
    """The document with its references, former ids and tracks found."""
    former, groups = data.get("formerly"), groups_of(data)
    return Document(
        file,
        kind,
        record_id,
        data,
        tuple(_all_references(kind, data, groups)),
        tuple(map(str, former)) if isinstance(former, list) else (),
        tuple(_tracks(data)),
        groups=groups,
    )


def packed(document: Document) -> Document:
    """The same document with its data as bytes."""
    return document._replace(data={}, groups=(), packed=msgspec.msgpack.encode(document.data))


def record_of(document: Document) -> Record:
    """The record that a valid document holds."""
    return unpacked(document.kind, document.packed) if document.packed else record_from(document.kind, document.data)


def form_in(document: Document) -> Form | None:
    """The form that the document holds, whatever its schema says; none for another kind, or data of another shape."""
    if document.kind != Form.kind:
        return None
    try:
        return msgspec.convert(document.data, Form, strict=False)
    except msgspec.ValidationError:
        return None


def groups_of(value: Any) -> tuple[Group, ...]:
    """Every “key: value” group in a document with its place, the outermost first."""
    found: list[Group] = []
    _gather(value, (), found)
    return tuple(found)


def texts_of(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Every text with its place; a key stands at its group, so that no report repeats it."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield pointer, key
            yield from texts_of(inner, (*pointer, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from texts_of(inner, (*pointer, i))


def _gather(value: Any, pointer: Pointer, found: list[Group]) -> None:
    if value.__class__ is dict:
        found.append((pointer, value))
        for key, inner in value.items():
            if inner.__class__ is dict or inner.__class__ is list:
                _gather(inner, (*pointer, key), found)
    elif value.__class__ is list:
        for i, inner in enumerate(value):
            if inner.__class__ is dict or inner.__class__ is list:
                _gather(inner, (*pointer, i), found)


def _all_references(kind: str, data: dict[str, Json], groups: Iterable[Group]) -> Iterator[Reference]:
    for pointer, group in groups:
        if not _REFERRING.isdisjoint(group):
            for key in (key for key in REFERENCE_KEYS if key in group):
                yield from _references((*pointer, key), REFERENCE_KEYS[key], group[key])
    target = data.get("target")
    if kind == "notice" and isinstance(target, dict) and isinstance(target.get("id"), str):
        yield Reference(("target", "id"), str(target.get("kind")), str(target["id"]))
    withdrawn = data.get("withdrawn")
    if isinstance(withdrawn, dict) and isinstance(withdrawn.get("replaced_by"), str):
        yield Reference(("withdrawn", "replaced_by"), kind, str(withdrawn["replaced_by"]))


def _tracks(data: dict[str, Json]) -> Iterator[tuple[Pointer, str]]:
    """The tracks that a document names: its own, and its rules'."""
    own, rules = data.get("track"), data.get("rules")
    if isinstance(own, str):
        yield ("track",), own
    for i, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict) and isinstance(rule.get("track"), str):
            yield ("rules", i, "track"), str(rule["track"])


def _references(at: Pointer, kind: str, value: Any) -> Iterator[Reference]:
    if isinstance(value, str):
        yield Reference(at, kind, value)
    elif isinstance(value, list):
        yield from (Reference((*at, i), kind, item) for i, item in enumerate(value) if isinstance(item, str))
