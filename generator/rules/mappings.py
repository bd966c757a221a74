"""What a form asks for in confidence has no way into a record: a personal or internal field maps to no key.

The descriptions of both marks in schemas/form.json say that what they mark is never published.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings


def problems(document: Document, groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Fields of a form that are marked as personal or internal and map to a record's key all the same."""
    if document.kind != "form":
        return
    for pointer, group in groups:
        mark = next((mark for mark in ("personal", "internal") if group.get(mark) is True), None)
        if mark and "maps_to" in group:
            yield problem(
                "personal-mapped",
                Place(document.file),
                pointer=(*pointer, "maps_to"),
                value=group["maps_to"],
                mark=mark,
            )
