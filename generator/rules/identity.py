"""A record's id is its file's name, and never one that the site keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents import Document, Group
from generator.problems import Place, Pointer, Problem, problem
from generator.settings import Settings
from generator.urls import is_reserved


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """An id unlike its file's name or reserved, and former ids that are reserved, repeated or the present one."""
    place, written = Place(document.file), document.data.get("id")
    if isinstance(written, str) and written != document.id:
        yield problem("id-file-name", place, pointer=("id",), value=written, name=document.id)
    former = document.data.get("formerly")
    taken = {document.id}
    for i, earlier in enumerate(map(str, former) if isinstance(former, list) else ()):
        if earlier in taken:
            yield problem("key-repeated", place, pointer=("formerly", i), value=earlier)
        taken.add(earlier)
        yield from _reserved(place, ("formerly", i), earlier)
    yield from _reserved(place, ("id",), document.id)


def _reserved(place: Place, pointer: Pointer, record_id: str) -> Iterator[Problem]:
    if is_reserved(record_id):
        yield problem("id-reserved", place, pointer=pointer, value=record_id)
