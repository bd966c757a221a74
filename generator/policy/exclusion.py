"""Exclusion: who may not apply, such as an owner with projects not yet concluded."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.answers import answer
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The number of unconcluded projects, and the unit's own answer."""
    if rule.unconcluded_max is not None:
        yield Comparison("unconcluded", "<=", number=rule.unconcluded_max)
    yield from answer(rule)
