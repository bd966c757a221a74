"""Share: what the owner pays the solver, as a part of a named input."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.amounts import highest, lowest
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The owner's payment against the lowest and the highest rate of the named quantity."""
    if rule.rate_min is not None:
        yield Comparison("owner_payment", ">=", rate=lowest(rule.rate_min), of=rule.quantity)
    if rule.rate_max is not None:
        yield Comparison("owner_payment", "<=", rate=highest(rule.rate_max), of=rule.quantity)
