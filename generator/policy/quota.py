"""Quota: how many applications, tasks or projects, or how much money, per unit, group, chain, year and the like."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.amounts import fen
from generator.policy.comparison import Comparison, FigureId


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The count, or the sum of support, against its least and its most."""
    figure = counted(rule)
    if rule.min is not None:
        yield Comparison(figure, ">=", number=rule.min)
    if rule.max is not None:
        yield Comparison(figure, "<=", number=rule.max)
    cap = fen(rule.cap)
    if cap is not None:
        yield Comparison(figure, "<=", number=cap)


def counted(rule: Rule) -> FigureId:
    """The name of what the quota counts, such as `tasks_per_unit` or `support_per_chain_year`."""
    return "_".join((rule.of or "support", "per", *rule.per)) if rule.per else rule.of or "support"
