"""A track is one that the record's programme has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import programme_of
from generator.documents import Document
from generator.problems import Place, Pointer, Problem, nearest, problem
from generator.rules.evidence import Evidence


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Tracks that their programme does not have."""
    for document in evidence.documents:
        tracked = tuple(_tracked(document))
        record = evidence.catalog.records[document.kind].get(document.id)
        programme = programme_of(evidence.catalog, record) if tracked and record else None
        known = [track.id for track in programme.tracks] if programme else []
        for pointer, track in tracked:
            if programme is not None and track not in known:
                words = {"programme": programme.id, **nearest(track, known)}
                yield problem("track-unknown", Place(document.file), pointer=pointer, value=track, words=words)


def _tracked(document: Document) -> Iterator[tuple[Pointer, str]]:
    """The tracks that a document names: its own, and its rules'."""
    own, rules = document.data.get("track"), document.data.get("rules")
    if isinstance(own, str):
        yield ("track",), own
    for i, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict) and isinstance(rule.get("track"), str):
            yield ("rules", i, "track"), str(rule["track"])
