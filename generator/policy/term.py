"""Term: how long a project may or must take."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The project's months against the fewest and the most."""
    if rule.months_min is not None:
        yield Comparison("months", ">=", number=rule.months_min)
    if rule.months_max is not None:
        yield Comparison("months", "<=", number=rule.months_max)
