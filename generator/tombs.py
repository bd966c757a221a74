"""What the site still tells of a record that was taken down: which it was, where it belongs, when, and why it is gone.

Its file may hold the rest, and the check looks at all of it; pages, feeds, data and the form that edits it never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from generator.documents import REFERENCE_KEYS, Document, document_of, packed
from generator.schemas import read_schemas

PLACED = frozenset(
    {"formerly", "withdrawn", "sample", "year", "published_on", "decided_on", "accepted_on", "domains", "track"}
    | REFERENCE_KEYS.keys()
)
"""What is told beside what the schema asks for: days, places in the site, other records."""

WINDOWS = "windows"
"""Whose events calendars call off for those who have them: such windows alone as hold no words of anybody."""

_MARK = b"withdrawn"


def entombed(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents as the site has them: of those taken down only what is still told."""
    return (_tomb_of(document) if _MARK in document.packed else document for document in documents)


def _tomb_of(document: Document) -> Document:
    data = msgspec.msgpack.decode(document.packed)
    if _MARK.decode() not in data:
        return document
    told = {key: value for key, value in data.items() if _is_told(document.kind, key, value)}
    if windows := [window for window in data.get(WINDOWS, ()) if not _has_words(window)]:
        told[WINDOWS] = windows
    return packed(document_of(document.file, document.kind, document.id, told))


def _is_told(kind: str, key: str, value: Any) -> bool:
    return key in _required()[kind] or (key in PLACED and (key == "withdrawn" or not _has_words(value)))


@cache
def _required() -> Mapping[str, frozenset[str]]:
    """What each kind's schema asks for."""
    return {name: frozenset(schema.get("required", ())) for name, schema in read_schemas().items()}


def _has_words(value: Any) -> bool:
    """Whether there is a text in two languages anywhere in it."""
    if isinstance(value, dict):
        return "zh" in value or any(map(_has_words, value.values()))
    return isinstance(value, list) and any(map(_has_words, value))
