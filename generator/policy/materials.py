"""Materials: what a challenge must state, and what must be filed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.answers import answer
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The keys that a challenge must fill, and the unit's own answer about what it files."""
    if rule.states:
        yield Comparison("stated", "has", choices=rule.states)
    yield from answer(rule)
