"""A track is one that the record's programme has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import programme_of
from generator.problems import Place, Problem, nearest, problem
from generator.rules.evidence import Evidence


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Tracks that their programme does not have."""
    for document in evidence.documents:
        record = evidence.catalog.records[document.kind].get(document.id)
        programme = programme_of(evidence.catalog, record) if document.tracks and record else None
        known = [track.id for track in programme.tracks] if programme else []
        for pointer, track in document.tracks:
            if programme is not None and track not in known:
                words = {"programme": programme.id, **nearest(track, known)}
                yield problem("track-unknown", Place(document.file), pointer=pointer, value=track, words=words)
