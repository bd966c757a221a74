"""Support: what government pays for a project: at most a rate of a named input, at most a cap, or a fixed sum."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.amounts import fen, highest, span
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """Support against the rate, the cap and the fixed sums, and the way it is paid."""
    yield from ceilings(rule)
    sums = fixed(rule)
    if sums:
        yield Comparison("support", "in", choices=sums)
    if rule.paid is not None:
        yield Comparison("paid", "in", choices=(rule.paid,))


def ceilings(rule: Rule) -> Iterator[Comparison]:
    """What support may not exceed."""
    if rule.rate_max is not None:
        yield Comparison("support", "<=", rate=highest(rule.rate_max), of=rule.quantity)
    cap = fen(rule.cap)
    if cap is not None:
        yield Comparison("support", "<=", number=cap)


def fixed(rule: Rule) -> tuple[int, ...]:
    """The fixed sums in fen, the lowest first; none while one of them is vague."""
    spans = [span(money) for money in rule.fixed]
    sums = [found.low for found in spans if found is not None and found.low is not None and found.low == found.high]
    return tuple(sorted(set(sums))) if len(sums) == len(spans) else ()
