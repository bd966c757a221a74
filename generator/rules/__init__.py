"""The programmes' and the project's own rules: each module holds documents against one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.documents import Document, Group, groups_of
from generator.problems import Problem
from generator.rules import (
    citations,
    duplicates,
    identity,
    periods,
    privacy,
    public_notices,
    references,
    tracks,
    translations,
    vocabularies,
)
from generator.rules.evidence import Evidence
from generator.settings import Settings

DOCUMENT_RULES: Mapping[str, Callable[[Document, tuple[Group, ...], Settings], Iterator[Problem]]] = MappingProxyType(
    {
        "identity": identity.problems,
        "citations": citations.problems,
        "vocabularies": vocabularies.problems,
        "periods": periods.problems,
        "public_notices": public_notices.problems,
        "privacy": privacy.problems,
        "translations": translations.problems,
    }
)
"""Rules that look at one document alone."""

CATALOG_RULES: Mapping[str, Callable[[Evidence], Iterator[Problem]]] = MappingProxyType(
    {
        "duplicates": duplicates.problems,
        "references": references.problems,
        "tracks": tracks.problems,
    }
)
"""Rules that look at documents together."""


def document_problems(document: Document, settings: Settings) -> Iterator[Problem]:
    """What the rules for single documents find in this one."""
    groups = tuple(groups_of(document.data))
    for problems in DOCUMENT_RULES.values():
        yield from problems(document, groups, settings)


def catalog_problems(evidence: Evidence) -> Iterator[Problem]:
    """What the rules for all documents together find."""
    for problems in CATALOG_RULES.values():
        yield from problems(evidence)
