"""Every citation names one of its record's own sources, and keys within a record are unique."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.documents import Document, Group
from generator.problems import Place, Problem, nearest, problem
from generator.settings import Settings

KEYED = ("sources", "stages", "rules", "tracks", "sections", "fields", "options", "conditions")
_KEYED = frozenset(KEYED)


def problems(document: Document, groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Citations of sources that are not there, and keys used twice."""
    sources = document.data.get("sources")
    known = [str(s["id"]) for s in (sources if isinstance(sources, list) else ()) if isinstance(s, dict) and "id" in s]
    for pointer, group in groups:
        cited = group.get("source")
        if known and isinstance(cited, str) and cited not in known:
            at = (*pointer, "source")
            yield problem("source-unknown", Place(document.file), pointer=at, value=cited, words=nearest(cited, known))
        if not _KEYED.isdisjoint(group):
            for key in (key for key in KEYED if group.get(key).__class__ is list):
                yield from _repeated(document, (*pointer, key), group[key])


def _repeated(document: Document, pointer: tuple[str | int, ...], items: list[Any]) -> Iterator[Problem]:
    seen = set()
    for i, item in enumerate(items):
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str):
            continue
        if key in seen:
            yield problem("key-repeated", Place(document.file), pointer=(*pointer, i, "id"), value=key)
        seen.add(key)
