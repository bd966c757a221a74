"""Regions and domains come from site_config."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.documents import Document, Group
from generator.problems import Place, Pointer, Problem, nearest, problem
from generator.settings import Settings

LABELS: Mapping[str, tuple[str, str]] = {"domains": ("领域", "domain"), "regions": ("地区", "region")}

WORDS: Mapping[str, str] = {
    "region": "regions",
    "regions": "regions",
    "unit_regions": "regions",
    "domain": "domains",
    "domains": "domains",
    "also": "domains",
}
_WORDS = frozenset(WORDS)


def problems(document: Document, groups: tuple[Group, ...], settings: Settings) -> Iterator[Problem]:
    """Words that their vocabulary does not have."""
    for pointer, vocabulary, word in _words(groups):
        known = settings.domains if vocabulary == "domains" else settings.regions
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


def _words(groups: tuple[Group, ...]) -> Iterator[tuple[Pointer, str, str]]:
    for pointer, group in groups:
        for key in () if _WORDS.isdisjoint(group) else (key for key in WORDS if key in group):
            value = group[key]
            if value.__class__ is str:
                yield (*pointer, key), WORDS[key], value
            elif value.__class__ is list:
                yield from (((*pointer, key, i), WORDS[key], w) for i, w in enumerate(value) if w.__class__ is str)
