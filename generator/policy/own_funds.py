"""Own funds: what the units raise themselves, as a ratio to support or a rate of a named input."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.amounts import lowest, ratio
from generator.policy.answers import answer
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """Own funds against the ratio or rate, and the unit's own answer where no figure is set."""
    if rule.ratio_min is not None:
        yield Comparison("own_funds", ">=", rate=ratio(rule.ratio_min), of="support")
    if rule.rate_min is not None and rule.quantity is not None:
        yield Comparison("own_funds", ">=", rate=lowest(rule.rate_min), of=rule.quantity)
    yield from answer(rule)
