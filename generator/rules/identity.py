"""A record's id is its file's name, and never one that the site keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings
from generator.urls import is_reserved


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """An id unlike its file's name, or reserved."""
    place, written = Place(document.file), str(document.data["id"])
    if written != document.id:
        yield problem("id-file-name", place, pointer=("id",), value=written, name=document.id)
    if is_reserved(document.id):
        yield problem("id-reserved", place, pointer=("id",), value=document.id)
