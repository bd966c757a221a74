"""Minimum: an amount or a number that must be reached, such as R&D input or new tax."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.amounts import span
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The named quantity against its lowest amount, or the number of units against its fewest."""
    least = span(rule.at_least)
    if rule.quantity is not None and least is not None and least.low is not None:
        yield Comparison(rule.quantity, ">=", number=least.low)
    if rule.of is not None and rule.min is not None:
        yield Comparison(rule.of, ">=", number=rule.min)
