"""A record's id is its file's name, unique in its kind for ever, and never one that the site keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem, problem
from generator.rules.evidence import Evidence
from generator.urls import is_reserved


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Ids unlike their file's name, reserved, or used twice."""
    for document in evidence.documents:
        place, written = Place(document.file), str(document.data["id"])
        if written != document.id:
            yield problem("id-file-name", place, pointer=("id",), value=written, name=document.id)
        if is_reserved(document.id):
            yield problem("id-reserved", place, pointer=("id",), value=document.id)
        yield from _duplicates(evidence, document.kind, document.id, document.file, ("id",))
        former = document.data.get("formerly")
        for i, earlier in enumerate(former if isinstance(former, list) else ()):
            yield from _duplicates(evidence, document.kind, str(earlier), document.file, ("formerly", i))


def _duplicates(
    evidence: Evidence, kind: str, record_id: str, file: str, pointer: tuple[str | int, ...]
) -> Iterator[Problem]:
    others = [other for other in evidence.known[kind].get(record_id, ()) if other != file]
    if others:
        yield problem("id-duplicate", Place(file), pointer=pointer, value=record_id, other=others[0])
