"""The programmes' and the project's own rules: each module holds documents against one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.documents import Document, Group, groups_of
from generator.problems import Problem
from generator.rules import (
    amendments,
    answers,
    bases,
    citations,
    credit_codes,
    duplicates,
    expiry,
    form_mappings,
    form_names,
    form_parts,
    identity,
    links_needed,
    mappings,
    moved_deadlines,
    periods,
    policies,
    privacy,
    public_notices,
    references,
    removed_records,
    repeats,
    sequence,
    totals,
    tracks,
    translations,
    unit_names,
    unseen_texts,
    vocabularies,
)
from generator.rules.evidence import Evidence, Past
from generator.settings import Settings

DOCUMENT_RULES: Mapping[str, Callable[[Document, tuple[Group, ...], Settings], Iterator[Problem]]] = MappingProxyType(
    {
        "identity": identity.problems,
        "citations": citations.problems,
        "vocabularies": vocabularies.problems,
        "periods": periods.problems,
        "bases": bases.problems,
        "credit_codes": credit_codes.problems,
        "public_notices": public_notices.problems,
        "privacy": privacy.problems,
        "unseen_texts": unseen_texts.problems,
        "mappings": mappings.problems,
        "form_names": form_names.problems,
        "form_parts": form_parts.problems,
        "form_mappings": form_mappings.problems,
        "translations": translations.problems,
    }
)
"""Rules that look at one document alone."""

CATALOG_RULES: Mapping[str, Callable[[Evidence], Iterator[Problem]]] = MappingProxyType(
    {
        "amendments": amendments.problems,
        "duplicates": duplicates.problems,
        "references": references.problems,
        "tracks": tracks.problems,
        "answers": answers.problems,
        "policies": policies.problems,
        "unit_names": unit_names.problems,
        "repeats": repeats.problems,
        "totals": totals.problems,
        "sequence": sequence.problems,
        "expiry": expiry.problems,
        "links_needed": links_needed.problems,
    }
)
"""Rules that look at documents together."""


HISTORY_RULES: Mapping[str, Callable[[Evidence, Past], Iterator[Problem]]] = MappingProxyType(
    {
        "moved_deadlines": moved_deadlines.problems,
        "removed_records": removed_records.problems,
    }
)
"""Rules that hold documents against what was published before."""


def document_problems(document: Document, settings: Settings) -> Iterator[Problem]:
    """What the rules for single documents find in this one."""
    groups = document.groups or groups_of(document.data)
    for problems in DOCUMENT_RULES.values():
        yield from problems(document, groups, settings)


def catalog_problems(evidence: Evidence) -> Iterator[Problem]:
    """What the rules for all documents together find."""
    for problems in CATALOG_RULES.values():
        yield from problems(evidence)


def history_problems(evidence: Evidence, past: Past) -> Iterator[Problem]:
    """What the rules for changes since a revision find."""
    for problems in HISTORY_RULES.values():
        yield from problems(evidence, past)
