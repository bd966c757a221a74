"""What rules look at: the valid documents, the catalog they make, the settings, and every id that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.catalog import Catalog
from generator.content import Document
from generator.model.parts import RecordId
from generator.problems import Pointer
from generator.settings import Settings


class Evidence(NamedTuple):
    """The whole of what is checked; `known` holds the ids of invalid records too, with their files."""

    documents: tuple[Document, ...]
    known: Mapping[str, Mapping[RecordId, tuple[str, ...]]]
    catalog: Catalog
    settings: Settings


def mappings(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Every “key: value” group in a document with its place, the outermost first."""
    if value.__class__ is dict:
        yield pointer, value
        for key, inner in value.items():
            if inner.__class__ in (dict, list):
                yield from mappings(inner, (*pointer, key))
    elif value.__class__ is list:
        for i, inner in enumerate(value):
            if inner.__class__ in (dict, list):
                yield from mappings(inner, (*pointer, i))
