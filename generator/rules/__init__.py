"""The programmes' and the project's own rules: each module holds valid documents against one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.problems import Problem
from generator.rules import citations, identity, periods, privacy, references, translations, vocabularies
from generator.rules.evidence import Evidence

RULES: Mapping[str, Callable[[Evidence], Iterator[Problem]]] = MappingProxyType(
    {
        "identity": identity.problems,
        "references": references.problems,
        "citations": citations.problems,
        "vocabularies": vocabularies.problems,
        "periods": periods.problems,
        "privacy": privacy.problems,
        "translations": translations.problems,
    }
)


def rule_problems(evidence: Evidence) -> Iterator[Problem]:
    """What every rule finds, rule by rule."""
    for problems in RULES.values():
        yield from problems(evidence)
