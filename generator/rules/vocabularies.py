"""Regions and domains come from site_config, tracks from the record's programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog import programme_of
from generator.content import Document
from generator.model.records import KINDS
from generator.problems import Place, Pointer, Problem, nearest, problem
from generator.rules.evidence import Evidence, mappings

LABELS: Mapping[str, tuple[str, str]] = {"domains": ("领域", "domain"), "regions": ("地区", "region")}

LISTS = (("domains", "domains"), ("also", "domains"), ("regions", "regions"))


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Words that their vocabulary does not have."""
    for document in evidence.documents:
        for pointer, vocabulary, word in _words(document):
            known = getattr(evidence.settings, vocabulary)
            if word not in known:
                label, label_en = LABELS[vocabulary]
                yield problem(
                    "vocabulary-unknown",
                    Place(document.file),
                    pointer=pointer,
                    value=word,
                    label=label,
                    label_en=label_en,
                    vocabulary=f"site_config/{vocabulary}.yml",
                    words=nearest(word, known),
                )
        yield from _track_problems(evidence, document)


def _words(document: Document) -> Iterator[tuple[Pointer, str, str]]:
    for pointer, group in mappings(document.data):
        for key, vocabulary in (("region", "regions"), ("domain", "domains")):
            if isinstance(group.get(key), str):
                yield (*pointer, key), vocabulary, group[key]
        for key, vocabulary in LISTS:
            words = group.get(key)
            if isinstance(words, list):
                found = ((i, word) for i, word in enumerate(words) if isinstance(word, str))
                yield from (((*pointer, key, i), vocabulary, word) for i, word in found)


def _track_problems(evidence: Evidence, document: Document) -> Iterator[Problem]:
    tracked = [(p, g["track"]) for p, g in mappings(document.data) if isinstance(g.get("track"), str)]
    if not tracked:
        return
    record = evidence.catalog.records[KINDS[document.kind].kind].get(document.id)
    programme = programme_of(evidence.catalog, record) if record else None
    if programme is None:
        return
    known = [track.id for track in programme.tracks]
    for pointer, track in tracked:
        if track not in known:
            words = {"programme": programme.id, **nearest(track, known)}
            yield problem("track-unknown", Place(document.file), pointer=(*pointer, "track"), value=track, words=words)
